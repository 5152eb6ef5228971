import { addUp } from '../../shared/format/bytes.ts';
import type { Bucket, UploadTotals } from '../../shared/schema/model.ts';

/** What several buckets hold together; `unread` of them are not in it. */
export type BucketSums = {
  /** null: none was read, which is no zero (design, rule 4). */
  totals: Pick<UploadTotals, 'uploads' | 'sized' | 'bytes' | 'active'> | null;
  unread: number;
  /** Those that are in it, and hold what was listed so far: their lists were not read to the end. */
  open: number;
};

/** Whether a bucket's list was not read to its end: there may be more than is known. */
export function isListOpen({ scan }: Pick<Bucket, 'scan'>): boolean {
  return scan.status === 'listing' || scan.status === 'stopped' || scan.status === 'failed';
}

export function sumOfBuckets(buckets: readonly Bucket[]): BucketSums {
  const read = buckets.flatMap(({ totals }) => (totals ? [totals] : []));
  const unread = buckets.length - read.length;
  const open = buckets.filter((bucket) => bucket.totals !== null && isListOpen(bucket)).length;
  if (read.length === 0) return { totals: null, unread, open };
  const sum = { uploads: 0, sized: 0, bytes: 0, active: 0 };
  for (const { uploads, sized, bytes, active } of read) {
    sum.uploads = addUp(sum.uploads, uploads);
    sum.sized = addUp(sum.sized, sized);
    sum.bytes = addUp(sum.bytes, bytes);
    sum.active = addUp(sum.active, active);
  }
  return { totals: sum, unread, open };
}
