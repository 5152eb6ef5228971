import { expect, it } from 'vitest';
import type { CostJson } from '../../../shared/schema/costs.ts';
import { sumOfCosts } from './cost-sums.ts';

const cost = (amount: string | null, rest: Partial<CostJson> = {}): CostJson => ({
  money: amount === null ? null : { currency: 'USD', amount },
  exactness: 'exact',
  assumptions: [],
  missing: [],
  prices: [],
  ...rest,
});

it('is as sure as the least sure of them', () => {
  expect(sumOfCosts([cost('1.5'), cost('2')])).toMatchObject({ money: { amount: '3.5' }, exactness: 'exact' });
  expect(sumOfCosts([cost('1'), cost('2', { exactness: 'estimate' })])).toMatchObject({ exactness: 'estimate' });
  expect(sumOfCosts([cost('1', { exactness: 'incomplete' }), cost('2', { exactness: 'estimate' })])).toMatchObject({
    exactness: 'incomplete',
  });
});

it('is at least so much where one is not known, and no zero where none is', () => {
  expect(sumOfCosts([cost('1'), cost(null)])).toMatchObject({ money: { amount: '1' }, exactness: 'incomplete' });
  expect(sumOfCosts([cost(null)])).toMatchObject({ money: null, exactness: 'incomplete' });
  expect(sumOfCosts([])).toBeNull();
});

it('adds up no dollars with euros', () => {
  expect(sumOfCosts([cost('1'), cost('1', { money: { currency: 'EUR', amount: '1' } })])).toBeUndefined();
});

it('says once what is to be said of several', () => {
  const assumptions: CostJson['assumptions'] = [{ kind: 'no daily peak' }];
  expect(sumOfCosts([cost('1', { assumptions }), cost('1', { assumptions })])).toMatchObject({ assumptions });
});
