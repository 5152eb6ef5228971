import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Bucket, Connection, Job, JobItem } from '../../shared/schema/model.ts';
import { defaultSettings } from '../../shared/values/connection-defaults.ts';
import { keepNewerItems, mergeItem } from './item-window.ts';
import { createLiveCache } from './live-cache.ts';
import { keys } from './queries.ts';

const at = { connectionId: 'c', bucket: 'b' };

function item(key: string, updatedAt: number, state: JobItem['state'] = 'queued'): JobItem {
  return {
    jobId: 'j',
    planned: {
      ref: { ...at, key, uploadId: 'u' },
      initiatedAt: 0,
      activityAt: 0,
      parts: 1,
      bytes: 1,
      storageClass: null,
      active: false,
    },
    state,
    verdict: null,
    reason: null,
    attempts: [],
    lastLook: null,
    next: null,
    partsLeft: null,
    bytesLeft: null,
    bytesFreed: null,
    updatedAt,
  };
}

const job: Job = {
  id: 'j',
  planId: 'p',
  connectionId: 'c',
  bucket: 'b',
  kind: 'abort',
  cause: 'asked',
  state: 'running',
  createdAt: 0,
  finishedAt: null,
  deadlineAt: 0,
  items: 0,
  counts: {
    clear: 0,
    clearing: 0,
    stubborn: 0,
    hidden: 0,
    ghost: 0,
    completed: 0,
    unreachable: 0,
    unverified: 0,
    refused: 0,
    skipped: 0,
    'gave up': 0,
    cancelled: 0,
    pending: 0,
  },
  bytesPlanned: 0,
  unsized: 0,
  bytesFreed: 0,
  bytesLeft: 0,
  unknownLeft: 0,
  waitingFor: null,
};

let queries: QueryClient;
let tasks: (() => void)[];
let apply: ReturnType<typeof createLiveCache>;
beforeEach(() => {
  queries = new QueryClient();
  tasks = [];
  apply = createLiveCache({ queries, later: (task) => tasks.push(task) });
});
const runTasks = () => {
  for (const task of tasks.splice(0)) task();
};
const isStale = (key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated;

const connection = (id: string, activeWindowMs: number): Connection => ({
  id,
  name: 'Test',
  endpointUrl: null,
  region: 'us-east-1',
  pathStyle: false,
  ...defaultSettings,
  bucketSettings: {},
  activeWindowMs,
  quietIntervalMs: 0,
  credentials: { kind: 'profile', profile: 'test' },
  practice: false,
});

describe('what is active', () => {
  it('is read again where the active window moved, and nowhere else', () => {
    const read = [keys.bucket(at), keys.sums(at), keys.groups(at), keys.uploadsOf(at)].map((key) => [...key, 'read']);
    const elsewhere = [...keys.sums({ ...at, connectionId: 'd' }), 'read'];
    apply({ type: 'connections', connections: [connection('c', 60_000), connection('d', 60_000)] });
    runTasks();
    for (const key of [...read, elsewhere]) queries.setQueryData(key, 1);
    apply({
      type: 'connections',
      connections: [{ ...connection('c', 60_000), name: 'Other' }, connection('d', 60_000)],
    });
    expect(tasks).toHaveLength(0);
    apply({ type: 'connections', connections: [connection('c', 0), connection('d', 60_000)] });
    runTasks();
    expect(read.map(isStale)).toEqual([true, true, true, true]);
    expect(isStale(elsewhere)).toBe(false);
  });
});

describe('rows of a bucket', () => {
  it('are fetched again when the revision grows, once for many events', () => {
    const key = [...keys.bucket(at), 'window', {}];
    const other = [...keys.bucket({ ...at, bucket: 'other' }), 'window', {}];
    queries.setQueryData(key, 1);
    queries.setQueryData(other, 1);
    apply({ type: 'uploads', ...at, revision: 1 });
    apply({ type: 'uploads', ...at, revision: 2 });
    // The rows, and the sums over them.
    expect(tasks).toHaveLength(2);
    runTasks();
    expect(isStale(key)).toBe(true);
    expect(isStale(other)).toBe(false);
  });

  it('have sums that follow more slowly the longer they take to read', () => {
    const waits: number[] = [];
    apply = createLiveCache({ queries, later: (_, ms) => waits.push(ms) });
    apply({ type: 'uploads', ...at, revision: 1 });
    queries.setQueryData(keys.sumsCost(at), 2_000);
    apply({ type: 'uploads', ...at, revision: 2 });
    expect(waits, 'what waits already is not asked for twice').toEqual([500, 500]);

    const other = { ...at, bucket: 'large' };
    queries.setQueryData(keys.sumsCost(other), 2_000);
    apply({ type: 'uploads', ...other, revision: 1 });
    expect(waits.slice(2)).toEqual([500, 20_000]);
    queries.setQueryData(keys.sumsCost({ ...at, bucket: 'larger' }), 60_000);
    apply({ type: 'uploads', ...at, bucket: 'larger', revision: 1 });
    expect(waits.slice(4)).toEqual([500, 30_000]);
  });

  const scanned = (scan: Bucket['scan'], of = at): Bucket => ({
    connectionId: of.connectionId,
    name: of.bucket,
    createdAt: null,
    origin: 'listed',
    scan,
    totals: null,
  });
  const listing = (uploads: number) => ({ status: 'listing' as const, startedAt: 0, pages: 1, uploads });

  it('have sums that are not held back by a wait that cannot be their own', () => {
    const waits: number[] = [];
    apply = createLiveCache({ queries, later: (_, ms) => waits.push(ms) });
    // Ten thousand rows: 3 s were those of a busy computer.
    apply({ type: 'bucket', bucket: scanned(listing(10_000)) });
    queries.setQueryData(keys.sumsCost(at), 3_000);
    apply({ type: 'uploads', ...at, revision: 1 });
    expect(waits).toEqual([500, 500]);
    const large = { ...at, bucket: 'large' };
    apply({ type: 'bucket', bucket: scanned(listing(100_000), large) });
    queries.setQueryData(keys.sumsCost(large), 3_000);
    apply({ type: 'uploads', ...large, revision: 1 });
    expect(waits.slice(2)).toEqual([500, 5_000]);
  });

  it('have sums that are read at once where all is listed, and where the scan has ended', () => {
    const waits: number[] = [];
    let run: () => void = () => {};
    apply = createLiveCache({
      queries,
      later: (task, ms) => {
        waits.push(ms);
        run = task;
      },
    });
    const key = [...keys.sums(at), 'ages', {}];
    const told = (scan: Bucket['scan']) => {
      queries.setQueryData(key, 1);
      run = () => {};
      apply({ type: 'bucket', bucket: scanned(scan) });
      run();
      return isStale(key);
    };
    expect(told(listing(5_000_000)), 'nothing is known before').toBe(false);
    queries.setQueryData(keys.sumsCost(at), 9_000);
    apply({ type: 'uploads', ...at, revision: 1 });
    expect(waits.splice(0)).toEqual([500, 30_000]);
    expect(told(listing(6_000_000)), 'the same goes on').toBe(false);
    expect(told({ status: 'sizing', startedAt: 0, pages: 1, uploads: 6_000_000 })).toBe(true);
    expect(told({ status: 'complete', startedAt: 0, pages: 1, uploads: 6_000_000, finishedAt: 1 })).toBe(true);
    expect(waits).toEqual([500, 500]);
  });

  it('stay as they are when the revision does not grow', () => {
    apply({ type: 'uploads', ...at, revision: 3 });
    runTasks();
    apply({ type: 'uploads', ...at, revision: 3 });
    apply({ type: 'uploads', ...at, revision: 2 });
    expect(tasks).toHaveLength(0);
  });
});

describe('items of a job', () => {
  it('are replaced in place at once, and their order follows', () => {
    const key = [...keys.job('j'), 'items', 0];
    queries.setQueryData(key, { total: 2, items: [item('a', 1), item('z', 1)] });
    apply({ type: 'item', item: item('z', 2, 'working') });
    expect(queries.getQueryData(key)).toEqual({ total: 2, items: [item('a', 1), item('z', 2, 'working')] });
    runTasks();
    expect(isStale(key)).toBe(true);
  });

  it('make what is shown of that upload stale', () => {
    const { ref } = item('a', 1).planned;
    const key = [...keys.upload(ref), 'evidence'];
    queries.setQueryData(key, []);
    apply({ type: 'item', item: item('a', 1) });
    runTasks();
    expect(isStale(key)).toBe(true);
  });

  it('that are too many to be told of are read again, and once more when they are on disk', () => {
    const window = [...keys.job('j'), 'items', 0];
    const other = [...keys.job('other'), 'items', 0];
    const open = [...keys.upload(item('a', 1).planned.ref), 'evidence'];
    for (const key of [window, other, open]) queries.setQueryData(key, []);
    for (let n = 0; n < 20; n++) apply({ type: 'items', jobId: 'j', ...at });
    expect(tasks).toHaveLength(3);
    const [now, onDisk, ofUploads] = tasks.splice(0);
    now?.();
    expect(isStale(window)).toBe(true);
    expect(isStale(other)).toBe(false);
    expect(isStale(open)).toBe(false);
    queries.setQueryData(window, []);
    onDisk?.();
    expect(isStale(window)).toBe(true);
    ofUploads?.();
    expect(isStale(open)).toBe(true);
  });

  it('are read a last time when their job has finished', () => {
    const window = [...keys.job('j'), 'items', 0];
    queries.setQueryData(window, []);
    apply({ type: 'job', job: { ...job, state: 'running' } });
    expect(tasks).toHaveLength(0);
    apply({ type: 'job', job: { ...job, state: 'finished' } });
    runTasks();
    expect(isStale(window)).toBe(true);
  });

  it('never go back in time', () => {
    const window = { total: 1, items: [item('a', 5, 'done')] };
    expect(mergeItem(window, item('a', 4))).toBe(window);
  });

  it('of another window change nothing', () => {
    const window = { total: 1, items: [item('a', 5)] };
    expect(mergeItem(window, item('b', 9))).toBe(window);
    expect(mergeItem(undefined, item('b', 9))).toBeUndefined();
  });
});

describe('a fetched window of items', () => {
  it('does not overwrite what an event told already', () => {
    const told = item('a', 5, 'waiting');
    const fetched = { total: 2, items: [item('b', 9), item('a', 4, 'working')] };
    expect(keepNewerItems({ total: 2, items: [told, item('b', 3)] }, fetched).items).toEqual([item('b', 9), told]);
  });

  it('is taken as it is where nothing is known, or nothing is newer', () => {
    const fetched = { total: 1, items: [item('a', 4)] };
    expect(keepNewerItems(undefined, fetched)).toBe(fetched);
    expect(keepNewerItems({ total: 1, items: [item('a', 4)] }, fetched)).toEqual(fetched);
  });
});

it('an answer that was on its way when something changed is asked for again', async () => {
  const queryKey = [...keys.job('j'), 'items', 0];
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  let asked = 0;
  const observer = new QueryObserver(queries, {
    queryKey,
    queryFn: () => answers[asked++]?.promise ?? 'too often',
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });
  const leave = observer.subscribe(() => undefined);
  const shows = (data: string) => expect.poll(() => observer.getCurrentResult().data).toBe(data);

  apply({ type: 'item', item: item('a', 5) });
  runTasks();
  answers[0]?.resolve('as it was before');
  await shows('as it was before');
  runTasks();
  answers[1]?.resolve('as it is now');
  await shows('as it is now');
  runTasks();
  expect(tasks).toEqual([]);
  expect(asked).toBe(2);
  leave();
});

it('an answer that is long in coming has nobody else asked again', async () => {
  const [sums, rows] = ['totals', 'window'].map((of) => [...keys.bucket(at), of]);
  const sum = Promise.withResolvers<string>();
  const asked = { sums: 0, rows: 0 };
  const leave = [
    new QueryObserver(queries, { queryKey: sums ?? [], queryFn: () => (asked.sums++ ? 'again' : sum.promise) }),
    new QueryObserver(queries, { queryKey: rows ?? [], queryFn: () => ++asked.rows }),
  ].map((observer) => observer.subscribe(() => undefined));
  await expect.poll(() => queries.getQueryData(rows ?? [])).toBe(1);

  for (const activeWindowMs of [1, 2]) {
    apply({ type: 'connections', connections: [connection('c', activeWindowMs)] });
    runTasks();
    // The rows are read once more for each change, and nothing else is due before the sums are there.
    await expect.poll(() => queries.getQueryData(rows ?? [])).toBe(1 + activeWindowMs);
    expect(tasks).toEqual([]);
  }
  expect(asked.sums).toBe(1);
  sum.resolve('as it was before');
  await expect.poll(() => tasks.length).toBe(1);
  runTasks();
  await expect.poll(() => queries.getQueryData(sums ?? [])).toBe('again');
  expect(asked).toEqual({ sums: 2, rows: 3 });
  expect(tasks).toEqual([]);
  for (const one of leave) one();
});

it('an answer that takes longer than the next change comes all the same, and then the next', async () => {
  const queryKey = [...keys.bucket(at), 'window', 'slow'];
  const calls: { signal: AbortSignal; answer: (data: number) => void }[] = [];
  const leave = new QueryObserver(queries, {
    queryKey,
    queryFn: ({ signal }) => new Promise<number>((answer) => calls.push({ signal, answer })),
  }).subscribe(() => undefined);
  calls[0]?.answer(0);
  await expect.poll(() => queries.getQueryData(queryKey)).toBe(0);

  for (let revision = 1; revision <= 5; revision++) {
    apply({ type: 'uploads', ...at, revision });
    runTasks();
  }
  expect(calls).toHaveLength(2);
  calls[1]?.answer(1);
  await expect.poll(() => queries.getQueryData(queryKey)).toBe(1);
  runTasks();
  expect(calls).toHaveLength(3);
  calls[2]?.answer(2);
  await expect.poll(() => queries.getQueryData(queryKey)).toBe(2);
  expect(calls.map(({ signal }) => signal.aborted)).toEqual([false, false, false]);
  expect(tasks).toEqual([]);
  leave();
});

it('a call that fails is followed by one other', async () => {
  const queryKey = [...keys.bucket(at), 'totals'];
  const first = Promise.withResolvers<string>();
  let asked = 0;
  const leave = new QueryObserver(queries, {
    queryKey,
    retry: false,
    queryFn: () => (asked++ ? Promise.reject(new Error('nor now')) : first.promise),
  }).subscribe(() => undefined);
  const whyFailed = () => queries.getQueryState<string>(queryKey)?.error?.message;
  apply({ type: 'uploads', ...at, revision: 1 });
  runTasks();
  first.reject(new Error('no answer'));
  await expect.poll(whyFailed).toBe('no answer');
  runTasks();
  await expect.poll(whyFailed).toBe('nor now');
  runTasks();
  expect(tasks).toEqual([]);
  expect(asked).toBe(2);
  leave();
});
