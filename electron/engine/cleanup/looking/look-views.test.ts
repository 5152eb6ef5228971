import { beforeEach, describe, expect, test } from 'vitest';
import { AppError, type ErrorDetails } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import { byteEscape } from '../../../../shared/values/byte-escapes.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import type { CallInfo, Store, StoredObject, UploadsPage } from '../../store/store.ts';
import { type CallEntry, CallNotSent, type CallResult, type CallThrough } from '../recording/recorded-calls.ts';
import { connection, refOf } from '../testing/bench.ts';
import { ModelStore } from '../testing/model-store.ts';
import { type LookOptions, look, unseen } from './look.ts';
import { SharedListing, type SharedView } from './shared-listing.ts';

/*
 * What a look takes its two views and the object from, call by call: each answer is given here, so that what is asked next, and
 * what goes on record, can be told.
 */

const uploadId = 'u';
const info = (serverTime: number | null = null): CallInfo => ({
  status: 200,
  requestId: null,
  serverTime,
  requestCharged: false,
});
const failure = (code: ErrorCode, details: ErrorDetails = {}) => new AppError(code, inTheirWords('As told.'), details);
const refused = failure('STORE_REFUSED', { storeCode: 'NotImplemented', httpStatus: 501 });
const busy = failure('STORE_FAILED', { httpStatus: 500 });
const gone = failure('NO_SUCH_UPLOAD', { storeCode: 'NoSuchUpload', httpStatus: 404 });

type Uploads = Partial<UploadsPage>;
type Answer<T> = T | AppError | Error;

/** What the store answers; every part of it may be changed by a test. */
let answers: {
  key: string;
  parts: Answer<number>[];
  listing: (prefix: string | undefined, page: number) => Answer<Uploads>;
  head: Answer<StoredObject | null>;
  found: Answer<StoredObject | null>;
  serverTimes: { parts: number | null; listing: number | null; head?: number };
  /** Entries of ListParts whose number cannot be. */
  unnumbered?: number;
};
/** How long each answer takes, ms. */
let takes: { parts: number; listing: number };
let clock: FakeClock;
let asked: CallEntry[];
let results: CallResult[];
let prefixes: (string | undefined)[];
let requests: Parameters<Store['listUploads']>[0][];

const entry = (key: string, id = uploadId) => ({
  key,
  uploadId: id,
  initiatedAt: 7,
  initiator: null,
  owner: null,
  storageClass: null,
});

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  results = [];
  prefixes = [];
  requests = [];
  takes = { parts: 10, listing: 10 };
  answers = {
    key: 'dir/a',
    parts: [gone],
    listing: () => ({}),
    head: null,
    found: null,
    serverTimes: { parts: null, listing: null },
  };
});

const call: CallThrough = async (of, send, result) => {
  asked.push(of);
  const answer = await send();
  results.push(result(answer));
  return answer;
};

function given<T>(answer: Answer<T>): T {
  if (answer instanceof Error) throw answer;
  return answer;
}

function take(more: Partial<LookOptions> = {}, of: { bucket?: string; aws?: boolean } = {}) {
  let page = 0;
  const model = new ModelStore(clock, of.aws ? { ...connection, endpointUrl: null } : connection);
  const store: Store = Object.assign(model, {
    listParts: async () => {
      await clock.wait(takes.parts);
      const size = given(answers.parts[0] ?? 0);
      const parts = size === 0 ? [] : [{ partNumber: 1, size, etag: 'e', lastModified: 5, checksum: null }];
      return {
        ...{ call: info(answers.serverTimes.parts), parts, isTruncated: false, nextPartNumberMarker: null },
        ...{ storageClass: null, abortDate: null, abortRuleId: null },
        ...(answers.unnumbered === undefined
          ? {}
          : { unnumbered: Array.from({ length: answers.unnumbered }, () => ({ lastModified: 6 })) }),
      };
    },
    listUploads: async (request: Parameters<Store['listUploads']>[0]) => {
      const { prefix } = request;
      requests.push(request);
      prefixes.push(prefix);
      await clock.wait(takes.listing);
      return {
        ...{ call: info(answers.serverTimes.listing), uploads: [], isTruncated: false },
        ...{ nextKeyMarker: null, nextUploadIdMarker: null },
        ...given(answers.listing(prefix, page++)),
      };
    },
    headObject: async () => ({ call: info(answers.serverTimes.head ?? null), object: given(answers.head) }),
    findObject: async () => ({ call: info(), object: given(answers.found) }),
  });
  const ref = { ...refOf({ key: answers.key, uploadId }), ...(of.bucket === undefined ? {} : { bucket: of.bucket }) };
  return look(store, ref, { purpose: 'look after', call, clock, ...more });
}

async function seen(more: Partial<LookOptions> = {}, of: { bucket?: string; aws?: boolean } = {}) {
  const taking = take(more, of);
  taking.catch(() => {});
  await clock.advance(60_000);
  return taking;
}
const operations = () => asked.map(({ operation }) => operation);

describe('when it was taken', () => {
  test('counts from the first view that was complete: it tells nothing of what happened later', async () => {
    takes = { parts: 10, listing: 500 };
    const first = await seen();
    expect([first.seenAt - first.startedAt, first.endedAt - first.startedAt]).toEqual([10, 500]);
    takes = { parts: 700, listing: 30 };
    const second = await seen();
    expect([second.seenAt - second.startedAt, second.endedAt - second.startedAt]).toEqual([30, 700]);
  });

  test('goes by the latest time that the server told, whichever answer it came with', async () => {
    answers.parts = [5];
    answers.serverTimes = { parts: 900, listing: 800 };
    expect(await seen()).toMatchObject({ serverTime: 900, look: { at: 900 } });
    answers.serverTimes = { parts: 800, listing: 950 };
    expect(await seen()).toMatchObject({ serverTime: 950, look: { at: 950 } });
    answers.serverTimes = { parts: null, listing: 700 };
    expect(await seen()).toMatchObject({ serverTime: 700 });
    answers.serverTimes = { parts: 600, listing: 700, head: 1000 };
    expect(await seen()).toMatchObject({ serverTime: 1000 });
    answers.serverTimes = { parts: null, listing: null };
    const untold = await seen();
    expect([untold.serverTime, untold.look.at]).toEqual([null, untold.endedAt]);
  });
});

describe('the listing', () => {
  test('is narrowed to the key, of a directory bucket to its folder, and to nothing where there is nothing to say', async () => {
    await seen();
    const zonal = { bucket: 'attic--use1-az4--x-s3', aws: true };
    await seen({}, zonal);
    answers.key = 'top';
    await seen({}, zonal);
    answers.key = `dir/b${byteEscape(0xff)}c`;
    await seen();
    answers.key = `${byteEscape(0xff)}c`;
    await seen();
    expect(prefixes).toEqual(['dir/a', 'dir/', undefined, 'dir/b', undefined]);
  });

  test('shows an upload by its ID near an odd key, whose spelling on the page may be in doubt, and a plain one by its key', async () => {
    answers.key = 'dir/a b';
    answers.listing = () => ({ uploads: [entry('dir/a+b')] });
    expect((await seen()).look.listing).toEqual({ outcome: 'listed', initiatedAt: 7 });
    // Beside a plain key it is another store's mistake, and beside another ID another upload.
    answers.listing = () => ({ uploads: [entry('dir/plain')] });
    expect((await seen()).look.listing).toEqual({ outcome: 'absent' });
    answers.listing = () => ({ uploads: [entry('dir/a+b', 'other')] });
    expect((await seen()).look.listing).toEqual({ outcome: 'absent' });
    answers.key = 'dir/plain';
    answers.listing = () => ({ uploads: [entry('dir/a+b')] });
    expect((await seen()).look.listing).toEqual({ outcome: 'absent' });
    for (const key of ['dir/aé', 'dir/é']) {
      answers.key = key;
      answers.listing = () => ({ uploads: [entry('é')] });
      expect((await seen()).look.listing.outcome).toBe('listed');
    }
  });

  test('shows an upload by its very ID where it lists others that differ in letters alone, or lack their key', async () => {
    const others = [{ ...entry('dir/a', 'U'), initiatedAt: 1 }, entry('dir/a')];
    answers.listing = () => ({ uploads: others, unnamed: [{ key: '', uploadId, initiatedAt: 9 }] });
    expect((await seen()).look.listing).toEqual({ outcome: 'listed', initiatedAt: 7 });
    // One that is written in other letters is taken for it, and is not gone.
    answers.listing = () => ({ uploads: others.slice(0, 1) });
    expect((await seen()).look.listing).toEqual({ outcome: 'listed', initiatedAt: 1 });
  });

  test('shows an upload whose entry has its ID and no key', async () => {
    answers.listing = () => ({ unnamed: [{ key: '', uploadId, initiatedAt: 9 }] });
    expect((await seen()).look.listing).toEqual({ outcome: 'listed', initiatedAt: 9 });
  });

  test('with an entry that may be any upload, on whichever of its pages, shows nothing absent', async () => {
    const nameless = { unnamed: [{ key: '', uploadId: '', initiatedAt: 0 }] };
    answers.listing = () => nameless;
    expect((await seen()).look.listing).toMatchObject({ outcome: 'failed', error: { code: 'NOT_S3' } });
    answers.listing = (_, page) =>
      page === 0 ? { ...nameless, isTruncated: true, nextKeyMarker: 'm', uploads: [entry('dir/a', 'other')] } : {};
    expect((await seen()).look.listing).toMatchObject({
      outcome: 'failed',
      error: { code: 'NOT_S3', details: { bucket: refOf(entry('a')).bucket, unusable: true } },
    });
    // What it shows is there all the same.
    answers.listing = () => ({ ...nameless, uploads: [entry('dir/a')] });
    expect((await seen()).look.listing.outcome).toBe('listed');
  });

  test.each<[ErrorCode, boolean]>([
    ['STORE_REFUSED', true],
    ['NOT_S3', true],
    ['SIGNATURE_MISMATCH', true],
    ['STORE_FAILED', false],
    ['ACCESS_DENIED', false],
    ['TIMEOUT', false],
  ])('that fails with %s for an odd key is walked from its beginning: %s', async (code, isWalked) => {
    answers.key = 'dir/ä';
    answers.listing = (prefix) => (prefix === undefined ? { uploads: [entry('dir/ä')] } : failure(code));
    expect((await seen()).look.listing.outcome).toBe(isWalked ? 'listed' : 'failed');
    expect(prefixes).toEqual(isWalked ? ['dir/ä', undefined] : ['dir/ä']);
    // Of a plain key it is not the prefix that is refused.
    prefixes = [];
    answers.key = 'dir/-_.0Az';
    expect((await seen()).look.listing.outcome).toBe('failed');
    expect(prefixes).toEqual(['dir/-_.0Az']);
  });

  test('of others, where they share one, counts with its time; where that says nothing, the look asks for its own', async () => {
    let view: SharedView | null = { call: info(4000), listed: { initiatedAt: 3 } };
    const terms = { showsAbsence: () => true, isCrowded: () => true };
    const sharing = { shared: Object.assign(new SharedListing(terms), { ask: async () => view }) };
    expect(await seen(sharing)).toMatchObject({
      serverTime: 4000,
      look: { listing: { outcome: 'listed', initiatedAt: 3 } },
    });
    view = { call: info(), listed: null };
    expect((await seen(sharing)).look.listing).toEqual({ outcome: 'absent' });
    expect(prefixes).toEqual([]);
    view = null;
    answers.listing = () => ({ uploads: [entry('dir/a')] });
    expect((await seen(sharing)).look.listing).toEqual({ outcome: 'listed', initiatedAt: 7 });
    expect(prefixes).toEqual(['dir/a']);
  });
});

describe('the object', () => {
  const object: StoredObject = { lastModified: 5, bytes: 9, etag: 'e' };

  test('is asked for first where that is wished, whatever the look is for, and not again where it is there', async () => {
    answers.head = object;
    expect((await seen({ objectFirst: true })).look.object).toEqual({ outcome: 'present', ...object });
    expect(operations()).toEqual(['HeadObject', 'ListParts', 'ListMultipartUploads']);
    asked = [];
    await seen({ purpose: 'look before', objectFirst: false });
    expect(operations()).toEqual(['ListParts', 'ListMultipartUploads', 'HeadObject']);
    // It was not there yet, and may have come meanwhile.
    asked = [];
    answers.head = null;
    await seen({ objectFirst: true });
    expect(operations()).toEqual(['HeadObject', 'ListParts', 'ListMultipartUploads', 'HeadObject']);
  });

  test.each<[string, AppError | number, Uploads | AppError, boolean]>([
    ['it is open', 5, { uploads: [entry('dir/a')] }, false],
    ['it has no parts yet', 0, { uploads: [entry('dir/a')] }, false],
    ['its parts are there and not listed', 5, {}, true],
    ['neither shows it', 0, {}, true],
    ['it is gone and still listed', gone, { uploads: [entry('dir/a')] }, true],
    ['its parts may not be seen', failure('ACCESS_DENIED', { permission: 's3:X' }), {}, true],
    ['its parts will never be shown', refused, {}, true],
    ['the listing will never be shown', gone, refused, true],
    ['it has no parts and the listing will never be shown', 0, refused, true],
    ['its parts could not be seen now', busy, {}, false],
    ['the listing could not be seen now', gone, busy, false],
  ])('where %s', async (_, parts, listing, isAsked) => {
    answers.parts = [parts];
    answers.listing = () => listing;
    await seen();
    expect(operations().includes('HeadObject')).toBe(isAsked);
  });

  test('is looked for in the listing where HEAD is refused, or tells no time, and not where it may be asked again', async () => {
    answers.found = object;
    for (const head of [
      refused,
      failure('ACCESS_DENIED', { permission: 's3:GetObject' }),
      failure('NOT_S3', { unusable: true }),
    ]) {
      answers.head = head;
      expect((await seen()).look.object).toEqual({ outcome: 'present', ...object });
    }
    for (const head of [busy, failure('NOT_S3'), new Error('of the engine')]) {
      asked = [];
      answers.head = head;
      expect((await seen()).look.object.outcome).toBe('failed');
      expect(operations()).not.toContain('ListObjectsV2');
    }
  });

  test('that neither shows for good is denied with what would let it be seen, or failed', async () => {
    answers.head = failure('ACCESS_DENIED', { permission: 's3:GetObject', storeCode: 'AccessDenied' });
    answers.found = failure('ACCESS_DENIED', { permission: 's3:ListBucket' });
    expect((await seen()).look.object).toEqual({
      outcome: 'denied',
      code: 'AccessDenied',
      permission: 's3:GetObject or s3:ListBucket',
    });
    answers.found = busy;
    expect((await seen()).look.object).toMatchObject({ outcome: 'failed', error: { code: 'STORE_FAILED' } });
  });
});

test('asks for a page of its own, on record, that no other call answers', async () => {
  await seen();
  expect(requests).toEqual([
    {
      bucket: refOf(entry('a')).bucket,
      prefix: 'dir/a',
      keyMarker: null,
      uploadIdMarker: null,
      maxUploads: 1000,
      onRecord: true,
    },
  ]);
});

test('hands out parts only where each of them has its number', async () => {
  const told: number[] = [];
  const onParts: LookOptions['onParts'] = (parts) => told.push(parts.length);
  answers.parts = [5];
  await seen({ onParts });
  answers.unnumbered = 2;
  expect((await seen({ onParts })).look.parts).toMatchObject({ outcome: 'present', parts: 3, bytes: null });
  // On record as it was counted.
  expect(results.filter(({ parts }) => parts !== undefined).at(-1)).toMatchObject({ parts: 3, bytes: null });
  // As many without a number as with one are not none.
  answers.unnumbered = 1;
  expect((await seen({ onParts })).look.parts).toMatchObject({ outcome: 'present', parts: 2 });
  answers.parts = [0];
  answers.unnumbered = 0;
  expect((await seen({ onParts })).look.parts).toEqual({ outcome: 'none' });
  expect(told).toEqual([1]);
});

test('each call is on record with what it showed', async () => {
  answers.parts = [5];
  answers.listing = () => ({ uploads: [entry('dir/a')] });
  answers.head = { lastModified: 5, bytes: 9, etag: null };
  await seen({ purpose: 'look before' });
  expect(results).toEqual([
    { call: info(), saw: 'object', bytes: 9 },
    { call: info(), parts: 1, bytes: 5 },
    { call: info(), saw: 'listed' },
  ]);
  expect(asked.map(({ purpose, ref }) => [purpose, ref.uploadId])).toEqual(asked.map(() => ['look before', 'u']));
  results = [];
  answers = { ...answers, parts: [0], listing: () => ({}), head: null };
  await seen();
  expect(results).toEqual([
    { call: info(), parts: 0, bytes: 0 },
    { call: info(), saw: 'not listed' },
    { call: info(), saw: 'no object' },
  ]);
});

test('an error that names no such upload is “gone” by the code that it came with', async () => {
  answers.parts = [failure('NO_SUCH_UPLOAD', { storeCode: 'NoSuchKey' })];
  expect((await seen()).look.parts).toEqual({ outcome: 'gone', code: 'NoSuchKey' });
  answers.parts = [failure('NO_SUCH_UPLOAD')];
  expect((await seen()).look.parts).toEqual({ outcome: 'gone', code: 'NoSuchUpload' });
  // The word in an error that was taken for another one proves nothing.
  for (const storeCode of ['NoSuchUpload', 'NoSuchKey']) {
    answers.parts = [failure('STORE_FAILED', { storeCode, httpStatus: 500 })];
    expect((await seen()).look.parts).toMatchObject({ outcome: 'failed' });
  }
});

test('what is no word of the store’s is no part of a look', async () => {
  const full = failure('DISK_FULL');
  for (const [parts, listing] of [
    [new CallNotSent(false), {}],
    [full, {}],
    [gone, new CallNotSent(true)],
    [gone, full],
  ] as const) {
    answers.parts = [parts];
    answers.listing = () => listing;
    const trouble = parts === gone ? listing : parts;
    await expect(seen()).rejects.toBe(trouble);
    // The other answer is waited for, so that it is on record.
    expect(results.length).toBeGreaterThan(parts === gone ? -1 : 0);
  }
  answers = { ...answers, parts: [gone], listing: () => ({}), head: new CallNotSent(false) };
  await expect(seen()).rejects.toBe(answers.head);
});

describe('a refusal', () => {
  test('is of a permission only where the store speaks of one', () => {
    const named = failure('ACCESS_DENIED', { permission: 'kms:Decrypt', storeCode: 'KMS.Denied' });
    expect(unseen(named, 's3:ListMultipartUploadParts')).toEqual({
      outcome: 'denied',
      code: 'KMS.Denied',
      permission: 'kms:Decrypt',
    });
    expect(unseen(failure('ACCESS_DENIED', { permission: 'a:B' }), 'x')).toMatchObject({ code: 'AccessDenied' });
    expect(unseen(failure('ACCESS_DENIED'), 'x')).toMatchObject({
      outcome: 'failed',
      error: { code: 'ACCESS_DENIED' },
    });
    expect(unseen(failure('STORE_REFUSED', { permission: 'a:B' }), 'x')).toMatchObject({ outcome: 'failed' });
    expect(unseen(new Error('odd'), 'x')).toMatchObject({ outcome: 'failed', error: { code: 'INTERNAL' } });
  });
});

test('a look that is stopped throws the reason, whichever call was under way', async () => {
  const calls = { parts: 'ListParts', listing: 'ListMultipartUploads', head: 'HeadObject', found: 'ListObjectsV2' };
  for (const stopped of ['parts', 'listing', 'head', 'found'] as const) {
    const controller = new AbortController();
    const reason = new Error(`stopped at ${stopped}`);
    answers = { ...answers, parts: [gone], listing: () => ({}), head: null, found: null };
    const stop = () => {
      controller.abort(reason);
      return busy;
    };
    const stopping: CallThrough = async (of, send, result) => {
      if (calls[stopped] === of.operation) throw stop();
      return call(of, send, result);
    };
    if (stopped === 'found') answers.head = refused;
    const model = new ModelStore(clock, connection);
    const store: Store = Object.assign(model, {
      listParts: () => Promise.reject(gone),
      listUploads: async () => ({
        call: info(),
        uploads: [],
        isTruncated: false,
        nextKeyMarker: null,
        nextUploadIdMarker: null,
      }),
      headObject: async () => ({ call: info(), object: given(answers.head) }),
      findObject: async () => ({ call: info(), object: null }),
    });
    const taking = look(
      store,
      refOf({ key: 'dir/a', uploadId }),
      { purpose: 'look after', call: stopping, clock },
      controller.signal,
    );
    await expect(taking).rejects.toBe(reason);
  }
});
