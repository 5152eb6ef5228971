import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billingEnd, costSoFar, type HeldUploads } from './cost-so-far.ts';
import {
  addPart,
  emptyHolding,
  type Holding,
  joinHoldings,
  readHolding,
  usedByteTicks,
  writeHolding,
} from './holding.ts';
import { toDigits } from './money.ts';
import { ticksPerMonth } from './months.ts';
import type { PricePlace } from './places.ts';

const gib = 1024 ** 3;
const at = (text: string) => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
const east: PricePlace = { kind: 'aws', region: 'us-east-1' };

const holdingOf = (...parts: (readonly [size: number, storedAt: string | null])[]): Holding =>
  parts.reduce<Holding>(
    (holding, [size, storedAt]) => addPart(holding, size, storedAt === null ? null : at(storedAt), at('2026-01-01')),
    emptyHolding,
  );
const upload = (holding: Holding | null, rest: Partial<HeldUploads> = {}): HeldUploads => ({
  storageClass: 'STANDARD',
  holding,
  abortDate: null,
  ...rest,
});
const amount = (place: PricePlace, held: HeldUploads[], now: string, digits = 2) => {
  const { money } = costSoFar(place, held, at(now));
  return money && toDigits(money, digits);
};

describe('worked by hand', () => {
  // One part of 100 GiB in us-east-1: 2.30 a full month.
  it.each([
    ['a whole month of 31 days', '2026-01-01', '2026-02-01', '2.30'],
    ['a whole month of 28 days', '2026-02-01', '2026-03-01', '2.30'],
    ['a whole month of 29 days', '2028-02-01', '2028-03-01', '2.30'],
    ['a whole month of 30 days', '2026-04-01', '2026-05-01', '2.30'],
    ['one day of 31', '2026-01-10', '2026-01-11', '0.07419355'],
    ['one day of 28', '2026-02-10', '2026-02-11', '0.08214286'],
    ['one day of 29', '2028-02-10', '2028-02-11', '0.07931034'],
    ['one day of 30', '2026-06-10', '2026-06-11', '0.07666667'],
    ['an hour of 744', '2026-03-10T05:00:00Z', '2026-03-10T06:00:00Z', '0.00309140'],
    // 17 of 31 days, 28 of 28: 2.30 × 48 ÷ 31.
    ['from one month into the next', '2026-01-15', '2026-03-01', '3.56129032'],
    // 1 of 31 in December, 1 of 31 in January.
    ['over the end of a year', '2026-12-31', '2027-01-02', '0.14838710'],
    ['a year', '2026-05-17', '2027-05-17', '27.60'],
    ['no time', '2026-05-17', '2026-05-17', '0.00'],
  ])('%s', (_, from, to, expected) => {
    const digits = expected.split('.')[1]?.length ?? 0;
    expect(amount(east, [upload(holdingOf([100 * gib, from]))], to, digits)).toBe(expected);
  });

  it('mixed dates, three classes, and an upload without parts', () => {
    const held = [
      upload(holdingOf()),
      // 10 GiB for all of March and 20 GiB for 15 of its days: (10 + 20 × 15 ÷ 31) × 0.023 = 0.45258…
      upload(holdingOf([10 * gib, '2026-03-01'], [20 * gib, '2026-03-17'])),
      // 62 GiB for one day: 62 × 0.0125 ÷ 31 = 0.025
      upload(holdingOf([62 * gib, '2026-03-31']), { storageClass: 'STANDARD_IA' }),
      // Staged: 31 GiB for two days at 0.021: 0.042
      upload(holdingOf([31 * gib, '2026-03-30']), { storageClass: 'DEEP_ARCHIVE' }),
    ];
    expect(amount(east, held, '2026-04-01', 5)).toBe('0.51958');
  });

  it('AWS’s own example: 100 GB for 15 days of March, then 100 TB for 16, are 52,900 GB-months', () => {
    const small = 107_374_182_400;
    const holding = holdingOf([small, '2026-03-01'], [109_951_162_777_600 - small, '2026-03-16']);
    const gone = (usedByteTicks(holding, at('2026-04-01')) * 1n) / (BigInt(gib) * ticksPerMonth);
    expect(gone).toBe(52_900n);
  });

  it.each<[string, string]>([
    ['us-east-1', '7.12'],
    ['sa-east-1', '12.54'],
    ['us-gov-west-1', '12.08'],
  ])('%s', (region, expected) => {
    // 200 GiB from 15 January to the end of February: 200 × 48 ÷ 31 GiB-months.
    expect(amount({ kind: 'aws', region }, [upload(holdingOf([200 * gib, '2026-01-15']))], '2026-03-01')).toBe(
      expected,
    );
  });
});

describe('what is said beside the amount', () => {
  it('stops at an abort date that has passed, and says so', () => {
    const held = [
      upload(holdingOf([100 * gib, '2026-01-01']), { abortDate: at('2026-02-01') }),
      upload(holdingOf([100 * gib, '2026-01-01']), { abortDate: at('2026-03-02') }),
    ];
    const cost = costSoFar(east, held, at('2026-03-01'));
    expect(cost.money && toDigits(cost.money, 2)).toBe('6.90');
    expect(cost).toMatchObject({
      exactness: 'estimate',
      assumptions: [{ kind: 'abort date passed', uploads: 1, bytes: BigInt(100 * gib) }],
    });
  });

  it('does not stop at one that a later part has belied', () => {
    const held = [
      upload(holdingOf([100 * gib, '2026-01-01'], [1, '2026-02-01T00:00:01Z']), { abortDate: at('2026-02-01') }),
    ];
    expect(amount(east, held, '2026-03-01')).toBe('4.60');
    expect(costSoFar(east, held, at('2026-03-01')).exactness).toBe('exact');
  });

  it.each([
    [null, null, { ended: false }],
    [101, null, { ended: false }],
    [100, null, { ended: true, at: 100 }],
    [99, 99, { ended: true, at: 99 }],
    [99, 100, { ended: false }],
  ])('an abort date of %s and a newest part of %s, at 100: %j', (abortDate, newestAt, end) => {
    expect(billingEnd(abortDate, newestAt, 100)).toEqual(end);
  });

  it('counts parts without a date from when their upload was begun', () => {
    const cost = costSoFar(east, [upload(holdingOf([100 * gib, null]))], at('2026-02-01'));
    expect(cost).toMatchObject({
      money: { nano: 2_300_000_000n },
      exactness: 'estimate',
      assumptions: [{ kind: 'undated parts', bytes: BigInt(100 * gib) }],
    });
  });

  it('is incomplete where an upload was not sized, or has no price', () => {
    const held = [
      upload(holdingOf([100 * gib, '2026-01-01'])),
      upload(null),
      upload(null, { uploads: 4 }),
      upload(holdingOf([5, '2026-01-01']), { storageClass: 'SNOW' }),
    ];
    expect(costSoFar(east, held, at('2026-02-01'))).toMatchObject({
      money: { nano: 2_300_000_000n },
      exactness: 'incomplete',
      missing: [
        { kind: 'no price', storageClass: 'SNOW', bytes: 5n },
        { kind: 'unsized', uploads: 5 },
      ],
    });
    expect(costSoFar(east, [upload(null)], at('2026-02-01')).money).toBeNull();
    expect(
      costSoFar({ kind: 'aws', region: 'cn-north-1' }, [upload(holdingOf([1, '2026-01-01']))], at('2026-02-01')).money,
    ).toBeNull();
  });

  it('says that R2 bills by the day’s peak', () => {
    const r2: PricePlace = { kind: 'vendor', vendor: 'Cloudflare R2', region: null };
    expect(costSoFar(r2, [upload(holdingOf([1e9, '2026-01-01']))], at('2026-02-01'))).toMatchObject({
      money: { nano: 15_000_000n },
      assumptions: [{ kind: 'no daily peak' }],
    });
  });

  it('costs nothing where there is nothing', () => {
    expect(costSoFar(east, [], 0)).toMatchObject({ money: { currency: 'USD', nano: 0n }, exactness: 'exact' });
  });
});

describe('any parts', () => {
  const time = fc.integer({ min: at('2020-01-01'), max: at('2030-01-01') });
  const parts = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 * gib }), time), { maxLength: 30 });
  const hold = (list: [number, number][]) =>
    list.reduce<Holding>((holding, [size, stored]) => addPart(holding, size, stored, 0), emptyHolding);
  const nano = (held: HeldUploads[], now: number) => costSoFar(east, held, now).money?.nano ?? -1n;

  it('cost the same however they are put together, to the billionth', () => {
    fc.assert(
      fc.property(parts, parts, time, (some, others, later) => {
        const now = Math.max(later, ...[...some, ...others].map(([, stored]) => stored));
        const [a, b] = [hold(some), hold(others)];
        const together = hold([...others, ...some].reverse());
        expect(joinHoldings(a, b)).toEqual(together);
        expect(joinHoldings(b, a)).toEqual(together);
        expect(nano([upload(a), upload(b)], now)).toBe(nano([upload(together)], now));
        const apart = nano([upload(a)], now) + nano([upload(b)], now);
        const difference = apart - nano([upload(together)], now);
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
    );
  });

  it('never cost less later, nor less than nothing', () => {
    fc.assert(
      fc.property(parts, time, time, (list, one, two) => {
        const [sooner, later] = [Math.min(one, two), Math.max(one, two)];
        const held = [upload(hold(list))];
        expect(nano(held, sooner)).toBeGreaterThanOrEqual(0n);
        expect(nano(held, later)).toBeGreaterThanOrEqual(nano(held, sooner));
      }),
    );
  });

  it('are what each one costs by byte-hours ÷ 2^30 ÷ hours of its month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 * gib }),
        time,
        fc.integer({ min: 0, max: 400 * 24 }),
        (size, from, hours) => {
          const now = from + hours * 3_600_000;
          let expected = 0;
          for (let begin = from; begin < now; ) {
            const date = new Date(begin);
            const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
            const monthHours = (next - Date.UTC(date.getUTCFullYear(), date.getUTCMonth())) / 3_600_000;
            const end = Math.min(next, now);
            expected += ((size * (end - begin)) / 3_600_000 / gib / monthHours) * 0.023;
            begin = end;
          }
          expect(Number(nano([upload(hold([[size, from]]))], now)) / 1e9).toBeCloseTo(expected, 8);
        },
      ),
    );
  });

  it('survive JSON', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const holding = hold(list);
        expect(readHolding(JSON.parse(JSON.stringify(writeHolding(holding))))).toEqual(holding);
      }),
    );
  });
});
