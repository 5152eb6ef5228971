import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobItem } from '../../../shared/schema/model.ts';
import { Bench } from './testing/bench.ts';
import type { ModelUpload } from './testing/model-store.ts';

/*
 * What is read of the index is of the moment at which it is read. Items come to rest meanwhile, and reads fail: none of it
 * settles an item twice, or never.
 */

const minute = 60_000;
let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

const add = (key: string, more: Partial<ModelUpload> = {}): ModelUpload =>
  bench.store.add({
    key,
    uploadId: `id of ${key}`,
    parts: [{ partNumber: 1, size: 100, lastModified: bench.store.now() - 6 * 24 * 60 * minute }],
    ...more,
  });

/** What the store lists last, whatever happens to its answer: the items as the index has them must be the job's own sums. */
async function expectSums(jobId: string, counts: Partial<Record<string, number>>): Promise<JobItem[]> {
  const sums = await bench.index.jobSums(jobId);
  expect(sums.counts).toMatchObject({ pending: 0, ...counts });
  expect(bench.job(jobId)).toMatchObject({ state: 'finished', ...sums });
  return bench.items(jobId);
}

/** From now on reads of unfinished items take so long, ms, and tell what was so at their beginning. */
function readSlowly(ms: number): void {
  const { index, clock } = bench;
  const { unfinishedItems } = index;
  Object.assign(bench, {
    index: new Proxy(index, {
      get: (target, name) =>
        name === 'unfinishedItems'
          ? async (...given: Parameters<typeof unfinishedItems>) => {
              const records = await unfinishedItems(...given);
              await clock.wait(ms);
              return records;
            }
          : Reflect.get(target, name),
    }),
  });
}

/** Lets one operation of the index fail so many times, from its `after`th call on. */
function failing(operation: string, times: number, after = 0): { failed: number } {
  const { index } = bench;
  const seen = { calls: 0, failed: 0 };
  Object.assign(bench, {
    index: new Proxy(index, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name !== operation || typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          if (++seen.calls > after && seen.failed < times) {
            seen.failed++;
            throw new Error('disk I/O error');
          }
          return Reflect.apply(value, target, given);
        };
      },
    }),
  });
  return seen;
}

test('an item that comes to rest while the deadline’s items are read keeps its own verdict', async () => {
  const upload = add('a.bin');
  add('b.bin');
  bench.store.latencyMs = minute;
  readSlowly(10 * minute);
  const cleanup = await bench.boot();
  const { id } = await bench.start(cleanup, { deadlineMs: 1.5 * minute });
  // Somebody finishes it while it is looked at; its look ends while the deadline reads that it is in work.
  bench.store.complete(upload);
  await bench.finish(id);
  const [done] = await expectSums(id, { completed: 1 });
  expect(done).toMatchObject({ verdict: 'completed', reason: { why: 'object written' } });
});

test('nor does it lose what it did meanwhile', async () => {
  const upload = add('a.bin', { late: [{ afterAbort: 1, delayMs: 0, size: 7 }] });
  bench.store.latencyMs = 20_000;
  readSlowly(10 * minute);
  const cleanup = await bench.boot();
  // The deadline falls into the look after the abort.
  const { id } = await bench.start(cleanup, { deadlineMs: 70_000 });
  await bench.finish(id);
  const [item] = await expectSums(id, { 'gave up': 1 });
  expect(upload.aborts).toBe(1);
  expect(item?.attempts).toMatchObject([{ number: 1, status: 204, partsAfter: 1, bytesAfter: 7 }]);
  expect(item?.reason).toEqual({ why: 'deadline, parts left', parts: 1, bytes: 7 });
});

test.each([
  ['itemsAt', 'are due'],
  ['queuedItems', 'are read ahead'],
])('no item is left behind where the index cannot be read (%s) when they %s', async (operation) => {
  for (const key of ['a', 'b', 'c']) add(key);
  const reads = failing(operation, 2);
  const cleanup = await bench.boot();
  const { id } = await bench.start(cleanup);
  await bench.finish(id);
  expect(reads.failed).toBe(2);
  await expectSums(id, { clear: 3 });
});

test('no item is left behind where the index cannot be read at the deadline', async () => {
  for (const key of ['a', 'b', 'c']) {
    add(key, { late: Array.from({ length: 50 }, (_, n) => ({ afterAbort: n + 1, delayMs: 0, size: 7 })) });
  }
  const reads = failing('unfinishedItems', 2);
  const cleanup = await bench.boot();
  const { id } = await bench.start(cleanup, { deadlineMs: 20 * minute });
  await bench.finish(id);
  expect(reads.failed).toBe(2);
  const items = await expectSums(id, { 'gave up': 3 });
  expect(items.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
});
