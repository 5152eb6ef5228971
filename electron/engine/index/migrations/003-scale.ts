/** A store that names no storage class bills this one (API: ListMultipartUploads, StorageClass). */
const defaultStorageClass = 'STANDARD';

/** What still counts: uploads that are proved clear or completed hold nothing any more. */
const counts = (row: 'new' | 'old' | 'upload') => `(coalesce(${row}.verdict, '') NOT IN ('clear', 'completed'))`;

/** A row's share of its bucket's sums. */
const share = (row: 'new' | 'old' | 'upload') => `
  ${counts(row)} AS uploads,
  ${counts(row)} AND ${row}.sizing = 'sized' AS sized,
  ${counts(row)} AND ${row}.sizing = 'failed' AS unsizable,
  CASE WHEN ${counts(row)} AND ${row}.sizing = 'sized' THEN ${row}.bytes ELSE 0 END AS bytes,
  CASE WHEN ${counts(row)} AND ${row}.sizing = 'sized' THEN ${row}.parts ELSE 0 END AS parts`;

const storageClass = (row: 'new' | 'old' | 'upload') => `coalesce(${row}.storage_class, '${defaultStorageClass}')`;

const add = `
  INSERT INTO bucket_sum (bucket_id, storage_class, row_count, uploads, sized, unsizable, bytes, parts)
    SELECT new.bucket_id, ${storageClass('new')}, 1, ${share('new')} WHERE true
  ON CONFLICT (bucket_id, storage_class) DO UPDATE SET
    row_count = row_count + 1, uploads = uploads + excluded.uploads, sized = sized + excluded.sized,
    unsizable = unsizable + excluded.unsizable, bytes = bytes + excluded.bytes, parts = parts + excluded.parts;`;

const subtract = `
  UPDATE bucket_sum SET row_count = row_count - 1, uploads = bucket_sum.uploads - gone.uploads,
    sized = bucket_sum.sized - gone.sized, unsizable = bucket_sum.unsizable - gone.unsizable,
    bytes = bucket_sum.bytes - gone.bytes, parts = bucket_sum.parts - gone.parts
  FROM (SELECT ${share('old')}) AS gone
  WHERE bucket_id = old.bucket_id AND storage_class = ${storageClass('old')};`;

/**
 * What a million uploads need.
 *
 * `bucket.places` is what an interrupted listing left to read, as JSON; NULL where none is open. `first_seen_in` is the
 * scan that saw an upload first. `bucket_sum` holds running sums, so that no total reads every row; triggers keep them
 * true whoever writes. Each order in which the grid can be sorted has an index, whose last column is always the row's id.
 */
export const scaleTables = `
ALTER TABLE bucket ADD COLUMN places TEXT;
ALTER TABLE upload ADD COLUMN first_seen_in INTEGER NOT NULL DEFAULT 0;

CREATE TABLE bucket_sum (
  bucket_id INTEGER NOT NULL REFERENCES bucket (id) ON DELETE CASCADE,
  storage_class TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  uploads INTEGER NOT NULL,
  sized INTEGER NOT NULL,
  unsizable INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  PRIMARY KEY (bucket_id, storage_class)
) STRICT, WITHOUT ROWID;

INSERT INTO bucket_sum
  SELECT bucket_id, class, count(*), sum(uploads), sum(sized), sum(unsizable), sum(bytes), sum(parts)
  FROM (SELECT bucket_id, ${storageClass('upload')} AS class, ${share('upload')} FROM upload)
  GROUP BY bucket_id, class;

CREATE TRIGGER upload_added AFTER INSERT ON upload BEGIN ${add} END;
CREATE TRIGGER upload_removed AFTER DELETE ON upload BEGIN ${subtract} END;
CREATE TRIGGER upload_changed AFTER UPDATE OF storage_class, sizing, bytes, parts, verdict ON upload
WHEN old.storage_class IS NOT new.storage_class OR old.sizing IS NOT new.sizing OR old.bytes IS NOT new.bytes
  OR old.parts IS NOT new.parts OR old.verdict IS NOT new.verdict
BEGIN ${subtract} ${add} END;

CREATE INDEX upload_by_parts ON upload (bucket_id, parts);
CREATE INDEX upload_by_storage_class ON upload (bucket_id, storage_class);
CREATE INDEX upload_by_initiator ON upload (bucket_id, coalesce(initiator_name, initiator_id));
CREATE INDEX upload_by_abort_date ON upload (bucket_id, abort_date);
CREATE INDEX upload_by_state ON upload (bucket_id, verdict, activity_at);
`;
