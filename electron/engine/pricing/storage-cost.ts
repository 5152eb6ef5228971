import { awsFirstBandBytes } from './aws-prices.ts';
import { type Cost, CostSum } from './cost.ts';
import { divideUp } from './decimal.ts';
import { ticksPerMonth } from './months.ts';
import type { PricePlace } from './places.ts';
import { currencyOf, type PriceFound, storagePrice } from './price-table.ts';
import { bytesPerUnit, priceOf, type StoragePrice } from './prices.ts';
import { vendorPrices } from './vendor-prices.ts';

/** What S3 stores a part in where nothing else was asked for. */
export const defaultStorageClass = 'STANDARD';

export interface MonthCostInput {
  place: PricePlace;
  /** Bytes by S3 storage class. A store that names no class keeps everything in {@link defaultStorageClass}. */
  bytesByClass: Iterable<readonly [storageClass: string, bytes: number | bigint]>;
  /** Uploads whose parts are not in these bytes. */
  unsized?: number;
  /**
   * What else the account stores, by class: matters where a vendor gives an allowance and counts whole units (R2). null:
   * not known, and then the allowance is taken to be used by it.
   */
  others?: ReadonlyMap<string, bigint> | null;
}

/** What these bytes cost for a whole month, whatever month. */
export function monthCost({ place, bytesByClass, unsized = 0, others = null }: MonthCostInput): Cost {
  const sum = new CostSum();
  for (const [storageClass, bytes] of sumByClass(bytesByClass)) {
    const rule = dailyPeakRule(place);
    if (rule === null) {
      addStorage(sum, place, storageClass, { bytes, byteTicks: bytes * ticksPerMonth });
      continue;
    }
    const price = findPrice(sum, place, storageClass, bytes);
    if (price === null) continue;
    const free = freeUnits(place, storageClass);
    const before = others?.get(storageClass) ?? 0n;
    if (others === null && free > 0n) sum.assume({ kind: 'allowance used', units: Number(free) });
    const allowance = others === null ? 0n : free;
    const units = billedUnits(before + bytes, price, allowance) - billedUnits(before, price, allowance);
    sum.add(priceOf(units * bytesPerUnit(price.unit) * ticksPerMonth, price));
  }
  if (unsized > 0) sum.miss({ kind: 'unsized', uploads: unsized });
  assumeAccountMinimum(sum, place);
  return sum.finish(currencyOf(place));
}

/** Adds what bytes cost for the time that they were stored, or says that there is no price. */
export function addStorage(
  sum: CostSum,
  place: PricePlace,
  storageClass: string,
  { bytes, byteTicks }: { bytes: bigint; byteTicks: bigint },
): void {
  const price = findPrice(sum, place, storageClass, bytes);
  if (price !== null) sum.add(priceOf(byteTicks, price));
}

/** The price of a class, noted with its doubts. null: there is none, which is noted as well. */
export function findPrice(sum: CostSum, place: PricePlace, storageClass: string, bytes: bigint): StoragePrice | null {
  const lookup: PriceFound = storagePrice(place, storageClass);
  if (!lookup.found) {
    // Nothing costs nothing at any price.
    if (bytes > 0n) sum.miss({ kind: 'no price', why: lookup.why, storageClass, bytes });
    return null;
  }
  const { price, doubts } = lookup;
  const { pico, currency, unit, source } = price;
  sum.notePrice({ storageClass, pico, currency, unit, source });
  if (bytes > 0n) {
    for (const doubt of doubts) sum.assume({ storageClass, ...doubt });
    if (place.kind === 'aws' && bandedClasses.has(storageClass) && bytes > BigInt(awsFirstBandBytes)) {
      sum.assume({ kind: 'volume', storageClass });
    }
  }
  return price;
}

/** Notes that the account pays for a least amount, where the vendor says so. */
export function assumeAccountMinimum(sum: CostSum, place: PricePlace): void {
  const bytes = place.kind === 'vendor' ? vendorPrices[place.vendor].accountMinimumBytes : null;
  if (bytes !== null) sum.assume({ kind: 'account minimum', bytes });
}

/** How a place bills each day's peak; null where it bills the time that things are stored. */
export function dailyPeakRule(
  place: PricePlace,
): { freeUnits: number; classesWithAllowance: readonly string[] } | null {
  return place.kind === 'vendor' ? vendorPrices[place.vendor].dailyPeak : null;
}

/** Units a month that a class has free, of the whole account. */
export function freeUnits(place: PricePlace, storageClass: string): bigint {
  const rule = dailyPeakRule(place);
  return rule?.classesWithAllowance.includes(storageClass) ? BigInt(rule.freeUnits) : 0n;
}

/** Whole units, begun ones counted, without the free ones. */
export function billedUnits(bytes: bigint, price: StoragePrice, free: bigint): bigint {
  const units = divideUp(bytes, bytesPerUnit(price.unit));
  return units > free ? units - free : 0n;
}

const bandedClasses: ReadonlySet<string> = new Set(['STANDARD', 'INTELLIGENT_TIERING']);

/** Each class once, in the order of their first mention. */
function sumByClass(entries: MonthCostInput['bytesByClass']): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const [storageClass, bytes] of entries) {
    sums.set(storageClass, (sums.get(storageClass) ?? 0n) + BigInt(bytes));
  }
  return sums;
}
