import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import type { Sight } from '../../../../shared/values/sights.ts';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import type { UploadsPage } from '../../store/store.ts';
import type { CallEntry, CallThrough } from '../recording/recorded-calls.ts';
import { connection, refOf } from '../testing/bench.ts';
import { ModelStore, type ModelUpload } from '../testing/model-store.ts';
import { SharedListing, type SharedView } from './shared-listing.ts';

let clock: FakeClock;
let store: ModelStore;
let shared: SharedListing;
let isCrowded: boolean;
let showsAbsence: boolean;
/** For each call: the uploads that it is on record for. */
let recorded: string[][];

/** For each call: as what it is on record, for the one that sent it and for the others. */
let sights: (Sight | null | undefined)[][];

/** No test takes more pages: what asks for them for ever fails, and does not hang. */
const mostPages = 300;

const call: CallThrough = async (entry, send, result, { alsoAbout } = {}) => {
  if (recorded.length >= mostPages) throw new Error('It asks for pages for ever');
  const about: CallEntry[] = [entry];
  recorded.push([]);
  const lines = recorded.at(-1);
  const answer = await send();
  const others = alsoAbout?.(answer) ?? [];
  about.push(...others);
  lines?.push(...about.map(({ ref }) => ref.key));
  sights.push([result(answer).saw, ...others.map(({ saw }) => saw)]);
  return answer;
};

beforeEach(() => {
  clock = new FakeClock();
  store = new ModelStore(clock, connection);
  isCrowded = true;
  showsAbsence = true;
  shared = new SharedListing({ showsAbsence: () => showsAbsence, isCrowded: () => isCrowded });
  recorded = [];
  sights = [];
});

const add = (...keys: string[]) => keys.map((key) => store.add({ key, uploadId: `id of ${key}` }));
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `dir/k${String(n).padStart(4, '0')}`);

/** The store, with pages that differ in this; `maxUploads` also in what is asked for. */
const answering = (page: Partial<UploadsPage>, maxUploads?: number): ModelStore =>
  Object.assign(Object.create(store) as ModelStore, {
    listUploads: async (request: Parameters<ModelStore['listUploads']>[0]) => ({
      ...(await store.listUploads(maxUploads === undefined ? request : { ...request, maxUploads })),
      ...page,
    }),
  });

type Purpose = 'look before' | 'look after';
async function ask(purpose: Purpose, uploads: readonly ModelUpload[], of = store): Promise<(SharedView | null)[]> {
  const asked = Promise.all(
    uploads.map((upload) => shared.ask({ ref: refOf(upload), purpose, store: of, call, signal: undefined })),
  );
  let isOver = false;
  asked.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  await clock.advance(60_000);
  if (!isOver) throw new Error('Somebody waits for ever');
  return asked;
}

/** What was answered, in a word each. */
const told = (views: readonly (SharedView | null)[]) =>
  views.map((view) => (view === null ? 'nothing' : view.listed ? 'listed' : 'absent'));

const abort = (upload: ModelUpload | undefined) => {
  if (upload) Object.assign(upload, { state: 'aborted', parts: [], goneAt: clock.now() });
};

test('one page answers for uploads whose keys lie side by side, and is on record for each', async () => {
  const uploads = add(...numbered(40));
  expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'listed'));
  // The first went at once, the others while it was under way.
  expect(recorded.map((keys) => keys.length)).toEqual([1, 39]);
  for (const upload of uploads) abort(upload);
  expect(told(await ask('look after', uploads))).toEqual(uploads.map(() => 'absent'));
  expect(recorded).toHaveLength(4);
});

test('who asks while a page is under way learns nothing from that page', async () => {
  const [first, second] = add('dir/a', 'dir/b');
  if (!first || !second) throw new Error('Nothing was added');
  await ask('look before', [first, second]);
  const from = store.calls.length;
  const question = { purpose: 'look after', store, call, signal: undefined } as const;
  const early = shared.ask({ ref: refOf(first), ...question });
  await clock.advance(store.latencyMs / 2);
  expect(store.calls).toHaveLength(from + 1);
  const late = shared.ask({ ref: refOf(second), ...question });
  abort(second);
  await clock.advance(60_000);
  expect(told([await early, await late])).toEqual(['listed', 'absent']);
  expect(store.calls).toHaveLength(from + 2);
});

describe('absence', () => {
  test('counts only for an upload that a page has shown', async () => {
    const [shown, hidden] = add('dir/a', 'dir/b');
    if (!shown || !hidden) throw new Error('Nothing was added');
    hidden.hidden = true;
    expect(told(await ask('look before', [shown, hidden]))).toEqual(['listed', 'nothing']);
    const from = recorded.length;
    // Not even asked for.
    expect(told(await ask('look after', [hidden]))).toEqual(['nothing']);
    expect(recorded).toHaveLength(from);
    shared.forget(refOf(shown));
    expect(told(await ask('look after', [shown]))).toEqual(['nothing']);
  });

  test('of one upload says nothing of another of its key', async () => {
    const [mine] = add('dir/a');
    const other = store.add({ key: 'dir/a', uploadId: 'other' });
    if (!mine) throw new Error('Nothing was added');
    await ask('look before', [mine, other]);
    abort(mine);
    expect(told(await ask('look after', [mine, other]))).toEqual(['absent', 'listed']);
  });

  test('is not concluded at the end of a page that goes on: more uploads of the key may follow', async () => {
    const [mine] = add('dir/a');
    if (!mine) throw new Error('Nothing was added');
    await ask('look before', [mine]);
    for (let n = 0; n < 30; n++) store.add({ key: 'dir/a', uploadId: `earlier ${n}` });
    // Behind more uploads of its key than a page holds.
    store.uploads.push(...store.uploads.splice(0, 1));
    expect(told(await ask('look after', [mine]))).toEqual(['nothing']);
  });

  test('reaches over several pages where a page is short, none of them in vain', async () => {
    const uploads = add(...numbered(30));
    store.pageSize = 7;
    await ask('look before', uploads);
    for (const upload of uploads.filter((_, n) => n % 2 === 0)) abort(upload);
    const expected = uploads.map((_, n) => (n % 2 === 0 ? 'absent' : 'listed'));
    const before = recorded.length;
    expect(told(await ask('look after', uploads))).toEqual(expected);
    // The first upload’s own, then those of 15 that are left, 7 a page.
    expect(recorded.length - before).toBe(4);
  });

  test('is not concluded of what lies before a page, in whatever order they ask', async () => {
    const uploads = add(...numbered(20)).reverse();
    for (const purpose of ['look before', 'look after'] as const) {
      expect(told(await ask(purpose, uploads))).toEqual(uploads.map(() => 'listed'));
    }
    expect(recorded.map((keys) => keys.length)).toEqual([1, 19, 1, 19]);
  });

  test('is not concluded from a page with nothing on it that goes on', async () => {
    const [mine] = add('dir/a');
    if (!mine) throw new Error('Nothing was added');
    await ask('look before', [mine]);
    expect(told(await ask('look after', [mine], answering({ uploads: [], isTruncated: true })))).toEqual(['nothing']);
    expect(told(await ask('look after', [mine], answering({ uploads: [], isTruncated: false })))).toEqual(['absent']);
  });
});

describe('is left to each look’s own listing', () => {
  test('where nothing is known of the endpoint, or only few are looked at', async () => {
    const uploads = add(...numbered(3));
    showsAbsence = false;
    expect(told(await ask('look before', uploads))).toEqual(['nothing', 'nothing', 'nothing']);
    showsAbsence = true;
    isCrowded = false;
    expect(told(await ask('look before', uploads))).toEqual(['nothing', 'nothing', 'nothing']);
    expect(recorded).toEqual([]);
  });

  test('for keys that markers or orders may trip over', async () => {
    const uploads = add('dir/a b', 'dir/a+b', 'dir/ä', 'dir/\u{1F600}');
    expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'nothing'));
    expect(recorded).toEqual([]);
  });

  test('in a directory bucket', async () => {
    const ref = { ...refOf({ key: 'dir/a', uploadId: 'u' }), bucket: 'attic--use1-az4--x-s3' };
    const aws = new ModelStore(clock, { ...connection, endpointUrl: null });
    expect(await shared.ask({ ref, purpose: 'look before', store: aws, call, signal: undefined })).toBeNull();
    expect(recorded).toEqual([]);
  });

  test('for good, once a page is out of order or does not lie where it was asked for', async () => {
    const uploads = add('dir/b', 'dir/a', 'dir/c');
    store.sorts = false;
    expect(told(await ask('look before', uploads))).toEqual(['nothing', 'nothing', 'nothing']);
    store.sorts = true;
    expect(told(await ask('look before', uploads))).toEqual(['nothing', 'nothing', 'nothing']);
    // Nobody but who sent it has it on record.
    expect(recorded).toEqual([[expect.any(String)]]);
  });

  test('for good, once a page behind its marker is out of order: its last key is no end', async () => {
    const uploads = add('dir/b', 'dir/e', 'dir/c');
    store.sorts = false;
    expect(told(await ask('look before', uploads))).toEqual(['nothing', 'nothing', 'nothing']);
    expect(recorded).toHaveLength(1);
  });

  test('for good, once a page in good order begins before its marker: absence from it would prove nothing', async () => {
    const uploads = add('dir/a', 'dir/b', 'dir/c');
    const fromTheStart: ModelStore = Object.assign(Object.create(store) as ModelStore, {
      listUploads: (request: Parameters<ModelStore['listUploads']>[0]) =>
        store.listUploads({ ...request, keyMarker: null }),
    });
    expect(told(await ask('look before', uploads.slice(2), fromTheStart))).toEqual(['nothing']);
    expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'nothing'));
    expect(recorded).toHaveLength(1);
  });

  test.each<[ErrorCode, number | undefined]>([
    ['SLOW_DOWN', 503],
    ['SLOW_DOWN', 429],
    ['STORE_FAILED', 500],
    ['TIMEOUT', 408],
    ['CONNECTION_LOST', undefined],
  ])('for now where the store is busy or away (%s, %s)', async (code, status) => {
    const uploads = add(...numbered(4));
    store.fault = () => ({ kind: 'fails', code, ...(status === undefined ? {} : { status }) });
    expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'nothing'));
    store.fault = () => null;
    expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'listed'));
  });

  test('for good where such a listing is denied', async () => {
    const uploads = add(...numbered(4));
    expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'listed'));
    store.denied.add('ListMultipartUploads');
    expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'nothing'));
    store.denied.clear();
    expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'nothing'));
  });

  test('for a while where the keys lie too far apart', async () => {
    const all = add(...numbered(900));
    const scattered = all.filter((_, n) => n % 90 === 0);
    await ask('look before', scattered);
    const pages = recorded.length;
    expect(pages).toBeLessThan(scattered.length / 2);
    expect(told(await ask('look before', scattered))).toEqual(scattered.map(() => 'nothing'));
    expect(recorded).toHaveLength(pages);
  });
});

test('what keeps a call from being sent or recorded reaches everybody who waits for it', async () => {
  const uploads = add(...numbered(3));
  const unwritable = new AppError('DISK_FULL', 'The index cannot be written: the disk is full.');
  const failing: CallThrough = () => Promise.reject(unwritable);
  const asked = uploads.map((upload) =>
    shared.ask({ ref: refOf(upload), purpose: 'look before', store, call: failing, signal: undefined }),
  );
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes).toEqual(uploads.map(() => ({ status: 'rejected', reason: unwritable })));
});

test('begins right before the key, inclusive marker or not', async () => {
  for (const key of ['dir/a', 'dir/b', 'dir/0', 'dir/1', 'dir/A', 'dir/-', 'dir/', 'x']) {
    const [upload] = add(key);
    if (!upload) throw new Error('Nothing was added');
    expect([key, told(await ask('look before', [upload]))]).toEqual([key, ['listed']]);
  }
});

test('takes a page that begins with the very key that it was asked for behind', async () => {
  const [, second] = add('dir/a~', 'dir/b');
  if (!second) throw new Error('Nothing was added');
  const inclusive: ModelStore = Object.assign(Object.create(store) as ModelStore, {
    listUploads: (request: Parameters<ModelStore['listUploads']>[0]) =>
      store.listUploads({ ...request, keyMarker: request.keyMarker === 'dir/a~' ? 'dir/a' : null }),
  });
  expect(told(await ask('look before', [second], inclusive))).toEqual(['listed']);
  expect(told(await ask('look after', [second], inclusive))).toEqual(['listed']);
});

test('a page with an entry that lacks a name tells nothing, and no other is asked for', async () => {
  const uploads = add(...numbered(12));
  await ask('look before', uploads);
  uploads.forEach(abort);
  const listUploads = store.listUploads.bind(store);
  let pages = 0;
  store.listUploads = async (request, signal) => {
    pages++;
    return { ...(await listUploads(request, signal)), unnamed: [{ key: '', uploadId: 'lost', initiatedAt: 0 }] };
  };
  expect(told(await ask('look after', uploads))).toEqual(uploads.map(() => 'nothing'));
  const asked = pages;
  expect(told(await ask('look after', uploads))).toEqual(uploads.map(() => 'nothing'));
  expect(pages).toBe(asked);
});

/** Every page that is asked for, as it is asked for. */
function watched(): Parameters<ModelStore['listUploads']>[0][] {
  const requests: Parameters<ModelStore['listUploads']>[0][] = [];
  const listUploads = store.listUploads.bind(store);
  store.listUploads = (request, signal) => {
    requests.push(request);
    return listUploads(request, signal);
  };
  return requests;
}

test('asks for twice as many as wait and some to spare, at most a page, from right before the first key', async () => {
  const requests = watched();
  const all = { uploadIdMarker: null, onRecord: true, bucket: refOf({ key: 'a', uploadId: 'a' }).bucket };
  await ask('look before', add('dir/b'));
  expect(requests).toEqual([{ ...all, keyMarker: 'dir/a~', maxUploads: 18 }]);
  requests.length = 0;
  await ask('look before', add(...numbered(700)));
  expect(requests.map(({ maxUploads }) => maxUploads)).toEqual([18, 1000]);
  requests.length = 0;
  await ask('look before', [...store.uploads.slice(0, 11)]);
  expect(requests.map(({ maxUploads }) => maxUploads)).toEqual([18, 36]);
});

test.each([
  ['dir/b', 'dir/a~'],
  ['dir/z', 'dir/y~'],
  ['dir/B', 'dir/A~'],
  ['dir/Z', 'dir/Y~'],
  ['dir/1', 'dir/0~'],
  ['dir/9', 'dir/8~'],
  // What is before them may be a character that stores stumble over.
  ['dir/a', 'dir/'],
  ['dir/A', 'dir/'],
  ['dir/0', 'dir/'],
  ['dir/_', 'dir/'],
  ['b', 'a~'],
  ['a', null],
  ['0', null],
])('for %j it asks from %j on', async (key, from) => {
  const requests = watched();
  await ask('look before', add(key));
  expect(requests.map(({ keyMarker }) => keyMarker)).toEqual([from]);
});

test('is on record as what it showed of each, and for nobody of whom it tells nothing', async () => {
  const uploads = add('dir/a', 'dir/b', 'dir/c');
  const [first, second] = uploads;
  expect(told(await ask('look before', uploads))).toEqual(['listed', 'listed', 'listed']);
  expect(sights).toEqual([['listed'], ['listed', 'listed']]);
  sights = [];
  abort(first);
  abort(second);
  await ask('look after', uploads);
  expect(sights).toEqual([['not listed'], ['not listed', 'listed']]);
  sights = [];
  const hidden = store.add({ key: 'dir/bb', uploadId: 'hidden', hidden: true });
  expect(told(await ask('look before', [...uploads, hidden]))).toEqual(['absent', 'absent', 'listed', 'nothing']);
  expect(sights).toEqual([['not listed'], ['not listed', 'listed']]);
});

test('asks no further page for an upload whose place a page has passed', async () => {
  const requests = watched();
  const uploads = add('dir/a', 'dir/c');
  const hidden = ['dir/b', 'dir/d'].map((key) => store.add({ key, uploadId: `hidden ${key}`, hidden: true }));
  await ask('look before', [...uploads, ...hidden]);
  expect(requests).toHaveLength(2);
});

test('says how many wait for a page besides the one that asks for it', async () => {
  const uploads = add(...numbered(5));
  const asked = ask('look before', uploads);
  // The first is under way, four have come since.
  expect(shared.waiting).toBe(4);
  await asked;
  expect(shared.waiting).toBe(0);
  const question = { purpose: 'look before', store, call, signal: undefined } as const;
  const all = uploads.map((upload) => shared.ask({ ref: refOf(upload), ...question }));
  await clock.advance(store.latencyMs);
  // Now those four share the page that one of them asks for.
  expect(shared.waiting).toBe(3);
  await clock.advance(60_000);
  await Promise.all(all);
  expect(shared.waiting).toBe(0);
});

test('says how many wait while what one page did not come to is read', async () => {
  const uploads = add(...numbered(30));
  store.pageSize = 7;
  const question = { purpose: 'look before', store, call, signal: undefined } as const;
  const asked = uploads.map((upload) => shared.ask({ ref: refOf(upload), ...question }));
  await clock.advance(store.latencyMs);
  expect(shared.waiting).toBe(28);
  await clock.advance(store.latencyMs);
  // Seven of 29 have their answer, and one of the others asks for the next page.
  expect(shared.waiting).toBe(21);
  await clock.advance(60_000);
  await Promise.all(asked);
  expect(shared.waiting).toBe(0);
});

test('a page that is broken off, or fails by no word of a store’s, fails for all who wait for it', async () => {
  const uploads = add(...numbered(3));
  const stopped = new AbortController();
  const busy = new AppError('STORE_FAILED', inTheirWords('busy'), { httpStatus: 500 });
  for (const [error, signal] of [
    [new Error('of the engine'), undefined],
    [busy, stopped.signal],
  ] as const) {
    stopped.abort();
    const failing: CallThrough = () => Promise.reject(error);
    const asked = uploads.map((upload) =>
      shared.ask({ ref: refOf(upload), purpose: 'look before', store, call: failing, signal }),
    );
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes).toEqual(uploads.map(() => ({ status: 'rejected', reason: error })));
  }
  // It was no word about such listings.
  expect(told(await ask('look before', uploads))).toEqual(uploads.map(() => 'listed'));
});

test('rests for so many questions where keys lie too far apart, and is asked again afterwards', async () => {
  const all = add(...numbered(900));
  const scattered = all.filter((_, n) => n % 90 === 0);
  await ask('look before', scattered);
  const before = recorded.length;
  const [lone] = scattered;
  if (!lone) throw new Error('Nothing was added');
  let rested = 0;
  while (recorded.length === before && rested < 1000) {
    await ask('look before', [lone]);
    rested++;
  }
  // The last of them is answered by a page again.
  expect(rested).toBe(256 + 1);
});

test('does not rest where one alone asks, however long its page is, nor after a page that told enough', async () => {
  const all = add(...numbered(400));
  const lone = all.filter((_, n) => n % 40 === 0);
  for (const upload of lone) expect(told(await ask('look before', [upload]))).toEqual(['listed']);
  expect(recorded).toHaveLength(lone.length);
  // By a store as well that sends more than it is asked for.
  for (const upload of lone) expect(told(await ask('look before', [upload], answering({}, 1000)))).toEqual(['listed']);
  expect(recorded).toHaveLength(2 * lone.length);
});

test.each([
  ['just what they cost', 40, 'listed'],
  ['less', 41, 'nothing'],
])('three pages in a row for two who ask each told %s', async (_, listed, fourth) => {
  const uploads = add(...numbered(listed));
  const generous = answering({}, 1000);
  const question = { purpose: 'look before', store: generous, call, signal: undefined } as const;
  const asked = [0, 1, 2, 3, 4].map(async (page) => {
    // While the page before is under way. The first is asked for by one alone.
    await clock.wait(page * store.latencyMs - 5);
    const pair = uploads.slice(0, page === 0 ? 1 : 2);
    return Promise.all(pair.map((upload) => shared.ask({ ref: refOf(upload), ...question })));
  });
  await clock.advance(60_000);
  const answers = await Promise.all(asked);
  expect(answers.slice(0, 4).map(told)).toEqual([['listed'], ...Array(3).fill(['listed', 'listed'])]);
  expect(told(answers[4] ?? [])).toEqual([fourth, fourth]);
});
