import { afterEach, expect, it } from 'vitest';
import type { Unknown } from '../../../shared/schema/unknowns.ts';
import {
  type BucketBehaviour,
  cephBehaviour,
  denied,
  type Fault,
  type PracticeStore,
  slowDown,
  startPracticeStore,
} from '../../practice/store.ts';
import { modelListing } from '../listing/testing/model-listing.ts';
import { systemClock } from '../ports/clock.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { Store } from '../store/store.ts';
import { probeEndpoint } from './probe.ts';
import { prefixFact } from './probe-facts.ts';

let practice: PracticeStore | null = null;
let store: Store | null = null;
afterEach(async () => {
  store?.close();
  await practice?.close();
});

const keys = ['a+b.bin', 'c d+e.bin', 'f.bin', 'g+h.bin', 'i j.bin', 'k.bin', 'l%41.bin', 'm+n.bin'];

async function probe(behaviour: Partial<BucketBehaviour> = {}, uploads: readonly string[] = keys, lifecycle?: string) {
  const initiatedAt = Date.UTC(2026, 2, 1);
  const bucket = { name: 'b', behaviour, uploads: uploads.map((key) => ({ key, initiatedAt })) };
  const scenario = { name: 'test', buckets: [lifecycle === undefined ? bucket : { ...bucket, lifecycle }] };
  practice = await startPracticeStore({ scenario });
  const { accessKeyId, secretAccessKey } = practice;
  const connection = exampleConnection(practice.endpointUrl);
  store = createS3Store(connection, async () => ({ accessKeyId, secretAccessKey }), { now: Date.now });
  const ports = { clock: systemClock, random: () => 0, signal: new AbortController().signal };
  const facts = await probeEndpoint(store, 'b', ports);
  return { facts, calls: practice.calls };
}

const known = (value: string) => ({ known: true, value });
const not = (because: Unknown) => ({ known: false, unknown: because });

it('finds a store that does as AWS documents', async () => {
  const rule =
    '<LifecycleConfiguration><Rule><ID>r</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter><Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>';
  const { facts } = await probe({}, keys, rule);
  expect(facts).toEqual({
    at: expect.any(Number),
    bucket: 'b',
    keyEncoding: known('as documented'),
    keyMarker: known('exclusive'),
    order: known('sorted'),
    prefix: known('beginning'),
    pageLimit: known('honoured'),
    ownerCheck: known('honoured'),
    initiated: known('told'),
    initiator: known('told'),
    storageClass: known('told'),
    lifecycle: known('rules'),
    addressing: known('path'),
  });
});

it('finds a store that does as Ceph', async () => {
  const { facts } = await probe(cephBehaviour);
  expect(facts).toMatchObject({
    keyEncoding: known('keys encoded, markers plain'),
    keyMarker: known('inclusive'),
    order: known('sorted'),
    ownerCheck: known('ignored'),
    lifecycle: known('no rules'),
  });
});

it('finds a store that does everything else its own way', async () => {
  const { facts } = await probe({
    keyEncoding: 'ignored',
    keyOrder: 'unsorted',
    keyMarker: 'opaque',
    maxUploads: 'ignored',
    tells: { initiator: false, storageClass: false },
    lifecycle: 'empty',
  });
  expect(facts).toMatchObject({
    keyMarker: known('opaque'),
    order: known('unsorted'),
    pageLimit: known('ignored'),
    initiator: known('not told'),
    storageClass: known('not told'),
    lifecycle: known('empty'),
  });
});

it('believes that a key leads nowhere only when it has seen so twice, beside a page read anew', async () => {
  const uploads = Array.from({ length: 20 }, (_, n) => ({ key: `k${n}`, uploadId: `u${n}` }));
  const ports = { clock: systemClock, random: () => 0, signal: new AbortController().signal };
  const call = { status: 404, requestId: null, serverTime: null, requestCharged: false };
  const rest = {
    countLifecycleRules: async () => ({ call, rules: null }),
    keyWriting: () => ({ echoed: true, keys: null, marker: null }),
    initiationTimes: () => 'told' as const,
    learned: () => ({ region: 'us-east-1', pathStyle: true }),
  };
  const lost = modelListing(uploads, { keyMarker: 'ignored' });
  const facts = await probeEndpoint({ ...lost.store, ...rest }, 'b', ports);
  expect(facts.keyMarker).toEqual(known('opaque'));
  expect(lost.requests.filter(({ keyMarker }) => keyMarker)).toHaveLength(2);
  expect(lost.requests.length).toBeLessThanOrEqual(10);

  // The bucket changed between the first page and the question.
  const changed = modelListing(uploads);
  const other = modelListing(uploads.map(({ uploadId, key }) => ({ key, uploadId: `x${uploadId}` })));
  let pages = 0;
  const moving: Store = {
    ...changed.store,
    ...rest,
    listUploads: (...request) => (++pages === 1 ? other : changed).store.listUploads(...request),
  };
  expect((await probeEndpoint(moving, 'b', ports)).keyMarker).toEqual(known('exclusive'));
});

it.each<[BucketBehaviour['keyEncoding'], string]>([
  ['ignored', 'plain'],
  ['silent', 'encoded'],
])('tells the key encoding %s: %s', async (keyEncoding, value) => {
  const { facts } = await probe({ keyEncoding });
  expect(facts.keyEncoding).toEqual(known(value));
});

it('says of an empty bucket what it cannot show, and learns the rest', async () => {
  const { facts, calls } = await probe({}, []);
  expect(facts).toMatchObject({
    keyEncoding: known('as documented'),
    keyMarker: not({ why: 'too few keys', for: 'markers', fewest: 3 }),
    order: not({ why: 'too few keys', for: 'order', fewest: 5 }),
    pageLimit: not({ why: 'too few uploads', fewest: 3 }),
    initiator: not({ why: 'no uploads' }),
    storageClass: not({ why: 'no uploads' }),
    ownerCheck: known('honoured'),
    lifecycle: known('no rules'),
  });
  expect(calls).toHaveLength(3);
});

it('says that plain keys show nothing of how keys are written where the store does not say so', async () => {
  const { facts } = await probe({ keyEncoding: 'ceph' }, ['a', 'b', 'c', 'd', 'e']);
  expect(facts.keyEncoding).toEqual(not({ why: 'no telling key' }));
});

it.each<[string, Fault, object]>([
  [
    'denied',
    denied('GetBucketLifecycleConfiguration'),
    {
      known: false,
      unknown: {
        why: 'failed',
        error: { code: 'ACCESS_DENIED', details: { permission: 's3:GetLifecycleConfiguration' } },
      },
    },
  ],
  [
    'not implemented',
    { operations: ['GetBucketLifecycleConfiguration'], effect: { kind: 'error', status: 501, code: 'NotImplemented' } },
    known('not supported'),
  ],
  [
    'an answer to something else',
    { operations: ['GetBucketLifecycleConfiguration'], effect: { kind: 'not-xml' } },
    known('not supported'),
  ],
])('reads the lifecycle where it is %s', async (_, fault, expected) => {
  const { facts } = await probe({ faults: [fault] });
  expect(facts.lifecycle).toMatchObject(expected);
  expect(facts.order).toEqual(known('sorted'));
});

it('makes a fact unknown, with the reason, where its question fails', async () => {
  // The page and the short one are let through, each with the one that it is compared with.
  const refuses: Fault = {
    operations: ['ListMultipartUploads'],
    after: 4,
    effect: { kind: 'error', status: 409, code: 'OddCode', message: 'Odd words.' },
  };
  const { facts } = await probe({ faults: [refuses] });
  const unknown = { why: 'failed', error: { details: { storeCode: 'OddCode', storeMessage: 'Odd words.' } } };
  expect(facts).toMatchObject({ pageLimit: known('honoured'), ownerCheck: { known: false, unknown } });
});

it('sees what a prefix leaves of a listing, and concludes nothing from one that shows nothing', async () => {
  expect((await probe({ prefix: 'exact key' })).facts.prefix).toEqual(known('exact key'));
  await practice?.close();
  expect((await probe({ prefix: 'no prefix' })).facts.prefix).toEqual(known('no prefix'));
  await practice?.close();
  expect((await probe({}, ['x', ' b', 'a', 'ab'])).facts.prefix).toMatchObject({ known: false });
  expect(prefixFact({ prefix: 'f.bi', narrowed: page([]), whole: page([]) })).toMatchObject({ known: false });
  // The prefix is a key itself: an exact match would show it as well.
  expect(prefixFact({ prefix: 'f', narrowed: page(['f']), whole: null })).toMatchObject({ known: false });
});

function page(keys: readonly string[]) {
  const uploads = keys.map((key) => ({ key, uploadId: key, initiatedAt: 0, initiator: null, owner: null }));
  const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
  const answer = { call, isTruncated: false, nextKeyMarker: null, nextUploadIdMarker: null };
  return { ok: true as const, answer: { ...answer, uploads: uploads.map((one) => ({ ...one, storageClass: null })) } };
}

it('fails where the bucket cannot be listed', async () => {
  await expect(probe({ faults: [denied('ListMultipartUploads')] })).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});

it('asks a busy store again', async () => {
  const { facts } = await probe({ faults: [slowDown(null, { times: 2 })] });
  expect(facts).toMatchObject({ order: known('sorted'), lifecycle: known('no rules') });
});

it.each<[string, Partial<BucketBehaviour>]>([
  ['AWS', {}],
  ['Ceph', cephBehaviour],
  ['one without order', { keyOrder: 'unsorted', keyEncoding: 'silent', expectedOwner: 'ignored' }],
])('writes nothing and asks at most twelve times, on a store like %s', async (_, behaviour) => {
  const { calls } = await probe(behaviour);
  const reading = new Set(['ListMultipartUploads', 'GetBucketLifecycleConfiguration']);
  expect(calls.filter(({ operation }) => !reading.has(operation))).toEqual([]);
  expect(calls.length).toBeGreaterThan(3);
  expect(calls.length).toBeLessThanOrEqual(12);
});
