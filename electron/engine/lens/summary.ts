import { type LensMetric, lensMetrics } from './metrics.ts';
import type { LensTally, SeriesOwner } from './tally.ts';

/** The four numbers; null: not told, which is not zero. */
export type LensNumbers = Record<LensMetric, number | null>;

/** A bucket on one day. */
export interface LensBucket extends LensNumbers {
  accountId: string;
  region: string;
  bucket: string;
  /** Bytes by storage class, as far as they were told: what money is made of. */
  bytesByClass: Record<string, number>;
}

const nothingTold = (): LensNumbers => ({ bytes: null, uploads: null, olderBytes: null, olderUploads: null });

/** Adds what a series tells of a day; what it does not tell leaves a sum as it is. */
function addSeries(numbers: LensNumbers, tally: LensTally, series: number, day: number): void {
  for (const [index, metric] of lensMetrics.entries()) {
    const value = tally.get(series, day, index);
    if (value !== null) numbers[metric] = (numbers[metric] ?? 0) + value;
  }
}

/**
 * Every bucket of which something was told on a day, the one with the most bytes first; those whose bytes were not told
 * last.
 *
 * @param day its place in `tally.days`
 */
export function bucketsOn(tally: LensTally, day: number): LensBucket[] {
  const buckets = new Map<string, LensBucket>();
  for (const [series, { accountId, region, bucket, storageClass }] of tally.owners.entries()) {
    if (bucket === null || !tellsOf(tally, series, day)) continue;
    const key = JSON.stringify([accountId, region, bucket]);
    const found = buckets.get(key) ?? { accountId, region, bucket, ...nothingTold(), bytesByClass: {} };
    buckets.set(key, found);
    addSeries(found, tally, series, day);
    const bytes = tally.get(series, day, lensMetrics.indexOf('bytes'));
    if (bytes !== null) found.bytesByClass[storageClass] = (found.bytesByClass[storageClass] ?? 0) + bytes;
  }
  return [...buckets.values()].sort(
    (a, b) => (b.bytes ?? -1) - (a.bytes ?? -1) || (a.bucket < b.bucket ? -1 : a.bucket > b.bucket ? 1 : 0),
  );
}

function tellsOf(tally: LensTally, series: number, day: number): boolean {
  return lensMetrics.some((_, metric) => tally.get(series, day, metric) !== null);
}

/** By what a trend is split. */
export type LensDimension = 'account' | 'region' | 'storageClass' | 'bucket';

/**
 * The numbers of each day, for every account, region, class or bucket by itself, or for all buckets together (under '').
 * Account rows are left out: they say the same again.
 */
export function trend(tally: LensTally, by: LensDimension | null): Map<string, LensNumbers[]> {
  const groups = new Map<string, LensNumbers[]>();
  for (const [series, owner] of tally.owners.entries()) {
    if (owner.bucket === null) continue;
    const name = by === null ? '' : nameOf(owner, by);
    const days = groups.get(name) ?? tally.days.map(nothingTold);
    groups.set(name, days);
    for (const [day, numbers] of days.entries()) addSeries(numbers, tally, series, day);
  }
  return groups;
}

function nameOf({ accountId, region, bucket, storageClass }: SeriesOwner, by: LensDimension): string {
  switch (by) {
    case 'account':
      return accountId;
    case 'region':
      return region;
    case 'storageClass':
      return storageClass;
    case 'bucket':
      return bucket ?? '';
  }
}

/** The last day on which the bytes of any bucket were told; null: none. */
export function lastTold(tally: LensTally): number | null {
  for (let day = tally.days.length - 1; day >= 0; day--) {
    const bytes = lensMetrics.indexOf('bytes');
    if (tally.owners.some(({ bucket }, series) => bucket !== null && tally.get(series, day, bytes) !== null))
      return day;
  }
  return null;
}

/** How much of what the report says a scan found. */
export type Explained =
  /** `share`: 0.987 where the scan found 98.7 % of it; above 1 where it found more. */
  | { known: true; share: number; difference: number }
  | { known: false; why: 'not told' | 'nothing to explain' | 'not all sized' };

/**
 * Sets a scan against the report. The report is a day old or two, so small differences mean nothing.
 *
 * @param told bytes by the report
 * @param found bytes of the uploads that were scanned, with how many of them were not sized
 */
export function explain(told: number | null, found: { bytes: number; unsized: number }): Explained {
  if (told === null) return { known: false, why: 'not told' };
  if (told === 0) return { known: false, why: 'nothing to explain' };
  if (found.unsized > 0 && found.bytes < told) return { known: false, why: 'not all sized' };
  return { known: true, share: found.bytes / told, difference: told - found.bytes };
}
