import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Part } from '../../../../shared/schema/model.ts';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import type { PartsPage, Store, UploadsPage } from '../../store/store.ts';
import type { CallEntry, CallThrough } from '../recording/recorded-calls.ts';
import { connection, refOf } from '../testing/bench.ts';
import { ModelStore, type ModelUpload } from '../testing/model-store.ts';
import { look } from './look.ts';

let clock: FakeClock;
let store: ModelStore;
let upload: ModelUpload;
let sent: CallEntry[];

const call: CallThrough = (entry, send) => {
  sent.push(entry);
  return send();
};

beforeEach(() => {
  clock = new FakeClock();
  store = new ModelStore(clock, connection);
  sent = [];
  const parts = [1, 2, 3, 4, 5].map((partNumber) => ({ partNumber, size: 10, lastModified: clock.now() - partNumber }));
  upload = store.add({ key: 'dir/a', uploadId: 'u', parts });
});

async function take(purpose: 'look before' | 'look after' | 'verify' = 'look after', of: Store = store) {
  const taken = look(of, refOf(upload), { purpose, call, clock });
  await clock.advance(60_000);
  return (await taken).look;
}

const operations = () => sent.map(({ operation }) => operation);

/** The model with one call answered otherwise. */
function withListing(pages: (keyMarker: string | null, prefix: string | undefined) => Partial<UploadsPage>): Store {
  const blank = {
    call: { status: 200, requestId: null, serverTime: null, requestCharged: false },
    uploads: [],
    isTruncated: false,
  };
  return Object.assign(Object.create(store) as ModelStore, {
    listUploads: async ({ keyMarker = null, prefix }: Parameters<Store['listUploads']>[0]) => ({
      ...blank,
      nextKeyMarker: null,
      nextUploadIdMarker: null,
      ...pages(keyMarker, prefix),
    }),
    listParts: store.listParts.bind(store),
    headObject: store.headObject.bind(store),
    findObject: store.findObject.bind(store),
  });
}

const listedHere = () => ({
  key: upload.key,
  uploadId: upload.uploadId,
  initiatedAt: 7,
  initiator: null,
  owner: null,
  storageClass: null,
});

describe('ListParts', () => {
  test('is read over all pages', async () => {
    const inOnePage = (await take()).parts;
    sent = [];
    store.pageSize = 2;
    expect((await take()).parts).toEqual(inOnePage);
    expect(inOnePage).toEqual({
      outcome: 'present',
      parts: 5,
      bytes: 50,
      newestPartAt: upload.parts[0]?.lastModified,
      partSet: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(operations().filter((operation) => operation === 'ListParts')).toHaveLength(3);
  });

  test('a part whose size or number cannot be is there, and what the upload holds is not known', async () => {
    const listParts = store.listParts.bind(store);
    const answers = (change: (page: PartsPage) => Partial<PartsPage>): Store =>
      Object.assign(Object.create(store) as ModelStore, {
        listParts: async (...asked: Parameters<Store['listParts']>) => {
          const page = await listParts(...asked);
          return { ...page, ...change(page) };
        },
      });
    const unsized = answers(({ parts }) => ({ parts: parts.with(1, { ...parts[1], size: null } as Part) }));
    const told: number[] = [];
    const onParts = (parts: readonly Part[]) => told.push(parts.length);
    const taken = look(unsized, refOf(upload), { purpose: 'verify', onParts, call, clock });
    await clock.advance(60_000);
    expect((await taken).look.parts).toMatchObject({ outcome: 'present', parts: 5, bytes: null });
    expect(told).toEqual([5]);

    const unnumbered = answers(({ parts }) => ({ parts: parts.slice(1), unnumbered: parts.slice(0, 1) }));
    expect((await take('look after', unnumbered)).parts).toMatchObject({ outcome: 'present', parts: 5, bytes: null });
    // Never none: what has no number is there all the same.
    const alone = answers(() => ({ parts: [], unnumbered: [{ lastModified: null }] }));
    expect((await take('look after', alone)).parts).toEqual({
      outcome: 'present',
      parts: 1,
      bytes: null,
      newestPartAt: null,
    });
  });

  test('404 is gone; 200 without parts is none; 403 names the permission; anything else failed', async () => {
    expect((await take()).object).toEqual({ outcome: 'unasked' });
    upload.parts = [];
    expect((await take()).parts).toEqual({ outcome: 'none' });
    upload.state = 'aborted';
    expect((await take()).parts).toEqual({ outcome: 'gone', code: 'NoSuchUpload' });
    store.denied.add('ListParts');
    expect((await take()).parts).toMatchObject({ outcome: 'denied', permission: 's3:ListMultipartUploadParts' });
    store.fault = () => ({ kind: 'fails', code: 'STORE_FAILED', status: 500 });
    expect(await take()).toMatchObject({ parts: { outcome: 'failed', error: { code: 'STORE_FAILED' } } });
  });

  test('pages that promise more parts and show none prove nothing, and hand out no parts', async () => {
    upload.breaksOffParts = true;
    const handedOut: unknown[] = [];
    const taking = look(store, refOf(upload), {
      purpose: 'verify',
      call,
      clock,
      onParts: (parts) => handedOut.push(parts),
    });
    await clock.advance(60_000);
    expect((await taking).look.parts).toMatchObject({ outcome: 'failed', error: { code: 'PAGING_BROKEN_OFF' } });
    expect(handedOut).toEqual([]);
    // Gone is gone, broken off or not.
    upload.state = 'aborted';
    upload.parts = [];
    expect((await take()).parts).toEqual({ outcome: 'gone', code: 'NoSuchUpload' });
  });

  test('a bucket that is gone does not make the upload gone', async () => {
    store.fault = () => ({ kind: 'fails', code: 'NO_SUCH_BUCKET', status: 404 });
    expect((await take()).parts).toMatchObject({ outcome: 'failed' });
  });
});

describe('ListMultipartUploads', () => {
  test('finds the upload among others of its key and of keys that start like it, over pages', async () => {
    store.uploads.length = 0;
    for (const uploadId of ['1', '2', '3']) store.add({ key: 'dir/a', uploadId });
    store.add({ key: 'dir/ab', uploadId: '4' });
    store.uploads.push(upload);
    store.sorts = false;
    store.pageSize = 2;
    expect((await take()).listing).toEqual({ outcome: 'listed', initiatedAt: upload.initiatedAt });
    upload.hidden = true;
    expect((await take()).listing).toEqual({ outcome: 'absent' });
  });

  test('goes on within the uploads of one key, where a page ends among them', async () => {
    store.uploads.length = 0;
    for (let n = 0; n < 6; n++) store.add({ key: 'dir/a', uploadId: `earlier ${n}` });
    store.uploads.push(upload);
    // Behind all of them, so that nothing is found by luck once the key is passed.
    store.add({ key: 'dir/ab', uploadId: 'behind' });
    store.pageSize = 2;
    expect((await take()).listing).toEqual({ outcome: 'listed', initiatedAt: upload.initiatedAt });
    expect(operations().filter((operation) => operation === 'ListMultipartUploads')).toHaveLength(4);
  });

  test('another upload of the key is not this one, and another key with its upload ID neither', async () => {
    const listing = withListing(() => ({
      uploads: [
        { ...listedHere(), uploadId: 'other' },
        { ...listedHere(), key: 'dir/ab' },
      ],
    }));
    expect((await take('look after', listing)).listing).toEqual({ outcome: 'absent' });
  });

  test('pages in circles, and pages without a marker, prove nothing', async () => {
    const circle = withListing((keyMarker) => ({ isTruncated: true, nextKeyMarker: keyMarker === 'x' ? 'y' : 'x' }));
    expect((await take('look after', circle)).listing).toMatchObject({ error: { code: 'PAGING_MARKER_REPEATED' } });
    const lost = withListing(() => ({ isTruncated: true }));
    expect((await take('look after', lost)).listing).toMatchObject({ error: { code: 'PAGING_MARKER_MISSING' } });
    const empty = withListing(() => ({ isTruncated: true, nextKeyMarker: '' }));
    expect((await take('look after', empty)).listing).toMatchObject({ error: { code: 'PAGING_MARKER_MISSING' } });
  });

  test.each([
    [['2', '4', '2'], 'PAGING_MARKER_REPEATED'],
    [['2', null], 'PAGING_MARKER_MISSING'],
    [[''], 'PAGING_MARKER_MISSING'],
  ] as const)('parts whose markers are %j prove nothing', async (markers, code) => {
    let asked = 0;
    const lost: Store = Object.assign(Object.create(store) as ModelStore, {
      listParts: async (...request: Parameters<Store['listParts']>) => ({
        ...(await store.listParts(...request)),
        isTruncated: true,
        nextPartNumberMarker: markers[asked++] ?? null,
      }),
      listUploads: store.listUploads.bind(store),
      headObject: store.headObject.bind(store),
      findObject: store.findObject.bind(store),
    });
    expect((await take('look after', lost)).parts).toMatchObject({ outcome: 'failed', error: { code } });
    expect(asked).toBe(markers.length);
  });

  test('where the store rejects the key as a prefix, the whole bucket is walked', async () => {
    upload.key = 'dir/ä\u0001+';
    const picky = withListing((_, prefix) => {
      if (prefix !== undefined) throw new AppError('STORE_REFUSED', 'InvalidArgument', { httpStatus: 400 });
      return { uploads: [listedHere()] };
    });
    expect((await take('look after', picky)).listing).toEqual({ outcome: 'listed', initiatedAt: 7 });
    upload.key = 'dir/plain';
    expect((await take('look after', picky)).listing).toMatchObject({ outcome: 'failed' });
  });

  test('403 names the permission', async () => {
    store.denied.add('ListMultipartUploads');
    expect((await take()).listing).toMatchObject({ outcome: 'denied', permission: 's3:ListBucketMultipartUploads' });
  });
});

describe('the object', () => {
  const object = { lastModified: 5, bytes: 9, etag: '"e"' };

  test('is asked for once the upload is gone, and where parts show that are not listed', async () => {
    store.objects.set(upload.key, object);
    expect((await take()).object).toEqual({ outcome: 'unasked' });
    upload.hidden = true;
    expect((await take()).object).toEqual({ outcome: 'present', ...object });
    upload.state = 'aborted';
    upload.parts = [];
    expect((await take()).object).toEqual({ outcome: 'present', ...object });
  });

  test('before an abort it is asked for first, so that an upload seen later was open while it was there', async () => {
    store.objects.set(upload.key, object);
    expect((await take('look before')).object).toEqual({ outcome: 'present', ...object });
    expect(operations()[0]).toBe('HeadObject');
  });

  test('a Complete between the two questions is not missed', async () => {
    const done = look(store, refOf(upload), { purpose: 'look before', call, clock });
    await clock.runUntil(() => operations().length > 1);
    store.complete(upload);
    await clock.advance(60_000);
    expect((await done).look.object).toMatchObject({ outcome: 'present', bytes: 50 });
  });

  test('the listing tells where HEAD is denied; where both are, either permission would do', async () => {
    upload.state = 'aborted';
    upload.parts = [];
    store.denied.add('HeadObject');
    expect((await take()).object).toEqual({ outcome: 'absent' });
    store.denied.add('ListObjectsV2');
    expect((await take()).object).toMatchObject({ outcome: 'denied', permission: 's3:GetObject or s3:ListBucket' });
  });
});

test('a look that is broken off throws, and does not pass for a failed one', async () => {
  const controller = new AbortController();
  const taking = look(store, refOf(upload), { purpose: 'verify', call, clock }, controller.signal);
  const broken = expect(taking).rejects.toThrow('enough');
  controller.abort(new Error('enough'));
  await clock.advance(1000);
  await broken;
});

test('a look is dated by the server where it tells the time', async () => {
  store.skewMs = 3_600_000;
  const taking = look(store, refOf(upload), { purpose: 'verify', call, clock });
  await clock.advance(1000);
  const taken = await taking;
  expect(taken.look.at).toBe(taken.serverTime);
  expect(taken.look.at - taken.endedAt).toBeGreaterThan(3_598_000);
  expect(taken.endedAt - taken.startedAt).toBe(store.latencyMs);
});
