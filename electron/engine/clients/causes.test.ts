import { describe, expect, it } from 'vitest';
import type { Arrival } from './arrival.ts';
import { type Cause, causesOf } from './causes.ts';
import { mostNames, type TalliedUpload, tallyUploads } from './group-tally.ts';

const now = Date.parse('2026-11-10T15:00:00Z');
const dayMs = 86_400_000;
const whole: Arrival = { kind: 'everything', bytes: 1 };
const open: Arrival = { kind: 'unknown', bytes: 1 };

/** Uploads that have nothing in common: two initiators, two parts, odd times over many months, long over. */
function uploads(count: number, rest: (index: number) => Partial<TalliedUpload> = () => ({})): TalliedUpload[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `key-${index}`,
    initiator: index % 2 === 0 ? 'arn:a' : 'arn:b',
    initiatedAt: Date.parse('2026-01-01T00:00:00Z') + index * 3 * dayMs + ((index * 7_919_000) % dayMs),
    parts: 2,
    firstNumber: 1,
    arrival: open,
    ...rest(index),
  }));
}
const causes = (list: TalliedUpload[]) => causesOf(tallyUploads(list), now);
const codes = (list: TalliedUpload[]) => causes(list).map(({ code }) => code);
const found = (list: TalliedUpload[], code: Cause['code']) => causes(list).find((cause) => cause.code === code);

it('says nothing where nothing is in common', () => {
  expect(codes(uploads(60))).toEqual(['over']);
});

it('says nothing of a few', () => {
  expect(causes(uploads(9, () => ({ parts: 1, initiator: 'x' })))).toEqual([]);
  expect(causes([])).toEqual([]);
});

it('“all 4,112 from one role, each with exactly one part”', () => {
  const all = uploads(4112, () => ({ parts: 1, initiator: 'arn:aws:iam::1:role/etl' }));
  expect(found(all, 'dies before its second part')).toEqual({
    code: 'dies before its second part',
    uploads: 4112,
    of: 4112,
    advice: 'abort on failure',
  });
  expect(found(all, 'one initiator')).toEqual({
    code: 'one initiator',
    initiator: 'arn:aws:iam::1:role/etl',
    uploads: 4112,
    of: 4112,
    advice: 'ask the initiator',
  });
});

describe('what the parts show', () => {
  it.each<[Cause['code'], Partial<TalliedUpload>]>([
    ['never sends a part', { parts: 0, firstNumber: null, arrival: { kind: 'nothing' } }],
    ['dies before its second part', { parts: 1 }],
    ['never completes', { arrival: whole }],
    ['never completes', { parts: 1, arrival: whole }],
    ['killed in parallel', { firstNumber: 2, arrival: { kind: 'some', bytes: 1, missing: 1 } }],
  ])('%s', (code, rest) => {
    expect(codes(uploads(60, () => rest))).toEqual([code, 'over']);
    // Four of five show it, or it is not said; of those killed in parallel, only some lack their very first part.
    const shares = (share: number) => codes(uploads(100, (index) => (index < share ? rest : {})));
    const least = code === 'killed in parallel' ? 30 : 80;
    expect(shares(least)).toContain(code);
    expect(shares(least - 1)).not.toContain(code);
  });

  it('counts only uploads whose parts were listed', () => {
    const list = uploads(60, (index) =>
      index < 12 ? { parts: 1 } : { parts: null, firstNumber: null, arrival: null },
    );
    expect(found(list, 'dies before its second part')).toMatchObject({ uploads: 12, of: 12 });
    expect(codes(list.slice(4))).not.toContain('dies before its second part');
  });
});

describe('who and what', () => {
  it('names one initiator of nearly all, never of those it does not know', () => {
    const by = (known: number, others: number, unknown: number) =>
      uploads(known + others + unknown, (index) => ({
        initiator: index < known ? 'arn:x' : index < known + others ? `arn:${index}` : null,
      }));
    expect(found(by(95, 5, 0), 'one initiator')).toMatchObject({ initiator: 'arn:x', uploads: 95, of: 100 });
    expect(found(by(94, 6, 0), 'one initiator')).toBeUndefined();
    expect(found(by(50, 0, 50), 'one initiator')).toBeUndefined();
    expect(found(by(0, 0, 50), 'one initiator')).toBeUndefined();
  });

  it('sees the same keys again and again', () => {
    const list = uploads(60, (index) => (index < 30 ? { key: `again-${index % 5}` } : {}));
    expect(found(list, 'same keys')).toMatchObject({ keys: 5, uploads: 30, of: 60, advice: 'resume retries' });
    // Twice is no habit.
    expect(codes(uploads(60, (index) => ({ key: `twice-${index >> 1}` })))).not.toContain('same keys');
  });

  it('keeps no more names than it needs', () => {
    const tally = tallyUploads(uploads(mostNames + 500));
    expect(tally.keys.counts.size).toBe(mostNames);
    expect(tally.keys.others).toBe(500);
  });
});

describe('when', () => {
  it('sees a schedule, also around midnight', () => {
    const nightly = (minute: number) =>
      uploads(40, (index) => ({
        initiatedAt: Date.parse('2026-05-01T00:00:00Z') + index * dayMs + (minute + (index % 3)) * 60_000,
      }));
    expect(found(nightly(125), 'same time of day')).toMatchObject({ minute: 125, days: 40, uploads: 40 });
    // 23:59, 00:00 and 00:01 (of the next day).
    expect(found(nightly(1439), 'same time of day')).toMatchObject({ minute: 1439, uploads: 40 });
    // On two days alone it may be chance.
    const twoDays = nightly(125).map((upload, index) => ({
      ...upload,
      initiatedAt: upload.initiatedAt - (index >> 1) * 2 * dayMs,
    }));
    expect(codes(twoDays.slice(0, 2).flatMap((upload) => Array<TalliedUpload>(10).fill(upload)))).not.toContain(
      'same time of day',
    );
  });

  it('sees one bad day, long over', () => {
    const day = Date.parse('2026-09-02T00:00:00Z');
    const list = uploads(50, (index) => (index < 45 ? { initiatedAt: day + index * 1_000_000 } : {}));
    expect(found(list, 'one day')).toMatchObject({ day, uploads: 45, of: 50, advice: 'clean up once' });
  });

  it('says how many a day still come, not counting today', () => {
    const list = uploads(70, (index) => ({
      initiatedAt: Date.parse('2026-11-10T01:00:00Z') - Math.floor(index / 2) * dayMs + index * 1_111_111,
    }));
    // Two a day; the two of today are left out.
    expect(found(list, 'goes on')).toEqual({
      code: 'goes on',
      perDay: 2,
      since: Date.parse('2026-10-07T00:00:00Z'),
      uploads: 14,
      of: 70,
      advice: 'add a rule',
    });
  });

  it('says that it is over after a month without one, and nothing in between', () => {
    const until = (days: number) =>
      uploads(20, (index) => ({ initiatedAt: now - (days + index) * dayMs - index * 1_234_567 }));
    expect(codes(until(31))).toContain('over');
    expect(codes(until(15))).toEqual([]);
  });
});
