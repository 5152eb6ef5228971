import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Look, Plan, UploadRef } from '../../shared/schema/model.ts';
import { inEnglish } from '../../shared/words/words.ts';
import { initialState } from '../engine/cleanup/judging/machine-state.ts';
import { openDatabase } from '../engine/index/database.ts';
import { migrations } from '../engine/index/migrations.ts';
import { createOperations } from '../engine/index/operations.ts';
import { exampleConnection } from '../engine/store/s3/testing/recording-server.ts';
import { memoryVault } from '../engine/testing/engine-ports.ts';
import { liveUntil } from '../engine/testing/live-until.ts';
import { openEngine } from './open-engine.ts';

/** Whatever stands in a row of the index, the app opens by the way that both hosts open it, and the rest works. */

const at = Date.UTC(2030, 0, 1);
/** What is planted: a number too large for JavaScript, one that no count is, a fraction, a text, and nothing. */
const values: readonly SQLInputValue[] = [10n ** 16n, -1n, 1.5, 'much', null];
/** One of each row for each value, and one that stays sound, of a connection of its own. */
const sets = [...values.keys()].map(String);
const sound = 'sound';

let root: string;
let original: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'loose-parts-rows-'));
  original = join(root, 'original');
  cpSync(makeIndex(), original, { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const connectionOf = (set: string) => (set === sound ? 'c-sound' : 'c-broken');
const refOf = (set: string, key = 'key'): UploadRef => ({
  connectionId: connectionOf(set),
  bucket: `bucket-${set}`,
  key,
  uploadId: `${key}-${set}`,
});
const look: Look = {
  at,
  parts: { outcome: 'present', parts: 2, bytes: 20, newestPartAt: at - 5000 },
  listing: { outcome: 'listed', initiatedAt: at - 9000 },
  object: { outcome: 'absent' },
};

/** A folder with a row in every table, for each set. */
function makeIndex(): string {
  const folder = join(root, 'made');
  const connections = [connectionOf('0'), connectionOf(sound)].map((id) => ({
    ...exampleConnection('http://127.0.0.1:9', { id, name: id }),
    id,
  }));
  cpSync(mkdtempSync(join(root, 'new-')), folder, { recursive: true });
  writeFileSync(join(folder, 'connections.json'), JSON.stringify({ version: 1, connections }));
  const database = openDatabase(join(folder, 'index.sqlite'));
  const index = createOperations(database);
  const vanish = database.prepare(
    'INSERT INTO vanished (bucket_id, gone_at, least_hours, most_hours, still, uploads) SELECT id, ?, 1, 2, 0, 3 FROM bucket WHERE connection_id = ? AND name = ?',
  );
  for (const set of [...sets, sound]) {
    const ref = refOf(set);
    const { connectionId, bucket, key, uploadId } = ref;
    index.addBucket(connectionId, bucket);
    index.beginScan(connectionId, bucket, at - 1000);
    vanish.run(BigInt(at), connectionId, bucket);
    const upload = { key, uploadId, initiatedAt: at - 9000, initiator: null, owner: null, storageClass: null };
    index.addUploads(connectionId, bucket, [upload]);
    const sized = { status: 'sized', parts: 2, bytes: 20, newestPartAt: at - 5000 } as const;
    const result = { ...sized, storageClass: null, abortDate: at + 9000, abortRuleId: 'r' };
    index.saveSizings(connectionId, bucket, [{ key, uploadId, at, result }]);
    index.setScanState(connectionId, bucket, {
      status: 'complete',
      startedAt: at,
      pages: 1,
      uploads: 1,
      finishedAt: at + 1,
    });
    const item = {
      ref,
      initiatedAt: at - 9000,
      activityAt: at - 5000,
      parts: 2,
      bytes: 20,
      storageClass: null,
      active: false,
    };
    const leftOut = [{ ref: refOf(set, 'left'), reason: 'already clear' as const }];
    const plan: Plan = { id: `plan-${set}`, connectionId, bucket, createdAt: at, items: [item], leftOut };
    index.savePlan(plan);
    const jobId = `job-${set}`;
    const times = { createdAt: at, deadlineAt: at * 2, quietIntervalMs: 30_000, activeWindowMs: 86_400_000 };
    index.startJob({ jobId, planId: plan.id, includeActive: [], ...times });
    const of = index.job(jobId);
    const record = of && index.itemsInOrder(of, -1, 1)[0];
    if (!record) throw new Error('The job has no item');
    const attempt = { number: 1, startedAt: at, status: 204, code: null, partsAfter: 2, bytesAfter: 20 };
    const call = {
      chain: `job/${jobId}`,
      callId: jobId,
      ref,
      at,
      purpose: 'abort',
      operation: 'AbortMultipartUpload',
    } as const;
    const answered = {
      ...call,
      kind: 'answered',
      durationMs: 12,
      status: 204,
      parts: 2,
      bytes: 20,
      requestCharged: true,
      saw: null,
    } as const;
    const blank = { code: null, requestId: null } as const;
    index.applyCleanup([
      {
        kind: 'evidence',
        line: {
          ...call,
          ...blank,
          kind: 'sent',
          durationMs: null,
          status: null,
          parts: null,
          bytes: null,
          requestCharged: null,
          saw: null,
        },
      },
      { kind: 'evidence', line: { ...answered, ...blank } },
      {
        kind: 'item',
        record: {
          ...record,
          machine: JSON.stringify({ ...initialState(item), aborts: 1 }),
          item: {
            ...record.item,
            state: 'waiting',
            verdict: 'stubborn',
            attempts: [attempt],
            lastLook: look,
            next: { action: 'look', at: at * 2 },
            partsLeft: 2,
            bytesLeft: 20,
            bytesFreed: 0,
          },
        },
      },
      {
        kind: 'watch',
        upload: {
          ref: refOf(set, 'watched'),
          jobId,
          verdict: 'clear',
          accepted: true,
          initiatedAt: at - 9000,
          storageClass: null,
          foreign: null,
          endedAt: at,
          dueAt: at * 2,
        },
      },
    ]);
    index.addVerificationLook(ref, { look, startedAt: at, endedAt: at, serverTime: at });
    const part = { partNumber: 1, size: 20, etag: 'e', lastModified: at, checksum: null };
    const object = { outcome: 'absent' } as const;
    const { id, createdAt } = { id: `completion-${set}`, createdAt: at };
    index.saveCompletionPlan({ id, createdAt, item, parts: [part], bytes: 20, object });
    index.saveCleanUp({ name: `saved-${set}`, filter: {}, olderThanDays: 30 });
    const rules = { state: 'rules', coversEverything: null, aborting: 1 } as const;
    const document = { xml: '<LifecycleConfiguration/>', transitionDefault: null };
    index.saveSeenLifecycle(connectionId, bucket, { at, drift: null, document, ...rules });
  }
  database.close();
  return folder;
}

/** How a set's row is found in each table. */
const rowOf: Record<string, (set: string) => string> = {
  bucket: (set) => `name = 'bucket-${set}'`,
  upload: (set) => `upload_id = 'key-${set}'`,
  bucket_sum: (set) => `bucket_id = (SELECT id FROM bucket WHERE name = 'bucket-${set}')`,
  plan: (set) => `id = 'plan-${set}'`,
  plan_item: (set) => `plan_id = 'plan-${set}'`,
  plan_left_out: (set) => `plan_id = 'plan-${set}'`,
  job: (set) => `id = 'job-${set}'`,
  job_item: (set) => `job_id = 'job-${set}'`,
  attempt: (set) => `job_id = 'job-${set}'`,
  evidence: (set) => `chain = 'job/job-${set}' AND kind = 'answered'`,
  verification_look: (set) => `upload_id = 'key-${set}'`,
  watch: (set) => `upload_id = 'watched-${set}'`,
  completion_part: (set) => `plan_id = 'completion-${set}'`,
  saved_clean_up: (set) => `name = 'saved-${set}'`,
  lifecycle_seen: (set) => `bucket = 'bucket-${set}'`,
  scan_begun: (set) => `bucket_id = (SELECT id FROM bucket WHERE name = 'bucket-${set}')`,
  vanished: (set) => `bucket_id = (SELECT id FROM bucket WHERE name = 'bucket-${set}')`,
  scan_sum: (set) => `bucket_id = (SELECT id FROM bucket WHERE name = 'bucket-${set}')`,
};

/** Every column that holds numbers, of every table. */
function numericColumns(): [table: string, column: string][] {
  const database = new DatabaseSync(':memory:');
  for (const migration of migrations) database.exec(migration);
  const found = database
    .prepare(
      `SELECT sqlite_schema.name AS table_name, info.name AS column_name
       FROM sqlite_schema JOIN pragma_table_info(sqlite_schema.name) AS info
       WHERE sqlite_schema.type = 'table' AND info.type IN ('INTEGER', 'REAL') ORDER BY 1, info.cid`,
    )
    .all()
    .map((row): [string, string] => [String(row.table_name), String(row.column_name)]);
  database.close();
  return found;
}

/**
 * Puts each value into one set's row of a column, past everything that keeps it out: what a damaged file, or a version with
 * another schema, may hold. Returns the values that no file can hold there.
 */
function plant(path: string, table: string, column: string): SQLInputValue[] {
  const open = () => new DatabaseSync(path, { enableForeignKeyConstraints: false, defensive: false });
  let database = open();
  const schema = database.prepare(`SELECT rowid AS id, type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL`).all();
  const triggers = schema.filter(({ type }) => type === 'trigger');
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${String(name)}`);
  database.exec('PRAGMA writable_schema = ON');
  const rewrite = (lax: boolean) => {
    const write = database.prepare(`UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?`);
    for (const { type, name, sql } of schema) {
      if (type !== 'table') continue;
      const loosened = String(sql)
        .replaceAll(/\) STRICT(?:, )?/g, ') ')
        .replaceAll(' NOT NULL', '');
      write.run(lax ? loosened : String(sql), String(name));
    }
  };
  rewrite(true);
  database.close();
  database = open();
  database.exec('PRAGMA ignore_check_constraints = ON');
  const impossible: SQLInputValue[] = [];
  values.forEach((value, index) => {
    try {
      const where = rowOf[table]?.(String(index));
      if (where === undefined) throw new Error(`How a row of ${table} is found is not said above`);
      const { changes } = database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${where}`).run(value);
      expect(changes, `${table}.${column}`).toBeGreaterThan(0);
    } catch (error) {
      // The key of a table holds neither a text nor nothing, whatever is done to the file.
      expect(String(error)).toMatch(/datatype mismatch|NOT NULL constraint failed/);
      impossible.push(value);
    }
  });
  database.exec('PRAGMA writable_schema = ON');
  rewrite(false);
  database.close();
  database = open();
  for (const { sql } of triggers) database.exec(String(sql));
  database.close();
  return impossible;
}

async function opened(dataDir: string, host: 'desktop' | 'browser') {
  const errors: unknown[] = [];
  const engine = await openEngine({
    host,
    vault: memoryVault(),
    log: { info() {}, warn() {}, error: (...line) => void errors.push(line) },
    dataDir,
    practice: false,
    chooseLanguage() {},
    resolveProxy: async () => null,
  });
  return { engine, client: createRouterClient(engine.router), errors };
}
type Client = Awaited<ReturnType<typeof opened>>['client'];

/** Everything that the screens ask for about a set. */
const questions: Record<string, (client: Client, set: string) => Promise<unknown>> = {
  window: (client, set) =>
    client.uploads.window({
      ...at_(set),
      filter: {},
      sort: { by: 'size', direction: 'desc' },
      offset: 0,
      limit: 10,
    }),
  totals: (client, set) => client.uploads.totals({ ...at_(set), filter: {} }),
  'totals of a filter': (client, set) => client.uploads.totals({ ...at_(set), filter: { text: 'k' } }),
  ages: (client, set) => client.uploads.ages({ ...at_(set), filter: {}, bins: 3 }),
  groups: (client, set) => client.uploads.groups({ ...at_(set), filter: {}, by: 'week', prefix: '' }),
  facets: (client, set) => client.uploads.facets(at_(set)),
  upload: (client, set) => client.uploads.get(refOf(set)),
  evidence: (client, set) => client.uploads.evidence(refOf(set)),
  plan: (client, set) => client.plans.get({ planId: `plan-${set}` }),
  'a new plan': (client, set) => client.plans.create({ ...at_(set), selection: { kind: 'filter', filter: {} } }),
  job: (client, set) => client.jobs.get({ jobId: `job-${set}` }),
  items: (client, set) => client.jobs.items({ jobId: `job-${set}`, offset: 0, limit: 10 }),
  lines: (client, set) => client.jobs.evidence({ jobId: `job-${set}`, offset: 0, limit: 10 }),
  chain: (client, set) => client.jobs.verifyChain({ jobId: `job-${set}` }),
  report: (client, set) => client.jobs.report({ jobId: `job-${set}` }),
  export: (client, set) => client.jobs.export({ jobId: `job-${set}`, format: 'json' }),
};
const at_ = (set: string) => ({ connectionId: connectionOf(set), bucket: `bucket-${set}` });

/** What a start must name: the rows that it reads. */
const namedAtStart: ReadonlySet<string> = new Set(['bucket', 'bucket_sum', 'job', 'job_item', 'plan_item', 'watch']);
/** Of those, columns that it can do without, or that any number may stand in. */
const harmless: ReadonlySet<string> = new Set(['job.evidence_lines', 'job.finished_at', 'bucket.whole_since']);

describe('an index with a number that cannot be', () => {
  it.each(
    numericColumns().map(([table, column], index) => [table, column, index % 2 === 0 ? 'desktop' : 'browser'] as const),
  )(
    'in %s.%s opens in the %s host, names it, and works for the rest',
    async (table, column, host) => {
      const dataDir = mkdtempSync(join(root, 'planted-'));
      cpSync(original, dataDir, { recursive: true });
      const impossible = plant(join(dataDir, 'index.sqlite'), table, column);
      expect(impossible.length).toBeLessThan(values.length);
      const { engine, client } = await opened(dataDir, host);
      try {
        const { warnings } = await client.app.info();
        const isNamed = namedAtStart.has(table) && !harmless.has(`${table}.${column}`);
        const told = inEnglish((say) => say.startWarnings(warnings)).join('\n');
        if (isNamed) expect(told).toMatch(/bucket-\d/);
        expect(told).not.toContain('bucket-sound');

        const state = await liveUntil(client, () => true);
        const totals = { uploads: 1, sized: 1, bytes: 20, parts: 2 };
        expect(state.buckets[connectionOf(sound)]?.items).toMatchObject([{ totals }]);
        expect(state.buckets[connectionOf('0')]?.items).toHaveLength(sets.length);
        expect(state.jobs.map(({ id }) => id)).toContain(`job-${sound}`);
        for (const [name, ask] of Object.entries(questions)) {
          const answer = await ask(client, sound);
          if (name === 'window') expect(answer).toMatchObject({ rows: [{ sizing: { bytes: 20 } }] });
          if (name === 'items')
            expect(answer).toMatchObject({ items: [{ bytesLeft: 20, attempts: [{ bytesAfter: 20 }] }] });
          if (name === 'chain') expect(answer).toMatchObject({ intact: true, lines: 2 });
        }
        // Of the broken ones everything is told as far as it is known; what cannot be read is not there.
        for (const set of sets) {
          for (const [name, ask] of Object.entries(questions)) {
            await ask(client, set).catch((error: { code?: unknown }) => {
              expect([`${set} ${name}`, error.code]).toEqual([`${set} ${name}`, 'NOT_FOUND']);
            });
          }
        }
        expect((await client.jobs.history({ offset: 0, limit: 20 })).jobs.map(({ id }) => id)).toContain(
          `job-${sound}`,
        );
        expect((await client.watch.list({ offset: 0, limit: 20 })).entries.map(({ ref }) => ref.bucket)).toContain(
          `bucket-${sound}`,
        );
      } finally {
        await engine.close();
      }
    },
    60_000,
  );

  it('is told of nothing where there is none', async () => {
    const { engine, client, errors } = await opened(original, 'browser');
    expect((await client.app.info()).warnings).toEqual([]);
    expect(errors).toEqual([]);
    await engine.close();
  });
});
