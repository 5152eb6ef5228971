import { beforeEach, expect, it } from 'vitest';
import { addParts, emptyShape } from '../clients/part-shape.ts';
import { asClient } from '../index/client.ts';
import { openDatabase } from '../index/database.ts';
import { createOperations, type IndexOperations } from '../index/operations.ts';
import { createLeaks, type Leaks } from './leaks.ts';

const mib = 1024 ** 2;
const day = 86_400_000;
const now = Date.UTC(2026, 2, 1, 12);
const [connectionId, bucket] = ['c1', 'media'];
const scope = { connectionId, bucket, filter: {}, activeSince: now - day };
let operations: IndexOperations;
let leaks: Leaks;

beforeEach(() => {
  operations = createOperations(openDatabase(':memory:'));
  const index = asClient(async (name, args) => Reflect.apply(Reflect.get(operations, name), operations, args));
  leaks = createLeaks({ index, serverTime: { now: () => now } });
  operations.addBucket(connectionId, bucket);
  operations.beginScan(connectionId, bucket);
});

const add = (key: string, initiatedAt: number, sizes: readonly number[] | null, checksum: string | null = null) => {
  const initiator = { id: 'arn:aws:iam::1:role/ingest', displayName: null };
  const listed = { key, uploadId: `id-${key}`, initiatedAt, initiator, owner: null, storageClass: null };
  operations.addUploads(connectionId, bucket, [listed]);
  if (sizes === null) return;
  const algorithm = checksum === null ? null : { algorithm: checksum };
  const parts = sizes.map((size, n) => ({ partNumber: n + 1, size, lastModified: initiatedAt, checksum: algorithm }));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  operations.saveSizings(connectionId, bucket, [
    {
      key,
      uploadId: `id-${key}`,
      at: now,
      result: {
        status: 'sized',
        parts: sizes.length,
        bytes,
        newestPartAt: sizes.length > 0 ? initiatedAt : null,
        storageClass: null,
        abortDate: null,
        abortRuleId: null,
        shape: addParts(emptyShape, parts),
      },
    },
  ]);
};

it('names the client that the parts speak for, the one role, and that it goes on', async () => {
  for (let n = 0; n < 40; n++) {
    // restic's 200 MiB, under its keys.
    add(
      `data/${(n % 16).toString(16).padStart(2, '0')}/${String(n).padStart(64, '0')}`,
      now - 3 * day - n * 3_600_000,
      [200 * mib, 200 * mib],
    );
  }
  add('live.bin', now - 60_000, [8 * mib]);
  const report = await leaks.report(scope);
  expect(report).toMatchObject({ uploads: 40, looked: 40, active: 1 });
  expect(report.clients[0]).toMatchObject({ names: ['restic'], uploads: 40, bytes: 40 * 400 * mib });
  expect(report.clients[0]?.odds).toBeGreaterThan(0.5);
  expect(report.initiators).toEqual([{ name: 'arn:aws:iam::1:role/ingest', uploads: 40, bytes: 40 * 400 * mib }]);
  expect(report.prefixes).toEqual([{ prefix: 'data/', uploads: 40, bytes: 40 * 400 * mib }]);
  expect(report.causes.map(({ code }) => code)).toEqual(expect.arrayContaining(['one initiator', 'goes on']));
  expect(report.weeks.reduce((sum, { uploads }) => sum + uploads, 0)).toBe(40);
});

it('says unknown where the evidence is thin, and nothing of a few', async () => {
  add('a', now - 9 * day, [3]);
  add('b', now - 9 * day, null);
  add('c', now - 9 * day, []);
  const report = await leaks.report(scope);
  expect(report.clients).toEqual([{ names: [], odds: 0, reasons: [], uploads: 3, bytes: 3 }]);
  expect(report.causes).toEqual([]);
});

it('tells of one upload who may have begun it and how far it came', async () => {
  add('disk.img', now - 9 * day, [15 * mib, 15 * mib, 1 * mib]);
  const origin = await leaks.origin({ connectionId, bucket, key: 'disk.img', uploadId: 'id-disk.img' });
  expect(origin?.guesses[0]).toMatchObject({ name: 's3cmd' });
  expect(origin?.arrival).toEqual({ kind: 'everything', bytes: 31 * mib });
  add('unread', now - 9 * day, null);
  const unread = await leaks.origin({ connectionId, bucket, key: 'unread', uploadId: 'id-unread' });
  expect(unread).toMatchObject({ guesses: [], arrival: null });
  expect(await leaks.origin({ connectionId, bucket, key: 'no', uploadId: 'no' })).toBeNull();
});

it('follows a filter', async () => {
  add('a/1', now - 9 * day, [15 * mib, 15 * mib]);
  add('b/1', now - 9 * day, [15 * mib, 15 * mib]);
  expect(await leaks.report({ ...scope, filter: { keyPrefix: 'a/' } })).toMatchObject({ uploads: 1, active: 0 });
});
