import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverBucket } from './bucket-coverage.ts';
import { noConfiguration } from './configuration.ts';
import { type SimulatedUpload, simulate } from './simulate.ts';
import { configuration } from './testing/configurations.ts';

const at = (text: string) => Date.parse(text);
const now = at('2026-11-10T15:00:00Z');
const dayMs = 86_400_000;
const upload = (initiatedAt: string, rest: Partial<SimulatedUpload> = {}): SimulatedUpload => ({
  key: 'a',
  initiatedAt: at(initiatedAt),
  newestPartAt: null,
  bytes: 100,
  storageClass: 'STANDARD',
  active: false,
  abortDate: null,
  abortRuleId: null,
  ...rest,
});

describe('a rule that is tried', () => {
  it('aborts by dates: what is overdue at the next midnight', () => {
    const uploads = [
      upload('2025-01-01T00:00:00Z'),
      upload('2026-11-01T00:00:00Z', { storageClass: 'GLACIER', bytes: 5 }),
      upload('2026-11-03T16:00:00Z'),
      upload('2026-11-05T12:00:00Z', { bytes: null }),
      upload('2026-11-10T14:00:00Z', { active: true, key: 'live' }),
    ];
    expect(simulate({ days: 7, prefix: '' }, uploads, noConfiguration, now)).toEqual({
      dates: [
        {
          at: at('2026-11-11'),
          uploads: 3,
          bytes: 205,
          unsized: 0,
          active: 0,
          bytesByClass: { STANDARD: 200, GLACIER: 5 },
        },
        { at: at('2026-11-13'), uploads: 1, bytes: 0, unsized: 1, active: 0, bytesByClass: {} },
        { at: at('2026-11-18'), uploads: 1, bytes: 100, unsized: 0, active: 1, bytesByClass: { STANDARD: 100 } },
      ],
      total: { uploads: 5, bytes: 305, unsized: 1, active: 1, bytesByClass: { STANDARD: 300, GLACIER: 5 } },
      already: { uploads: 0, bytes: 0, unsized: 0, active: 0, bytesByClass: {} },
      left: { uploads: 0, bytes: 0, unsized: 0, active: 0, bytesByClass: {} },
      active: [{ key: 'live', at: at('2026-11-18') }],
    });
  });

  it('leaves other prefixes', () => {
    const { total, left } = simulate(
      { days: 1, prefix: 'logs/' },
      [upload('2026-11-01T00:00:00Z'), upload('2026-11-01T00:00:00Z', { key: 'logs/x' })],
      noConfiguration,
      now,
    );
    expect([total.uploads, left.uploads]).toEqual([1, 1]);
  });

  it('adds nothing to what rules do already, by the store’s own word or by what they say', () => {
    const three = configuration({
      actions:
        '<AbortIncompleteMultipartUpload><DaysAfterInitiation>3</DaysAfterInitiation></AbortIncompleteMultipartUpload>',
    });
    const young = upload('2026-11-10T10:00:00Z');
    expect(simulate({ days: 7, prefix: '' }, [young], three, now)).toMatchObject({
      total: { uploads: 0 },
      already: { uploads: 1 },
    });
    expect(simulate({ days: 2, prefix: '' }, [young], three, now)).toMatchObject({
      total: { uploads: 1 },
      already: { uploads: 0 },
    });
    // Overdue by either: it goes at the same midnight.
    expect(simulate({ days: 1, prefix: '' }, [upload('2026-10-01T10:00:00Z')], three, now)).toMatchObject({
      already: { uploads: 1 },
    });
    const told = upload('2026-11-10T10:00:00Z', { abortDate: at('2027-01-01') });
    expect(simulate({ days: 7, prefix: '' }, [told], three, now)).toMatchObject({ total: { uploads: 1 } });
  });

  it('goes by the store’s word no longer than the rule that it named says so', () => {
    const ruled = (days: number, status = 'Enabled') =>
      configuration({
        id: 'weekly',
        status,
        actions: `<AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`,
      });
    // Sized while a rule of three days was there.
    const told = upload('2026-11-10T10:00:00Z', { abortDate: at('2026-11-14'), abortRuleId: 'weekly' });
    const tried = (existing: ReturnType<typeof ruled>) => simulate({ days: 7, prefix: '' }, [told], existing, now);
    expect(tried(ruled(3)).already.uploads).toBe(1);
    expect(tried(noConfiguration).total.uploads).toBe(1);
    expect(tried(ruled(3, 'Disabled')).total.uploads).toBe(1);
    expect(tried(ruled(30)).total.uploads).toBe(1);
    expect(coverBucket([told], noConfiguration)).toMatchObject({
      covered: { uploads: 0 },
      uncovered: [{ uploads: 1, nearest: null }],
    });
    expect(coverBucket([told], ruled(30)).covered).toMatchObject({ uploads: 1, firstAt: at('2026-12-11') });
  });

  it('goes by a rule that came since and is sooner than the one that the store named', () => {
    const rule = (id: string, days: number) => ({
      id,
      actions: `<AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`,
    });
    const told = upload('2026-11-10T10:00:00Z', { abortDate: at('2026-12-11'), abortRuleId: 'monthly' });
    const tried = (...rules: ReturnType<typeof rule>[]) =>
      simulate({ days: 7, prefix: '' }, [told], configuration(...rules), now);
    expect(tried(rule('monthly', 30)).total.uploads).toBe(1);
    expect(tried(rule('monthly', 30), rule('daily', 1)).already.uploads).toBe(1);
    expect(coverBucket([told], configuration(rule('monthly', 30), rule('daily', 1))).covered).toMatchObject({
      firstAt: at('2026-11-12'),
    });
  });

  it('loses and doubles no upload', () => {
    const any = fc.record({
      key: fc.constantFrom('a', 'logs/x'),
      initiatedAt: fc.integer({ min: now - 400 * dayMs, max: now }),
      newestPartAt: fc.constant(null),
      bytes: fc.option(fc.integer({ min: 0, max: 1000 })),
      storageClass: fc.constantFrom('STANDARD', 'GLACIER'),
      active: fc.boolean(),
      abortDate: fc.option(fc.integer({ min: now - dayMs, max: now + 30 * dayMs })),
      abortRuleId: fc.constantFrom(null, 'r', 'gone'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (uploads, days) => {
        const { dates, total, already, left } = simulate({ days, prefix: 'logs/' }, uploads, configuration({}), now);
        expect(total.uploads + already.uploads + left.uploads).toBe(uploads.length);
        expect(dates.reduce((sum, { uploads: some }) => sum + some, 0)).toBe(total.uploads);
        expect(dates.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(total.bytes);
        expect(
          dates.every((date, index) => date.at > now && (index === 0 || date.at > (dates[index - 1]?.at ?? 0))),
        ).toBe(true);
      }),
    );
  });
});
