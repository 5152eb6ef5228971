import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { oddKeys } from './store.ts';
import { codeOf, listedKeys, openStore } from './testing/practice-client.ts';

const Bucket = 'b';
const md5 = (content: Buffer | string) => `"${createHash('md5').update(content).digest('hex')}"`;

describe('an upload', () => {
  const create = async (client: S3Client, Key = 'k') =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId ?? '';
  const put = (client: S3Client, UploadId: string, PartNumber: number, Body: Buffer | string) =>
    client.send(new UploadPartCommand({ Bucket, Key: 'k', UploadId, PartNumber, Body }));
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
    expect(await codeOf(put('bm8gTUQ1'))).toBe('InvalidDigest');
    expect(await codeOf(put('not base64!'))).toBe('InvalidDigest');
    expect(it.store.partsOf('b', 'k', id)).toEqual([]);
    await put(digest('content'));
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
    for (const number of [0, 10_001, -1]) {
      expect(await codeOf(put(it.client, id, number, 'x'))).toBe('InvalidArgument');
    }
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
