import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Job } from '../../../../shared/schema/model.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import type { Notice, WatchSummary } from '../../../../shared/schema/watch.ts';
import type { Cleanup } from '../cleanup.ts';
import { Bench, refOf } from '../testing/bench.ts';
import type { ModelUpload } from '../testing/model-store.ts';

const minute = 60_000;
const hour = 3_600_000;
const day = 24 * hour;

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

const stale = (key: string, more: Partial<ModelUpload> = {}) =>
  bench.store.add({
    key,
    uploadId: `u-${key}`,
    parts: [{ partNumber: 1, size: 100, lastModified: bench.clock.now() - 5 * day }],
    ...more,
  });
const aborts = () => bench.store.calls.filter(({ operation }) => operation === 'AbortMultipartUpload').length;
const notices = (): Notice[] => bench.events.flatMap((event) => (event.type === 'notice' ? [event.notice] : []));
const summary = (): WatchSummary | undefined =>
  bench.events.findLast((event) => event.type === 'watch')?.watch ?? undefined;
const jobs = (): Job[] => {
  const newest = new Map<string, Job>();
  for (const event of bench.events) if (event.type === 'job') newest.set(event.job.id, event.job);
  return [...newest.values()];
};
/** When each look of the watch list began, by its evidence, counted from `since`. */
async function watchLooks(cleanup: Cleanup, key: string, since: number): Promise<number[]> {
  const evidence = await cleanup.evidence(refOf({ key, uploadId: `u-${key}` }));
  return evidence
    .filter(({ purpose, operation }) => purpose === 'watch' && operation === 'ListParts')
    .map(({ at }) => at - since);
}

/** Aborts everything and runs until the job has ended. @returns when its first item got its verdict */
async function abortAll(): Promise<{ cleanup: Cleanup; endedAt: number }> {
  const cleanup = await bench.boot();
  const { id } = await bench.start(cleanup);
  const job = await bench.finish(id);
  return { cleanup, endedAt: job?.finishedAt ?? 0 };
}

describe('the watch list', () => {
  test('looks again 1 h and 24 h after the verdict, records it, and then no more', async () => {
    stale('a');
    const { cleanup, endedAt } = await abortAll();
    await bench.clock.advance(3 * day);
    const looks = await watchLooks(cleanup, 'a', endedAt);
    expect(looks).toHaveLength(2);
    expect(looks[0]).toBeGreaterThanOrEqual(hour - minute);
    expect(looks[0]).toBeLessThan(hour + minute);
    expect(looks[1]).toBeGreaterThanOrEqual(day - minute);
    expect(looks[1]).toBeLessThan(day + minute);
    expect(aborts()).toBe(1);
    expect(summary()).toEqual({ watching: 0, nextLookAt: null, back: 0 });
  });

  test('says how many it watches and when it looks next', async () => {
    stale('a');
    stale('b');
    const { cleanup, endedAt } = await abortAll();
    await bench.clock.advance(minute);
    expect(summary()).toMatchObject({ watching: 2, back: 0 });
    const { entries } = await cleanup.watched(0, 10);
    expect(entries.map(({ ref, verdict, outcome }) => [ref.key, verdict, outcome])).toEqual([
      ['a', 'clear', null],
      ['b', 'clear', null],
    ]);
    expect(Math.abs((entries[0]?.nextLookAt ?? 0) - endedAt - hour)).toBeLessThan(minute);
  });

  test('an upload that comes back is taken up by a new job, aborted again, and told of once', async () => {
    stale('a', { late: [{ afterAbort: 1, delayMs: 30 * minute, size: 10 }] });
    const { cleanup } = await abortAll();
    await bench.clock.advance(hour + 5 * minute);
    const [, second] = jobs();
    expect(second).toMatchObject({ cause: 'came back', kind: 'abort', state: 'finished', items: 1, bytesFreed: 10 });
    expect(second?.counts).toMatchObject({ clear: 1 });
    expect(aborts()).toBe(2);
    expect(notices().filter(({ kind }) => kind === 'came back')).toMatchObject([
      { jobId: second?.id, bucket: 'attic', uploads: 1 },
    ]);
    expect(await bench.index.verifyChain(second?.id ?? '')).toMatchObject({ intact: true });
    // Its verdict begins a new watch.
    expect((await cleanup.watched(0, 10)).entries).toMatchObject([
      { verdict: 'clear', looks: 0, outcome: null, returns: 1 },
    ]);
  });

  test('shows an upload that came back with its job, and its item says why it is there', async () => {
    stale('a', { late: [{ afterAbort: 1, delayMs: 30 * minute, size: 10 }] });
    const { cleanup } = await abortAll();
    await bench.clock.runUntil(() => notices().some(({ kind }) => kind === 'came back'));
    const [, second] = jobs();
    expect((await bench.items(second?.id ?? ''))[0]).toMatchObject({ reason: { why: 'came back' } });
    expect(await cleanup.watched(0, 10)).toMatchObject({
      summary: { watching: 0, back: 1 },
      entries: [{ outcome: 'back', finding: { why: 'back, with parts' }, returnedJobId: second?.id }],
    });
  });

  test('one that keeps coming back is aborted every time and told of once', async () => {
    const late = [1, 2, 3].map((afterAbort) => ({ afterAbort, delayMs: 30 * minute, size: 10 }));
    stale('a', { late });
    await abortAll();
    await bench.clock.advance(4 * hour);
    expect(aborts()).toBe(4);
    expect(notices().filter(({ kind }) => kind === 'came back')).toHaveLength(1);
  });

  test('uploads that come back together are one job and one notice', async () => {
    for (const key of ['a', 'b', 'c']) stale(key, { late: [{ afterAbort: 1, delayMs: 30 * minute, size: 10 }] });
    await abortAll();
    await bench.clock.advance(hour + 10 * minute);
    expect(jobs()).toHaveLength(2);
    expect(jobs()[1]).toMatchObject({ items: 3, cause: 'came back' });
    expect(notices().filter(({ kind }) => kind === 'came back')).toMatchObject([{ bucket: 'attic', uploads: 3 }]);
  });

  test('parts that land while it is taken up are late parts, not life', async () => {
    const upload = stale('a', { late: [{ afterAbort: 1, delayMs: 30 * minute, size: 10 }] });
    await abortAll();
    await bench.clock.runUntil(() => notices().some(({ kind }) => kind === 'came back'));
    upload.parts.push({ partNumber: 9, size: 5, lastModified: bench.store.now() });
    await bench.clock.advance(5 * minute);
    expect(jobs()[1]?.counts).toMatchObject({ clear: 1, skipped: 0 });
    expect(aborts()).toBe(2);
  });

  test('where no abort of ours was accepted, one that comes back with recent parts is left alone', async () => {
    const upload = stale('a', { state: 'aborted', goneIs404: true, parts: [], goneAt: 0 });
    bench.readUploads = async () => [{ ...bench.row(upload), active: false }];
    const { cleanup } = await abortAll();
    expect(jobs()[0]?.counts.clear).toBe(1);
    bench.clock.schedule(bench.clock.now() + 30 * minute, () => {
      upload.parts.push({ partNumber: 1, size: 10, lastModified: bench.store.now() });
    });
    await bench.clock.advance(2 * hour);
    expect(jobs()).toHaveLength(1);
    expect(aborts()).toBe(0);
    expect((await cleanup.watched(0, 10)).entries).toMatchObject([{ outcome: 'back', returnedJobId: null }]);
    expect(bench.verdicts.at(-1)).toMatchObject({ verdict: null });
    expect(notices().filter(({ kind }) => kind === 'came back')).toMatchObject([{ jobId: null }]);
  });

  test('one that is listed with another initiation time is another upload, and left alone', async () => {
    const upload = stale('a', { late: [{ afterAbort: 1, delayMs: 30 * minute, size: 10 }] });
    await abortAll();
    upload.initiatedAt += 5 * minute;
    await bench.clock.advance(2 * hour);
    expect(aborts()).toBe(1);
    expect(jobs()).toHaveLength(1);
  });

  test('a ghost that is merely still listed is no news; what gave up is not watched', async () => {
    stale('ghost', { state: 'aborted', parts: [], goneAt: bench.clock.now(), listedForMs: Number.POSITIVE_INFINITY });
    const late = Array.from({ length: 99 }, (_, number) => ({ afterAbort: number + 1, delayMs: 0, size: 10 }));
    stale('stubborn', { late });
    const cleanup = await bench.boot();
    const { id } = await bench.start(cleanup, { deadlineMs: 30 * minute });
    const job = await bench.finish(id);
    expect(job?.counts).toMatchObject({ ghost: 1, 'gave up': 1 });
    expect((await cleanup.watched(0, 10)).entries.map(({ ref }) => ref.key)).toEqual(['ghost']);
    await bench.clock.advance(2 * day);
    expect(jobs()).toHaveLength(1);
    expect(summary()).toEqual({ watching: 0, nextLookAt: null, back: 0 });
  });

  test('after a restart, overdue uploads are looked at soon, spread out, and few at once', async () => {
    const count = 200;
    for (let number = 0; number < count; number++) stale(`k${number}`);
    const { cleanup } = await abortAll();
    await cleanup.close();
    await bench.clock.advance(5 * hour);
    bench.store.latencyMs = 500;
    bench.store.mostInFlight = 0;
    const restartedAt = bench.clock.now();
    const before = bench.store.calls.length;
    await bench.boot();
    await bench.clock.advance(5000);
    expect(bench.store.calls).toHaveLength(before);
    await bench.clock.advance(15 * minute);
    const looks = bench.store.calls.slice(before).filter(({ operation }) => operation === 'ListParts');
    expect(looks).toHaveLength(count);
    const times = looks.map(({ at }) => at - restartedAt);
    expect(Math.min(...times)).toBeLessThan(15_000);
    expect(Math.max(...times)).toBeGreaterThan(5 * minute);
    expect(Math.max(...times)).toBeLessThan(12 * minute);
    // Four looks, each of two views at the same time.
    expect(bench.store.mostInFlight).toBeLessThanOrEqual(8);
    // The late look stood for the first; the second follows at its own time.
    expect(summary()).toMatchObject({ watching: count });
  });

  test('however long the list, there is one timer', async () => {
    for (let number = 0; number < 500; number++) stale(`k${number}`);
    await abortAll();
    await bench.clock.advance(minute);
    expect(summary()).toMatchObject({ watching: 500 });
    expect(bench.clock.timers).toBeLessThanOrEqual(2);
  });

  test('a store that is away is knocked at ever more rarely, and the looks follow when it is back', async () => {
    for (const key of ['a', 'b', 'c']) stale(key);
    await abortAll();
    bench.store.fault = () => ({ kind: 'fails', code: 'CONNECTION_REFUSED' });
    const before = bench.store.calls.length;
    await bench.clock.advance(10 * hour);
    expect(bench.store.calls.length - before).toBeLessThan(80);
    expect(summary()).toMatchObject({ watching: 3 });
    bench.store.fault = () => null;
    await bench.clock.advance(2 * day);
    expect(summary()).toMatchObject({ watching: 0, back: 0 });
  });

  test('a connection that was saved again is tried at once', async () => {
    stale('a');
    const { cleanup, endedAt } = await abortAll();
    bench.storeFailure = new AppError('CREDENTIALS_MISSING', inTheirWords('enter them again'));
    await bench.clock.advance(1.5 * hour);
    bench.storeFailure = null;
    cleanup.wake('c1');
    const savedAt = bench.clock.now() - endedAt;
    await bench.clock.advance(10_000);
    const [look] = await watchLooks(cleanup, 'a', endedAt);
    expect((look ?? 0) - savedAt).toBeLessThan(1000);
  });

  test('one upload that cannot be looked at is tried again, and in the end told as unseen', async () => {
    stale('a');
    stale('b');
    await abortAll();
    bench.store.fault = ({ key }) => (key === 'a' ? { kind: 'fails', code: 'STORE_FAILED', status: 500 } : null);
    await bench.clock.advance(3 * day);
    const entries = await bench.index.watchWindow(0, 10);
    expect(entries).toMatchObject([{ ref: { key: 'a' }, outcome: 'unseen', nextLookAt: null }]);
    expect(entries[0]?.finding).toEqual({ why: 'not watchable', code: 'STORE_FAILED', looks: 12 });
    expect(summary()).toMatchObject({ watching: 0, back: 0 });
  });

  test('what was watched of a connection that is gone is forgotten', async () => {
    stale('a');
    await abortAll();
    bench.storeFailure = new AppError('NOT_FOUND', inTheirWords('no such connection'));
    await bench.clock.advance(2 * hour);
    expect(summary()).toEqual({ watching: 0, nextLookAt: null, back: 0 });
  });

  test('a death between the look and the job loses nothing and doubles nothing', async () => {
    for (let diesAfter = 5; diesAfter < 60; diesAfter += 3) {
      await bench.close();
      bench = new Bench();
      stale('a', { late: [{ afterAbort: 1, delayMs: 30 * minute, size: 10 }] });
      await abortAll();
      await bench.clock.advance(59 * minute);
      bench.diesAfter = diesAfter;
      await bench.clock.advance(10 * minute);
      bench.diesAfter = Number.POSITIVE_INFINITY;
      if (bench.dead) await bench.boot();
      await bench.clock.advance(30 * minute);
      expect(aborts(), `died after ${diesAfter}`).toBeGreaterThanOrEqual(2);
      expect(bench.store.uploads.every((upload) => bench.store.holds(upload) === 0)).toBe(true);
      const counts = (await bench.index.jobs(0)).filter(({ cause }) => cause === 'came back');
      expect(counts).toHaveLength(1);
    }
  });
});
