import type { DatabaseSync } from 'node:sqlite';
import { addUp } from '../../../shared/format/bytes.ts';
import type { UploadTotals } from '../../../shared/schema/model.ts';
import { whenActive } from './activity-clauses.ts';
import { integer, integerOrNull, sum, text } from './columns.ts';

/**
 * Sums of whole buckets, from the running sums and the ends of indexes: no total reads every row. Throws BrokenRowError
 * where a running sum cannot be.
 */
export function bucketSums(database: DatabaseSync): (bucketId: number, activeSince: number) => UploadTotals {
  const sums = database.prepare('SELECT * FROM bucket_sum WHERE bucket_id = ? AND uploads > 0');
  // Two ranges of an index each, and not one condition with OR, which would read the rows.
  const active = database.prepare(
    `SELECT (SELECT count(*) FROM upload WHERE bucket_id = ?1 AND activity_at >= ?2)
       + (SELECT count(*) FROM upload WHERE bucket_id = ?1 AND activity_at < min(?2, 1)) AS n`,
  );
  const done = database.prepare(
    `SELECT count(*) AS n FROM upload
     WHERE bucket_id = ?1 AND verdict IN ('clear', 'completed') AND ${whenActive('?2')}`,
  );
  const oldest = database.prepare(
    `SELECT initiated_at AS oldest FROM upload
     WHERE bucket_id = ? AND initiated_at > 0 AND coalesce(verdict, '') NOT IN ('clear', 'completed')
     ORDER BY initiated_at LIMIT 1`,
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

/** A store that names no storage class bills this one (API: ListMultipartUploads, StorageClass). */
export const defaultStorageClass = 'STANDARD';

/** Adds rows that were just inserted, not sized and without a verdict, to their bucket's sums: bucket, class, how many. */
export const addNewRows = `
  INSERT INTO bucket_sum (bucket_id, storage_class, row_count, uploads, sized, unsizable, bytes, parts)
    VALUES (?1, ?2, ?3, ?3, 0, 0, 0, 0)
  ON CONFLICT (bucket_id, storage_class) DO UPDATE SET
    row_count = row_count + excluded.row_count, uploads = uploads + excluded.uploads`;
