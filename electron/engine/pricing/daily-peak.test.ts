import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyPeakMonth, dailyPeaks, type StoredSpan } from './daily-peak.ts';
import { toDigits } from './money.ts';
import type { PricePlace } from './places.ts';

const gb = 1e9;
const r2: PricePlace = { kind: 'vendor', vendor: 'Cloudflare R2', region: null };
const at = (text: string) => Date.parse(text);
const june = at('2026-06-10T00:00:00Z');
const span = (bytes: number, from: string, to: string): StoredSpan => ({ bytes, from: at(from), to: at(to) });
const bill = (spans: StoredSpan[], storageClass = 'STANDARD', when = june, allowanceUsed = false) => {
  const { money } = dailyPeakMonth(r2, storageClass, spans, when, allowanceUsed);
  return money && toDigits(money, 3);
};

describe('Cloudflare’s own examples', () => {
  it('1 GB for 30 days is one GB-month, 3 GB are three', () => {
    expect(bill([span(gb, '2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z')], 'STANDARD_IA')).toBe('0.010');
    expect(bill([span(3 * gb, '2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z')], 'STANDARD_IA')).toBe('0.030');
  });

  it('1 GB for 5 days, then 3 GB for 25, are 2.67 GB-months, billed as 3', () => {
    const spans = [
      span(gb, '2026-06-01T00:00:00Z', '2026-06-06T00:00:00Z'),
      span(3 * gb, '2026-06-06T00:00:00Z', '2026-07-01T00:00:00Z'),
    ];
    expect(dailyPeaks(spans, june).map((peak) => Number(peak) / gb)).toEqual([
      ...Array(5).fill(1),
      ...Array(25).fill(3),
    ]);
    expect(bill(spans, 'STANDARD_IA')).toBe('0.030');
    // Within the 10 GB that are free, unless something else uses them.
    expect(bill(spans)).toBe('0.000');
    expect(bill(spans, 'STANDARD', june, true)).toBe('0.045');
  });

  it('1,000 GB-months cost 14.85, 10 of them being free', () => {
    expect(bill([span(1000 * gb, '2026-05-01T00:00:00Z', '2027-01-01T00:00:00Z')])).toBe('14.850');
  });
});

describe('the peak of a day', () => {
  it.each<[string, StoredSpan[], number[]]>([
    ['what was there for a moment', [span(5, '2026-06-02T12:00:00.000Z', '2026-06-02T12:00:00.001Z')], [0, 5, 0]],
    ['what goes as the day begins', [span(5, '2026-05-02T00:00:00Z', '2026-06-02T00:00:00Z')], [5, 0, 0]],
    ['what goes a moment later', [span(5, '2026-05-02T00:00:00Z', '2026-06-02T00:00:00.001Z')], [5, 5, 0]],
    [
      'what is replaced in the same moment',
      [
        span(5, '2026-06-01T00:00:00Z', '2026-06-02T12:00:00Z'),
        span(7, '2026-06-02T12:00:00Z', '2026-06-03T00:00:00Z'),
      ],
      [5, 7, 0],
    ],
    [
      'what is there together',
      [
        span(5, '2026-06-01T06:00:00Z', '2026-06-02T12:00:00Z'),
        span(7, '2026-06-02T11:00:00Z', '2026-06-03T00:00:00Z'),
      ],
      [5, 12, 0],
    ],
    ['nothing', [], [0, 0, 0]],
    ['what ends before it begins', [span(5, '2026-06-02T00:00:00Z', '2026-06-01T00:00:00Z')], [0, 0, 0]],
    ['another month', [span(5, '2026-07-01T00:00:00Z', '2026-07-02T00:00:00Z')], [0, 0, 0]],
  ])('of %s', (_, spans, first) => {
    expect(dailyPeaks(spans, june).slice(0, 3).map(Number)).toEqual(first);
  });

  it.each([
    ['2026-02-01T00:00:00Z', 28],
    ['2028-02-29T00:00:00Z', 29],
    ['2026-06-30T23:59:59Z', 30],
    ['2026-12-31T23:59:59Z', 31],
  ])('has as many days as the month of %s', (when, days) => {
    const always = span(3 * gb, '2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z');
    expect(dailyPeaks([always], at(when))).toEqual(Array(days).fill(BigInt(3 * gb)));
    // And what is always there is billed alike in each.
    expect(bill([always], 'STANDARD_IA', at(when))).toBe('0.030');
  });

  it('is the most that any minute of the day saw', () => {
    const minute = 60_000;
    const start = at('2026-06-01T00:00:00Z');
    const spans = fc.array(
      fc.record({
        bytes: fc.integer({ min: 1, max: 1000 }),
        from: fc.integer({ min: -3000, max: 4000 }).map((n) => start + n * minute),
        to: fc.integer({ min: -3000, max: 6000 }).map((n) => start + n * minute),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(spans, (list) => {
        const peaks = [0, 1, 2, 3].map((day) => {
          let most = 0;
          for (let now = start + day * 86_400_000; now < start + (day + 1) * 86_400_000; now += minute) {
            const stored = list.filter(({ from, to }) => from <= now && now < to);
            most = Math.max(
              most,
              stored.reduce((sum, { bytes }) => sum + bytes, 0),
            );
          }
          return most;
        });
        expect(dailyPeaks(list, start).slice(0, 4).map(Number)).toEqual(peaks);
      }),
      { numRuns: 20 },
    );
  });
});

it('names a class without a price', () => {
  const always = [span(gb, '2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z')];
  expect(dailyPeakMonth(r2, 'GLACIER', always, june, false)).toMatchObject({
    money: null,
    missing: [{ kind: 'no price', why: 'class' }],
  });
});
