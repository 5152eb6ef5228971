import { addMoney } from '../../../shared/format/money.ts';
import type { CostJson } from '../../../shared/schema/costs.ts';

/**
 * What several costs come to; null where there is none, undefined where they are in several currencies. As sure as the
 * least sure of them, and at least so much where one of them is not known. Pure.
 */
export function sumOfCosts(costs: readonly CostJson[]): CostJson | null | undefined {
  if (costs.length === 0) return null;
  const known = costs.flatMap(({ money }) => (money ? [money] : []));
  const money = addMoney(known);
  if (known.length > 0 && money === null) return undefined;
  const isWhole = known.length === costs.length && costs.every(({ exactness }) => exactness !== 'incomplete');
  const isExact = costs.every(({ exactness }) => exactness === 'exact');
  return {
    money,
    exactness: !isWhole ? 'incomplete' : isExact ? 'exact' : 'estimate',
    assumptions: onceEach(costs.flatMap(({ assumptions }) => assumptions)),
    missing: onceEach(costs.flatMap(({ missing }) => missing)),
    prices: onceEach(costs.flatMap(({ prices }) => prices)),
  };
}

function onceEach<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
