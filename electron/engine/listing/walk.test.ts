import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import type { Clock } from '../ports/ports.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { Store, UploadsPage } from '../store/store.ts';
import { listedUpload } from './testing/listed-upload.ts';
import { walkUploads } from './testing/walk-uploads.ts';
import type { WalkOptions, WalkPage } from './walk.ts';

const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
type Request = Parameters<Store['listUploads']>[0];

/** `a1` is key a, upload 1. */
const page = (uploads: string[], next: [string | null, string | null] | null = null): UploadsPage => ({
  call,
  uploads: uploads.map((name) => listedUpload(name.slice(0, 1), name.slice(1))),
  isTruncated: next !== null,
  nextKeyMarker: next?.[0] ?? null,
  nextUploadIdMarker: next?.[1] ?? null,
});

/** A store that lists these answers one after the other, and the last one for ever. */
function listing(...answers: (UploadsPage | AppError)[]) {
  const requests: Request[] = [];
  const store: Pick<Store, 'listUploads' | 'endpoint' | 'connection'> = {
    connection: exampleConnection(null),
    endpoint: 'host',
    listUploads: async (request) => {
      if (requests.length > 50) throw new Error('It would never end.');
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push(request);
      if (answer instanceof AppError || !answer) throw answer;
      return answer;
    },
  };
  // The walk uses nothing else of a store.
  return { requests, store: store as Store };
}

/** A clock on which every wait is over at once, and noted. */
function instantClock() {
  const waits: number[] = [];
  const clock: Clock = {
    now: () => 0,
    schedule(at, callback) {
      waits.push(at);
      queueMicrotask(callback);
      return () => {};
    },
  };
  return { clock, waits };
}

async function walk(store: Store, options: Partial<WalkOptions> = {}, signal = new AbortController().signal) {
  const { clock, waits } = instantClock();
  const pages: WalkPage[] = [];
  let error: unknown = null;
  try {
    for await (const next of walkUploads(store, 'bucket', { clock, random: () => 1, ...options }, signal))
      pages.push(next);
  } catch (caught) {
    error = caught;
  }
  const names = pages.map(({ uploads }) => uploads.map(({ key, uploadId }) => key + uploadId));
  return { pages, names, error, waits };
}

describe('walkUploads', () => {
  it('goes on with both markers exactly as given, until the store says it is the end', async () => {
    const { store, requests } = listing(page(['a1'], ['z', 'Q']), page(['b1'], ['a', null]), page(['c1']));
    const { names, pages, error } = await walk(store, { prefix: 'p', pageSize: 10 });
    expect(error).toBeNull();
    expect(names).toEqual([['a1'], ['b1'], ['c1']]);
    expect(requests).toEqual([
      { bucket: 'bucket', prefix: 'p', maxUploads: 10 },
      { bucket: 'bucket', prefix: 'p', maxUploads: 10, keyMarker: 'z', uploadIdMarker: 'Q' },
      { bucket: 'bucket', prefix: 'p', maxUploads: 10, keyMarker: 'a', uploadIdMarker: null },
    ]);
    expect(pages.map(({ next }) => next)).toEqual([
      { keyMarker: 'z', uploadIdMarker: 'Q' },
      { keyMarker: 'a', uploadIdMarker: null },
      null,
    ]);
  });

  it('takes the end from IsTruncated alone', async () => {
    const last = { ...page(['a1'], ['a', '1']), isTruncated: false };
    const { names, pages, error } = await walk(listing(last).store);
    expect([names, error, pages[0]?.next]).toEqual([[['a1']], null, null]);
  });

  it('goes through short and empty truncated pages, and drops what an inclusive marker repeats', async () => {
    const { store } = listing(
      page(['a1', 'b1'], ['b', null]),
      page([], ['c', null]),
      page(['b1', 'b2', 'b2', 'c1'], ['d', null]),
      page(['c1', 'd1']),
    );
    expect((await walk(store)).names).toEqual([['a1', 'b1'], [], ['b2', 'c1'], ['d1']]);
  });

  it('ends at a truncated page without a next marker, and keeps what was read', async () => {
    for (const markers of [[null, 'x'] as const, [null, null] as const, ['', null] as const, ['', ''] as const]) {
      const { store, requests } = listing(page(['a1'], ['a', '1']), page(['b1'], [...markers]));
      const { names, error } = await walk(store);
      expect(error).toMatchObject({ code: 'PAGING_MARKER_MISSING', details: { bucket: 'bucket', endpoint: 'host' } });
      expect(names).toEqual([['a1'], ['b1']]);
      expect(requests).toHaveLength(2);
    }
  });

  it('ends at a marker that does not change, and at a longer circle', async () => {
    const same = await walk(listing(page(['a1'], ['a', '1'])).store);
    expect(same.error).toMatchObject({ code: 'PAGING_MARKER_REPEATED' });
    expect(same.names).toEqual([['a1'], []]);
    const circle = listing(page(['a1'], ['a', '1']), page(['b1'], ['b', '1']), page(['c1'], ['a', '1']));
    const { error, names } = await walk(circle.store);
    expect(error).toMatchObject({ code: 'PAGING_MARKER_REPEATED' });
    expect(names).toEqual([['a1'], ['b1'], ['c1']]);
    expect(circle.requests).toHaveLength(3);
  });

  it('lets one of two markers move on alone', async () => {
    const { store } = listing(page(['a1'], ['a', '1']), page(['a2'], ['a', '2']), page(['a3']));
    expect((await walk(store)).error).toBeNull();
  });

  it('resumes behind a place, and knows it when it comes again', async () => {
    const resumeFrom = { keyMarker: 'm', uploadIdMarker: null };
    const { store, requests } = listing(page(['n1'], ['m', null]));
    const { error, names } = await walk(store, { resumeFrom });
    expect(requests[0]).toMatchObject(resumeFrom);
    expect(names).toEqual([['n1']]);
    expect(error).toMatchObject({ code: 'PAGING_MARKER_REPEATED' });
  });

  it.each(['SLOW_DOWN', 'STORE_FAILED', 'TIMEOUT', 'CONNECTION_LOST'] as const)(
    'tries a page again after %s',
    async (code) => {
      const failing = new AppError(code, inTheirWords('x'), code === 'SLOW_DOWN' ? { retryAfterMs: 7000 } : {});
      const { store, requests } = listing(page(['a1'], ['a', '1']), failing, failing, page(['b1']));
      const { names, waits, error } = await walk(store);
      expect([names, error]).toEqual([[['a1'], ['b1']], null]);
      expect(requests[3]).toEqual(requests[1]);
      expect(waits).toHaveLength(2);
      if (code === 'SLOW_DOWN') expect(waits).toEqual([7000, 7000]);
      else expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    },
  );

  it('gives up with the named error after five tries, and at once where trying again is no use', async () => {
    const busy = listing(page(['a1'], ['a', '1']), new AppError('SLOW_DOWN', 'busy'));
    const { error, names } = await walk(busy.store);
    expect(error).toMatchObject({ code: 'SLOW_DOWN' });
    expect(names).toEqual([['a1']]);
    expect(busy.requests).toHaveLength(6);
    const denied = listing(new AppError('ACCESS_DENIED', 'no'));
    expect((await walk(denied.store)).error).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(denied.requests).toHaveLength(1);
  });

  it('stops with the signal’s reason while it waits', async () => {
    const controller = new AbortController();
    const { store, requests } = listing(new AppError('SLOW_DOWN', 'busy'));
    const clock: Clock = {
      now: () => 0,
      schedule: () => {
        queueMicrotask(() => controller.abort());
        return () => {};
      },
    };
    const { error } = await walk(store, { clock }, controller.signal);
    expect(error).toBe(controller.signal.reason);
    expect(requests).toHaveLength(1);
  });
});
