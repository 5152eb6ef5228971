import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench } from './testing/bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

const day = 86_400_000;

test('closing does not wait for a disk that is full, and the next start goes on without a gap in the record', async () => {
  for (let number = 0; number < 20; number++) {
    bench.store.add({
      key: `k${number}`,
      uploadId: `u${number}`,
      parts: [{ partNumber: 1, size: 10, lastModified: bench.clock.now() - 5 * day }],
    });
  }
  const cleanup = await bench.boot();
  const { id } = await bench.start(cleanup);
  await bench.clock.advance(50);
  bench.indexFailure = new Error('database or disk is full');
  await bench.clock.advance(5000);
  let closed = false;
  const closing = cleanup.close().then(() => {
    closed = true;
  });
  await bench.clock.advance(100);
  expect(closed).toBe(true);
  await closing;

  bench.indexFailure = null;
  await bench.boot();
  const job = await bench.finish(id);
  expect(job?.counts.clear).toBe(20);
  expect(bench.store.uploads.map(({ aborts }) => aborts)).toEqual(Array(20).fill(1));
  expect(await bench.index.verifyChain(id)).toMatchObject({ intact: true });
});
