import type { DatabaseSync } from 'node:sqlite';
import { addUp } from '../../../shared/bytes.ts';
import type { UploadTotals } from '../../../shared/model.ts';
import { integer, integerOrNull, sum, text } from './columns.ts';

/**
 * Sums of whole buckets, from the running sums and the ends of indexes: no total reads every row. Throws BrokenRowError
 * where a running sum cannot be.
 */
export function bucketSums(database: DatabaseSync): (bucketId: number, activeSince: number) => UploadTotals {
  const sums = database.prepare('SELECT * FROM bucket_sum WHERE bucket_id = ? AND uploads > 0');
  const active = database.prepare('SELECT count(*) AS n FROM upload WHERE bucket_id = ? AND activity_at >= ?');
  const done = database.prepare(
    `SELECT count(*) AS n FROM upload WHERE bucket_id = ? AND verdict IN ('clear', 'completed') AND activity_at >= ?`,
  );
  const oldest = database.prepare(
    `SELECT initiated_at AS oldest FROM upload
     WHERE bucket_id = ? AND coalesce(verdict, '') NOT IN ('clear', 'completed') ORDER BY initiated_at LIMIT 1`,
  );
  const count = (statement: typeof active, bucketId: number, since: number) => {
    const row = statement.get(bucketId, since);
    return row ? integer(row, 'n') : 0;
  };

  return (bucketId, activeSince) => {
    const totals: UploadTotals = {
      uploads: 0,
      sized: 0,
      unsizable: 0,
      bytes: 0,
      parts: 0,
      active: count(active, bucketId, activeSince) - count(done, bucketId, activeSince),
      oldestInitiatedAt: null,
      bytesByStorageClass: {},
    };
    for (const row of sums.all(bucketId)) {
      const bytes = sum(row, 'bytes');
      totals.uploads = addUp(totals.uploads, sum(row, 'uploads'));
      totals.sized = addUp(totals.sized, sum(row, 'sized'));
      totals.unsizable = addUp(totals.unsizable, sum(row, 'unsizable'));
      totals.bytes = addUp(totals.bytes, bytes);
      totals.parts = addUp(totals.parts, sum(row, 'parts'));
      totals.bytesByStorageClass[text(row, 'storage_class')] = bytes;
    }
    const first = totals.uploads > 0 ? oldest.get(bucketId) : undefined;
    totals.oldestInitiatedAt = first ? integerOrNull(first, 'oldest') : null;
    return totals;
  };
}
