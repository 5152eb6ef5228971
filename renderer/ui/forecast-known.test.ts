import { expect, it } from 'vitest';
import type { CostForecast, CostJson } from '../../shared/schema/costs.ts';
import { forecastKnown } from './forecast-known.ts';

const rest: Pick<CostJson, 'exactness' | 'assumptions' | 'prices'> = {
  exactness: 'exact',
  assumptions: [],
  prices: [],
};
const costs = (amount: string): CostJson => ({ ...rest, money: { currency: 'USD', amount }, missing: [] });
const unpriced: CostJson = {
  ...rest,
  money: null,
  missing: [{ kind: 'no price', why: 'vendor', storageClass: 'STANDARD', bytes: 1 }],
};
const empty: CostJson = { ...rest, money: null, missing: [] };
const months = (...each: [CostJson, CostJson, CostJson][]): Pick<CostForecast, 'months'> => ({
  months: each.map(([asItIs, cleanedUp, withRule], at) => ({ from: at, to: at + 1, asItIs, cleanedUp, withRule })),
});

it.each([
  ['of no month', months(), 'unknown'],
  ['without a price', months([unpriced, unpriced, unpriced]), 'unknown'],
  ['where nothing is there', months([empty, empty, empty]), 'nothing'],
  ['where what is there is free', months([costs('0'), empty, costs('0.000000')]), 'nothing'],
  ['where only a clean-up leaves nothing', months([costs('1'), costs('0'), costs('0.5')]), 'whole'],
  [
    'where one class has no price',
    months([costs('1'), unpriced, costs('1')], [costs('1'), costs('1'), costs('1')]),
    'in part',
  ],
] as const)('a forecast %s', (_, forecast, known) => {
  expect(forecastKnown(forecast)).toBe(known);
});
