import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench, connection, refOf } from './testing/bench.ts';
import type { ModelUpload } from './testing/model-store.ts';

const bucket = 'fast--use1-az4--x-s3';
const day = 86_400_000;

let bench: Bench;
beforeEach(() => {
  bench = new Bench({ endpointUrl: null });
  bench.readUploads = async () =>
    bench.store.uploads.map((upload) => ({ ...bench.row(upload), ref: { ...refOf(upload), bucket } }));
});
afterEach(() => bench.close());

const stale = (key: string): ModelUpload =>
  bench.store.add({
    key,
    uploadId: `u-${key}`,
    parts: [{ partNumber: 1, size: 100, lastModified: bench.clock.now() - 5 * day }],
  });

async function run() {
  const cleanup = await bench.boot();
  const selection = { kind: 'filter', filter: {} } as const;
  const plan = await cleanup.createPlan({ connectionId: connection.id, bucket, selection });
  const { id } = await cleanup.startJob({ planId: plan.id, includeActive: [] });
  const job = await bench.finish(id);
  return { job, items: await bench.items(id) };
}

test('an abort holds for the initiation time on the plan only', async () => {
  const upload = stale('logs/a');
  const { job } = await run();
  expect(job?.counts.clear).toBe(1);
  expect(bench.store.conditions).toEqual([upload.initiatedAt]);
});

test('where the store knows another initiation time, the upload is skipped and not refused', async () => {
  const upload = stale('logs/a');
  bench.store.begunAt = upload.initiatedAt + day;
  const { items } = await run();
  expect(items).toMatchObject([{ verdict: 'skipped', reason: { why: 'another initiation time', toldBy: 'store' } }]);
  expect(upload.parts).toHaveLength(1);
});

test('its listing is asked for whole folders: of the key, or of all', async () => {
  for (const key of ['logs/2026/a', 'top']) stale(key);
  const { job } = await run();
  expect(job?.counts.clear).toBe(2);
  const prefixes = bench.store.calls.filter(({ operation }) => operation === 'ListMultipartUploads');
  expect(new Set(prefixes.map(({ key }) => key))).toEqual(new Set(['logs/2026/', '']));
});

test('elsewhere an abort has no condition, and the listing is narrowed to the key', async () => {
  await bench.close();
  bench = new Bench();
  stale('logs/a');
  const cleanup = await bench.boot();
  await bench.finish((await bench.start(cleanup)).id);
  expect(bench.store.conditions).toEqual([null]);
  const listings = bench.store.calls.filter(({ operation }) => operation === 'ListMultipartUploads');
  expect(new Set(listings.map(({ key }) => key))).toEqual(new Set(['logs/a']));
});
