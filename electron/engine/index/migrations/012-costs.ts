/**
 * Version 12: what an upload's parts cost since they were stored, and what made them.
 *
 * `stored_high` and `stored_low` are Σ size × ticks of when each part was stored (pricing/holding.ts), which goes beyond 64
 * bits: `stored_high` × 2^48 + `stored_low`. `undated_bytes` of it count from when the upload was begun. `shape` is what the
 * parts look like, as JSON (clients/part-shape.ts). All are NULL where they are not known: never sized, or by an earlier
 * version.
 *
 * `scan_sum` is what a bucket held at the end of each scan that came to its end: how it went on since.
 */
export const costColumns = `
ALTER TABLE upload ADD COLUMN stored_high INTEGER;
ALTER TABLE upload ADD COLUMN stored_low INTEGER;
ALTER TABLE upload ADD COLUMN undated_bytes INTEGER;
ALTER TABLE upload ADD COLUMN shape TEXT;

CREATE TABLE scan_sum (
  bucket_id INTEGER NOT NULL REFERENCES bucket (id) ON DELETE CASCADE,
  finished_at INTEGER NOT NULL,
  uploads INTEGER NOT NULL,
  sized INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (bucket_id, finished_at)
) STRICT, WITHOUT ROWID;
`;
