/**
 * Version 13: the lifecycle rules that each bucket was last seen with, so that a later look can say what vanished or changed;
 * and what an endpoint wants of a PUT.
 */
export const lifecycleMemory = `
CREATE TABLE lifecycle_seen (
  connection_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  -- When they were seen last, ms UTC.
  seen_at INTEGER NOT NULL,
  -- JSON: the document as it was read, and what it amounts to.
  seen TEXT NOT NULL,
  -- JSON: what changed since a person looked last, from which document; NULL: nothing.
  drift TEXT,
  PRIMARY KEY (connection_id, bucket)
) STRICT, WITHOUT ROWID;
CREATE TABLE endpoint_habit (
  connection_id TEXT NOT NULL,
  habit TEXT NOT NULL CHECK (habit IN ('wants content-md5')),
  PRIMARY KEY (connection_id, habit)
) STRICT, WITHOUT ROWID;
`;
