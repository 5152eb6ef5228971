import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { migrations } from './migrations.ts';
import { createOperations } from './operations.ts';

const most = Number.MAX_SAFE_INTEGER;
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-broken-'));
  path = join(folder, 'index.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const scan = JSON.stringify({ status: 'complete', startedAt: 1, pages: 1, uploads: 1, finishedAt: 2 });
const error = { code: 'SLOW_DOWN', message: 'x', details: { retryAfterMs: null } };

/** An index as the version before wrote it, which took every number of an answer. */
function writeVersion7(sizes: readonly (number | bigint)[]): void {
  const database = new DatabaseSync(path);
  for (const migration of migrations.slice(0, 7)) database.exec(migration);
  database.exec('PRAGMA user_version = 7');
  const bucket = database.prepare(
    `INSERT INTO bucket (connection_id, name, origin, generation, scan) VALUES ('c', ?, 'listed', 1, ?)`,
  );
  bucket.run('bricked', scan);
  bucket.run('sound', scan);
  const upload = database.prepare(
    `INSERT INTO upload (bucket_id, key, upload_id, initiated_at, activity_at, seen_in, sized_in, sizing, sized_at, parts, bytes)
     VALUES (?, ?, 'u', 1, 1, 1, 1, 'sized', 1, 1, ?)`,
  );
  sizes.forEach((size, index) => void upload.run(1, `key ${index}`, size));
  upload.run(2, 'fine', 7);
  const sum = database.prepare(`INSERT INTO bucket_sum VALUES (?, 'STANDARD', ?, ?, ?, 0, ?, ?)`);
  const total = sizes.reduce<bigint>((all, size) => all + BigInt(size), 0n);
  sum.run(1, sizes.length, sizes.length, sizes.length, total, sizes.length);
  sum.run(2, 1, 1, 1, 7, 1);
  database.exec(`
    INSERT INTO plan VALUES ('p', 'c', 'bricked', 1);
    INSERT INTO plan_item VALUES ('p', 0, 'key 0', 'u', 1, 1, 1, 9999999999999999, NULL, 0);
    INSERT INTO job (id, plan_id, connection_id, bucket, state, created_at, deadline_at, quiet_interval_ms,
      active_window_ms, waiting_for) VALUES ('j', 'p', 'c', 'bricked', 'running', 1, 2, 3, 4, '${JSON.stringify(error)}');
    INSERT INTO job_item (job_id, position, key, upload_id, confirmed, rank, state, last_look, bytes_left, bytes_freed, updated_at)
      VALUES ('j', 0, 'key 0', 'u', 0, 1, 'waiting',
        '{"at":1,"parts":{"outcome":"present","parts":1,"bytes":-1,"newestPartAt":1},"listing":{"outcome":"absent"},"object":{"outcome":"absent"}}',
        9999999999999999, -1, 1);
    INSERT INTO attempt VALUES ('j', 0, 1, 1, 204, NULL, 1, 9999999999999999);
  `);
  database.close();
}

describe('an index that the version before bricked', () => {
  it.each<[string, (number | bigint)[], number]>([
    ['a size above 2^53', [10n ** 16n, 5], 5],
    ['sums above 2^53', [most, most, 5], most],
    ['a negative size', [-1, 5], 5],
    ['all of them', [-1, 10n ** 16n, 9_223_372_036_854_775_807n - 10n ** 16n], 0],
  ])('by %s opens, with what is known', (_, sizes, bytes) => {
    writeVersion7(sizes);
    const database = openDatabase(path);
    const index = createOperations(database);
    expect(index.settleBrokenRows()).toContainEqual({ what: 'bucket', connectionId: 'c', bucket: 'bricked' });
    const sized = sizes.filter((size) => size >= 0 && size <= most).length;
    expect(index.buckets('c', 0)).toMatchObject([
      { name: 'bricked', totals: { uploads: sizes.length, sized, bytes, parts: sized } },
      { name: 'sound', totals: { uploads: 1, sized: 1, bytes: 7 } },
    ]);
    // What is not known is read again by the next scan.
    const generation = index.beginScan('c', 'bricked');
    expect(generation).toBe(2);
    database.close();

    // A second start has nothing to mend, and nothing to tell of the bucket.
    const again = openDatabase(path);
    expect(
      createOperations(again)
        .settleBrokenRows()
        .filter(({ what }) => what === 'bucket'),
    ).toEqual([]);
    again.close();
  });

  it('has its jobs back, their figures unknown', () => {
    writeVersion7([5]);
    const database = openDatabase(path);
    const index = createOperations(database);
    expect(index.settleBrokenRows()).toContainEqual({ what: 'figures of a job', id: 'j', bucket: 'bricked' });
    const job = index.job('j');
    if (!job) throw new Error('The job cannot be read');
    expect(job.waitingFor).toBeNull();
    expect(index.jobSums('j')).toMatchObject({
      items: 1,
      bytesPlanned: 0,
      unsized: 1,
      bytesFreed: 0,
      bytesLeft: 0,
      unknownLeft: 1,
    });
    expect(index.itemsInOrder(job, -1, 10)).toMatchObject([
      {
        item: {
          planned: { parts: 1, bytes: null },
          lastLook: null,
          bytesLeft: null,
          bytesFreed: null,
          attempts: [{ number: 1, bytesAfter: null }],
        },
      },
    ]);
    expect(index.reportFigures('j', 10)).toMatchObject({ plan: { items: 1, sized: 0, bytes: 0 } });
    database.close();
  });
});

it('running sums stay at their end, and begin anew where nothing is left', () => {
  const database = openDatabase(path);
  const index = createOperations(database);
  index.addBucket('c', 'b');
  index.beginScan('c', 'b');
  const names = Array.from({ length: 1100 }, (_, number) => ({ key: `k${number}`, uploadId: 'u' }));
  const listed = { initiatedAt: 1, initiator: null, owner: null, storageClass: null };
  index.addUploads(
    'c',
    'b',
    names.map((name) => ({ ...name, ...listed })),
  );
  const rest = { parts: 1, newestPartAt: null, storageClass: null, abortDate: null, abortRuleId: null };
  const sized = (bytes: number) =>
    names.map((name) => ({ ...name, at: 1, result: { status: 'sized', bytes, ...rest } as const }));
  // 1,100 of them are more than 64 bits hold.
  index.saveSizings('c', 'b', sized(most));
  index.setScanState('c', 'b', { status: 'complete', startedAt: 1, pages: 1, uploads: 1100, finishedAt: 2 });
  const totals = () => index.bucket('c', 'b', 0)?.totals;
  expect(database.prepare('SELECT bytes FROM bucket_sum').get()).toEqual({ bytes: 9_223_372_036_854_775_807n });
  expect(totals()).toMatchObject({ sized: 1100, bytes: most, parts: 1100 });
  const scope = { connectionId: 'c', bucket: 'b', filter: { text: 'k' }, activeSince: 0 };
  expect(index.uploadTotals(scope)).toMatchObject({ bytes: most });
  expect(index.uploadGroups(scope, 'initiator', '').groups).toMatchObject([{ totals: { bytes: most } }]);
  expect(index.uploadAges(scope, 2, 10)).toMatchObject([{ bytes: most }, {}]);

  // Of what stood still it is not known what is left.
  index.saveSizings('c', 'b', sized(3).slice(1));
  expect(totals()).toMatchObject({ sized: 1100, bytes: most });
  index.beginScan('c', 'b');
  index.addUploads('c', 'b', [{ key: 'k0', uploadId: 'u', ...listed }]);
  index.dropUnlisted('c', 'b');
  const gone = { status: 'failed', error: { code: 'ACCESS_DENIED', message: '', details: {} } } as const;
  index.saveSizings('c', 'b', [{ key: 'k0', uploadId: 'u', at: 2, result: gone }]);
  expect(totals()).toMatchObject({ uploads: 1, sized: 0, unsizable: 1, bytes: 0, parts: 0 });
  index.saveSizings('c', 'b', sized(3).slice(0, 1));
  expect(totals()).toMatchObject({ uploads: 1, sized: 1, bytes: 3, parts: 1 });
  database.close();
});
