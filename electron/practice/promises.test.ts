import { once } from 'node:events';
import { connect } from 'node:net';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { codeOf, noon, openStore } from './testing/practice-client.ts';
import { presign } from './testing/presign.ts';

/** What a client asks for beside its call comes about, or the call is refused. */

const Bucket = 'b';
const until = new Date(Date.UTC(2040, 0, 1));

/** The error that a call ends in. */
const errorOf = (call: Promise<unknown>) => call.catch((reason: unknown) => reason);

describe('a header whose effect would not come about is refused as S3 refuses what it does not know', () => {
  const notToBeHad = {
    name: 'NotImplemented',
    message: 'A header you provided implies functionality that is not implemented',
    $metadata: { httpStatusCode: 501 },
  };

  test.each<[string, object]>([
    ['x-amz-tagging', { Tagging: 'team=films' }],
    ['x-amz-acl', { ACL: 'public-read' }],
    ['x-amz-acl', { ACL: 'authenticated-read' }],
    ['x-amz-grant-read', { GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }],
    ['x-amz-server-side-encryption', { ServerSideEncryption: 'aws:kms' }],
    ['x-amz-server-side-encryption-aws-kms-key-id', { SSEKMSKeyId: 'a-key' }],
    ['x-amz-server-side-encryption-customer-algorithm', { SSECustomerAlgorithm: 'AES256' }],
    ['x-amz-object-lock-mode', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until }],
    ['x-amz-object-lock-legal-hold', { ObjectLockLegalHoldStatus: 'ON' }],
  ])('%s', async (header, asked) => {
    await using it = await openStore();
    const to = { Bucket, Key: 'k', ...asked };
    const refusal = { ...notToBeHad, Header: header };
    expect(await errorOf(it.client.send(new PutObjectCommand({ ...to, Body: 'x' })))).toMatchObject(refusal);
    expect(await errorOf(it.client.send(new CreateMultipartUploadCommand(to)))).toMatchObject(refusal);
    const { Uploads } = await it.client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads).toBeUndefined();
    expect(await codeOf(it.client.send(new HeadObjectCommand({ Bucket, Key: 'k' })))).toBe('NotFound');
  });

  test.each<[string, object]>([
    ['private', { ACL: 'private' }],
    ['the owner’s', { ACL: 'bucket-owner-full-control' }],
    ['S3’s own encryption', { ServerSideEncryption: 'AES256' }],
    ['no hold', { ObjectLockLegalHoldStatus: 'OFF' }],
  ])('what holds anyway may be asked for: %s', async (_, asked) => {
    await using it = await openStore();
    await it.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ...asked }));
    await it.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k', ...asked }));
  });

  test('conditions of directory buckets delete nothing', async () => {
    await using it = await openStore();
    await it.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    for (const condition of [{ IfMatchSize: 7 }, { IfMatchLastModifiedTime: until }]) {
      const deleting = it.client.send(new DeleteObjectCommand({ Bucket, Key: 'k', ...condition }));
      expect(await errorOf(deleting)).toMatchObject(notToBeHad);
    }
    const Objects = [
      { Key: 'k', Size: 7 },
      { Key: 'k', LastModifiedTime: until },
    ];
    const { Errors } = await it.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Errors?.map(({ Code }) => Code)).toEqual(['NotImplemented', 'NotImplemented']);
    await it.client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
  });
});

test('of several objects that are deleted under conditions, those go that are as the list says', async () => {
  await using it = await openStore();
  const etags = new Map<string, string | undefined>();
  for (const Key of ['same', 'other', 'plain']) {
    const { ETag } = await it.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    etags.set(Key, ETag);
  }
  const Objects = [
    { Key: 'same', ETag: etags.get('same') },
    { Key: 'other', ETag: etags.get('same') },
    { Key: 'absent', ETag: etags.get('same') },
    { Key: 'plain' },
  ];
  const { Deleted, Errors } = await it.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['same', 'plain']);
  expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
    ['other', 'PreconditionFailed'],
    ['absent', 'NoSuchKey'],
  ]);
  await it.client.send(new HeadObjectCommand({ Bucket, Key: 'other' }));
});

test('an object of an archive is known, and is not read before it was restored', async () => {
  await using it = await openStore();
  for (const StorageClass of ['GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR', 'STANDARD_IA'] as const) {
    await it.client.send(new PutObjectCommand({ Bucket, Key: StorageClass, Body: 'x', StorageClass }));
    const head = await it.client.send(new HeadObjectCommand({ Bucket, Key: StorageClass }));
    expect(head.StorageClass).toBe(StorageClass);
  }
  const read = (Key: string) => it.client.send(new GetObjectCommand({ Bucket, Key }));
  for (const Key of ['GLACIER', 'DEEP_ARCHIVE']) {
    expect(await errorOf(read(Key))).toMatchObject({ name: 'InvalidObjectState', StorageClass: Key });
  }
  for (const Key of ['GLACIER_IR', 'STANDARD_IA']) expect(await (await read(Key)).Body?.transformToString()).toBe('x');
});

test('where versions are kept, each answer about an object names its version', async () => {
  await using it = await openStore();
  const { client } = it;
  const head = () => client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '0' }));
  expect((await head()).VersionId).toBeUndefined();
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  expect((await head()).VersionId).toBe('null');
  const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '1' }));
  expect(VersionId).toBe('v000000001');
  expect((await head()).VersionId).toBe(VersionId);
  expect((await client.send(new GetObjectCommand({ Bucket, Key: 'k' }))).VersionId).toBe(VersionId);
  expect(await completed(client)).toEqual(['v000000002', 'v000000002']);
  expect((await head()).VersionId).toBe('v000000002');
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  const deleted = await errorOf(client.send(new GetObjectCommand({ Bucket, Key: 'k' })));
  expect(deleted).toMatchObject({ name: 'NoSuchKey' });
  expect(deleted).toHaveProperty(
    ['$response', 'headers'],
    expect.objectContaining({ 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'v000000003' }),
  );
});

/** The versions that a completion and its repetition name. */
async function completed(client: S3Client): Promise<(string | undefined)[]> {
  const to = { Bucket, Key: 'k' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(to));
  const { ETag } = await client.send(new UploadPartCommand({ ...to, UploadId, PartNumber: 1, Body: 'x' }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  const complete = () => client.send(new CompleteMultipartUploadCommand({ ...to, UploadId, MultipartUpload }));
  return [(await complete()).VersionId, (await complete()).VersionId];
}

describe('a body whose length nobody announced', () => {
  /** Sends a presigned PUT with these headers and this body; gives back what came. */
  async function sent(url: URL, headers: readonly string[], body: string): Promise<string> {
    const socket = connect(Number(url.port), url.hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    const head = [`PUT ${url.pathname}${url.search} HTTP/1.1`, `Host: ${url.host}`, 'Connection: close', ...headers];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    await once(socket, 'close');
    return answer;
  }

  const hello = '5\r\nhello\r\n0\r\n\r\n';

  test.each<[string, string[], string, RegExp]>([
    ['came in chunks of HTTP', ['Transfer-Encoding: chunked'], hello, /^HTTP\/1\.1 501 .*<Header>Transfer-Encoding</s],
    ['came not at all', [], '', /^HTTP\/1\.1 411 .*<Code>MissingContentLength</s],
  ])('is refused where it %s', async (_, headers, body, refusal) => {
    await using it = await openStore({}, { now: () => noon });
    expect(await sent(new URL(presign(it.store, { method: 'PUT' })), headers, body)).toMatch(refusal);
    const query = { partNumber: '1', uploadId: 'whatever' };
    expect(await sent(new URL(presign(it.store, { method: 'PUT', query })), headers, body)).toMatch(refusal);
    expect(it.store.calls.map(({ operation }) => operation)).toEqual(['PutObject', 'UploadPart']);
  });

  test('is none where it is announced that there is nothing', async () => {
    await using it = await openStore({}, { now: () => noon });
    const url = new URL(presign(it.store, { method: 'PUT' }));
    expect(await sent(url, ['Content-Length: 0'], '')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('a form of a browser is said not to be known, and not to be unsigned', async () => {
  await using it = await openStore();
  const form = new FormData();
  form.set('key', 'k');
  form.set('file', 'x');
  const answer = await fetch(`${it.store.endpointUrl}/b`, { method: 'POST', body: form });
  expect([answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]]).toEqual([501, 'NotImplemented']);
});
