import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenIndex, openIndexInWorker } from './client.ts';

let folder: string;
let opened: OpenIndex;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-index-'));
  opened = await openIndexInWorker(join(folder, 'index.sqlite'), 0);
  await opened.index.addBucket('c', 'b');
  await opened.index.beginScan('c', 'b');
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const scope = { connectionId: 'c', bucket: 'b', filter: {}, activeSince: 0 };
const byKey = { by: 'key', direction: 'asc' } as const;
const add = (first: number, count: number) =>
  opened.index.addUploads(
    'c',
    'b',
    Array.from({ length: count }, (_, i) => ({
      key: `folder-${(first + i) % 50}/${first + i}`,
      uploadId: 'u',
      initiatedAt: first + i,
      initiator: null,
      owner: null,
      storageClass: null,
    })),
  );

test('a read sees all that was written before it', async () => {
  for (let n = 1; n <= 30; n++) {
    await add(n, 1);
    const [window, totals, groups] = await Promise.all([
      opened.index.uploadWindow(scope, byKey, 0, 100),
      opened.index.uploadTotals(scope),
      opened.index.uploadGroups(scope, 'week', ''),
    ]);
    expect([window.total, window.rows.length, totals.uploads, groups.groups[0]?.totals.uploads]).toEqual([n, n, n, n]);
  }
});

test('sums over every row hold up neither rows nor writes', async () => {
  await add(0, 8_000);
  // The thread is there before anything is measured against it.
  await Promise.all([opened.index.uploadTotals(scope), opened.index.uploadWindow(scope, byKey, 0, 1)]);
  const done: string[] = [];
  const sums = Array.from({ length: 50 }, (_, n) =>
    // Each another question, over every row.
    opened.index.uploadGroups({ ...scope, filter: { initiatedAfter: -n } }, 'prefix', '').then(() => done.push('sum')),
  );
  await Promise.all([
    opened.index.uploadWindow(scope, byKey, 4_000, 100).then(() => done.push('window')),
    add(8_000, 10).then(() => done.push('write')),
  ]);
  const before = done.length;
  await Promise.all(sums);
  expect(done).toHaveLength(52);
  expect(before, 'sums that came before the window and the write').toBeLessThan(52);
});

test('closing answers what was asked before', async () => {
  await add(0, 2_000);
  const asked = Promise.all([
    opened.index.uploadGroups(scope, 'initiator', ''),
    opened.index.uploadWindow(scope, byKey, 0, 10),
  ]);
  await opened.close();
  const [groups, window] = await asked;
  expect(groups.count).toBe(1);
  expect(window.rows).toHaveLength(10);
  await expect(opened.index.uploadTotals(scope)).rejects.toThrow('closed');
  opened = await openIndexInWorker(join(folder, 'index.sqlite'), 0);
});
