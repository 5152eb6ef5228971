import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { cephBehaviour, minioBehaviour, type PracticeStore, seaweedfsBehaviour, storeBehaviours } from '../store.ts';
import { clientOf, codeOf, listedKeys, noon, openStore, partNumbers } from '../testing/practice-client.ts';

const dayMs = 86_400_000;

/** A store whose clock stands at noon unless it is moved, and a client that goes by it. */
async function openAtNoon(behaviour: Parameters<typeof openStore>[0]) {
  const clock = { now: noon };
  const it = await openStore(behaviour, { now: () => clock.now });
  return { ...it, client: clientOf(it.store, { systemClockOffset: noon - Date.now() }), clock };
}

const list = (client: S3Client, input: Partial<ListMultipartUploadsCommandInput> = {}) =>
  client.send(new ListMultipartUploadsCommand({ Bucket: 'b', ...input }));

const abort = (client: S3Client, Key: string, UploadId: string) =>
  client
    .send(new AbortMultipartUploadCommand({ Bucket: 'b', Key, UploadId }))
    .then(({ $metadata }) => $metadata.httpStatusCode);

test('each is known by name', () => {
  expect(Object.keys(storeBehaviours)).toEqual(['aws', 'ceph', 'minio', 'seaweedfs']);
});

describe('minio', () => {
  /** Uploads of two nodes: the last letter of an ID says of which, and this one answers. */
  const seed = (store: PracticeStore, key: string, uploadId: string, ageMs = 60_000) =>
    store.seedUpload({
      bucket: 'b',
      key,
      uploadId,
      initiatedAt: noon - ageMs,
      parts: Array.from({ length: 2500 }, (_, i) => ({ partNumber: i + 1, size: 5 << 20 })),
    });

  test('lists one node’s uploads, the oldest first and all at once; of a key every one', async () => {
    await using it = await openAtNoon(minioBehaviour);
    for (let n = 0; n < 1200; n += 1)
      it.store.seedUpload({ bucket: 'b', key: `k${n}`, uploadId: `${n}b`, initiatedAt: noon - n });
    seed(it.store, 'other-node', 'id-a');
    const page = await list(it.client, { MaxUploads: 10 });
    expect([page.Uploads?.length, page.Uploads?.[0]?.Key, page.IsTruncated]).toEqual([1200, 'k1199', false]);
    expect(page.Uploads?.some(({ Key }) => Key === 'other-node')).toBe(false);
    expect(await listedKeys(it.client, 'other-node')).toEqual(['other-node']);
    // A prefix is a key: `other` is none.
    expect(await listedKeys(it.client, 'other')).toEqual([]);
  });

  test('answers 204 to any abort, and lists what is gone for a while', async () => {
    await using it = await openAtNoon(minioBehaviour);
    const id = seed(it.store, 'k', 'id-b');
    expect([
      await abort(it.client, 'k', id),
      await abort(it.client, 'k', id),
      await abort(it.client, 'k', 'nobody'),
    ]).toEqual([204, 204, 204]);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual(['NoSuchUpload', ['k']]);
    it.clock.now += 60_000;
    expect(await listedKeys(it.client)).toEqual([]);
  });

  test('lists up to 10,000 parts a page', async () => {
    await using it = await openAtNoon(minioBehaviour);
    const id = seed(it.store, 'k', 'id-b');
    expect(await partNumbers(it.client, 'k', id)).toHaveLength(2500);
  });

  test('lets an upload go after a day, seen by nobody', async () => {
    await using it = await openAtNoon(minioBehaviour);
    const id = seed(it.store, 'k', 'id-b', dayMs - 1);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual([expect.any(Array), ['k']]);
    it.clock.now += 1;
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client, 'k')]).toEqual(['NoSuchUpload', ['k']]);
    it.clock.now += 60_000;
    expect(await listedKeys(it.client, 'k')).toEqual([]);
    expect(it.store.uploads('b')).toMatchObject([{ phase: 'aborted', aborts: 0, parts: 0, bytes: 0 }]);
  });

  test('keeps no abort rules: it refuses them alone', async () => {
    await using it = await openAtNoon(minioBehaviour);
    const Rules = [
      {
        ID: 'a',
        Status: 'Enabled' as const,
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    const put = new PutBucketLifecycleConfigurationCommand({ Bucket: 'b', LifecycleConfiguration: { Rules } });
    expect(await codeOf(it.client.send(put))).toBe('MalformedXML');
  });
});

describe('seaweedfs', () => {
  test('says that it encodes keys, and does not', async () => {
    await using it = await openAtNoon(seaweedfsBehaviour);
    it.store.seedUpload({ bucket: 'b', key: 'a+b c%20/ü', initiatedAt: noon });
    const page = await list(it.client, { EncodingType: 'url' });
    expect([page.EncodingType, page.Uploads?.[0]?.Key]).toEqual(['url', 'a+b c%20/ü']);
    expect((await list(it.client)).EncodingType).toBeUndefined();
  });

  test('tells neither when an upload began nor by whom', async () => {
    await using it = await openAtNoon(seaweedfsBehaviour);
    const UploadId = it.store.seedUpload({ bucket: 'b', key: 'k', initiatedAt: noon });
    expect((await list(it.client)).Uploads).toEqual([{ Key: 'k', UploadId }]);
    const parts = await it.client.send(new ListPartsCommand({ Bucket: 'b', Key: 'k', UploadId }));
    expect([parts.Initiator, parts.Owner, parts.StorageClass]).toEqual([undefined, undefined, 'STANDARD']);
  });

  test('lists by upload ID, and goes on behind an upload ID alone', async () => {
    await using it = await openAtNoon(seaweedfsBehaviour);
    for (const [key, uploadId] of [
      ['z', '1'],
      ['a', '2'],
      ['m', '3'],
      ['a', '4'],
    ] as const) {
      it.store.seedUpload({ bucket: 'b', key, uploadId, initiatedAt: noon });
    }
    const ids = (page: Awaited<ReturnType<typeof list>>) => page.Uploads?.map(({ UploadId }) => UploadId) ?? [];
    const first = await list(it.client, { MaxUploads: 2 });
    expect([ids(first), first.IsTruncated, first.NextKeyMarker, first.NextUploadIdMarker]).toEqual([
      ['1', '2'],
      true,
      undefined,
      '2',
    ]);
    const second = await list(it.client, { MaxUploads: 2, UploadIdMarker: first.NextUploadIdMarker });
    // Full, so it says that there is more; and there is not.
    expect([ids(second), second.IsTruncated]).toEqual([['3', '4'], true]);
    const last = await list(it.client, { MaxUploads: 2, UploadIdMarker: second.NextUploadIdMarker });
    expect([ids(last), last.IsTruncated]).toEqual([[], false]);
    // A key marker is no place: it leaves that key's uploads alone.
    expect(ids(await list(it.client, { KeyMarker: 'a' }))).toEqual(['2', '4']);
    expect(ids(await list(it.client, { KeyMarker: 'b' }))).toEqual([]);
  });

  test('answers 204 to the abort of an upload that never was', async () => {
    await using it = await openAtNoon(seaweedfsBehaviour);
    expect(await abort(it.client, 'k', 'nobody')).toBe(204);
  });
});

describe('ceph', () => {
  test('takes any text for an upload ID marker; AWS one of an upload of that place', async () => {
    await using it = await openAtNoon(cephBehaviour);
    const [a, b, c] = ['a', 'b', 'c'].map((key) => it.store.seedUpload({ bucket: 'b', key, initiatedAt: noon }));
    const keys = async (KeyMarker: string, UploadIdMarker: string | undefined) =>
      (await list(it.client, { KeyMarker, UploadIdMarker })).Uploads?.map(({ Key }) => Key);
    expect([await keys('a', 'zz-invented'), await keys('a', c)]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ]);
    it.store.setBehaviour('b', { uploadIdMarker: 'checked', keyMarker: 'exclusive' });
    expect(await codeOf(keys('a', 'zz-invented'))).toBe('InvalidArgument');
    expect(await codeOf(keys('a', c))).toBe('InvalidArgument');
    // Of the key itself, of one that is gone, and of the first key behind one that no upload has.
    expect(await keys('a', a)).toEqual(['b', 'c']);
    it.store.completeUpload('b', 'a', a ?? '');
    expect(await keys('a', a)).toEqual(['b', 'c']);
    expect(await keys('aa', b)).toEqual(['c']);
    // Without a key marker it counts for nothing.
    expect((await list(it.client, { UploadIdMarker: 'zz-invented' })).Uploads).toHaveLength(2);
  });

  test('names no abort date in ListParts, and no checksum anywhere', async () => {
    await using it = await openAtNoon(cephBehaviour);
    const made = await it.client.send(
      new CreateMultipartUploadCommand({ Bucket: 'b', Key: 'k', ChecksumAlgorithm: 'CRC32' }),
    );
    expect(made.ChecksumAlgorithm).toBeUndefined();
  });
});

test('what a page says of more is capped and exact, unless the store’s is not', async () => {
  await using it = await openStore({ partsPageLimit: 2, fullPage: { uploads: 'exact', parts: 'truncated' } });
  expect((await list(it.client, { MaxUploads: 1_343_235 })).MaxUploads).toBe(1000);
  const parts = [1, 2].map((partNumber) => ({ partNumber, size: 1 }));
  const UploadId = it.store.seedUpload({ bucket: 'b', key: 'k', initiatedAt: noon, parts });
  const page = (PartNumberMarker?: string) =>
    it.client.send(new ListPartsCommand({ Bucket: 'b', Key: 'k', UploadId, PartNumberMarker }));
  expect([(await page()).IsTruncated, (await page()).Parts?.length]).toEqual([true, 2]);
  const last = await page('2');
  expect([last.IsTruncated, last.Parts ?? []]).toEqual([false, []]);
});

test('an upload may be said to begin at the time of the answer', async () => {
  await using it = await openAtNoon({ initiated: 'now' });
  it.store.seedUpload({ bucket: 'b', key: 'k', initiatedAt: noon - dayMs });
  expect((await list(it.client)).Uploads?.[0]?.Initiated).toEqual(new Date(noon));
});
