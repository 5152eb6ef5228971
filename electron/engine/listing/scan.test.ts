import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import type { Bucket, Connection, ScanState } from '../../../shared/schema/model.ts';
import { defaultSettings } from '../../../shared/values/connection-defaults.ts';
import { delayed, denied, internalError, type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { outagesOf } from '../connections/testing/outages-of.ts';
import { asClient, type OpenIndex } from '../index/client.ts';
import { openIndexHere } from '../index/testing/open-index-here.ts';
import { systemClock } from '../ports/clock.ts';
import { Paces } from '../store/paces.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import type { Store } from '../store/store.ts';
import { createScans, type Scans } from './scan.ts';

const bucket = 'media';
const knownFacts: EndpointFacts = {
  at: 0,
  bucket,
  keyEncoding: { known: true, value: 'as documented' },
  keyMarker: { known: true, value: 'exclusive' },
  order: { known: true, value: 'sorted' },
  prefix: { known: true, value: 'beginning' },
  pageLimit: { known: true, value: 'honoured' },
  ownerCheck: { known: true, value: 'honoured' },
  initiated: { known: true, value: 'told' },
  initiator: { known: true, value: 'told' },
  storageClass: { known: true, value: 'told' },
  lifecycle: { known: true, value: 'no rules' },
  addressing: { known: true, value: 'path' },
};
let practice: PracticeStore;
let store: Store;
let opened: OpenIndex;
let scans: Scans;
let states: ScanState[];
let facts: EndpointFacts | null;
let ended: [string, string, number][];
/** What the index answers to whatever would change it; null: it does so. */
let writesFail: Error | null;
/** How far the clock is ahead, ms. */
let aheadMs: number;

beforeEach(async () => {
  practice = await startPracticeStore({ scenario: 'empty' });
  const connection: Connection = {
    id: 'c',
    name: 'Practice',
    endpointUrl: practice.endpointUrl,
    region: practice.region,
    pathStyle: true,
    ...defaultSettings,
    bucketSettings: {},
    activeWindowMs: 0,
    quietIntervalMs: 0,
    credentials: { kind: 'static', accessKeyId: practice.accessKeyId, hasSessionToken: false },
    practice: true,
  };
  const { accessKeyId, secretAccessKey } = practice;
  store = createS3Store(connection, async () => ({ accessKeyId, secretAccessKey }), { now: Date.now });
  opened = openIndexHere(':memory:');
  await opened.index.addBucket('c', bucket);
  states = [];
  facts = null;
  ended = [];
  aheadMs = 0;
  writesFail = null;
  const { index } = opened;
  const changes: readonly string[] = [
    'addUploads',
    'saveSizings',
    'setScanState',
    'endScan',
  ] satisfies (keyof typeof index)[];
  scans = createScans({
    index: asClient((operation, args) => {
      if (writesFail && changes.includes(operation)) return Promise.reject(writesFail);
      return Reflect.apply(Reflect.get(index, operation), undefined, args);
    }),
    clock: { ...systemClock, now: () => systemClock.now() + aheadMs },
    random: () => 0,
    log: { info() {}, warn() {}, error() {} },
    paces: new Paces(systemClock, () => 0),
    serverTime: { now: () => systemClock.now() + aheadMs },
    knowledge: { learn: () => {}, endpointFacts: () => facts },
    connections: {
      attendedStoreFor: async () => store,
      outages: outagesOf(store),
    },
    buckets: {
      tell: async (_connectionId, _name, { scan } = {}) => {
        states.push(scan ?? (await found()).scan);
      },
    },
    scanned: (...scan) => ended.push(scan),
  });
});

afterEach(async () => {
  await scans.close();
  store.close();
  await opened.close();
  await practice.close();
});

async function found(): Promise<Bucket> {
  const known = await opened.index.bucket('c', bucket, 0);
  if (!known) throw new Error('The bucket is not in the index');
  return known;
}

/** Scans the bucket to its end and returns what the index has of it. */
async function scanned(): Promise<Bucket> {
  await scans.start('c', bucket);
  await expect.poll(async () => (await found()).scan.status).toMatch(/complete|failed|stopped/);
  return found();
}

function seed(count: number, parts = 2) {
  practice.createBucket(bucket);
  practice.seedUploads(
    bucket,
    Array.from({ length: count }, (_, n) => ({
      key: `folder/a+b ${String(n).padStart(5, '0')}`,
      initiatedAt: 1_700_000_000_000 + n * 1000,
      parts: Array.from({ length: parts }, (_, p) => ({
        partNumber: p + 1,
        size: 100,
        lastModified: 1_700_000_000_000,
      })),
    })),
  );
}

describe('a scan', () => {
  it('lists over all pages and sizes every upload', async () => {
    seed(1_200);
    const { scan, totals } = await scanned();
    expect(scan).toMatchObject({ status: 'complete', uploads: 1_200 });
    expect(scan).not.toMatchObject({ pages: 1 });
    expect(totals).toMatchObject({ uploads: 1_200, sized: 1_200, unsizable: 0, bytes: 240_000, parts: 2_400 });
    expect(states.at(0)?.status).toBe('listing');
    expect(states.map(({ status }) => status)).toContain('sizing');
  });

  it('says what is denied and keeps what it could list', async () => {
    seed(3);
    practice.setBehaviour(bucket, { faults: [denied('ListParts')] });
    const { scan, totals } = await scanned();
    expect(scan).toMatchObject({ status: 'complete', uploads: 3 });
    expect(totals).toMatchObject({ uploads: 3, sized: 0, unsizable: 3, bytes: 0 });
    const rows = await opened.index.uploadsAfter(
      { connectionId: 'c', bucket, filter: {}, activeSince: 0 },
      null,
      10_000,
    );
    expect(rows.at(0)?.sizing).toMatchObject({
      status: 'failed',
      error: { code: 'ACCESS_DENIED', details: { permission: 's3:ListMultipartUploadParts' } },
    });
  });

  it('fails with the reason where listing is denied, and never looks empty', async () => {
    seed(3);
    practice.setBehaviour(bucket, { faults: [denied('ListMultipartUploads')] });
    const { scan, totals } = await scanned();
    // Nothing was read, so nothing is known: not zero (design, rule 4).
    expect(totals).toBeNull();
    expect(scan).toMatchObject({
      status: 'failed',
      error: { code: 'ACCESS_DENIED', details: { permission: 's3:ListBucketMultipartUploads' } },
    });
  });

  it('on a disk that is full says so to whoever watches, though the index cannot be told', async () => {
    seed(1_200, 1);
    await scans.start('c', bucket);
    await expect.poll(() => states.length).toBeGreaterThan(0);
    writesFail = new Error('database or disk is full');
    await expect.poll(() => states.at(-1)).toMatchObject({ status: 'failed', error: { code: 'DISK_FULL' } });
    expect((await found()).scan.status).toMatch(/listing|sizing/);
    writesFail = null;
    expect((await scanned()).scan).toMatchObject({ status: 'complete', uploads: 1_200 });
  });

  it('ends a listing that goes in circles, with what was read so far', async () => {
    seed(2_500);
    practice.setBehaviour(bucket, { nextMarkers: 'repeated' });
    const { scan, totals } = await scanned();
    expect(scan).toMatchObject({ status: 'failed', error: { code: 'PAGING_MARKER_REPEATED' } });
    expect(totals?.uploads).toBeGreaterThanOrEqual(1_000);
  });

  it('gets over a store that fails now and then', async () => {
    seed(40);
    practice.setBehaviour(bucket, {
      faults: [
        internalError({ operations: ['ListMultipartUploads'], times: 2 }),
        internalError({ operations: ['ListParts'], times: 12 }),
      ],
    });
    const { scan, totals } = await scanned();
    expect(scan.status).toBe('complete');
    expect(totals).toMatchObject({ uploads: 40, sized: 40 });
  });

  it('drops on a re-run what is gone, and keeps the rest', async () => {
    seed(5);
    await scanned();
    const gone = practice.uploads(bucket).at(0);
    if (!gone) throw new Error('Nothing was seeded');
    practice.completeUpload(bucket, gone.key, gone.uploadId);
    await opened.index.setScanState('c', bucket, { status: 'never' });
    const { totals } = await scanned();
    expect(totals?.uploads).toBe(4);
  });

  it('tells on a re-run what is new, gone and unchanged', async () => {
    seed(5);
    expect((await scanned()).scan).not.toHaveProperty('changes');
    const [gone] = practice.uploads(bucket);
    if (!gone) throw new Error('Nothing was seeded');
    practice.completeUpload(bucket, gone.key, gone.uploadId);
    practice.seedUploads(bucket, [{ key: 'new', initiatedAt: 1 }]);
    await opened.index.setScanState('c', bucket, { status: 'never' });
    expect((await scanned()).scan).toMatchObject({ uploads: 5, changes: { fresh: 1, gone: 1, hidden: 0 } });
  });

  it('counts on a re-run what vanished, by how old it was', async () => {
    practice.createBucket(bucket);
    const begunAt = Date.now() - 5.5 * 3_600_000;
    practice.seedUploads(bucket, [
      { key: 'a', initiatedAt: begunAt, parts: [{ partNumber: 1, size: 5, lastModified: begunAt }] },
      { key: 'b', initiatedAt: begunAt },
    ]);
    await scanned();
    const gone = practice.uploads(bucket).at(0);
    if (!gone) throw new Error('Nothing was seeded');
    practice.completeUpload(bucket, gone.key, gone.uploadId);
    aheadMs = 2 * 3_600_000;
    await opened.index.setScanState('c', bucket, { status: 'never' });
    await scanned();
    expect(await opened.index.endedUploads('c', bucket)).toEqual([
      { how: 'vanished', leastMs: 5 * 3_600_000, mostMs: 8 * 3_600_000, uploads: 1, still: false },
    ]);
  });

  it('catches a store that hides what it listed before', async () => {
    seed(4);
    await scanned();
    practice.setBehaviour(bucket, { hidden: 'always', partsWhenCompleted: 'parts' });
    const [done] = practice.uploads(bucket);
    if (!done) throw new Error('Nothing was seeded');
    practice.completeUpload(bucket, done.key, done.uploadId);
    await opened.index.setScanState('c', bucket, { status: 'never' });
    const { scan, totals } = await scanned();
    // The completed one shows parts as well, but its object is there.
    expect(scan).toMatchObject({ status: 'complete', uploads: 0, changes: { gone: 1, hidden: 3 } });
    expect(totals).toMatchObject({ uploads: 3, sized: 3, bytes: 600 });
    const rows = await opened.index.uploadsAfter(
      { connectionId: 'c', bucket, filter: {}, activeSince: 0 },
      null,
      10_000,
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual(['hidden', 'hidden', 'hidden']);
  });

  it('keeps what it may not look at', async () => {
    seed(2);
    await scanned();
    practice.setBehaviour(bucket, { hidden: 'always', faults: [denied('ListParts')] });
    await opened.index.setScanState('c', bucket, { status: 'never' });
    expect((await scanned()).totals?.uploads).toBe(2);
  });

  it('goes on after a restart where it was broken off, and reads nothing twice', async () => {
    seed(6_000, 0);
    const stalled = { effect: { kind: 'stall' as const }, operations: ['ListMultipartUploads' as const], after: 3 };
    practice.setBehaviour(bucket, { nextMarkers: 'key-only', keyMarker: 'inclusive', faults: [stalled] });
    await scans.start('c', bucket);
    await expect.poll(async () => (await found()).totals?.uploads).toBeGreaterThanOrEqual(1_000);
    await scans.stop('c', bucket);
    const { scan: stopped } = await found();
    expect(stopped).toMatchObject({ status: 'stopped' });
    const before = stopped.status === 'stopped' ? stopped.uploads : 0;
    expect(before).toBeLessThan(6_000);

    practice.setBehaviour(bucket, { faults: [] });
    const asked: (string | null | undefined)[] = [];
    const { listUploads } = store;
    store.listUploads = (request, abort) => {
      asked.push(request.keyMarker);
      return listUploads(request, abort);
    };
    await scans.start('c', bucket);
    await expect.poll(async () => (await found()).scan.status).toMatch(/sizing|complete/);
    expect((await found()).scan).toMatchObject({ uploads: 6_000 });
    // The beginning was read before the restart.
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((marker) => !marker)).toEqual([]);
  });

  it.each([
    ['less than a day', 24 * 3_600_000 - 60_000, true],
    ['a day', 24 * 3_600_000, false],
    ['a year', 365 * 24 * 3_600_000, false],
  ])('that was broken off %s ago %s', async (_, ago, goesOn) => {
    seed(3_500, 0);
    const stalled = { effect: { kind: 'stall' as const }, operations: ['ListMultipartUploads' as const], after: 2 };
    practice.setBehaviour(bucket, { faults: [stalled] });
    await scans.start('c', bucket);
    await expect.poll(async () => (await found()).totals?.uploads).toBeGreaterThanOrEqual(1_000);
    await scans.stop('c', bucket);
    const { scan: stopped } = await found();
    if (stopped.status !== 'stopped') throw new Error('It was not broken off');

    practice.setBehaviour(bucket, { faults: [] });
    aheadMs = ago;
    const asked: (string | null)[] = [];
    const { listUploads } = store;
    store.listUploads = (request, abort) => {
      asked.push(request.keyMarker ?? null);
      return listUploads(request, abort);
    };
    const { scan } = await scanned();
    expect(scan).toMatchObject({ status: 'complete', uploads: 3_500 });
    expect(asked.includes(null)).toBe(!goesOn);
    // Whatever was listed long ago may be gone: the count and the start are those of the new listing.
    if (scan.status !== 'complete') throw new Error('It is not complete');
    expect(scan.startedAt === stopped.startedAt).toBe(goesOn);
  });

  it('walks from page to page where the endpoint is known not to allow ranges', async () => {
    seed(3_500, 0);
    const asked: (string | null)[] = [];
    const { listUploads } = store;
    store.listUploads = (request, abort) => {
      asked.push(request.uploadIdMarker ?? null);
      return listUploads(request, abort);
    };
    const listed = async () => {
      await opened.index.setScanState('c', bucket, { status: 'never' });
      asked.length = 0;
      await scans.start('c', bucket);
      await expect.poll(async () => (await found()).scan.status).toMatch(/sizing|complete/);
      await scans.stop('c', bucket);
      return [...asked];
    };
    facts = { ...knownFacts, order: { known: true, value: 'unsorted' } };
    // One page after the other, each where the store's own markers led.
    expect(await listed()).toEqual([null, expect.any(String), expect.any(String), expect.any(String)]);
    facts = knownFacts;
    expect((await listed()).filter((marker) => marker === null).length).toBeGreaterThan(2);
  });

  it('says that it is through, and nothing where it failed', async () => {
    seed(3);
    await scanned();
    await expect.poll(() => ended).toEqual([['c', bucket, 3]]);
    ended.length = 0;
    practice.setBehaviour(bucket, { faults: [denied('ListMultipartUploads')] });
    expect((await scanned()).scan.status).toBe('failed');
    await scans.close();
    expect(ended).toEqual([]);
  });

  it('sizes first what somebody looks at', async () => {
    seed(1_000);
    const last = practice.uploads(bucket).slice(-5);
    practice.setBehaviour(bucket, { faults: [delayed(20, { operations: ['ListParts'] })] });
    await scans.start('c', bucket);
    await expect.poll(async () => (await found()).totals?.uploads).toBe(1_000);
    scans.prioritise('c', bucket, last);
    const sizedYet = async () =>
      (
        await opened.index.uploadsByRefs(
          last.map(({ key, uploadId }) => ({ connectionId: 'c', bucket, key, uploadId })),
          0,
        )
      ).every(({ sizing }) => sizing.status === 'sized');
    await expect.poll(sizedYet).toBe(true);
    expect((await found()).totals?.sized).toBeLessThan(700);
  });

  it('stops where it is told to, and says so', async () => {
    seed(3_000);
    practice.setBehaviour(bucket, { faults: [{ effect: { kind: 'stall' }, operations: ['ListParts'], after: 10 }] });
    await scans.start('c', bucket);
    await expect.poll(async () => (await found()).totals?.uploads).toBe(3_000);
    await scans.stop('c', bucket);
    expect((await found()).scan).toMatchObject({ status: 'stopped', uploads: 3_000 });
  });
});
