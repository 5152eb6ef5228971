import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsCommand,
  type ListObjectsCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { largestKept } from './operations/objects.ts';
import { oddKeys } from './store.ts';
import { codeOf, openStore } from './testing/practice-client.ts';

const Bucket = 'b';
const md5 = (content: Buffer | string) => `"${createHash('md5').update(content).digest('hex')}"`;

async function putKeys(client: S3Client, ...keys: string[]): Promise<void> {
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
}

describe('an object', () => {
  test('is put, found, read and deleted', async () => {
    await using it = await openStore();
    const Body = 'the content, every byte of it';
    await it.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ContentType: 'text/plain' }));
    const read = async (more: Partial<GetObjectCommandInput> = {}) => {
      const answer = await it.client.send(new GetObjectCommand({ Bucket, Key: 'k', ...more }));
      return [answer.$metadata.httpStatusCode, answer.ContentType, await answer.Body?.transformToString()];
    };
    expect(await read()).toEqual([200, 'text/plain', Body]);
    expect(await read({ Range: 'bytes=4-10' })).toEqual([206, 'text/plain', 'content']);
    expect(await read({ ResponseContentType: 'text/html' })).toEqual([200, 'text/html', Body]);
    await it.client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(await codeOf(it.client.send(new HeadObjectCommand({ Bucket, Key: 'k' })))).toBe('NotFound');
    expect(await codeOf(it.client.send(new GetObjectCommand({ Bucket, Key: 'k' })))).toBe('NoSuchKey');
    // Once more: 204 all the same.
    await it.client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  });

  test('that is large, or came in parts, is known and not kept: reading it says so, looking at it does not fail', async () => {
    await using it = await openStore();
    await it.client.send(new PutObjectCommand({ Bucket, Key: 'large', Body: Buffer.alloc(largestKept + 1) }));
    await it.client.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: Buffer.alloc(largestKept) }));
    const id = it.store.seedUpload({ bucket: 'b', key: 'parts', initiatedAt: 0, parts: [{ partNumber: 1, size: 9 }] });
    it.store.completeUpload('b', 'parts', id);
    for (const Key of ['large', 'parts']) {
      const error = await it.client.send(new GetObjectCommand({ Bucket, Key })).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        name: 'NotImplemented',
        $metadata: { httpStatusCode: 501 },
        message: expect.stringContaining('keeps the bytes of objects that came in one piece of at most 1048576 bytes'),
      });
      await it.client.send(new HeadObjectCommand({ Bucket, Key }));
    }
    const kept = await it.client.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect((await kept.Body?.transformToByteArray())?.length).toBe(largestKept);
  });

  test('is kept only as long as there is room, and its deletion makes room', async () => {
    await using it = await openStore();
    const fill = (n: number) =>
      it.client.send(new PutObjectCommand({ Bucket, Key: `k${n}`, Body: Buffer.alloc(largestKept, n) }));
    for (let n = 0; n < 65; n += 1) await fill(n);
    const read = async (n: number) => {
      const { Body } = await it.client.send(new GetObjectCommand({ Bucket, Key: `k${n}` }));
      return (await Body?.transformToByteArray())?.length;
    };
    expect(await read(63)).toBe(largestKept);
    expect(await codeOf(read(64))).toBe('NotImplemented');
    await it.client.send(new DeleteObjectCommand({ Bucket, Key: 'k0' }));
    await fill(64);
    expect(await read(64)).toBe(largestKept);
  });

  test('is read under conditions', async () => {
    await using it = await openStore();
    await putKeys(it.client, 'k');
    const { LastModified, ETag } = await it.client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    if (!LastModified) throw new Error('No time.');
    const before = new Date(LastModified.getTime() - 60_000);
    const outcome = (condition: Partial<GetObjectCommandInput>) =>
      it.client.send(new HeadObjectCommand({ Bucket, Key: 'k', ...condition })).then(
        ({ $metadata }) => $metadata.httpStatusCode,
        (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
      );
    expect([
      await outcome({ IfMatch: ETag }),
      await outcome({ IfMatch: '"other"' }),
      await outcome({ IfNoneMatch: ETag }),
      await outcome({ IfNoneMatch: '"other"' }),
      await outcome({ IfModifiedSince: before }),
      await outcome({ IfModifiedSince: LastModified }),
      await outcome({ IfUnmodifiedSince: before }),
      await outcome({ IfUnmodifiedSince: LastModified }),
      // The ETag is asked first, and then the time is not.
      await outcome({ IfMatch: ETag, IfUnmodifiedSince: before }),
      await outcome({ IfNoneMatch: '"other"', IfModifiedSince: LastModified }),
    ]).toEqual([200, 412, 304, 200, 200, 304, 412, 200, 200, 200]);
  });

  test('is not put in the place of one that came in between', async () => {
    await using it = await openStore();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const held = async function* () {
      yield Buffer.from('the first ');
      arrive();
      await released;
      yield Buffer.from('of two');
    };
    const input = { Bucket, Key: 'k', Body: Readable.from(held()), ContentLength: 16, IfNoneMatch: '*' };
    const outcome = codeOf(it.client.send(new PutObjectCommand(input)));
    await arrived;
    while (!it.store.calls.some(({ operation }) => operation === 'PutObject')) {
      await it.client.send(new ListObjectsV2Command({ Bucket }));
    }
    await putKeys(it.client, 'k');
    release();
    expect(await outcome).toBe('ConditionalRequestConflict');
    expect((await it.client.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).ETag).toBe(md5('k'));
  });

  test('in one piece has one part', async () => {
    await using it = await openStore();
    await putKeys(it.client, 'k');
    const head = (PartNumber: number) => it.client.send(new HeadObjectCommand({ Bucket, Key: 'k', PartNumber }));
    expect(await head(1)).toMatchObject({ ContentLength: 1, $metadata: { httpStatusCode: 200 } });
    expect(await head(2).catch((error: unknown) => error)).toMatchObject({ $metadata: { httpStatusCode: 416 } });
    expect(await head(0).catch((error: unknown) => error)).toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  test('is not put where its Content-MD5 is another, or its key too long', async () => {
    await using it = await openStore();
    const put = (Key: string, ContentMD5?: string) =>
      it.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...(ContentMD5 ? { ContentMD5 } : {}) }));
    expect(await codeOf(put('k', createHash('md5').update('y').digest('base64')))).toBe('BadDigest');
    expect(await codeOf(put('k', 'nonsense'))).toBe('InvalidDigest');
    expect(await codeOf(put('k'.repeat(1025)))).toBe('KeyTooLongError');
    expect(await codeOf(it.client.send(new HeadObjectCommand({ Bucket, Key: 'k' })))).toBe('NotFound');
  });

  test('may have any key, and its metadata in any letters', async () => {
    await using it = await openStore();
    for (const Key of oddKeys) {
      await it.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Metadata: { key: 'a' } }));
      const { Metadata, ContentLength } = await it.client.send(new HeadObjectCommand({ Bucket, Key }));
      expect([Metadata, ContentLength]).toEqual([{ key: 'a' }, 1]);
    }
    const { Contents = [] } = await it.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    expect(Contents.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' '))).toSorted()).toEqual(
      oddKeys.toSorted(),
    );
  });
});

test('many are deleted at once, whether they are there or not', async () => {
  await using it = await openStore();
  await putKeys(it.client, 'a', 'b&c', 'kept');
  const remove = (keys: string[], Quiet = false) =>
    it.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet, Objects: keys.map((Key) => ({ Key })) } }));
  const { Deleted } = await remove(['a', 'b&c', 'never']);
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'b&c', 'never']);
  expect((await remove(['again'], true)).Deleted ?? []).toEqual([]);
  expect(await codeOf(remove([]))).toBe('MalformedXML');
  const { Contents } = await it.client.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents?.map(({ Key, ETag }) => [Key, ETag])).toEqual([['kept', md5('kept')]]);
});

describe('a listing of objects', () => {
  const keys = ['a/1', 'a/2', 'b', 'c/d/1', 'c/e', 'z', '\uff01', '🦊'];

  async function listed(client: S3Client, input: Partial<ListObjectsV2CommandInput> = {}) {
    const pages: string[][] = [];
    let token: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, ...input, ContinuationToken: token }));
      const groups = page.CommonPrefixes?.map(({ Prefix = '' }) => Prefix) ?? [];
      pages.push([...(page.Contents?.map(({ Key = '' }) => Key) ?? []), ...groups]);
      expect([page.KeyCount, page.IsTruncated]).toEqual([
        pages.at(-1)?.length,
        page.NextContinuationToken !== undefined,
      ]);
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return pages;
  }

  async function listedV1(client: S3Client, input: Partial<ListObjectsCommandInput> = {}) {
    const pages: string[][] = [];
    let marker: string | undefined;
    for (;;) {
      const page = await client.send(new ListObjectsCommand({ Bucket, ...input, Marker: marker }));
      const groups = page.CommonPrefixes?.map(({ Prefix = '' }) => Prefix) ?? [];
      const found = page.Contents?.map(({ Key = '' }) => Key) ?? [];
      pages.push([...found, ...groups]);
      if (!page.IsTruncated) return pages;
      marker = page.NextMarker ?? found.at(-1);
    }
  }

  test.each([
    [{}, [keys]],
    [
      { MaxKeys: 3 },
      [
        ['a/1', 'a/2', 'b'],
        ['c/d/1', 'c/e', 'z'],
        ['\uff01', '🦊'],
      ],
    ],
    [{ Prefix: 'c/' }, [['c/d/1', 'c/e']]],
    [{ Delimiter: '/' }, [['b', 'z', '\uff01', '🦊', 'a/', 'c/']]],
    [{ Delimiter: '/', MaxKeys: 1 }, [['a/'], ['b'], ['c/'], ['z'], ['\uff01'], ['🦊']]],
    [{ Delimiter: '/', Prefix: 'c/' }, [['c/e', 'c/d/']]],
    [{ Delimiter: 'd', Prefix: 'c' }, [['c/e', 'c/d']]],
    [{ Prefix: 'nothing' }, [[]]],
  ])('%j, in both versions', async (input, expected) => {
    await using it = await openStore();
    await putKeys(it.client, ...keys.toReversed());
    expect(await listed(it.client, input)).toEqual(expected);
    expect(await listedV1(it.client, input)).toEqual(expected);
  });

  test('begins behind a key, and takes no token that it did not give', async () => {
    await using it = await openStore();
    await putKeys(it.client, ...keys);
    expect(await listed(it.client, { StartAfter: 'a/2', Prefix: '' })).toEqual([keys.slice(2)]);
    const invented = it.client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'aW52ZW50ZWQ' }));
    expect(await codeOf(invented)).toBe('InvalidArgument');
    const none = await it.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect([none.KeyCount, none.IsTruncated]).toEqual([0, false]);
  });

  test('follows what is put and deleted in between', async () => {
    await using it = await openStore();
    await putKeys(it.client, 'b', 'a');
    expect(await listed(it.client)).toEqual([['a', 'b']]);
    await it.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await putKeys(it.client, 'c', 'b');
    expect(await listed(it.client)).toEqual([['b', 'c']]);
  });
});
