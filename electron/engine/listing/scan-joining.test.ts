import { describe, expect, it } from 'vitest';
import { settle } from '../ports/testing/fake-clock.ts';
import { createScans } from './scan.ts';
import { numbered } from './testing/range-walks.ts';
import { scanBench } from './testing/scan-bench.ts';

const uploads = numbered(30, (n) => `k${n}`);

/** Until something holds, and fails where it would never. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    if (turn > 500) throw new Error('It never comes to that.');
    await settle();
  }
}

/** Scans whose listings are answered when a test says so. */
function heldScans() {
  const bench = scanBench(uploads);
  const held: { bucket: string; answer: () => void }[] = [];
  const { listUploads } = bench.store;
  bench.store.listUploads = async (request, signal) => {
    await new Promise<void>((resolve, reject) => {
      held.push({ bucket: request.bucket, answer: resolve });
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    return listUploads(request, signal);
  };
  const begun = () => bench.operations.flatMap(([name, ...of]) => (name === 'beginScan' ? [of.slice(0, 2)] : []));
  return { ...bench, held, begun, scans: createScans(bench.deps) };
}

describe('a scan that is started', () => {
  it('is joined while it is under way, and begun anew once it is over', async () => {
    const { scans, held, begun, states } = heldScans();
    await scans.start('c', 'b');
    await until(() => held.length === 1);
    await scans.start('c', 'b');
    for (let turn = 0; turn < 5; turn++) await settle();
    expect(begun()).toEqual([['c', 'b']]);
    held[0]?.answer();
    await until(() => states.at(-1)?.status === 'complete');
    await settle();
    await scans.start('c', 'b');
    await until(() => held.length === 2);
    expect(begun()).toHaveLength(2);
    await scans.close();
  });

  it('is one of its bucket and connection, whatever their names', async () => {
    const { scans, begun } = heldScans();
    const pairs: [string, string][] = [
      ['c', 'b'],
      ['c', 'b2'],
      ['c2', 'b'],
      ['c","b', 'x'],
      ['c', 'b","x'],
    ];
    for (const pair of pairs) await scans.start(...pair);
    await until(() => begun().length >= pairs.length);
    expect(begun()).toEqual(pairs);
    await scans.close();
  });

  it('that breaks off by a fault of ours is told to the log, and can be started again', async () => {
    const { scans, answers, logged, held } = heldScans();
    answers.beginScan = () => Promise.reject(new Error('A fault of ours'));
    await scans.start('c', 'b');
    await until(() => logged.length > 0);
    expect(logged).toEqual([['error', 'A scan broke off', { bucket: 'b', error: 'Error: A fault of ours' }]]);
    answers.beginScan = () => 1;
    await settle();
    await scans.start('c', 'b');
    await until(() => held.length === 1);
    await scans.close();
  });
});

describe('a scan that is stopped', () => {
  it('is over, and on record, when the stop is', async () => {
    const { scans, held, states } = heldScans();
    await scans.start('c', 'b');
    await until(() => held.length === 1);
    await scans.stop('c', 'b');
    expect(states.at(-1)?.status).toBe('stopped');
  });

  it('is no other, and none is nothing to wait for', async () => {
    const { scans, held, states } = heldScans();
    await scans.start('c', 'b');
    await until(() => held.length === 1);
    await scans.stop('c', 'other');
    await scans.stop('other', 'b');
    expect(states.map(({ status }) => status)).toEqual(['listing']);
    await scans.close();
  });

  it('is every one where the app ends', async () => {
    const { scans, held, states } = heldScans();
    await scans.start('c', 'b');
    await scans.start('c', 'b2');
    await until(() => held.length === 2);
    await scans.close();
    expect(states.map(({ status }) => status)).toEqual(['listing', 'listing', 'stopped', 'stopped']);
    await scans.close();
  });
});

it('sizes what somebody looks at before anything else, in the bucket that it is of', async () => {
  const { scans, held, given, answers, operations } = heldScans();
  answers.unsizedUploads = () => [];
  const wishes = uploads.slice(3, 5);
  scans.prioritise('c', 'b', wishes);
  await scans.start('c', 'b');
  await scans.start('c', 'b2');
  await until(() => held.length === 2);
  scans.prioritise('c', 'b', wishes);
  await until(() => given('unsizedAmong').length > 0);
  expect(given('unsizedAmong')[0]).toEqual([wishes]);
  for (const [name, , bucket] of operations) if (name === 'unsizedAmong') expect(bucket).toBe('b');
  await scans.close();
});
