/** A shipped step keeps its own copy: what the queries go by may change. */
const defaultStorageClass = 'STANDARD';

/** What still counts: uploads that are proved clear or completed hold nothing any more. */
const counts = (row: string) => `(coalesce(${row}.verdict, '') NOT IN ('clear', 'completed'))`;

const storageClass = (row: string) => `coalesce(${row}.storage_class, '${defaultStorageClass}')`;

/** Whether a row of `upload` is sized, and with sums that can be. */
export function isSized(row: string): string {
  return `(${row}.sizing = 'sized' AND coalesce(${row}.bytes BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}
    AND ${row}.parts BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}, 0))`;
}

/** Whether a row of `upload` could not be sized. */
function isUnsizable(row: string): string {
  return `(${row}.sizing = 'failed' OR (${row}.sizing = 'sized' AND NOT ${isSized(row)}))`;
}

/** A row's share of its bucket's sums: an upload whose sums cannot be is one that could not be sized. */
const share = (row: string) => `
  ${counts(row)} AS uploads,
  ${counts(row)} AND ${isSized(row)} AS sized,
  ${counts(row)} AND ${isUnsizable(row)} AS unsizable,
  CASE WHEN ${counts(row)} AND ${isSized(row)} THEN ${row}.bytes ELSE 0 END AS bytes,
  CASE WHEN ${counts(row)} AND ${isSized(row)} THEN ${row}.parts ELSE 0 END AS parts`;

/** The largest INTEGER. A sum that comes to it stays there: what is beyond 64 bits would be a REAL, which no STRICT column takes. */
const most = '9223372036854775807';
const added = (column: string) => `${column} = min(${column} + excluded.${column}, ${most})`;
/** Of a sum that stood still it is not known what is left, until nothing is. */
const taken = (column: string) => `${column} = CASE
  WHEN bucket_sum.sized <= gone.sized THEN 0
  WHEN bucket_sum.${column} >= ${most} THEN ${most}
  ELSE max(0, bucket_sum.${column} - gone.${column}) END`;

const add = `
  INSERT INTO bucket_sum (bucket_id, storage_class, row_count, uploads, sized, unsizable, bytes, parts)
    SELECT new.bucket_id, ${storageClass('new')}, 1, ${share('new')} WHERE true
  ON CONFLICT (bucket_id, storage_class) DO UPDATE SET
    row_count = row_count + 1, uploads = uploads + excluded.uploads, sized = sized + excluded.sized,
    unsizable = unsizable + excluded.unsizable, ${added('bytes')}, ${added('parts')};`;

const subtract = `
  UPDATE bucket_sum SET row_count = row_count - 1, uploads = bucket_sum.uploads - gone.uploads,
    sized = bucket_sum.sized - gone.sized, unsizable = bucket_sum.unsizable - gone.unsizable,
    ${taken('bytes')}, ${taken('parts')}
  FROM (SELECT ${share('old')}) AS gone
  WHERE bucket_id = old.bucket_id AND storage_class = ${storageClass('old')};`;

/** Makes the sums of some buckets anew, from their rows. @param buckets SQL: a list of bucket IDs */
export const recount = (buckets: string) => `
  DELETE FROM bucket_sum WHERE bucket_id IN (${buckets});
  INSERT INTO bucket_sum (bucket_id, storage_class, row_count, uploads, sized, unsizable, bytes, parts)
    SELECT bucket_id, class, count(*), sum(uploads), sum(sized), sum(unsizable),
      CAST(total(bytes) AS INTEGER), CAST(total(parts) AS INTEGER)
    FROM (SELECT bucket_id, ${storageClass('upload')} AS class, ${share('upload')} FROM upload
      WHERE bucket_id IN (${buckets}))
    GROUP BY bucket_id, class;`;

/** Buckets that version 8 has mended, for as long as the file is open after that: the start tells them (broken-rows.ts). */
export const mendedBuckets = 'mended_buckets';

/**
 * Version 8: no size breaks a sum. Sizes that cannot be, which earlier versions wrote down, are read again by the next scan,
 * and the sums of their buckets are made anew.
 */
export const numberTriggers = `
DROP TRIGGER upload_removed;
DROP TRIGGER upload_changed;

CREATE TEMP TABLE ${mendedBuckets} AS
  SELECT DISTINCT bucket_id FROM upload WHERE sizing = 'sized' AND NOT ${isSized('upload')}
  UNION SELECT bucket_id FROM bucket_sum WHERE bytes NOT BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER};
UPDATE upload SET sizing = 'pending', sized_at = NULL, parts = NULL, bytes = NULL, newest_part_at = NULL, sized_in = -1
  WHERE bucket_id IN (SELECT bucket_id FROM ${mendedBuckets}) AND sizing = 'sized' AND NOT ${isSized('upload')};
${recount(`SELECT bucket_id FROM ${mendedBuckets}`)}

CREATE TRIGGER upload_removed AFTER DELETE ON upload BEGIN ${subtract} END;
CREATE TRIGGER upload_changed AFTER UPDATE OF storage_class, sizing, bytes, parts, verdict ON upload
WHEN old.storage_class IS NOT new.storage_class OR old.sizing IS NOT new.sizing OR old.bytes IS NOT new.bytes
  OR old.parts IS NOT new.parts OR old.verdict IS NOT new.verdict
BEGIN ${subtract} ${add} END;
`;
