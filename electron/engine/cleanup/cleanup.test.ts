import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench, refOf } from './testing/bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

const day = 86_400_000;
const part = (size: number, partNumber = 1) => ({
  partNumber,
  size,
  lastModified: bench.clock.now() - 5 * day,
});
const stale = (key: string, more = {}) =>
  bench.store.add({ key, uploadId: `u-${key}`, parts: [part(100), part(50, 2)], ...more });

async function run(options?: Parameters<Bench['start']>[1]) {
  const cleanup = await bench.boot();
  const started = await bench.start(cleanup, options);
  const job = await bench.finish(started.id);
  const items = await bench.items(started.id);
  return { cleanup, job, items, jobId: started.id };
}

describe('a job', () => {
  test('aborts an upload, looks twice and says clear with the bytes it freed', async () => {
    stale('a');
    const { job, items, cleanup } = await run();
    expect(job).toMatchObject({ state: 'finished', bytesFreed: 150, bytesLeft: 0, waitingFor: null });
    expect(job?.counts).toMatchObject({ clear: 1, pending: 0 });
    expect(items[0]).toMatchObject({ state: 'done', verdict: 'clear', bytesFreed: 150, partsLeft: 0 });
    expect(items[0]?.attempts).toMatchObject([{ number: 1, status: 204, partsAfter: 0, bytesAfter: 0 }]);
    const evidence = await cleanup.evidence(refOf({ key: 'a', uploadId: 'u-a' }));
    expect(evidence.map(({ operation }) => operation)).toEqual(bench.store.calls.map(({ operation }) => operation));
    expect(evidence.every(({ status, durationMs }) => status !== null && durationMs !== null)).toBe(true);
    expect(bench.verdicts.at(-1)).toMatchObject({ verdict: 'clear' });
  });
});
