import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Sight } from '../../../../shared/values/sights.ts';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import type { Store, UploadsPage } from '../../store/store.ts';
import { CallNotSent, type CallThrough } from '../recording/recorded-calls.ts';
import { connection, refOf } from '../testing/bench.ts';
import { ModelStore } from '../testing/model-store.ts';
import { mostSearchPages, type SearchQuestion, UploadSearch } from './upload-search.ts';

let clock: FakeClock;
let search: UploadSearch;
let listsInParts: boolean;
/** Pages that were asked for, and records of them that were shared later. */
let pages: number;
let shared: string[];
/** What the next pages answer; by their number, from 0. */
let answer: (page: number) => Partial<UploadsPage>;

/** What each page of a walk was put on record as, and what the walk was of those who learned from it later. */
let saw: (Sight | undefined)[];
let sharedSights: (Sight | null)[];
let requests: Parameters<Store['listUploads']>[0][];

const call: CallThrough = async (_entry, send, result, options) => {
  const given = await send();
  saw.push(result(given).saw);
  options?.onShare?.((entry) => {
    shared.push(entry.ref.uploadId);
    sharedSights.push(entry.saw);
  });
  return given;
};

beforeEach(() => {
  clock = new FakeClock();
  listsInParts = false;
  search = new UploadSearch(
    clock,
    () => 0,
    () => listsInParts,
  );
  pages = 0;
  shared = [];
  saw = [];
  sharedSights = [];
  requests = [];
});

const listed = (number: number) => ({
  key: `key ${number}`,
  uploadId: `id-${number}`,
  initiatedAt: number,
  initiator: null,
  owner: null,
  storageClass: null,
});
/** So many uploads in pages of 1,000. */
const bucketOf = (count: number) => (page: number) => ({
  uploads: Array.from({ length: Math.min(1000, count - page * 1000) }, (_, index) => listed(page * 1000 + index)),
  isTruncated: (page + 1) * 1000 < count,
  nextKeyMarker: `m${page}`,
});

function ask(uploadId: string, more: Partial<SearchQuestion> = {}) {
  const store: Store = Object.assign(new ModelStore(clock, connection), {
    listUploads: async (request: Parameters<Store['listUploads']>[0]): Promise<UploadsPage> => {
      const { keyMarker } = request;
      requests.push(request);
      pages++;
      await clock.wait(10);
      return {
        call: { status: 200, requestId: null, serverTime: clock.now(), requestCharged: false },
        uploads: [],
        isTruncated: false,
        nextKeyMarker: null,
        nextUploadIdMarker: null,
        ...answer(keyMarker ? Number(keyMarker.slice(1)) + 1 : 0),
      };
    },
  });
  const ref = refOf({ key: 'k', uploadId });
  return search.ask({ ref, purpose: 'look before', store, call, signal: undefined, notBefore: 0, ...more });
}

/** The answers, once the clock has moved as far as they take. */
async function answers<T>(asked: Promise<T>[]): Promise<T[]> {
  const all = Promise.all(asked);
  all.catch(() => {});
  await clock.advance(600_000);
  return all;
}

test('finds an upload by its ID under any key, and an ID that is nowhere nowhere', async () => {
  answer = bucketOf(2500);
  const [found, absent] = await answers([ask('id-2400'), ask('id-9999')]);
  expect(found?.seen).toEqual({ outcome: 'found', key: 'key 2400', initiatedAt: 2400 });
  expect(absent?.seen).toEqual({ outcome: 'absent', uploads: 2500 });
  expect(pages).toBe(3);
  expect(found).toMatchObject({ startedAt: absent?.startedAt, serverStart: expect.any(Number) });
});

test('one walk serves all who ask meanwhile and afterwards, and each has it on record', async () => {
  answer = bucketOf(1500);
  const first = await answers(['a', 'b', 'id-7'].map((id) => ask(id)));
  const later = await answers(['c', 'id-1200'].map((id) => ask(id)));
  expect([...first, ...later].map(({ seen }) => seen.outcome)).toEqual([
    'absent',
    'absent',
    'found',
    'absent',
    'found',
  ]);
  expect(pages).toBe(2);
  expect(shared).toEqual(['b', 'id-7', 'c', 'id-1200']);
});

test('a walk that began too early is not used', async () => {
  answer = bucketOf(1);
  await answers([ask('a')]);
  expect(pages).toBe(1);
  await answers([ask('a', { notBefore: clock.now() }), ask('b', { notBefore: clock.now() })]);
  expect(pages).toBe(2);
  // One that begins while an earlier walk is under way waits for it, and then has its own.
  const [, late] = await answers([ask('c', { notBefore: clock.now() }), ask('d', { notBefore: clock.now() + 5 })]);
  expect(pages).toBe(4);
  expect(late?.seen).toEqual({ outcome: 'absent', uploads: 1 });
});

test('of a long listing every ID is known, and the key of any is found', async () => {
  answer = bucketOf(25_000);
  await answers([ask('a')]);
  expect(pages).toBe(25);
  const [absent] = await answers([ask('b')]);
  expect([absent?.seen.outcome, pages]).toEqual(['absent', 25]);
  // Its key was not kept: it is listed so late. The walk is made again, once for all such.
  const found = await answers(['id-24999', 'id-20000', 'id-12000'].map((id) => ask(id)));
  expect(found.map(({ seen }) => seen.outcome === 'found' && seen.key)).toEqual([
    'key 24999',
    'key 20000',
    'key 12000',
  ]);
  expect(pages).toBe(50);
});

test('a listing without an end is not read for ever', async () => {
  answer = (page) => ({ uploads: [listed(page)], isTruncated: true, nextKeyMarker: `m${page}` });
  const [endless, found] = await answers([ask('a'), ask('id-3')]);
  expect(endless?.seen).toEqual({ outcome: 'unfinished', uploads: mostSearchPages });
  // What it has shown, it has shown.
  expect(found?.seen).toMatchObject({ outcome: 'found', key: 'key 3' });
  expect(pages).toBe(mostSearchPages);
});

test('a page that leads back, and a failure that stays, prove nothing', async () => {
  answer = (page) => ({ isTruncated: true, nextKeyMarker: page > 1 ? 'm0' : `m${page}` });
  expect((await answers([ask('a')]))[0]?.seen).toMatchObject({
    outcome: 'failed',
    error: { code: 'PAGING_MARKER_REPEATED' },
  });
  answer = () => {
    throw new AppError('ACCESS_DENIED', 'no', {
      httpStatus: 403,
      storeCode: 'AccessDenied',
      permission: 's3:ListBucketMultipartUploads',
    });
  };
  const denied = await answers([ask('a', { notBefore: clock.now() }), ask('b', { notBefore: clock.now() })]);
  expect(denied.map(({ seen }) => seen.outcome)).toEqual(['denied', 'denied']);
});

test('a page that fails is asked for again', async () => {
  let failures = 3;
  answer = () => {
    if (failures-- > 0) throw new AppError('SLOW_DOWN', 'busy', { httpStatus: 503 });
    return { uploads: [listed(1)] };
  };
  expect((await answers([ask('id-1')]))[0]?.seen.outcome).toBe('found');
  expect(pages).toBe(4);
});

test('a walk that may not go on throws for all who wait for it, and the next one begins anew', async () => {
  answer = () => {
    throw new CallNotSent(false);
  };
  const asked = [ask('a'), ask('b')];
  const ended = Promise.allSettled(asked);
  await clock.advance(1000);
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(search.waiting).toBe(0);
  answer = bucketOf(1);
  expect((await answers([ask('a')]))[0]?.seen.outcome).toBe('absent');
});

test('an upload that is listed by its ID without a key is found, and one that no entry names is not called absent', async () => {
  const entry = (uploadId: string) => ({ key: '', uploadId, initiatedAt: 5 });
  answer = () => ({ ...bucketOf(10)(0), unnamed: [entry('lost')] });
  const [lost] = await answers([ask('lost')]);
  expect(lost?.seen).toEqual({ outcome: 'found', key: '', initiatedAt: 5 });
  answer = () => ({ ...bucketOf(10)(0), unnamed: [entry('')] });
  const [unknown, known] = await answers(['id-77', 'id-7'].map((id) => ask(id, { notBefore: clock.now() })));
  expect(unknown?.seen).toMatchObject({ outcome: 'failed', error: { code: 'NOT_S3', details: { unusable: true } } });
  // What is listed with its name is found all the same.
  expect(known?.seen).toMatchObject({ outcome: 'found', key: 'key 7' });
});

test('a listing that shows less than everything shows what is there, and proves nothing gone', async () => {
  answer = bucketOf(12_000);
  listsInParts = true;
  const [first, gone] = await answers([ask('id-3'), ask('nobody')]);
  expect(first?.seen).toMatchObject({ outcome: 'found', key: 'key 3' });
  expect(gone?.seen).toEqual({ outcome: 'partial', uploads: 12_000 });
  // Listed, though its key was not kept from that walk: asked for again.
  const [late] = await answers([ask('id-11999')]);
  expect(late?.seen).toMatchObject({ outcome: 'found', key: 'key 11999' });
});

test('each page is on record as what it shows of the upload that it was asked for, and the walk as what it showed of the others', async () => {
  answer = bucketOf(2500);
  await answers(['id-1200', 'nobody', 'id-3'].map((id) => ask(id)));
  expect(saw).toEqual(['not listed', 'listed', 'not listed']);
  expect(sharedSights).toEqual(['not listed', 'listed']);
  // A walk that proves nothing is on record as no sight.
  listsInParts = true;
  answer = bucketOf(3);
  await answers(['x', 'y', 'id-1'].map((id) => ask(id, { notBefore: clock.now() })));
  expect(sharedSights.slice(2)).toEqual([null, 'listed']);
});

test('asks for whole pages, on record', async () => {
  answer = bucketOf(1500);
  await answers([ask('a')]);
  const { bucket } = refOf({ key: 'k', uploadId: 'a' });
  const all = { bucket, maxUploads: 1000, onRecord: true };
  expect(requests).toEqual([
    { ...all, keyMarker: null, uploadIdMarker: null },
    { ...all, keyMarker: 'm0', uploadIdMarker: null },
  ]);
});

test('says how many wait for the one that walks, and of nobody afterwards', async () => {
  answer = bucketOf(1500);
  const asked = ['a', 'b', 'c'].map((id) => ask(id));
  await clock.advance(5);
  expect(search.waiting).toBe(2);
  await answers(asked);
  expect(search.waiting).toBe(0);
});

test('tells from when to when it walked by the server’s clock, and nothing where that told no time', async () => {
  const times = [5000, 9000, 7000];
  const of = (told: (page: number) => number | null) => (page: number) => ({
    ...bucketOf(2500)(page),
    call: { status: 200, requestId: null, serverTime: told(page), requestCharged: false },
  });
  answer = of((page) => times[page] ?? null);
  expect((await answers([ask('a')]))[0]).toMatchObject({ serverStart: 5000, serverEnd: 9000 });
  answer = of((page) => (page === 1 ? 4000 : null));
  expect((await answers([ask('a', { notBefore: clock.now() })]))[0]).toMatchObject({
    serverStart: 4000,
    serverEnd: 4000,
  });
  answer = of(() => null);
  expect((await answers([ask('a', { notBefore: clock.now() })]))[0]).toMatchObject({
    serverStart: null,
    serverEnd: null,
  });
});

test('who asks for what a walk of this very moment may show has its key from it', async () => {
  answer = bucketOf(12_000);
  const at = clock.now();
  const [, late] = await answers([ask('a', { notBefore: at }), ask('id-11999', { notBefore: at })]);
  expect(late?.seen).toMatchObject({ outcome: 'found', key: 'key 11999' });
  expect(pages).toBe(12);
});

test('a walk that failed is not made again for what it had listed without keeping its key', async () => {
  const denied = new AppError('ACCESS_DENIED', 'no', { storeCode: 'AccessDenied', permission: 's3:X' });
  answer = (page) => {
    if (page === 11) throw denied;
    return bucketOf(20_000)(page);
  };
  await answers([ask('a')]);
  expect(pages).toBe(12);
  const [late] = await answers([ask('id-10999')]);
  expect(late?.seen.outcome).toBe('denied');
  expect(pages).toBe(12);
});
