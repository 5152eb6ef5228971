/**
 * What scans write.
 *
 * `generation` counts the scans of a bucket: rows carry the one they were last seen and last sized in, so that a re-run
 * tells what is gone and what must be sized again. `revision` grows with every change of a bucket's rows.
 */
export const uploadTables = `
CREATE TABLE bucket (
  id INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER,
  origin TEXT NOT NULL CHECK (origin IN ('listed', 'added')),
  generation INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0,
  scan TEXT NOT NULL DEFAULT '{"status":"never"}',
  UNIQUE (connection_id, name)
) STRICT;

CREATE TABLE upload (
  id INTEGER PRIMARY KEY,
  bucket_id INTEGER NOT NULL REFERENCES bucket (id) ON DELETE CASCADE,
  key TEXT NOT NULL CHECK (key <> ''),
  upload_id TEXT NOT NULL,
  initiated_at INTEGER NOT NULL,
  initiator_id TEXT,
  initiator_name TEXT,
  owner_id TEXT,
  owner_name TEXT,
  storage_class TEXT,
  activity_at INTEGER NOT NULL,
  sizing TEXT NOT NULL DEFAULT 'pending' CHECK (sizing IN ('pending', 'sized', 'failed')),
  sized_at INTEGER,
  parts INTEGER,
  bytes INTEGER,
  newest_part_at INTEGER,
  sizing_error TEXT,
  abort_date INTEGER,
  abort_rule_id TEXT,
  verdict TEXT,
  seen_in INTEGER NOT NULL,
  sized_in INTEGER NOT NULL DEFAULT -1,
  UNIQUE (bucket_id, key, upload_id)
) STRICT;

-- How an endpoint writes keys into a listing, as JSON; learned, see store/encoding.ts.
CREATE TABLE key_convention (
  connection_id TEXT PRIMARY KEY,
  convention TEXT NOT NULL
) STRICT;

CREATE INDEX upload_by_initiated ON upload (bucket_id, initiated_at);
CREATE INDEX upload_by_activity ON upload (bucket_id, activity_at);
CREATE INDEX upload_by_size ON upload (bucket_id, bytes);
CREATE INDEX upload_by_sizing ON upload (bucket_id, sized_in);
`;
