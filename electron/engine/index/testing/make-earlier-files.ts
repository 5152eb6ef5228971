/**
 * Makes the index files of earlier versions that earlier-files.test.ts opens: `node electron/engine/index/testing/make-earlier-files.ts`.
 *
 * Each is made by the migrations up to its version and then filled by plain SQL with what that version wrote: nothing
 * of today's code but the migrations, which never change, has a part in it. A file that is there is not made again. When
 * a version ships, its file is added here before the next migration is written.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { migrations } from '../migrations.ts';

const folder = join(import.meta.dirname, 'earlier');
const noon = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;
const of = { connection_id: 'c1', bucket: 'media' };

type Row = Record<string, SQLInputValue>;

function insert(database: DatabaseSync, table: string, row: Row): void {
  const columns = Object.keys(row);
  const values = columns.map((column) => `:${column}`);
  database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`).run(row);
}

const stored = 300n * 672n * 377_580n * 86_400_000n;
const storedAtNewYear = { stored_high: stored >> 48n, stored_low: stored & ((1n << 48n) - 1n) };

/** A reason as a version wrote it: a sentence, and from version 10 on JSON. */
const reasonOf = (version: number, sentence: string, reason: object) => (version < 10 ? sentence : reason);
const inColumn = (reason: string | object) => (typeof reason === 'string' ? reason : JSON.stringify(reason));

function fillScan(database: DatabaseSync, version: number): void {
  const scan = { status: 'complete', startedAt: noon - 60_000, pages: 1, uploads: 4, finishedAt: noon };
  const bucket = { id: 1, connection_id: 'c1', name: 'media', origin: 'listed', generation: 1, revision: 3 };
  insert(database, 'bucket', { ...bucket, scan: JSON.stringify(scan) });
  const open = { id: 2, connection_id: 'c1', name: 'half-read', origin: 'added', generation: 1, revision: 1 };
  const listing = { status: 'listing', startedAt: noon, pages: 1, uploads: 1000 };
  const places = [{ from: { keyMarker: 'm', uploadIdMarker: 'u' }, end: null, start: null }];
  insert(database, 'bucket', {
    ...open,
    scan: JSON.stringify(listing),
    ...(version >= 3 && { places: JSON.stringify(places) }),
  });

  const upload = {
    bucket_id: 1,
    initiated_at: noon - 9 * day,
    initiator_id: 'AIDAEXAMPLE',
    initiator_name: 'uploader',
    storage_class: 'STANDARD',
    activity_at: noon - 8 * day,
    seen_in: 1,
    sized_in: 1,
    ...(version >= 3 && { first_seen_in: 1 }),
  };
  const sized = {
    sizing: 'sized',
    sized_at: noon,
    parts: 3,
    bytes: 300,
    newest_part_at: noon - 8 * day,
    // 300 bytes × the ticks of the first of 2026, which are 672 months of 32,622,912,000,000.
    ...(version >= 12 && { ...storedAtNewYear, undated_bytes: 0, shape: '{"parts":3}' }),
  };
  const error = { code: 'ACCESS_DENIED', message: 'AccessDenied', details: { httpStatus: 403 } };
  insert(database, 'upload', { ...upload, ...sized, key: 'open.mov', upload_id: 'u-open', abort_date: noon + day });
  insert(database, 'upload', { ...upload, ...sized, key: 'gone.mov', upload_id: 'u-gone', verdict: 'clear' });
  insert(database, 'upload', {
    ...upload,
    key: 'denied.mov',
    upload_id: 'u-denied',
    activity_at: upload.initiated_at,
    sizing: 'failed',
    sized_at: noon,
    sizing_error: JSON.stringify(error),
  });
  // Parts without times: that their activity is not known is said since version 9.
  insert(database, 'upload', {
    ...upload,
    ...sized,
    key: 'untimed.mov',
    upload_id: 'u-untimed',
    newest_part_at: null,
    activity_at: version < 9 ? upload.initiated_at : 0,
  });
  if (version >= 4) {
    // Version 3 has a trigger for it; from 4 on the scan adds a page's share itself.
    const sums = { row_count: 4, uploads: 3, sized: 2, unsizable: 1, bytes: 600, parts: 6 };
    insert(database, 'bucket_sum', { bucket_id: 1, storage_class: 'STANDARD', ...sums });
  }
  if (version >= 12) {
    const ended = { bucket_id: 1, uploads: 3, sized: 2, bytes: 600 };
    insert(database, 'scan_sum', { ...ended, finished_at: noon - 7 * day });
    insert(database, 'scan_sum', { ...ended, finished_at: noon, bytes: 900 });
  }
  if (version >= 15) {
    insert(database, 'scan_begun', { bucket_id: 1, generation: 1, begun_at: noon - 60_000 });
    const missed = { bucket_id: 1, gone_at: noon, least_hours: 20, most_hours: 30, still: 0, uploads: 5 };
    insert(database, 'vanished', missed);
  }
  insert(database, 'key_convention', { connection_id: 'c1', convention: '{"keys":"encoded","marker":"plain"}' });
}

/** A finished job of two uploads, one of which an earlier version could not prove, and one that is still running. */
function fillJobs(database: DatabaseSync, version: number): void {
  const rules = { ...of, quiet_interval_ms: 30_000, active_window_ms: day };
  const origin =
    version >= 2 ? { connection_name: 'Media', endpoint: 'https://s3.example.com', region: 'us-east-1' } : {};
  const planItem = { initiated_at: noon - 9 * day, activity_at: noon - 8 * day, parts: 3, bytes: 300, active: 0 };
  const look = {
    at: noon + 60_000,
    parts: { outcome: 'gone', code: 'NoSuchUpload' },
    listing: { outcome: 'absent' },
    object: { outcome: 'absent' },
  };

  insert(database, 'plan', { id: 'p1', ...of, created_at: noon });
  insert(database, 'plan_item', { plan_id: 'p1', position: 0, key: 'gone.mov', upload_id: 'u-gone', ...planItem });
  insert(database, 'plan_item', { plan_id: 'p1', position: 1, key: 'locked.mov', upload_id: 'u-locked', ...planItem });
  const leftOut = { key: 'old.mov', upload_id: 'u-old', reason: 'already clear' };
  insert(database, 'plan_left_out', { plan_id: 'p1', position: 0, ...leftOut });
  const lines = fillEvidence(database, version);
  insert(database, 'job', {
    id: 'j1',
    plan_id: 'p1',
    ...rules,
    ...origin,
    state: 'finished',
    created_at: noon + 1000,
    finished_at: noon + 90_000,
    deadline_at: noon + day,
    evidence_lines: lines.sequence,
    evidence_hash: lines.hash,
  });
  const proved = reasonOf(version, 'No parts and not listed, in two looks.', {
    why: 'two clean looks',
    beforeAbort: false,
    searched: false,
  });
  const lacking = reasonOf(version, 'The abort was accepted, but these credentials lack s3:ListMultipartUploadParts.', {
    why: 'abort not proved',
    accepted: true,
    permissions: ['s3:ListMultipartUploadParts'],
  });
  const item = { job_id: 'j1', confirmed: 0, rank: 4, state: 'done', updated_at: noon + 90_000 };
  insert(database, 'job_item', {
    ...item,
    position: 0,
    key: 'gone.mov',
    upload_id: 'u-gone',
    verdict: 'clear',
    reason: inColumn(proved),
    machine: JSON.stringify(machineOf(version, { wish: { kind: 'done' }, verdict: 'clear', reason: proved })),
    last_look: JSON.stringify(look),
    parts_left: 0,
    bytes_left: 0,
    bytes_freed: 300,
  });
  insert(database, 'job_item', {
    ...item,
    position: 1,
    key: 'locked.mov',
    upload_id: 'u-locked',
    verdict: 'unverified',
    reason: inColumn(lacking),
    machine: JSON.stringify(machineOf(version, { wish: { kind: 'done' }, verdict: 'unverified', reason: lacking })),
  });
  const attempt = { job_id: 'j1', number: 1, started_at: noon + 2000, status: 204 };
  insert(database, 'attempt', { ...attempt, position: 0, parts_after: 0, bytes_after: 0 });
  insert(database, 'attempt', { ...attempt, position: 1 });

  insert(database, 'plan', { id: 'p2', ...of, created_at: noon });
  insert(database, 'plan_item', { plan_id: 'p2', position: 0, key: 'open.mov', upload_id: 'u-open', ...planItem });
  insert(database, 'job', {
    id: 'j2',
    plan_id: 'p2',
    ...rules,
    ...origin,
    state: 'running',
    created_at: noon + 2000,
    deadline_at: noon + day,
    waiting_for: JSON.stringify({ code: 'TOKEN_EXPIRED', message: 'Expired.', details: {} }),
  });
  const left = reasonOf(version, '3 parts (300 bytes) there after the abort.', {
    why: 'parts left',
    parts: 3,
    bytes: 300,
    listed: true,
  });
  const wish = { kind: 'wait', action: 'abort', purpose: 'before', floorMs: 0, spreadMs: 2000 };
  insert(database, 'job_item', {
    ...item,
    job_id: 'j2',
    position: 0,
    key: 'open.mov',
    upload_id: 'u-open',
    rank: 0,
    state: 'waiting',
    verdict: 'stubborn',
    reason: inColumn(left),
    machine: JSON.stringify(machineOf(version, { wish, verdict: 'stubborn', reason: left })),
    next_action: 'abort',
    next_at: noon + 95_000,
    parts_left: 3,
    bytes_left: 300,
  });
  insert(database, 'attempt', { ...attempt, job_id: 'j2', position: 0, parts_after: 3, bytes_after: 300 });

  fillCompletion(database, version, rules, planItem);
  const { connection_id, bucket } = of;
  const name = { connection_id, bucket, key: 'gone.mov', upload_id: 'u-gone' };
  const times = { started_at: noon, ended_at: noon + 50, server_time: noon };
  insert(database, 'verification_look', { ...name, ...times, look: JSON.stringify(look) });
}

/** What a machine remembered; what versions before 8 did not know of an upload is absent. */
function machineOf(version: number, changes: object): object {
  return {
    wish: { kind: 'done' },
    verdict: null,
    reason: null,
    aborts: 1,
    accepted: true,
    ...(version >= 8 && { hadParts: true, wasAnswered: false, failedSearches: 0 }),
    before: { bytes: 300 },
    left: { parts: 3, bytes: 300 },
    seenSinceAbort: true,
    foreign: null,
    firstClean: null,
    goneButListed: 0,
    failures: 0,
    looksAfterDeadline: 0,
    ...changes,
  };
}

/** A job that completes its upload, refused by the store. */
function fillCompletion(database: DatabaseSync, version: number, rules: Row, planItem: Row): void {
  const part = { partNumber: 1, size: 300, etag: '"e"', lastModified: noon - 8 * day, checksum: null };
  insert(database, 'plan', { id: 'p3', ...of, created_at: noon });
  insert(database, 'plan_item', { plan_id: 'p3', position: 0, key: 'half.mov', upload_id: 'u-half', ...planItem });
  insert(database, 'completion_plan', { plan_id: 'p3', object: '{"outcome":"absent"}' });
  insert(database, 'completion_part', { plan_id: 'p3', position: 0, part: JSON.stringify(part) });
  const job = { id: 'j3', plan_id: 'p3', kind: 'complete', state: 'finished', finished_at: noon + 5000 };
  insert(database, 'job', { ...job, ...rules, created_at: noon + 3000, deadline_at: noon + day });
  const reason = reasonOf(version, 'The store will not complete it (EntityTooSmall: Too small).', {
    why: 'refused',
    errand: 'complete',
    status: 400,
    code: 'EntityTooSmall',
    message: 'Too small',
  });
  const machine = {
    wish: { kind: 'done' },
    verdict: 'refused',
    reason,
    sent: 1,
    attempts: 1,
    answer: null,
    unansweredAt: null,
    left: { parts: 1, bytes: 300 },
    undecided: 0,
    failures: 0,
  };
  insert(database, 'job_item', {
    job_id: 'j3',
    position: 0,
    key: 'half.mov',
    upload_id: 'u-half',
    confirmed: 0,
    rank: 4,
    state: 'done',
    verdict: 'refused',
    reason: inColumn(reason),
    machine: JSON.stringify(machine),
    bytes_freed: 0,
    parts_left: 1,
    bytes_left: 300,
    updated_at: noon + 5000,
  });
}

/** The chain of the finished job: an abort and a look, each with its two lines. @returns its end */
function fillEvidence(database: DatabaseSync, version: number): { sequence: number; hash: string } {
  let end = { sequence: 0, hash: '0'.repeat(64) };
  const append = (line: Row) => {
    const sequence = end.sequence + 1;
    const { call_id, kind, at, duration_ms, purpose, operation, status, code, request_id, parts, bytes } = line;
    const charged = version >= 6 && kind === 'answered' ? 0 : null;
    const hashed = [
      'job/j1',
      sequence,
      call_id,
      kind,
      'c1',
      'media',
      'gone.mov',
      'u-gone',
      ...[at, duration_ms, purpose, operation, status, code, request_id, parts, bytes],
      ...(charged === null ? [] : [charged]),
    ];
    const hash = createHash('sha256')
      .update(`${end.hash}\n${JSON.stringify(hashed)}`)
      .digest('hex');
    insert(database, 'evidence', {
      chain: 'job/j1',
      sequence,
      ...of,
      key: 'gone.mov',
      upload_id: 'u-gone',
      ...line,
      hash,
      ...(version >= 6 && { request_charged: charged }),
    });
    end = { sequence, hash };
  };
  const unanswered = { duration_ms: null, status: null, code: null, request_id: null, parts: null, bytes: null };
  const abort = { call_id: 'call-1', at: noon + 2000, purpose: 'abort', operation: 'AbortMultipartUpload' };
  append({ ...abort, kind: 'sent', ...unanswered });
  append({ ...abort, kind: 'answered', ...unanswered, duration_ms: 12.5, status: 204, request_id: 'r-1' });
  const look = { call_id: 'call-2', at: noon + 3000, purpose: 'look after', operation: 'ListParts' };
  append({ ...look, kind: 'sent', ...unanswered });
  append({ ...look, kind: 'answered', ...unanswered, duration_ms: 8, status: 404, code: 'NoSuchUpload' });
  return end;
}

function fillWatch(database: DatabaseSync, version: number): void {
  const watched = { ...of, job_id: 'j1', verdict: 'clear', accepted: 1, initiated_at: noon - 9 * day, ended_at: noon };
  insert(database, 'watch', { ...watched, key: 'gone.mov', upload_id: 'u-gone', due_at: noon + 3_600_000 });
  const finding = reasonOf(version, 'It came back: it has parts again.', { why: 'back, with parts' });
  insert(database, 'watch', {
    ...watched,
    key: 'back.mov',
    upload_id: 'u-back',
    looks: 1,
    looked_at: noon + 3_600_000,
    outcome: 'back',
    [version < 10 ? 'note' : 'finding']: inColumn(finding),
    returned_job_id: 'j9',
    returns: 1,
  });
}

function fillEndpoint(database: DatabaseSync, version: number): void {
  if (version >= 5) {
    insert(database, 'endpoint_memory', { connection_id: 'c1', fact: 'style', bucket: '', value: 'path' });
    insert(database, 'endpoint_memory', { connection_id: 'c1', fact: 'region', bucket: 'media', value: 'eu-west-1' });
  }
  if (version >= 13) {
    insert(database, 'endpoint_habit', { connection_id: 'c1', habit: 'wants content-md5' });
    const seen = { document: { xml: '', transitionDefault: null }, state: 'none', coversEverything: null, aborting: 0 };
    insert(database, 'lifecycle_seen', { ...of, seen_at: noon, seen: JSON.stringify(seen) });
  }
  if (version < 7) return;
  const told = (value: string) => ({ known: true, value });
  const untold =
    version < 10
      ? { known: false, why: 'The bucket has no incomplete uploads, so nothing shows what is told of one.' }
      : { known: false, unknown: { why: 'no uploads' } };
  const facts = {
    at: noon,
    bucket: 'media',
    keyEncoding: told('as documented'),
    keyMarker: told('exclusive'),
    order: told('sorted'),
    prefix: told('beginning'),
    pageLimit: told('honoured'),
    ownerCheck: told('ignored'),
    initiator: untold,
    storageClass: untold,
    lifecycle: told('no rules'),
    addressing: told('path'),
  };
  insert(database, 'endpoint_facts', { connection_id: 'c1', facts: JSON.stringify(facts) });
}

function fillSaved(database: DatabaseSync, version: number): void {
  if (version < 11) return;
  const filter = { activity: 'stale', except: [{ keyPrefix: 'keep/' }] };
  insert(database, 'saved_clean_up', { name: 'Monthly', filter: JSON.stringify(filter), older_than_days: 30 });
}

/** The bytes of an index of this version. */
function make(version: number): Uint8Array {
  const scratch = mkdtempSync(join(tmpdir(), 'loose-parts-earlier-'));
  try {
    const path = join(scratch, 'index.sqlite');
    const database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;');
    for (const [at, step] of migrations.slice(0, version).entries()) {
      database.exec(`BEGIN; ${step}; PRAGMA user_version = ${at + 1}; COMMIT;`);
    }
    fillScan(database, version);
    fillJobs(database, version);
    fillWatch(database, version);
    fillEndpoint(database, version);
    fillSaved(database, version);
    database.close();
    return readFileSync(path);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

mkdirSync(folder, { recursive: true });
for (const version of migrations.keys()) {
  const path = join(folder, `version-${version + 1}.sqlite.gz`);
  if (existsSync(path)) continue;
  writeFileSync(path, gzipSync(make(version + 1), { level: 9 }));
  process.stdout.write(`${path}\n`);
}
