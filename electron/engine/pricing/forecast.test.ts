import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast, growthByteMs, type MonthForecast, type Stock } from './forecast.ts';
import { toDigits } from './money.ts';
import type { PricePlace } from './places.ts';
import { compareScenarios } from './scenarios.ts';

const gib = 1024n ** 3n;
const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
const east: PricePlace = { kind: 'aws', region: 'us-east-1' };
const now = at('2026-11-10');
const dayMs = 86_400_000;
const stock = (rest: Partial<Stock> = {}): Stock => ({
  storageClass: 'STANDARD',
  bytes: 100n * gib,
  storedAt: at('2026-05-01'),
  endsAt: null,
  ...rest,
});
const amounts = (months: MonthForecast[]) => months.map(({ cost }) => cost.money && toDigits(cost.money, 2));
const nothingElse = { growth: [], growthKeptDays: null };

describe('what is there now', () => {
  it('costs the same in each of the next twelve months, over the end of the year', () => {
    const months = forecast(east, { stocks: [stock()], ...nothingElse }, now);
    expect(amounts(months)).toEqual(Array(12).fill('2.30'));
    expect(months.at(0)).toMatchObject({ from: at('2026-12-01'), to: at('2027-01-01') });
    expect(months.at(-1)).toMatchObject({ from: at('2027-11-01'), to: at('2027-12-01') });
  });

  it('ends when it is taken away', () => {
    const stocks = [
      stock({ endsAt: at('2026-11-20') }),
      // 10 of 31 days: 0.7419
      stock({ endsAt: at('2026-12-11') }),
      stock({ endsAt: at('2027-02-01'), storageClass: 'STANDARD_IA' }),
    ];
    expect(amounts(forecast(east, { stocks, ...nothingElse }, now, 3))).toEqual(['1.99', '1.25', '0.00']);
  });

  it('is zero of nothing', () => {
    expect(amounts(forecast(east, { stocks: [], ...nothingElse }, now, 2))).toEqual(['0.00', '0.00']);
  });

  it('goes on costing for a vendor’s least number of days', () => {
    const wasabi: PricePlace = { kind: 'vendor', vendor: 'Wasabi', region: null };
    // Aborted now; stored on 25 October, so paid for until 23 January: 22 of 31 days of it.
    const stocks = [stock({ bytes: 1024n * gib, storedAt: at('2026-10-25'), endsAt: now })];
    expect(amounts(forecast(wasabi, { stocks, ...nothingElse }, now, 3))).toEqual(['7.99', '5.67', '0.00']);
  });
});

describe('what is added', () => {
  it('piles up, or stays as much as a rule lets it', () => {
    const growth = [{ storageClass: 'STANDARD', bytesPerDay: 10n * gib }];
    // December begins 21 days from now: from 210 to 520 GiB, 365 on average.
    expect(amounts(forecast(east, { stocks: [], growth, growthKeptDays: null }, now, 2))).toEqual(['8.40', '15.53']);
    // Seven days of it: 70 GiB.
    expect(amounts(forecast(east, { stocks: [], growth, growthKeptDays: 7 }, now, 2))).toEqual(['1.61', '1.61']);
  });

  it('says whether it is known', () => {
    const scenario = { stocks: [stock()], growthKeptDays: null };
    const [first] = forecast(east, { ...scenario, growth: null }, now, 1);
    expect(first?.cost).toMatchObject({ exactness: 'estimate', assumptions: [{ kind: 'growth', known: false }] });
    const [same] = forecast(east, { ...scenario, growth: [] }, now, 1);
    expect(same?.cost.assumptions).toEqual([{ kind: 'growth', known: true }]);
  });

  it('adds up moment by moment', () => {
    const days = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 1, max: 30 })), days, days, (kept, begin, length) => {
        const [from, to] = [now + begin * dayMs, now + (begin + length) * dayMs];
        let expected = 0;
        // Half hours, each at its middle.
        for (let t = from + 900_000; t < to; t += 1_800_000) {
          expected += Math.min((t - now) / dayMs, kept ?? Number.POSITIVE_INFINITY) * 1000 * 1_800_000;
        }
        const found = Number(growthByteMs(1000n, now, from, to, kept));
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(expected * 1e-9 + 1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a vendor that removes uploads by itself', () => {
  const wasabi: PricePlace = { kind: 'vendor', vendor: 'Wasabi', region: null };

  it('ends what nobody ends, and goes on charging for it', () => {
    // Stored on 1 November: removed by 2 December, paid for until 30 January, 29 of 31 days of it.
    const stocks = [stock({ bytes: 1024n * gib, storedAt: at('2026-11-01') })];
    expect(amounts(forecast(wasabi, { stocks, ...nothingElse }, now, 3))).toEqual(['7.99', '7.47', '0.00']);
  });

  it('keeps no more of what is added than it is paid for', () => {
    const growth = [{ storageClass: 'STANDARD', bytesPerDay: 1024n * gib }];
    const months = forecast(wasabi, { stocks: [], growth, growthKeptDays: null }, now, 12);
    // 90 TiB, from the fourth month on.
    expect(amounts(months).slice(4)).toEqual(Array(8).fill('719.10'));
  });
});

describe('three futures', () => {
  const growth = [{ storageClass: 'STANDARD', bytesPerDay: 10n * gib }];
  const scenarios = compareScenarios({
    stocks: [
      { ...stock(), inPlan: true, ruleEndsAt: at('2026-11-11') },
      { ...stock(), inPlan: false, ruleEndsAt: null },
      { ...stock({ endsAt: at('2026-11-12') }), inPlan: true, ruleEndsAt: at('2026-11-20') },
    ],
    growth,
    existingDays: null,
    ruleDays: 7,
    cleanedAt: now,
    unsized: 0,
  });
  const first = (scenario: Parameters<typeof forecast>[1]) => amounts(forecast(east, scenario, now, 2));

  it('differ in when things end', () => {
    // Two of 100 GiB, and growth of 8.40, then 15.53.
    expect(first(scenarios.asItIs)).toEqual(['13.00', '20.13']);
    expect(first(scenarios.cleanedUp)).toEqual(['10.70', '17.83']);
    // One of 100 GiB, and seven days of growth.
    expect(first(scenarios.withRule)).toEqual(['3.91', '3.91']);
  });

  it('keep the shorter of two rules', () => {
    const input = { stocks: [], growth, existingDays: 3, ruleDays: 7, cleanedAt: now, unsized: 4 };
    expect(compareScenarios(input).withRule).toMatchObject({ growthKeptDays: 3, unsized: 4 });
    expect(compareScenarios({ ...input, existingDays: 9 }).withRule.growthKeptDays).toBe(7);
    expect(compareScenarios(input).asItIs.growthKeptDays).toBe(3);
  });
});

it('is incomplete where a price or a size is missing', () => {
  const scenario = { stocks: [stock({ storageClass: 'SNOW' }), stock()], ...nothingElse, unsized: 2 };
  const [first] = forecast(east, scenario, now, 1);
  expect(first?.cost).toMatchObject({
    exactness: 'incomplete',
    money: { nano: 2_300_000_000n },
    missing: [
      { kind: 'no price', storageClass: 'SNOW' },
      { kind: 'unsized', uploads: 2 },
    ],
  });
});
