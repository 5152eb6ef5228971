/**
 * Version 15: uploads that one scan saw and a later one did not, without an abort of ours; and what CloudWatch told.
 *
 * `scan_begun` is when each scan of a bucket began, by the server's clock, ms UTC: what it saw was there then or later.
 * `vanished` counts uploads by how old they were when they ended, in whole hours: at least `least_hours` (when they were
 * last known to be there), at most `most_hours` (when they were missed). `still` are those that had stood still for a week
 * when they were last seen. Whether they were finished or aborted is not known.
 *
 * `bucket_size_told` is what CloudWatch told of a bucket's size when it was last asked, as JSON.
 */
export const vanishedTables = `
-- The scan that missed it and could not find out more: it counts as seen in it, so that it is kept, and was not.
ALTER TABLE upload ADD COLUMN missed_in INTEGER;
CREATE TABLE scan_begun (
  bucket_id INTEGER NOT NULL REFERENCES bucket (id) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  begun_at INTEGER NOT NULL,
  PRIMARY KEY (bucket_id, generation)
) STRICT, WITHOUT ROWID;
CREATE TABLE vanished (
  bucket_id INTEGER NOT NULL REFERENCES bucket (id) ON DELETE CASCADE,
  -- When they were missed, ms UTC.
  gone_at INTEGER NOT NULL,
  least_hours INTEGER NOT NULL,
  most_hours INTEGER NOT NULL,
  still INTEGER NOT NULL,
  uploads INTEGER NOT NULL,
  PRIMARY KEY (bucket_id, gone_at, least_hours, most_hours, still)
) STRICT, WITHOUT ROWID;
CREATE TABLE bucket_size_told (
  connection_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  told TEXT NOT NULL,
  PRIMARY KEY (connection_id, bucket)
) STRICT, WITHOUT ROWID;
`;
