import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import type { CleanupChange } from './cleanup-operations.ts';
import { openUnmigrated } from './database.ts';
import { type IndexServer, serveIndex } from './index-server.ts';
import { readTally } from './index-tally.ts';
import { migrations } from './migrations.ts';

/** Whatever becomes of the index's files between two runs: the next start opens one, and what is missing is told. */

const at = Date.UTC(2030, 0, 1);
const jobs = 6;
const linesOfJob = 60;

let root: string;
let count = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'loose-parts-damage-'));
  make();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function ask(server: IndexServer, operation: string, ...args: unknown[]): unknown {
  const reply = server.run({ id: 1, operation, args });
  if (!reply.ok) throw new Error(reply.message);
  return reply.value;
}

function evidence(jobId: string, number: number): CleanupChange {
  const ref = { connectionId: 'c', bucket: `bucket ${jobId}`, key: `key ${number}`, uploadId: `upload ${jobId}` };
  return {
    kind: 'evidence',
    line: {
      chain: `job/${jobId}`,
      callId: `${jobId} ${number}`,
      kind: 'sent',
      ref,
      at: at + number,
      durationMs: null,
      purpose: 'abort',
      operation: 'AbortMultipartUpload',
      status: null,
      code: 'x'.repeat(200),
      requestId: null,
      parts: null,
      bytes: null,
      requestCharged: null,
      saw: null,
    },
  };
}

function runJob(server: IndexServer, jobId: string): void {
  const bucket = `bucket ${jobId}`;
  ask(server, 'addBucket', 'c', bucket);
  const ref = { connectionId: 'c', bucket, key: 'key', uploadId: `upload ${jobId}` };
  const item = { ref, initiatedAt: at, activityAt: at, parts: 1, bytes: 1, storageClass: null, active: false };
  const plan: Plan = { id: `plan ${jobId}`, connectionId: 'c', bucket, createdAt: at, items: [item], leftOut: [] };
  ask(server, 'savePlan', plan);
  const times = { createdAt: at, deadlineAt: at * 2, quietIntervalMs: 30_000, activeWindowMs: 86_400_000 };
  ask(server, 'startJob', { jobId, planId: plan.id, includeActive: [], ...times });
  for (let number = 1; number <= linesOfJob; number++) ask(server, 'applyCleanup', [evidence(jobId, number)]);
}

/** `killed`: the last two jobs are in the log alone. `closed`: all of it is in the index. */
function make(): void {
  const made = join(root, 'made');
  mkdirSync(made);
  const path = join(made, 'index.sqlite');
  const first = serveIndex(path, at);
  for (let number = 1; number <= 4; number++) runJob(first, `job ${number}`);
  ask(first, 'close');
  const second = serveIndex(path, at);
  for (let number = 5; number <= jobs; number++) runJob(second, `job ${number}`);
  cpSync(made, join(root, 'killed'), { recursive: true });
  ask(second, 'close');
  cpSync(made, join(root, 'closed'), { recursive: true });
}

type Files = Record<'index' | 'log' | 'shared' | 'tally', string>;

function copyOf(state: 'killed' | 'closed'): Files {
  const folder = join(root, `copy ${count++}`);
  cpSync(join(root, state), folder, { recursive: true });
  const index = join(folder, 'index.sqlite');
  return { index, log: `${index}-wal`, shared: `${index}-shm`, tally: `${index}.tally` };
}

/** What a start finds, and says. */
function start({ index }: Files) {
  const server = serveIndex(index, at);
  const { total, jobs: found } = historyOf(server);
  const lines = found.reduce((sum, id) => sum + Number(ask(server, 'evidenceEnd', id)), 0);
  const chains = found.map((id) => ask(server, 'verifyChain', id));
  ask(server, 'close');
  return { jobs: total, lines, chains, warnings: words.startWarnings(server.findings), findings: server.findings };
}

function historyOf(server: IndexServer): { total: number; jobs: string[] } {
  const found: { total: number; jobs: { record: { id: string } }[] } = Object(ask(server, 'historyJobs', {}, 0, 100));
  return { total: found.total, jobs: found.jobs.map(({ record }) => record.id) };
}

const whole = { jobs, lines: jobs * linesOfJob };

function flip(path: string, from: number, bytes = 50): void {
  const content = readFileSync(path);
  for (let place = from; place < Math.min(content.length, from + bytes); place++) {
    content[place] = (content[place] ?? 0) ^ 0x5a;
  }
  writeFileSync(path, content);
}
const remove = (...paths: string[]) => {
  for (const path of paths) rmSync(path);
};
const half = (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2));
const zeros = (path: string, bytes = statSync(path).size) => {
  const content = readFileSync(path);
  content.fill(0, 0, bytes);
  writeFileSync(path, content);
};
const share = (path: string, of: number) => Math.floor(statSync(path).size * of);
const sql = (path: string, text: string) => {
  const database = new DatabaseSync(path);
  database.exec(text);
  database.close();
};

type Damage = [name: string, damage: (files: Files) => void];

const afterKill: Damage[] = [
  ['the log is gone', ({ log }) => rmSync(log)],
  ['the log and its shared memory are gone', ({ log, shared }) => remove(log, shared)],
  ['the log is emptied', ({ log }) => truncateSync(log, 0)],
  ['the log is cut in half', ({ log }) => half(log)],
  ['the log is cut to ten bytes', ({ log }) => truncateSync(log, 10)],
  ['the log lacks its last frame', ({ log }) => truncateSync(log, statSync(log).size - 4120)],
  ['the log is zeros', ({ log }) => zeros(log)],
  ['the log’s header is flipped', ({ log }) => flip(log, 0, 8)],
  ['the log is flipped at its beginning', ({ log }) => flip(log, 100)],
  ['the log is flipped in the middle', ({ log }) => flip(log, share(log, 0.5))],
  ['the log is flipped at its end', ({ log }) => flip(log, statSync(log).size - 50)],
  ['the log is a text', ({ log }) => writeFileSync(log, 'no log at all '.repeat(1000))],
  ['the index is gone', ({ index }) => rmSync(index)],
  ['the index is emptied', ({ index }) => truncateSync(index, 0)],
  ['the index is cut in half', ({ index }) => half(index)],
  ['the index is zeros', ({ index }) => zeros(index)],
  ['the index has another header', ({ index }) => flip(index, 0, 16)],
  ['all but the tally is gone', ({ index, log, shared }) => remove(index, log, shared)],
  ['the tally is gone', ({ tally }) => rmSync(tally)],
  ['the tally is half-written', ({ tally }) => half(tally)],
  ['the shared memory is gone', ({ shared }) => rmSync(shared)],
  ['the shared memory is garbage', ({ shared }) => flip(shared, 0, 32_768)],
];

const afterClose: Damage[] = [
  ['the index is gone', ({ index }) => rmSync(index)],
  ['the index is cut in half', ({ index }) => half(index)],
  ['the index is cut within a page', ({ index }) => truncateSync(index, statSync(index).size - 1000)],
  ['the index is zeros', ({ index }) => zeros(index)],
  ['the index’s first page is zeros', ({ index }) => zeros(index, 4096)],
  ['the index has another header', ({ index }) => flip(index, 0, 16)],
  ['the index has no header', ({ index }) => zeros(index, 100)],
  ['the list of tables is flipped', ({ index }) => flip(index, 3000, 600)],
  ...[0.2, 0.4, 0.6, 0.8].map(
    (of): Damage => [`the index is flipped at ${of}`, ({ index }) => flip(index, share(index, of), 400)],
  ),
  ['the index is a text', ({ index }) => writeFileSync(index, 'no index at all '.repeat(1000))],
  [
    'the index is a database of something else',
    ({ index }) => {
      rmSync(index);
      sql(index, 'CREATE TABLE bucket (colour TEXT); INSERT INTO bucket VALUES (1)');
    },
  ],
  ['the index lost a table', ({ index }) => sql(index, 'PRAGMA foreign_keys = OFF; DROP TABLE job_item')],
  ['the index says that it is new', ({ index }) => sql(index, 'PRAGMA user_version = 0')],
  ['jobs were taken out', ({ index }) => sql(index, `PRAGMA foreign_keys = OFF; DELETE FROM job WHERE id > 'job 3'`)],
  [
    'evidence was taken out',
    ({ index }) => sql(index, `DROP TRIGGER evidence_never_goes; DELETE FROM evidence WHERE sequence > 50`),
  ],
  ['more stands behind the index', ({ index }) => appendFileSync(index, 'more '.repeat(5000))],
  ['the log of another index stands beside it', ({ log }) => cpSync(join(root, 'killed', 'index.sqlite-wal'), log)],
];

const damages = [
  ...afterKill.map(([name, damage]) => ({ state: 'killed' as const, name, damage })),
  ...afterClose.map(([name, damage]) => ({ state: 'closed' as const, name, damage })),
];

describe.each(damages)('$state, $name', ({ state, damage }) => {
  it('starts, and says what is missing', () => {
    const files = copyOf(state);
    damage(files);
    const begun = start(files);
    const isWhole = begun.jobs === whole.jobs && begun.lines === whole.lines;
    const areSound = begun.chains.every((chain) => Object(chain).intact === true);
    if (!isWhole || !areSound) expect(begun.warnings.join('\n')).toMatch(/missing|gone|damaged/);
    // It was told. What is there now is what there is.
    const again = start(files);
    expect(again).toMatchObject({ jobs: begun.jobs, lines: begun.lines, warnings: [] });
  });
});

describe('an index', () => {
  it('that was killed or closed has nothing to tell', () => {
    for (const state of ['killed', 'closed'] as const) {
      expect(start(copyOf(state))).toMatchObject({ ...whole, warnings: [] });
    }
  });

  it('names the clean-ups that are gone with its log', () => {
    const files = copyOf('killed');
    rmSync(files.log);
    const { jobs: found, warnings } = start(files);
    expect(found).toBe(4);
    expect(warnings.join('\n')).toContain('it holds 4 of 6 clean-ups, 240 of 360 lines of evidence, 4 of 6 buckets.');
    expect(warnings.join('\n')).toMatch(
      /gone: bucket “bucket job [56]” of 2030-01-01 00:00:00 UTC, bucket “bucket job [56]”/,
    );
  });

  it('is read behind another header, and nothing is lost', () => {
    const files = copyOf('closed');
    flip(files.index, 0, 16);
    const { warnings, ...found } = start(files);
    expect(found).toMatchObject(whole);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The index was damaged \(file is not a database\)\. Everything in it could be read, and is in a new one\. The damaged file was kept as .*index\.sqlite\.broken-2030-01-01T00-00-00-000Z\.$/,
      ),
    ]);
    expect(readFileSync(`${files.index}.broken-2030-01-01T00-00-00-000Z`).subarray(16)).toEqual(
      readFileSync(join(root, 'closed', 'index.sqlite')).subarray(16),
    );
  });

  it('keeps a copy before its schema changes, the newest alone', () => {
    const path = join(root, 'older.sqlite');
    const old = openUnmigrated(path);
    for (const step of migrations.slice(0, 7)) old.exec(step);
    old.exec(`PRAGMA user_version = 7; INSERT INTO bucket (connection_id, name, origin) VALUES ('c', 'b', 'added')`);
    old.close();
    writeFileSync(`${path}.before-version-3`, 'an earlier one');
    const server = serveIndex(path, at);
    expect(server.findings).toEqual([]);
    ask(server, 'close');
    expect(existsSync(`${path}.before-version-3`)).toBe(false);
    const copy = new DatabaseSync(`${path}.before-version-${migrations.length}`);
    expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 7 });
    expect(copy.prepare('SELECT name FROM bucket').all()).toEqual([{ name: 'b' }]);
    copy.close();
  });

  it('of a newer version, or a folder in its place, is left as it is', () => {
    const files = copyOf('closed');
    sql(files.index, 'PRAGMA user_version = 99');
    const before = readFileSync(files.index);
    expect(() => start(files)).toThrow(/written by a newer version of Loose Parts/);
    expect(readFileSync(files.index)).toEqual(before);
    rmSync(files.index);
    mkdirSync(files.index);
    expect(() => start(files)).toThrow(/index\.sqlite is no file\.$/);
  });

  it('that the system keeps from us is no damage', () => {
    const files = copyOf('closed');
    const other = new DatabaseSync(files.index);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    expect(() => start(files)).toThrow(
      /cannot be opened\. Another program has it open: close that, and start again\.$/,
    );
    other.close();
    expect(readdirSync(join(files.index, '..')).filter((name) => name.includes('broken'))).toEqual([]);
  });

  it('has its log emptied at a job’s end, and soon after a change', async () => {
    const files = copyOf('closed');
    const server = serveIndex(files.index, at);
    const logBytes = () => statSync(files.log).size;
    runJob(server, 'job 7');
    expect(logBytes()).toBeGreaterThan(0);
    expect(readTally(files.index)).toMatchObject({
      jobs: 7,
      lines: 7 * linesOfJob,
      logBytes: logBytes(),
      isOpen: true,
    });
    await expect.poll(logBytes).toBe(0);
    const finished = { state: 'finished', finishedAt: at } as const;
    ask(server, 'applyCleanup', [{ kind: 'job', patch: { jobId: 'job 7', ...finished } }]);
    await expect.poll(logBytes).toBe(0);
    ask(server, 'close');
    expect(readTally(files.index)).toMatchObject({ jobs: 7, logBytes: 0, isOpen: false });
  });
});
