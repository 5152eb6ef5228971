import { type Cost, CostSum } from './cost.ts';
import { type Holding, usedByteTicks } from './holding.ts';
import type { PricePlace } from './places.ts';
import { currencyOf } from './price-table.ts';
import { addStorage, assumeAccountMinimum, dailyPeakRule } from './storage-cost.ts';

/** One upload, or many with the same class and abort date. */
export interface HeldUploads {
  /** How many; 1 where it is left out. */
  uploads?: number;
  /** As S3 names it. */
  storageClass: string;
  /** null: their parts were not summed. */
  holding: Holding | null;
  /** When lifecycle aborts them by the store's own word (x-amz-abort-date), ms UTC; null where it told none. */
  abortDate: number | null;
}

/** What happened to an abort date that has passed, for one upload. */
export type BillingEnd =
  | { ended: false }
  /** Once a lifecycle rule is satisfied, billing changes even if the upload is still listed: very likely, not surely. */
  | { ended: true; at: number };

/**
 * Whether an upload's parts are very likely no longer billed. A part that arrived after the abort date shows that the rule
 * did not abort it, so then nothing has ended.
 */
export function billingEnd(abortDate: number | null, newestAt: number | null, now: number): BillingEnd {
  if (abortDate === null || abortDate > now || (newestAt !== null && newestAt > abortDate)) return { ended: false };
  return { ended: true, at: abortDate };
}

/**
 * What these uploads have cost since their parts were stored, each calendar month by its own hours, at the prices of
 * today's table: what they cost before a price changed is not on record.
 *
 * @param now ms UTC, by the server's clock
 */
export function costSoFar(place: PricePlace, held: Iterable<HeldUploads>, now: number): Cost {
  const sum = new CostSum();
  const used = new Map<string, { bytes: bigint; byteTicks: bigint }>();
  const ended = { uploads: 0, bytes: 0n };
  let unsized = 0;
  let undatedBytes = 0n;
  for (const { uploads = 1, storageClass, holding, abortDate } of held) {
    if (holding === null) {
      unsized += uploads;
      continue;
    }
    const end = billingEnd(abortDate, holding.newestAt, now);
    if (end.ended) {
      ended.uploads += uploads;
      ended.bytes += holding.bytes;
    }
    undatedBytes += holding.undatedBytes;
    const ofClass = used.get(storageClass) ?? { bytes: 0n, byteTicks: 0n };
    ofClass.bytes += holding.bytes;
    ofClass.byteTicks += usedByteTicks(holding, end.ended ? end.at : now);
    used.set(storageClass, ofClass);
  }
  // Priced once for each class: one rounding, however many uploads there are.
  for (const [storageClass, usage] of used) addStorage(sum, place, storageClass, usage);
  if (unsized > 0) sum.miss({ kind: 'unsized', uploads: unsized });
  if (undatedBytes > 0n) sum.assume({ kind: 'undated parts', bytes: undatedBytes });
  if (ended.uploads > 0) sum.assume({ kind: 'abort date passed', ...ended });
  if (used.size > 0 && dailyPeakRule(place) !== null) sum.assume({ kind: 'no daily peak' });
  assumeAccountMinimum(sum, place);
  return sum.finish(currencyOf(place));
}
