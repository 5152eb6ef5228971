import type { DatabaseSync } from 'node:sqlite';
import type { VanishedUploads } from '../lifecycle/advise-days.ts';
import { toldAbortDate } from './abort-dates.ts';
import { integer, readable } from './columns.ts';

const hourMs = 3_600_000;
/** Beyond that, ages are told by the day: a fortnight has 336 hours, and years would have thousands of rows. */
const hourlyFor = 14 * 24;
/** An upload that nobody wrote to for so long was left behind, and no work in progress, ms. */
const stillAfterMs = 7 * 24 * hourMs;
/** Scans of a bucket whose missing uploads are kept: as many as its sums (`bucket-operations.ts`). */
const mostScans = 100;
/** Scans of a bucket whose beginning is kept: rows are of the last one, or of one that was broken off before it. */
const mostBegun = 10;

/** Uploads that a scan saw and a later one did not. */
export function vanishedRows(database: DatabaseSync) {
  const begin = database.prepare(
    'INSERT OR REPLACE INTO scan_begun (bucket_id, generation, begun_at) SELECT id, generation, ? FROM bucket WHERE connection_id = ? AND name = ?',
  );
  const dropBegun = database.prepare(
    `DELETE FROM scan_begun WHERE bucket_id = (SELECT id FROM bucket WHERE connection_id = ? AND name = ?)
       AND generation <= (SELECT generation FROM bucket WHERE bucket.id = bucket_id) - ${mostBegun}`,
  );
  // Numbers are bound as REAL; ages are whole hours.
  const goneAt = 'CAST(:goneAt AS INTEGER)';
  // It was there when it was begun, when its newest part came, and when the scan that saw it began.
  const wasThere = `min(${goneAt}, max(upload.initiated_at, upload.activity_at, coalesce(begun.begun_at, 0)))`;
  const least = `(${wasThere} - upload.initiated_at) / ${hourMs}`;
  const most = `(${goneAt} - upload.initiated_at + ${hourMs - 1}) / ${hourMs}`;
  const count = database.prepare(
    `INSERT OR REPLACE INTO vanished (bucket_id, gone_at, least_hours, most_hours, still, uploads)
     SELECT :bucketId, :goneAt, least, most, still, count(*) FROM (
       SELECT iif(${least} <= ${hourlyFor}, ${least}, ${least} / 24 * 24) AS least,
         iif(${most} <= ${hourlyFor}, ${most}, (${most} + 23) / 24 * 24) AS most,
         upload.activity_at > 0 AND coalesce(begun.begun_at, 0) - upload.activity_at >= ${stillAfterMs} AS still
       FROM upload JOIN bucket ON bucket.id = upload.bucket_id LEFT JOIN scan_begun AS begun ON begun.bucket_id = upload.bucket_id
         AND begun.generation = upload.seen_in AND upload.missed_in IS NOT upload.seen_in
       WHERE upload.bucket_id = :bucketId AND upload.seen_in < :generation
         AND upload.initiated_at > 0 AND upload.initiated_at <= :goneAt
         -- What a look or a job told of it is told there; a rule that was due very likely aborted it.
         AND coalesce(upload.verdict, 'hidden') IN ('hidden', 'skipped')
         AND coalesce(${toldAbortDate} > :goneAt, 1)
         AND NOT EXISTS (
           SELECT 1 FROM job_item JOIN attempt ON attempt.job_id = job_item.job_id AND attempt.position = job_item.position
             JOIN job ON job.id = job_item.job_id
             JOIN bucket ON bucket.connection_id = job.connection_id AND bucket.name = job.bucket
           WHERE job_item.upload_id = upload.upload_id AND job_item.key = upload.key AND bucket.id = :bucketId)
     ) GROUP BY least, most, still`,
  );
  const dropOld = database.prepare(
    `DELETE FROM vanished WHERE bucket_id = :bucketId AND gone_at NOT IN (SELECT DISTINCT gone_at FROM vanished AS kept
       WHERE kept.bucket_id = :bucketId ORDER BY gone_at DESC LIMIT ${mostScans})`,
  );
  return {
    /** Notes when the newest scan of a bucket began, ms UTC by the server's clock. */
    scanBegun(connectionId: string, bucket: string, at: number): void {
      begin.run(at, connectionId, bucket);
      dropBegun.run(connectionId, bucket);
    },

    /**
     * Counts what is about to be dropped: uploads that this scan was the first to miss, and that no abort of ours, no look
     * and no rule that was due explains. @param goneAt ms UTC, by the server's clock
     */
    countVanished(bucketId: number, generation: number, goneAt: number): void {
      count.run({ bucketId, generation, goneAt });
      dropOld.run({ bucketId });
    },
  };
}

/** How old uploads of a bucket were when they vanished. */
export function vanishedQuery(database: DatabaseSync) {
  const select = database.prepare(
    `SELECT least_hours, most_hours, still, sum(uploads) AS uploads FROM vanished JOIN bucket ON bucket.id = vanished.bucket_id
     WHERE bucket.connection_id = ? AND bucket.name = ? GROUP BY least_hours, most_hours, still`,
  );
  return (connectionId: string, bucket: string): VanishedUploads[] =>
    readable(select.all(connectionId, bucket), (row) => ({
      how: 'vanished',
      leastMs: integer(row, 'least_hours') * hourMs,
      mostMs: integer(row, 'most_hours') * hourMs,
      uploads: integer(row, 'uploads'),
      still: integer(row, 'still') === 1,
    }));
}
