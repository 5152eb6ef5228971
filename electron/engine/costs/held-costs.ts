import type { CostJson, CostMissing, CostPair } from '../../../shared/schema/costs.ts';
import type { HeldRow } from '../index/cost-queries.ts';
import { costSoFar, type HeldUploads } from '../pricing/cost-so-far.ts';
import { addMoney, readMoney, writeMoney } from '../pricing/money.ts';
import type { PricePlace } from '../pricing/places.ts';
import { monthCost } from '../pricing/storage-cost.ts';
import { writeCost } from './cost-json.ts';

/** What uploads cost a month and have cost so far. Pure. @param now ms UTC, by the server's clock */
export function pairOf(place: PricePlace, rows: readonly HeldRow[], now: number): CostPair {
  return { month: monthOf(place, rows), soFar: soFarOf(place, rows, now) };
}

/** Of a whole month; what lifecycle has ended costs nothing any more, which is very likely and not sure. */
function monthOf(place: PricePlace, rows: readonly HeldRow[]): CostJson {
  const billed = rows.filter(({ endedAt }) => endedAt === null);
  const over = rows.filter(({ endedAt }) => endedAt !== null);
  const cost = writeCost(
    monthCost({
      place,
      // A class of which nothing is sized is no zero: it is left to `unsized`.
      bytesByClass: billed.filter(({ sized }) => sized > 0).map(({ storageClass, bytes }) => [storageClass, bytes]),
      unsized: sumOf(billed, ({ uploads, sized }) => uploads - sized),
    }),
  );
  if (over.length === 0) return cost;
  const uploads = sumOf(over, (row) => row.uploads);
  return {
    ...cost,
    exactness: cost.exactness === 'exact' ? 'estimate' : cost.exactness,
    assumptions: [
      ...cost.assumptions,
      { kind: 'abort date passed', uploads, bytes: sumOf(over, ({ bytes }) => bytes) },
    ],
  };
}

function soFarOf(place: PricePlace, rows: readonly HeldRow[], now: number): CostJson {
  const held = rows.flatMap((row): HeldUploads[] => {
    const { storageClass, endedAt, uploads } = row;
    const known = { uploads: row.held, storageClass, holding: row.holding, abortDate: endedAt };
    const unknown = { uploads: uploads - row.held, storageClass, holding: null, abortDate: null };
    return [...(known.uploads > 0 ? [known] : []), ...(unknown.uploads > 0 ? [unknown] : [])];
  });
  const cost = writeCost(costSoFar(place, held, now));
  const noDates = sumOf(rows, ({ sized, held: dated }) => Math.max(0, sized - dated));
  if (noDates === 0) return cost;
  // Sized, but by a version that kept no dates, or by a look: said apart from what was never sized.
  const missing = cost.missing.flatMap((one): CostMissing[] => {
    if (one.kind !== 'unsized') return [one];
    const unsized = one.uploads - noDates;
    return [
      ...(unsized > 0 ? [{ kind: 'unsized' as const, uploads: unsized }] : []),
      { kind: 'no dates', uploads: noDates },
    ];
  });
  return { ...cost, missing };
}

/** Costs of several buckets, or plans, together. */
export function joinPairs(pairs: readonly CostPair[]): CostPair {
  const [only] = pairs;
  if (only && pairs.length === 1) return only;
  return { month: joinCosts(pairs.map(({ month }) => month)), soFar: joinCosts(pairs.map(({ soFar }) => soFar)) };
}

/** Costs of several places together. One whose amount is not known makes the sum incomplete, never smaller in silence. */
function joinCosts(costs: readonly CostJson[]): CostJson {
  const amounts = costs.flatMap(({ money }) => (money ? [readMoney(money)] : []));
  const [first] = amounts;
  const isOne = first !== undefined && amounts.every(({ currency }) => currency === first.currency);
  const money = isOne ? writeMoney(amounts.reduce(addMoney)) : null;
  const isIncomplete = costs.some(({ exactness }) => exactness === 'incomplete');
  const assumptions = once(costs.flatMap((cost) => cost.assumptions));
  return {
    money,
    exactness: isIncomplete
      ? 'incomplete'
      : costs.every(({ exactness }) => exactness === 'exact')
        ? 'exact'
        : 'estimate',
    assumptions,
    missing: joinMissing(costs.flatMap((cost) => cost.missing)),
    prices: once(costs.flatMap((cost) => cost.prices)),
  };
}

function joinMissing(missing: readonly CostMissing[]): CostMissing[] {
  const joined = new Map<string, CostMissing>();
  for (const one of missing) {
    const key = one.kind === 'no price' ? `${one.why} ${one.storageClass}` : one.kind;
    const before = joined.get(key);
    if (before?.kind === 'no price' && one.kind === 'no price')
      joined.set(key, { ...one, bytes: before.bytes + one.bytes });
    else if (before && before.kind !== 'no price' && one.kind !== 'no price') {
      joined.set(key, { ...one, uploads: before.uploads + one.uploads });
    } else joined.set(key, one);
  }
  return [...joined.values()];
}

function once<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The sum of a figure over rows. */
export function sumOf<T>(rows: readonly T[], figure: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + figure(row), 0);
}
