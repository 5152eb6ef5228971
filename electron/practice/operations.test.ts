import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { oddKeys, startPracticeStore } from './store.ts';
import { codeOf, listedKeys, openStore } from './testing/practice-client.ts';

const Bucket = 'b';
const md5 = (content: Buffer | string) => `"${createHash('md5').update(content).digest('hex')}"`;

describe('buckets', () => {
  test('are made, listed, found and placed', async () => {
    await using it = await openStore({}, { region: 'eu-west-1' });
    await it.client.send(new CreateBucketCommand({ Bucket: 'another' }));
    const { Buckets } = await it.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['another', 'b']);
    expect((await it.client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-west-1');
    const { LocationConstraint } = await it.client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe('eu-west-1');
  });

  test('cannot be made twice or with an odd name, nor be used before', async () => {
    await using it = await openStore();
    expect(
      await codeOf(
        it.client
          .send(new CreateBucketCommand({ Bucket: 'another' }))
          .then(() => it.client.send(new CreateBucketCommand({ Bucket: 'another' }))),
      ),
    ).toBe('BucketAlreadyOwnedByYou');
    expect(await codeOf(it.client.send(new CreateBucketCommand({ Bucket: 'No_Such' })))).toBe('InvalidBucketName');
    expect(await codeOf(it.client.send(new GetBucketLocationCommand({ Bucket: 'nowhere' })))).toBe('NoSuchBucket');
  });

  test('are never deleted, nor is their lifecycle, and an abort without a key counts as one', async () => {
    await using it = await openStore();
    const { endpointUrl } = it.store;
    expect(await codeOf(it.client.send(new DeleteBucketCommand({ Bucket })))).toBe('MethodNotAllowed');
    expect(await codeOf(it.client.send(new DeleteBucketLifecycleCommand({ Bucket })))).toBe('MethodNotAllowed');
    await fetch(`${endpointUrl}/b/?uploadId=1`, { method: 'DELETE' });
    expect(it.store.calls.map(({ operation }) => operation)).toEqual([
      'DeleteBucket',
      'DeleteBucketLifecycle',
      'DeleteBucket',
    ]);
    await it.client.send(new HeadBucketCommand({ Bucket }));
  });
});

test('what is not implemented says so', async () => {
  await using it = await openStore();
  expect(await codeOf(it.client.send(new GetBucketAclCommand({ Bucket })))).toBe('NotImplemented');
  expect(await codeOf(it.client.send(new GetObjectCommand({ Bucket, Key: 'k' })))).toBe('NotImplemented');
  const copy = new UploadPartCopyCommand({ Bucket, Key: 'k', UploadId: 'u', PartNumber: 1, CopySource: 'b/k' });
  expect(await codeOf(it.client.send(copy))).toBe('NotImplemented');
});

describe('an upload', () => {
  const create = async (client: S3Client, Key = 'k') =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId ?? '';
  const put = (client: S3Client, UploadId: string, PartNumber: number, Body: Buffer | string) =>
    client.send(new UploadPartCommand({ Bucket, Key: 'k', UploadId, PartNumber, Body }));
  const complete = (client: S3Client, UploadId: string, parts: [number, string | undefined][]) =>
    client.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: 'k',
        UploadId,
        MultipartUpload: { Parts: parts.map(([PartNumber, ETag]) => ({ PartNumber, ETag })) },
      }),
    );
  const large = Buffer.alloc(5 * 1024 * 1024, 7);

  test('keeps the size and MD5 of each part; the newest of a number stays', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    expect((await put(it.client, id, 2, 'two')).ETag).toBe(md5('two'));
    await put(it.client, id, 1, 'first');
    await put(it.client, id, 1, 'again!');
    const { Parts, StorageClass } = await it.client.send(new ListPartsCommand({ Bucket, Key: 'k', UploadId: id }));
    expect([StorageClass, Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag])]).toEqual([
      'STANDARD',
      [
        [1, 6, md5('again!')],
        [2, 3, md5('two')],
      ],
    ]);
  });

  test('takes no part whose Content-MD5 is another', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    const input = { Bucket, Key: 'k', UploadId: id, PartNumber: 1, Body: 'content' };
    const digest = (text: string) => createHash('md5').update(text).digest('base64');
    const put = (ContentMD5: string) => it.client.send(new UploadPartCommand({ ...input, ContentMD5 }));
    expect(await codeOf(put(digest('other')))).toBe('BadDigest');
    expect(it.store.partsOf('b', 'k', id)).toEqual([]);
    await put(digest('content'));
  });

  test('becomes an object', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    const parts: [number, string | undefined][] = [
      [1, (await put(it.client, id, 1, large)).ETag],
      [3, (await put(it.client, id, 3, 'end')).ETag],
    ];
    const { ETag } = await complete(it.client, id, parts);
    const digests = Buffer.concat([large, Buffer.from('end')].map((part) => createHash('md5').update(part).digest()));
    expect(ETag).toBe(`${md5(digests).slice(0, -1)}-2"`);
    const head = await it.client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect([head.ContentLength, head.ETag]).toEqual([large.length + 3, ETag]);
    expect(await listedKeys(it.client)).toEqual([]);
    expect(await codeOf(put(it.client, id, 4, 'late'))).toBe('NoSuchUpload');
    expect(await codeOf(complete(it.client, id, parts))).toBe('NoSuchUpload');
  });

  test('is not completed from what is not there, out of order or too small', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    const one = (await put(it.client, id, 1, 'small')).ETag;
    const two = (await put(it.client, id, 2, 'end')).ETag;
    expect(await codeOf(complete(it.client, id, [[1, two]]))).toBe('InvalidPart');
    expect(await codeOf(complete(it.client, id, [[9, one]]))).toBe('InvalidPart');
    expect(
      await codeOf(
        complete(it.client, id, [
          [2, two],
          [1, one],
        ]),
      ),
    ).toBe('InvalidPartOrder');
    expect(
      await codeOf(
        complete(it.client, id, [
          [1, one],
          [2, two],
        ]),
      ),
    ).toBe('EntityTooSmall');
    expect(await codeOf(complete(it.client, id, []))).toBe('MalformedXML');
    expect(it.store.uploads('b')).toMatchObject([{ phase: 'open', parts: 2 }]);
  });

  test('keeps nothing of a body that breaks off, and the store lives on', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    const gone = new AbortController();
    const body = async function* () {
      yield Buffer.alloc(100_000);
      gone.abort();
      await new Promise(() => {});
    };
    const command = new UploadPartCommand({
      Bucket,
      Key: 'k',
      UploadId: id,
      PartNumber: 1,
      Body: Readable.from(body()),
      ContentLength: 200_000,
    });
    await expect(it.client.send(command, { abortSignal: gone.signal })).rejects.toThrow();
    expect(it.store.partsOf('b', 'k', id)).toEqual([]);
    expect(await listedKeys(it.client)).toEqual(['k']);
  });

  test('takes part numbers 1 to 10,000 and keys of 1,024 bytes', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    await put(it.client, id, 10_000, 'last');
    expect(await codeOf(put(it.client, id, 10_001, 'x'))).toBe('InvalidArgument');
    await create(it.client, 'é'.repeat(512));
    expect(await codeOf(create(it.client, 'é'.repeat(513)))).toBe('KeyTooLongError');
  });

  test.each(oddKeys)('may have the key %j', async (key) => {
    await using it = await openStore();
    const id = await create(it.client, key);
    expect(it.store.uploads('b')).toMatchObject([{ key, uploadId: id }]);
    await it.client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: id }));
    expect(it.store.uploads('b')).toMatchObject([{ key, phase: 'aborted' }]);
    expect(it.store.calls.map((call) => call.key)).toEqual([key, key]);
  });
});

describe('objects', () => {
  test('are put, found and deleted, by size and ETag', async () => {
    await using it = await openStore();
    for (const Key of ['a', 'a+ b', 'c']) await it.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const page = await it.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'a', MaxKeys: 1 }));
    expect([page.IsTruncated, page.Contents]).toMatchObject([true, [{ Key: 'a', Size: 1, ETag: md5('a') }]]);
    const rest = await it.client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'a', ContinuationToken: page.NextContinuationToken }),
    );
    expect([rest.IsTruncated, rest.Contents?.map(({ Key }) => Key)]).toEqual([false, ['a+ b']]);
    await it.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(await codeOf(it.client.send(new HeadObjectCommand({ Bucket, Key: 'a' })))).toBe('NotFound');
  });
});

describe('lifecycle', () => {
  const abortRule: LifecycleRule = {
    ID: 'abort <old>',
    Status: 'Enabled',
    Filter: { Prefix: 'logs/' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
  };
  const expiry: LifecycleRule = { ID: 'expire', Status: 'Disabled', Filter: { Prefix: '' }, Expiration: { Days: 9 } };
  const put = (client: S3Client, ...Rules: LifecycleRule[]) =>
    client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules },
        TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
      }),
    );
  const get = (client: S3Client) => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));

  test('is kept as it was put', async () => {
    await using it = await openStore();
    expect(await codeOf(get(it.client))).toBe('NoSuchLifecycleConfiguration');
    await put(it.client, abortRule, expiry);
    expect(await get(it.client)).toMatchObject({
      Rules: [abortRule, expiry],
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    });
  });

  test('dates the abort: the midnight after so many days, where the prefix fits', async () => {
    const initiatedAt = Date.UTC(2026, 0, 1, 15, 30);
    await using it = await openStore();
    await put(it.client, abortRule);
    const dates: [Date | undefined, string | undefined][] = [];
    for (const key of ['logs/1', 'data/1']) {
      const UploadId = it.store.seedUpload({ bucket: 'b', key, initiatedAt });
      const { AbortDate, AbortRuleId } = await it.client.send(new ListPartsCommand({ Bucket, Key: key, UploadId }));
      dates.push([AbortDate, AbortRuleId && decodeURIComponent(AbortRuleId)]);
    }
    expect(dates).toEqual([
      [new Date(Date.UTC(2026, 0, 5)), 'abort <old>'],
      [undefined, undefined],
    ]);
  });

  test('refuses what AWS refuses', async () => {
    await using it = await openStore();
    const days = (DaysAfterInitiation: number) => ({
      ...abortRule,
      AbortIncompleteMultipartUpload: { DaysAfterInitiation },
    });
    expect(await codeOf(put(it.client, days(0)))).toBe('InvalidArgument');
    const byTag = { ...abortRule, Filter: { Tag: { Key: 'k', Value: 'v' } } };
    expect(await codeOf(put(it.client, byTag))).toBe('InvalidRequest');
    const bySize = { ...abortRule, Filter: { And: { Prefix: 'a', ObjectSizeGreaterThan: 5 } } };
    expect(await codeOf(put(it.client, bySize))).toBe('InvalidRequest');
    expect(await codeOf(put(it.client, expiry, expiry))).toBe('InvalidArgument');
  });

  test('may be dropped silently, or not be there at all', async () => {
    await using it = await openStore({ lifecycle: 'drops-abort-rules' });
    await put(it.client, abortRule, expiry);
    expect((await get(it.client)).Rules).toEqual([expiry]);
    it.store.setBehaviour('b', { lifecycle: 'empty' });
    await put(it.client, abortRule);
    expect((await get(it.client)).Rules ?? []).toEqual([]);
  });
});

test('a taken port is an error with its code', async () => {
  await using it = await openStore();
  const port = Number(new URL(it.store.endpointUrl).port);
  await expect(startPracticeStore({ port, scenario: 'empty' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the store listens on 127.0.0.1 and answers no more once closed', async () => {
  const it = await openStore();
  expect(new URL(it.store.endpointUrl).hostname).toBe('127.0.0.1');
  await it[Symbol.asyncDispose]();
  await expect(fetch(it.store.endpointUrl)).rejects.toThrow();
  await it.store.close();
});
