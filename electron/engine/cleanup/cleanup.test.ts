import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { undoMs } from '../../../shared/values/undo.ts';
import type { Cleanup } from './cleanup.ts';
import { Bench, bucket, connection, refOf } from './testing/bench.ts';
import type { Fault, ModelUpload } from './testing/model-store.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

const day = 86_400_000;
const part = (size: number, partNumber = 1) => ({ partNumber, size, lastModified: bench.clock.now() - 5 * day });
const stale = (key: string, more: Partial<ModelUpload> = {}) =>
  bench.store.add({ key, uploadId: `u-${key}`, parts: [part(100), part(50, 2)], ...more });
/** Active, so that a person has to confirm it. */
const young = (key: string) => stale(key, { initiatedAt: bench.store.now() - 60_000 });
const many = (count: number) => Array.from({ length: count }, (_, number) => stale(`k${number}`));
const aborts = () => bench.store.calls.filter(({ operation }) => operation === 'AbortMultipartUpload').length;

async function begin(options?: Parameters<Bench['start']>[1]) {
  const cleanup = await bench.boot();
  return { cleanup, jobId: (await bench.start(cleanup, options)).id };
}

async function run(options?: Parameters<Bench['start']>[1]) {
  const { cleanup, jobId } = await begin(options);
  const job = await bench.finish(jobId);
  return { cleanup, jobId, job, items: await bench.items(jobId) };
}

describe('a job', () => {
  test('aborts an upload, looks twice and says clear with the bytes it freed', async () => {
    stale('a');
    const { job, items, cleanup } = await run();
    expect(job).toMatchObject({ state: 'finished', bytesFreed: 150, bytesLeft: 0, unknownLeft: 0, waitingFor: null });
    expect(job?.counts).toMatchObject({ clear: 1, pending: 0 });
    expect(items[0]).toMatchObject({ state: 'done', verdict: 'clear', bytesFreed: 150, partsLeft: 0 });
    expect(items[0]?.attempts).toMatchObject([{ number: 1, status: 204, partsAfter: 0, bytesAfter: 0 }]);
    const evidence = await cleanup.evidence(refOf({ key: 'a', uploadId: 'u-a' }));
    expect(evidence.map(({ operation }) => operation).toSorted()).toEqual(
      bench.store.calls.map(({ operation }) => operation).toSorted(),
    );
    expect(evidence.every(({ status, durationMs }) => status !== null && durationMs !== null)).toBe(true);
    // Each answer that shows it says whether the upload was listed, and whether an object was there.
    const shown = (operation: string) => evidence.filter((one) => one.operation === operation).map(({ saw }) => saw);
    expect(shown('ListMultipartUploads')).toEqual(['listed', 'not listed', 'not listed']);
    expect(new Set(shown('HeadObject'))).toEqual(new Set(['no object']));
    expect(new Set(shown('ListParts'))).toEqual(new Set([undefined]));
    expect(bench.verdicts.at(-1)).toMatchObject({ verdict: 'clear' });
  });

  test('keeps at a stubborn upload until its parts are gone, and shows every attempt', async () => {
    const late = [1, 2].map((afterAbort) => ({ afterAbort, delayMs: 0, size: 10 }));
    stale('a', { late });
    const { items, job } = await run();
    expect(items[0]).toMatchObject({ verdict: 'clear', bytesFreed: 150 });
    expect(items[0]?.attempts.map(({ partsAfter }) => partsAfter)).toEqual([1, 1, 0]);
    expect(job?.bytesFreed).toBe(150);
    expect(bench.verdicts.map(({ verdict }) => verdict)).toContain('stubborn');
  });

  test('puts the stubborn items first in its list', async () => {
    stale('a');
    stale('b', { late: [{ afterAbort: 1, delayMs: 0, size: 10 }] });
    const { jobId, cleanup } = await begin();
    bench.random = () => 0.99;
    await bench.clock.advance(1000);
    const { total, items } = await cleanup.items(jobId, 0, 10);
    expect(total).toBe(2);
    expect(items.map(({ verdict, state }) => [verdict, state])).toEqual([
      ['stubborn', 'waiting'],
      ['clearing', 'waiting'],
    ]);
    expect(items[0]?.next?.action).toBe('abort');
    // One clean look does not prove that nothing is left: of that one it is not known.
    expect(items.map(({ partsLeft, bytesLeft }) => [partsLeft, bytesLeft])).toEqual([
      [1, 10],
      [null, null],
    ]);
    expect(bench.job(jobId)).toMatchObject({ bytesLeft: 10, unknownLeft: 1 });
    expect(await bench.index.jobSums(jobId)).toMatchObject({ bytesLeft: 10, unknownLeft: 1 });
    expect((await cleanup.items(jobId, 1, 10)).items).toEqual(items.slice(1));
    expect((await cleanup.items(jobId, 2, 10)).items).toEqual([]);
  });

  test('says which permission is missing where it may not look', async () => {
    const confirmed = [refOf(young('a'))];
    bench.store.denied.add('ListParts');
    const { items } = await run({ includeActive: confirmed });
    expect(items[0]).toMatchObject({ verdict: 'unverified', bytesLeft: null, bytesFreed: null });
    const permissions = ['s3:ListMultipartUploadParts'];
    expect(items[0]?.reason).toEqual({ why: 'abort not proved', accepted: true, permissions });
    expect(aborts()).toBe(1);
  });

  test('leaves what was begun long ago alone where its parts may not be seen: one of them may be new', async () => {
    stale('a');
    bench.store.denied.add('ListParts');
    const { items } = await run();
    expect(items[0]).toMatchObject({ verdict: 'skipped', reason: { why: 'age unknown', missing: 'list of parts' } });
    expect(aborts()).toBe(0);
  });

  test('leaves what was completed meanwhile', async () => {
    const upload = stale('a');
    const cleanup = await bench.boot();
    const plan = await cleanup.createPlan({
      connectionId: connection.id,
      bucket,
      selection: { kind: 'uploads', refs: [refOf(upload)] },
    });
    bench.store.complete(upload);
    const { id } = await cleanup.startJob({ planId: plan.id, includeActive: [] });
    expect((await bench.finish(id))?.counts).toMatchObject({ completed: 1 });
    expect(aborts()).toBe(0);
  });

  test('pauses without losing anything, and goes on', async () => {
    many(30);
    const { cleanup, jobId } = await begin();
    await bench.clock.advance(100);
    await cleanup.pause(jobId);
    await bench.clock.advance(60_000);
    const calls = bench.store.calls.length;
    await bench.clock.advance(600_000);
    expect(bench.store.calls).toHaveLength(calls);
    expect(bench.job(jobId)).toMatchObject({ state: 'paused' });
    expect(bench.job(jobId)?.counts.clear).toBe(0);
    await cleanup.resume(jobId);
    expect((await bench.finish(jobId))?.counts.clear).toBe(30);
    expect(aborts()).toBe(30);
  });

  test('cancel lets the calls in flight finish, records them, and makes no other', async () => {
    many(50);
    const { cleanup, jobId } = await begin();
    await bench.clock.advance(70);
    expect(bench.store.inFlight).toBeGreaterThan(0);
    const called = bench.store.calls.length + bench.store.inFlight;
    await cleanup.cancel(jobId);
    const job = await bench.finish(jobId);
    expect(bench.store.calls.length).toBeLessThanOrEqual(called);
    expect(job?.counts).toMatchObject({ cancelled: 50, pending: 0 });
    const evidence = await Promise.all(bench.store.uploads.map((upload) => cleanup.evidence(refOf(upload))));
    expect(evidence.flat().every(({ durationMs }) => durationMs !== null)).toBe(true);
    await expect(cleanup.pause(jobId)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('tryNow skips the wait', async () => {
    const upload = stale('a', { late: [{ afterAbort: 1, delayMs: 0, size: 10 }] });
    bench.random = () => 0.99;
    const { cleanup, jobId } = await begin();
    await bench.clock.runUntil(() => bench.verdicts.length > 0);
    const before = bench.clock.now();
    await cleanup.tryNow(jobId, refOf(upload));
    await bench.clock.runUntil(() => aborts() === 2);
    expect(bench.clock.now() - before).toBeLessThan(500);
    await expect(cleanup.tryNow(jobId, refOf({ key: 'x', uploadId: 'y' }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('gives up at the deadline, which can be moved', async () => {
    const late = Array.from({ length: 99 }, (_, number) => ({ afterAbort: number + 1, delayMs: 0, size: 10 }));
    stale('a', { late });
    const { jobId, cleanup } = await begin({ deadlineMs: 60_000 });
    const deadlineAt = bench.clock.now() + 600_000;
    await cleanup.setDeadline(jobId, deadlineAt);
    const job = await bench.finish(jobId);
    expect(job?.finishedAt).toBe(deadlineAt);
    const [item] = await bench.items(jobId);
    expect(item).toMatchObject({ verdict: 'gave up', partsLeft: 1, bytesLeft: 10 });
    expect(job).toMatchObject({ bytesFreed: 0, bytesLeft: 10 });
  });

  test('goes on by itself after the process died, and looks before it aborts again', async () => {
    many(20);
    const { jobId } = await begin();
    for (const diesAfter of [40, 90, 150, 40]) {
      bench.diesAfter = diesAfter;
      await bench.finish(jobId);
      expect(bench.dead).toBe(true);
      await bench.clock.advance(100);
      bench.diesAfter = Number.POSITIVE_INFINITY;
      await bench.boot();
    }
    const job = await bench.finish(jobId);
    expect(job?.counts.clear).toBe(20);
    expect(await bench.index.verifyChain(jobId)).toMatchObject({ intact: true });
  });

  test('an abort that was under way when the process died is on record, and is looked at, never assumed', async () => {
    stale('a');
    const { jobId } = await begin();
    bench.store.onAbort = () => {
      bench.diesAfter = 0;
    };
    await bench.finish(jobId);
    await bench.clock.advance(1000);
    expect((await bench.items(jobId))[0]?.attempts).toMatchObject([{ number: 1, status: null }]);
    bench.diesAfter = Number.POSITIVE_INFINITY;
    const cleanup = await bench.boot();
    await bench.finish(jobId);
    expect((await bench.items(jobId))[0]).toMatchObject({
      verdict: 'clear',
      bytesFreed: 150,
      attempts: [{ number: 1, status: null, code: 'INTERRUPTED', partsAfter: 0 }],
    });
    const evidence = await cleanup.evidence(refOf({ key: 'a', uploadId: 'u-a' }));
    expect(evidence.filter(({ operation }) => operation === 'AbortMultipartUpload')).toMatchObject([{ status: null }]);
  });

  test('an abort that was under way when the process died leaves what is left unknown, though the job is cancelled', async () => {
    bench.store.add({ key: 'empty', uploadId: 'u-empty', parts: [] });
    const { jobId } = await begin();
    bench.store.onAbort = () => {
      bench.diesAfter = 0;
    };
    await bench.finish(jobId);
    await bench.clock.advance(1000);
    expect((await bench.items(jobId))[0]).toMatchObject({ bytesLeft: 0, attempts: [{ number: 1, status: null }] });
    bench.diesAfter = Number.POSITIVE_INFINITY;
    // Nothing of the job is taken up before it is cancelled.
    bench.store.connection.readOnly = true;
    const cleanup = await bench.boot();
    await cleanup.cancel(jobId);
    expect((await bench.finish(jobId))?.unknownLeft).toBe(1);
    expect((await bench.items(jobId))[0]).toMatchObject({
      verdict: 'cancelled',
      bytesLeft: null,
      attempts: [{ number: 1, status: null, code: 'INTERRUPTED' }],
    });
  });

  test('close lets an abort in flight finish and be recorded', async () => {
    stale('a');
    const { cleanup, jobId } = await begin();
    bench.store.latencyMs = 100;
    await bench.clock.runUntil(() => aborts() === 1);
    const closing = cleanup.close();
    await bench.clock.advance(1000);
    await closing;
    expect((await bench.items(jobId))[0]?.attempts).toMatchObject([{ status: 204 }]);
    await bench.boot();
    expect((await bench.finish(jobId))?.counts.clear).toBe(1);
    expect(aborts()).toBe(1);
  });

  test('two jobs share one limit per endpoint', async () => {
    many(40);
    const cleanup = await bench.boot();
    for (const half of [bench.store.uploads.slice(0, 20), bench.store.uploads.slice(20)]) {
      const selection = { kind: 'uploads' as const, refs: half.map(refOf) };
      const plan = await cleanup.createPlan({ connectionId: connection.id, bucket, selection });
      const { id } = await cleanup.startJob({ planId: plan.id, includeActive: [] });
      await cleanup.resume(id);
    }
    await bench.clock.advance(5);
    expect(bench.store.mostInFlight).toBe(8);
    await bench.clock.runUntil(() => bench.store.uploads.every(({ state }) => state === 'aborted'));
    expect(bench.store.mostInFlight).toBeLessThanOrEqual(64);
    expect((await bench.jobs()).map(({ items }) => items)).toEqual([20, 20]);
  });
});

describe('a store in trouble', () => {
  const failsUntil = (count: number, fault: Fault) => {
    let calls = 0;
    bench.store.fault = () => (calls++ < count ? fault : null);
  };

  test.each(['TOKEN_EXPIRED', 'SIGN_IN_NEEDED', 'PROXY_FAILED', 'CONNECTION_REFUSED', 'CLOCK_SKEW'] as const)(
    '%s: the job waits, says so, and goes on by itself',
    async (code) => {
      many(10);
      failsUntil(40, { kind: 'fails', code, status: 403 });
      const { jobId } = await begin();
      await bench.clock.runUntil(() => bench.job(jobId)?.waitingFor !== null);
      expect(bench.job(jobId)?.waitingFor?.code).toBe(code);
      const job = await bench.finish(jobId);
      expect(job?.counts.clear).toBe(10);
      expect(job?.waitingFor).toBeNull();
      expect(aborts()).toBe(10);
    },
  );

  test('while the endpoint is away it is probed ever more rarely, not hammered', async () => {
    many(50);
    bench.store.fault = () => ({ kind: 'fails', code: 'CONNECTION_REFUSED' });
    await begin();
    await bench.clock.advance(3_600_000);
    // The first round, then single probes: a look asks three times.
    expect(bench.store.calls.length).toBeLessThan(24 + 3 * 30);
  });

  test('no credentials: the job waits and says so', async () => {
    many(3);
    bench.storeFailure = new AppError('CREDENTIALS_MISSING', inTheirWords('No credentials.'));
    const { jobId } = await begin();
    await bench.clock.advance(60_000);
    expect(bench.job(jobId)?.waitingFor?.code).toBe('CREDENTIALS_MISSING');
    bench.storeFailure = null;
    expect((await bench.finish(jobId))?.counts.clear).toBe(3);
  });

  test('an expired token in answer to an abort refuses nothing', async () => {
    stale('a');
    let refused = false;
    bench.store.fault = ({ operation }) => {
      if (operation !== 'AbortMultipartUpload' || refused) return null;
      refused = true;
      return { kind: 'fails', code: 'TOKEN_EXPIRED', status: 403 };
    };
    expect((await run()).items[0]?.verdict).toBe('clear');
  });

  test.each([
    ['OperationAborted', 409],
    ['RequestTimeout', 400],
    ['ConditionalRequestConflict', 409],
    [undefined, 408],
    [undefined, 423],
    [undefined, 425],
  ] as const)('an abort that is answered %s, %i, is tried again', async (storeCode, status) => {
    stale('a');
    let answered = 0;
    bench.store.fault = ({ operation }) => {
      if (operation !== 'AbortMultipartUpload' || answered++ > 1) return null;
      return { kind: 'fails', code: 'STORE_FAILED', status, ...(storeCode === undefined ? {} : { storeCode }) };
    };
    const { items } = await run();
    expect(items[0]).toMatchObject({ verdict: 'clear', bytesFreed: 150 });
    expect(items[0]?.attempts.map((attempt) => attempt.status)).toEqual([status, status, 204]);
  });

  test('an abort that the store does not know is refused at once', async () => {
    stale('a');
    bench.store.fault = ({ operation }) =>
      operation === 'AbortMultipartUpload'
        ? { kind: 'fails', code: 'STORE_REFUSED', status: 501, storeCode: 'NotImplemented' }
        : null;
    const { items } = await run();
    expect(items[0]).toMatchObject({ verdict: 'refused', attempts: [{ status: 501, code: 'NotImplemented' }] });
  });

  test('an abort that is denied names the permission that the store’s words are about', async () => {
    stale('a');
    bench.store.fault = ({ operation }) =>
      operation === 'AbortMultipartUpload'
        ? { kind: 'fails', code: 'ACCESS_DENIED', status: 403, storeCode: 'AccessDenied' }
        : null;
    const [item] = (await run()).items;
    const told = { status: 403, code: 'AccessDenied', message: null, permission: 's3:AbortMultipartUpload' };
    expect(item).toMatchObject({ verdict: 'refused', reason: { why: 'refused', errand: 'abort', ...told } });
  });

  test.each([
    ['STORE_REFUSED', 501, 'NotImplemented'],
    ['STORE_REFUSED', 405, 'MethodNotAllowed'],
    ['STORE_REFUSED', 400, 'InvalidRequest'],
  ] as const)('a look that is refused for good, %s %i %s, has its verdict now', async (code, status, storeCode) => {
    const confirmed = Array.from({ length: 12 }, (_, number) => refOf(young(`k${number}`)));
    bench.store.fault = ({ operation }) =>
      operation === 'ListParts' ? { kind: 'fails', code, status, storeCode } : null;
    const { jobId } = await begin({ includeActive: confirmed });
    await bench.clock.advance(5000);
    expect(bench.job(jobId)).toMatchObject({ state: 'finished', waitingFor: null, counts: { unverified: 12 } });
    const [item] = await bench.items(jobId);
    expect(item?.attempts).toMatchObject([{ status: 204 }]);
    expect(item?.reason).toEqual({
      why: 'look refused',
      errand: 'abort',
      sent: true,
      accepted: true,
      refusals: [{ operation: 'ListParts', status, code: storeCode, message: null }],
    });
  });

  test('nothing is aborted where every view of it is refused for good', async () => {
    stale('a');
    bench.store.fault = () => ({ kind: 'fails', code: 'STORE_REFUSED', status: 501, storeCode: 'NotImplemented' });
    const { items } = await run();
    expect(items[0]).toMatchObject({
      verdict: 'unverified',
      attempts: [],
      reason: { why: 'look refused', sent: false },
    });
    expect(aborts()).toBe(0);
  });

  test('one upload whose calls never parse does not hold up the others', async () => {
    many(20);
    bench.store.fault = ({ key }) => (key === 'k0' ? { kind: 'fails', code: 'NOT_S3', status: 200 } : null);
    const { jobId } = await begin({ deadlineMs: 600_000 });
    await bench.clock.advance(120_000);
    expect(bench.job(jobId)?.counts.clear).toBe(19);
    expect((await bench.finish(jobId))?.counts['gave up']).toBe(1);
  });

  test('an index that cannot be written stops the calls, and nothing is lost', async () => {
    many(10);
    const { jobId, cleanup } = await begin();
    await bench.clock.advance(30);
    bench.indexFailure = new Error('database or disk is full');
    await bench.clock.advance(5000);
    const calls = bench.store.calls.length;
    await bench.clock.advance(600_000);
    expect(bench.store.calls).toHaveLength(calls);
    expect(bench.job(jobId)?.waitingFor?.code).toBe('DISK_FULL');
    bench.indexFailure = null;
    const job = await bench.finish(jobId);
    expect(job).toMatchObject({ waitingFor: null, state: 'finished' });
    expect(job?.counts.clear).toBe(10);
    const recorded = await Promise.all(bench.store.uploads.map((upload) => cleanup.evidence(refOf(upload))));
    // Aborts that were about to be sent when the disk filled up were looked at again instead.
    const unsent = recorded.flat().filter(({ code }) => code === 'NOT_SENT');
    expect(unsent.every(({ operation }) => operation === 'AbortMultipartUpload')).toBe(true);
    expect(unsent.length).toBeGreaterThan(0);
    expect(recorded.flat().length - unsent.length).toBe(bench.store.calls.length);
  });
});

describe('plans', () => {
  const planOf = (cleanup: Cleanup, uploads: readonly { key: string; uploadId: string }[]) =>
    cleanup.createPlan({
      connectionId: connection.id,
      bucket,
      selection: { kind: 'uploads', refs: uploads.map(refOf) },
    });

  test('freeze what was known, and say why something is left out', async () => {
    const upload = stale('a');
    const cleanup = await bench.boot();
    const plan = await planOf(cleanup, [upload, { key: 'a', uploadId: 'unknown' }]);
    expect(plan.items).toMatchObject([{ ref: refOf(upload), parts: 2, bytes: 150, active: false }]);
    expect(plan.leftOut).toMatchObject([{ ref: { uploadId: 'unknown' }, reason: 'not found' }]);
    expect({ ...(await bench.index.plan(plan.id)), next: null }).toEqual(plan);
    await cleanup.startJob({ planId: plan.id, includeActive: [] });
    expect((await planOf(cleanup, [upload])).leftOut).toMatchObject([{ reason: 'in a running job' }]);
    await expect(cleanup.startJob({ planId: plan.id, includeActive: [] })).rejects.toMatchObject({ code: 'PLAN_USED' });
    await expect(cleanup.startJob({ planId: 'none', includeActive: [] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('an upload that another job works on is skipped by a plan made before', async () => {
    const upload = stale('a');
    const cleanup = await bench.boot();
    const [first, second] = [await planOf(cleanup, [upload]), await planOf(cleanup, [upload])];
    await cleanup.startJob({ planId: first.id, includeActive: [] });
    const { id } = await cleanup.startJob({ planId: second.id, includeActive: [] });
    expect((await bench.finish(id))?.counts.skipped).toBe(1);
    await bench.clock.advance(120_000);
    expect(aborts()).toBe(1);
  });

  test('active uploads stay untouched unless they are named and the bucket’s name is typed', async () => {
    const active = [1, 2].map((number) =>
      bench.store.add({ key: `live${number}`, uploadId: `l${number}`, initiatedAt: bench.clock.now() }),
    );
    const upload = stale('a');
    const cleanup = await bench.boot();
    const plan = await planOf(cleanup, bench.store.uploads);
    const [named] = active.map(refOf);
    const includeActive = named ? [named] : [];
    const start = (typedBucketName?: string) => cleanup.startJob({ planId: plan.id, includeActive, typedBucketName });
    await expect(start()).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    await expect(start('Attic')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    await expect(
      cleanup.startJob({
        planId: plan.id,
        includeActive: [refOf({ key: 'x', uploadId: 'x' })],
        typedBucketName: bucket,
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const { id } = await start(bucket);
    const job = await bench.finish(id);
    expect(job?.counts).toMatchObject({ clear: 2, skipped: 1 });
    expect(bench.store.uploads.map(({ state }) => state)).toEqual(['aborted', 'open', 'aborted']);
    expect(upload.state).toBe('aborted');
  });

  test('leave what was unticked as it is, and say so', async () => {
    const [kept, gone] = [stale('a'), stale('b')];
    const cleanup = await bench.boot();
    const plan = await planOf(cleanup, bench.store.uploads);
    const leaveOut = [refOf(kept)];
    const elsewhere = [refOf({ key: 'x', uploadId: 'x' })];
    await expect(cleanup.startJob({ planId: plan.id, includeActive: [], leaveOut: elsewhere })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const { id } = await cleanup.startJob({ planId: plan.id, includeActive: [], leaveOut });
    expect((await bench.finish(id))?.counts).toMatchObject({ clear: 1, skipped: 1 });
    expect([kept.state, gone.state]).toEqual(['open', 'aborted']);
    const skipped = (await bench.items(id)).find(({ verdict }) => verdict === 'skipped');
    expect(skipped?.reason).toEqual({ why: 'unticked' });
    expect(bench.store.calls.filter(({ key }) => key === 'a')).toEqual([]);
  });

  test('through a production connection start only where the bucket’s name is typed', async () => {
    await bench.close();
    bench = new Bench({ production: true });
    stale('a');
    const cleanup = await bench.boot();
    const plan = await planOf(cleanup, bench.store.uploads);
    const start = (typedBucketName?: string) =>
      cleanup.startJob({ planId: plan.id, includeActive: [], typedBucketName });
    await expect(start()).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    await expect(start(`${bucket} `)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    await start(bucket);
  });

  test('send nothing for 5 s, in which the start can be undone', async () => {
    stale('a');
    const cleanup = await bench.boot();
    const plan = await planOf(cleanup, bench.store.uploads);
    const { id, heldUntil } = await cleanup.startJob({ planId: plan.id, includeActive: [] });
    expect(heldUntil).toBe(bench.clock.now() + undoMs);
    await bench.clock.advance(undoMs - 1);
    expect(bench.store.calls).toEqual([]);
    await cleanup.cancel(id);
    expect((await bench.finish(id))?.counts).toMatchObject({ cancelled: 1 });
    expect(bench.store.calls).toEqual([]);
  });

  test('begin after these 5 s by themselves, also where the app was started anew meanwhile', async () => {
    stale('a');
    const plan = await planOf(await bench.boot(), bench.store.uploads);
    const { id } = await (await bench.boot()).startJob({ planId: plan.id, includeActive: [] });
    await bench.clock.advance(1_000);
    await bench.boot();
    await bench.clock.advance(undoMs - 1_001);
    expect(bench.store.calls).toEqual([]);
    expect(bench.job(id)?.heldUntil).toBeDefined();
    expect((await bench.finish(id))?.counts).toMatchObject({ clear: 1 });
    expect(bench.job(id)).not.toHaveProperty('heldUntil');
  });

  test('hold uploads of one bucket only', async () => {
    const cleanup = await bench.boot();
    const elsewhere = { ...refOf({ key: 'a', uploadId: 'u' }), bucket: 'other' };
    const plan = cleanup.createPlan({
      connectionId: connection.id,
      bucket,
      selection: { kind: 'uploads', refs: [elsewhere] },
    });
    await expect(plan).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('verify', () => {
  test('tells what is there, and writes nothing to the store', async () => {
    const upload = stale('a');
    const cleanup = await bench.boot();
    const verifying = cleanup.verify(refOf(upload));
    await bench.clock.advance(1000);
    const reason = { why: 'there', parts: 2, bytes: 150 };
    expect(await verifying).toMatchObject({ outcome: 'present', reason, lookAgainAt: null });
    expect(aborts()).toBe(0);
    expect(await cleanup.evidence(refOf(upload))).toMatchObject([
      { jobId: null, purpose: 'verify', operation: 'ListParts', parts: 2, bytes: 150 },
      { jobId: null, purpose: 'verify', operation: 'ListMultipartUploads' },
    ]);
  });

  test('two looks the quiet interval apart prove clear; one does not', async () => {
    const upload = stale('a', { state: 'aborted', parts: [] });
    const cleanup = await bench.boot();
    const verify = async () => {
      const verifying = cleanup.verify(refOf(upload));
      await bench.clock.advance(1000);
      return verifying;
    };
    const first = await verify();
    expect(first.outcome).toBe('clearing');
    expect(first.lookAgainAt).toBeGreaterThan(bench.clock.now());
    expect((await verify()).outcome).toBe('clearing');
    await bench.clock.advance(30_000);
    expect((await verify()).outcome).toBe('clear');
  });

  test('after a job, one more clean look says clear; a resurrected upload is present', async () => {
    const upload = stale('a');
    const { cleanup } = await run();
    await bench.clock.advance(60_000);
    const verifying = cleanup.verify(refOf(upload));
    await bench.clock.advance(1000);
    expect((await verifying).outcome).toBe('clear');
    upload.state = 'open';
    bench.store.putPart(upload, 5);
    const again = cleanup.verify(refOf(upload));
    await bench.clock.advance(1000);
    expect((await again).outcome).toBe('present');
    expect(bench.verdicts.at(-1)?.verdict).toBeNull();
  });

  test('fails, and asks the store nothing, where it cannot be recorded', async () => {
    const upload = stale('a');
    const cleanup = await bench.boot();
    bench.indexFailure = new Error('attempt to write a readonly database');
    const verifying = cleanup.verify(refOf(upload));
    const failed = expect(verifying).rejects.toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' });
    await bench.clock.advance(10);
    await failed;
    expect(bench.store.calls).toEqual([]);
    bench.indexFailure = null;
    await bench.clock.advance(2000);
    const again = cleanup.verify(refOf(upload));
    await bench.clock.advance(1000);
    expect((await again).outcome).toBe('present');
  });

  test('says why it could not look', async () => {
    const upload = stale('a');
    const cleanup = await bench.boot();
    bench.store.fault = () => ({ kind: 'fails', code: 'TIMEOUT' });
    const verifying = cleanup.verify(refOf(upload));
    const failed = expect(verifying).rejects.toMatchObject({ code: 'TIMEOUT' });
    await bench.clock.advance(1000);
    await failed;
  });
});
