import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench, bucket, connection, refOf } from './testing/bench.ts';

const day = 86_400_000;

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

const stale = (key: string, more: Parameters<Bench['store']['add']>[0] | object = {}) =>
  bench.store.add({
    key,
    uploadId: `u-${key}`,
    parts: [{ partNumber: 1, size: 6 << 20, lastModified: bench.clock.now() - 5 * day }],
    ...more,
  });
const writes = () =>
  bench.store.calls.filter(({ operation }) => operation.startsWith('Abort') || operation.startsWith('Complete')).length;
const readOnly = (value: boolean) => {
  bench.store.connection.readOnly = value;
};

describe('a read-only connection', () => {
  test('starts no clean-up, and the plan is still there for later', async () => {
    stale('a');
    const cleanup = await bench.boot();
    const plan = await cleanup.createPlan({
      connectionId: connection.id,
      bucket,
      selection: { kind: 'filter', filter: {} },
    });
    readOnly(true);
    const start = () => cleanup.startJob({ planId: plan.id, includeActive: [] });
    await expect(start()).rejects.toMatchObject({ code: 'READ_ONLY', message: expect.stringContaining('read-only') });
    expect(await bench.jobs()).toEqual([]);
    readOnly(false);
    expect((await bench.finish((await start()).id))?.counts.clear).toBe(1);
  });

  test('completes nothing', async () => {
    readOnly(true);
    const upload = stale('a');
    const cleanup = await bench.boot();
    const planning = cleanup.rescue.plan(refOf(upload));
    await bench.clock.advance(1000);
    const { id: planId } = await planning;
    await expect(cleanup.rescue.start({ planId, replace: false })).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(writes()).toBe(0);
  });

  test('is looked at all the same', async () => {
    readOnly(true);
    const upload = stale('a');
    const cleanup = await bench.boot();
    const verifying = cleanup.verify(refOf(upload));
    await bench.clock.advance(1000);
    expect(await verifying).toMatchObject({ outcome: 'present', look: { parts: { parts: 1 } } });
  });

  test('leaves alone what came back, and says why', async () => {
    stale('a', { late: [{ afterAbort: 1, delayMs: 30 * 60_000, size: 10 }] });
    const cleanup = await bench.boot();
    await bench.finish((await bench.start(cleanup)).id);
    readOnly(true);
    await bench.clock.advance(2 * 3_600_000);
    expect(writes()).toBe(1);
    const { summary, entries } = await cleanup.watched(0, 10);
    expect(summary.watching).toBe(0);
    expect(entries).toMatchObject([{ outcome: 'back', finding: { why: 'back, read-only' } }]);
  });
});

describe('a connection that becomes read-only under a running job', () => {
  test('makes the job wait and say so, and it goes on when that is changed', async () => {
    for (let n = 0; n < 30; n++) stale(`k${n}`);
    const cleanup = await bench.boot();
    const { id } = await bench.start(cleanup);
    await bench.clock.runUntil(() => writes() > 0);
    const before = writes();
    readOnly(true);
    // As saving the connection does.
    cleanup.wake(connection.id);
    await bench.clock.advance(6 * 3_600_000);
    const waiting = bench.job(id);
    expect(waiting).toMatchObject({ state: 'running', waitingFor: { code: 'READ_ONLY' } });
    expect(waiting?.waitingFor?.message).toContain('has become read-only');
    // Those that were on their way when it changed; the model store itself would take any.
    expect(writes() - before).toBeLessThan(8);
    expect(waiting?.counts.refused).toBe(0);

    readOnly(false);
    cleanup.wake(connection.id);
    const done = await bench.finish(id);
    expect(done).toMatchObject({ counts: { clear: 30, refused: 0 }, waitingFor: null });
    // None was aborted twice for it, and no attempt is on record that was never made.
    expect(writes()).toBe(30);
    expect((await bench.items(id)).map(({ attempts }) => attempts.map(({ code }) => code))).toEqual(
      Array(30).fill([null]),
    );
  });

  test('lets the job be cancelled', async () => {
    stale('a');
    readOnly(false);
    const cleanup = await bench.boot();
    const { id } = await bench.start(cleanup);
    readOnly(true);
    await bench.clock.advance(60_000);
    await cleanup.cancel(id);
    expect((await bench.finish(id))?.counts).toMatchObject({ cancelled: 1, refused: 0 });
    expect(writes()).toBe(0);
  });

  test('says so at once, though its next step is not due', async () => {
    stale('a');
    const cleanup = await bench.boot();
    const { id } = await bench.start(cleanup);
    await bench.clock.runUntil(() => bench.job(id)?.counts.clearing === 1);
    readOnly(true);
    cleanup.wake(connection.id);
    await bench.clock.runUntil(() => bench.job(id)?.waitingFor?.code === 'READ_ONLY', 5_000);
    readOnly(false);
    cleanup.wake(connection.id);
    await bench.clock.runUntil(() => bench.job(id)?.waitingFor === null, 5_000);
    expect((await bench.finish(id))?.counts.clear).toBe(1);
  });
});
