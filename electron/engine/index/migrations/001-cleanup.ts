/**
 * Plans, jobs, items, attempts and evidence.
 *
 * Evidence is append-only, and SQLite itself refuses to change or delete a line. A call has two lines: `sent`, written
 * before the call, and `answered`, written after it. Both are in the chain, so that a line that was changed, taken out or
 * put in shows.
 */
export const cleanupTables = `
CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE plan_item (
  plan_id TEXT NOT NULL REFERENCES plan (id),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  initiated_at INTEGER NOT NULL,
  activity_at INTEGER NOT NULL,
  parts INTEGER,
  bytes INTEGER,
  storage_class TEXT,
  active INTEGER NOT NULL,
  PRIMARY KEY (plan_id, position),
  UNIQUE (plan_id, key, upload_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_left_out (
  plan_id TEXT NOT NULL REFERENCES plan (id),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL UNIQUE REFERENCES plan (id),
  connection_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  deadline_at INTEGER NOT NULL,
  quiet_interval_ms INTEGER NOT NULL,
  active_window_ms INTEGER NOT NULL,
  waiting_for TEXT,
  -- abort, or complete: what its items are carried out by. cause: asked by a person, or came back (the watch list).
  kind TEXT NOT NULL DEFAULT 'abort',
  cause TEXT NOT NULL DEFAULT 'asked',
  -- The end of its chain when it finished: a chain that was cut short shows.
  evidence_lines INTEGER,
  evidence_hash TEXT
) STRICT;

-- \`position\` is the item's position on the plan. \`rank\` puts what needs eyes first.
CREATE TABLE job_item (
  job_id TEXT NOT NULL REFERENCES job (id),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  confirmed INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  state TEXT NOT NULL,
  verdict TEXT,
  reason TEXT,
  machine TEXT,
  last_look TEXT,
  next_action TEXT,
  next_at INTEGER,
  parts_left INTEGER,
  bytes_left INTEGER,
  bytes_freed INTEGER,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (job_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_item_order ON job_item (job_id, rank, position);
CREATE INDEX job_item_upload ON job_item (upload_id, key);

CREATE TABLE attempt (
  job_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  status INTEGER,
  code TEXT,
  parts_after INTEGER,
  bytes_after INTEGER,
  PRIMARY KEY (job_id, position, number),
  FOREIGN KEY (job_id, position) REFERENCES job_item (job_id, position)
) STRICT, WITHOUT ROWID;

-- chain: job/<job ID>, or verify/<connection ID> for verifications without a job.
CREATE TABLE evidence (
  chain TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  call_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sent', 'answered')),
  connection_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  key TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  duration_ms REAL,
  purpose TEXT NOT NULL,
  operation TEXT NOT NULL,
  status INTEGER,
  code TEXT,
  request_id TEXT,
  parts INTEGER,
  bytes INTEGER,
  hash TEXT NOT NULL,
  PRIMARY KEY (chain, sequence),
  UNIQUE (call_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_upload ON evidence (upload_id, key);
CREATE TRIGGER evidence_never_changes BEFORE UPDATE ON evidence
  BEGIN SELECT RAISE(ABORT, 'Evidence is append-only'); END;
CREATE TRIGGER evidence_never_goes BEFORE DELETE ON evidence
  BEGIN SELECT RAISE(ABORT, 'Evidence is append-only'); END;

-- Looks of verifications without a job: two of them can prove what one cannot.
CREATE TABLE verification_look (
  id INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  key TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  server_time INTEGER,
  look TEXT NOT NULL
) STRICT;
CREATE INDEX verification_look_upload ON verification_look (upload_id, key);

-- A plan to complete one upload instead: the object that stood under the key, and the parts exactly as they were.
CREATE TABLE completion_plan (
  plan_id TEXT PRIMARY KEY REFERENCES plan (id),
  object TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE completion_part (
  plan_id TEXT NOT NULL REFERENCES completion_plan (plan_id),
  position INTEGER NOT NULL,
  part TEXT NOT NULL,
  PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

-- Uploads that are looked at again after their verdict. \`looks\`: how many were due and taken. \`outcome\`: NULL while it is
-- watched, then quiet, back or unseen. \`accepted\`: the store accepted an abort of ours.
CREATE TABLE watch (
  id INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  key TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  verdict TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  initiated_at INTEGER NOT NULL,
  storage_class TEXT,
  -- The object that is known not to be this upload's, JSON.
  foreign_object TEXT,
  ended_at INTEGER NOT NULL,
  looks INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  looked_at INTEGER,
  outcome TEXT,
  note TEXT,
  returned_job_id TEXT,
  -- How often it came back: it is told of once.
  returns INTEGER NOT NULL DEFAULT 0,
  UNIQUE (connection_id, bucket, key, upload_id)
) STRICT;
CREATE INDEX watch_due ON watch (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX watch_back ON watch (looked_at) WHERE outcome = 'back';
`;
