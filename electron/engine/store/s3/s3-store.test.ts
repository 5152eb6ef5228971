import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import type { Store } from '../store.ts';
import type { RequestHandler } from '../transport/transport.ts';
import { createS3Client } from './client-factory.ts';
import { createS3Store, type S3StoreOptions } from './s3-store.ts';
import {
  errorXml,
  exampleConnection,
  plainTransport,
  type RecordingServer,
  startRecordingServer,
} from './testing/recording-server.ts';

const secret = 'wJalrXUtnFEMI-very-secret';
const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret, sessionToken: 'TOKEN-secret' });
const ref = { connectionId: 'c1', bucket: 'bucket', key: 'a/key', uploadId: 'u1' };
const emptyParts = '<ListPartsResult><UploadId>u1</UploadId><IsTruncated>false</IsTruncated></ListPartsResult>';

let server: RecordingServer;
let store: Store;
const open = (options: Partial<S3StoreOptions> = {}, url = server.url) =>
  createS3Store(exampleConnection(url), credentials, { now: Date.now, ...options });

beforeEach(async () => {
  server = await startRecordingServer();
  store = open();
});
afterEach(async () => {
  store.close();
  await server.close();
});

const failure = async (call: Promise<unknown>): Promise<AppError> => {
  const error = await call.then(
    () => expect.unreachable('the call succeeded'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
};

describe('answers', () => {
  it('tells the time on every answer that is the store’s own, refusals among them', async () => {
    const times: number[] = [];
    store.close();
    store = open({ onServerTime: (time) => times.push(time) });
    const date = (second: number) => `Wed, 01 Jul 2026 10:00:0${second} GMT`;
    server.answer({ headers: { date: date(1) }, body: emptyParts });
    await store.listParts(ref, null);
    server.answer({ status: 403, headers: { date: date(2) }, body: errorXml('AccessDenied') });
    expect((await failure(store.listParts(ref, null))).code).toBe('ACCESS_DENIED');
    server.answer({ status: 404, headers: { date: date(3) } });
    expect((await store.headObject('bucket', 'a/key')).object).toBeNull();
    // A gateway's own page, and an answer that a cache kept.
    server.answer({ status: 200, headers: { date: date(4) }, body: '<html>Sign in</html>' });
    expect((await failure(store.listParts(ref, null))).code).toBe('NOT_S3');
    server.answer({ headers: { date: date(5), age: '60' }, body: emptyParts });
    expect((await failure(store.listParts(ref, null))).code).toBe('NOT_S3');
    expect(times.map((time) => new Date(time).toUTCString())).toEqual([1, 2, 3].map(date));
  });

  it('reads parts, the call and the lifecycle headers', async () => {
    server.answer({
      headers: {
        date: 'Wed, 01 Jul 2026 10:00:00 GMT',
        'x-amz-abort-date': 'Wed, 08 Jul 2026 00:00:00 GMT',
        'x-amz-abort-rule-id': 'tidy',
      },
      body: `<?xml version="1.0"?><ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><StorageClass>STANDARD_IA</StorageClass>
        <IsTruncated>true</IsTruncated><NextPartNumberMarker>7</NextPartNumberMarker>
        <Part><PartNumber>7</PartNumber><LastModified>2026-06-30T09:00:00.000Z</LastModified><ETag>&quot;abc&quot;</ETag><Size>5242880</Size><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part></ListPartsResult>`,
    });
    expect(await store.listParts(ref, '6')).toEqual({
      call: { status: 200, requestId: 'REQ1', serverTime: Date.parse('2026-07-01T10:00:00Z'), requestCharged: false },
      parts: [
        {
          partNumber: 7,
          size: 5_242_880,
          etag: 'abc',
          lastModified: Date.parse('2026-06-30T09:00:00Z'),
          checksum: { algorithm: 'CRC32', value: 'AAAAAA==' },
        },
      ],
      isTruncated: true,
      nextPartNumberMarker: '7',
      storageClass: 'STANDARD_IA',
      checksum: null,
      abortDate: Date.parse('2026-07-08T00:00:00Z'),
      abortRuleId: 'tidy',
    });
    expect(server.requests[0]?.query.get('part-number-marker')).toBe('6');
  });

  it('reads a page of 1,000 parts with quoted ETags', async () => {
    const part = (n: number) =>
      `<Part><PartNumber>${n}</PartNumber><LastModified>2026-06-30T09:00:00.000Z</LastModified><ETag>&quot;${n}&quot;</ETag><Size>${n}</Size></Part>`;
    const parts = Array.from({ length: 1000 }, (_, index) => part(index + 1)).join('');
    server.answer({ body: `<ListPartsResult><IsTruncated>false</IsTruncated>${parts}</ListPartsResult>` });
    const page = await store.listParts(ref, null);
    expect(page.parts).toHaveLength(1000);
    expect(page.parts.at(-1)).toMatchObject({ partNumber: 1000, etag: '1000', size: 1000 });
  });

  it.each([
    ['raw', 'a\u0001b'],
    ['as a reference', 'a&#x1;b'],
    ['as an emoji', '&#x1F600;&#128512;'],
  ])('survives an echoed key that XML cannot hold: %s', async (_, key) => {
    const part = '<Part><PartNumber>1</PartNumber><Size>5</Size></Part>';
    server.answer({ body: `<?xml version="1.0"?><ListPartsResult><Key>${key}</Key>${part}</ListPartsResult>` });
    expect((await store.listParts(ref, null)).parts).toHaveLength(1);
  });

  it('reads keys with wide character references as they are meant', async () => {
    const upload =
      '<Upload><Key>&#x1F600;&#128512;&#x1;\u0001</Key><UploadId>u</UploadId><Initiated>2026-01-01T00:00:00Z</Initiated></Upload>';
    server.answer({ body: `<ListMultipartUploadsResult>${upload}</ListMultipartUploadsResult>` });
    expect((await store.listUploads({ bucket: 'b' })).uploads[0]?.key).toBe('😀😀\u0001\u0001');
  });

  it.each([
    ['our own reader', ''],
    ['the SDK', '<!-- -->'],
  ])('knows no time that was not told, or that cannot be (read by %s)', async (_, mark) => {
    const upload = (key: string, time: string) => `<Upload><Key>${key}</Key><UploadId>u</UploadId>${time}</Upload>`;
    const times = [
      '',
      '<Initiated>1970-01-01T00:00:00Z</Initiated>',
      '<Initiated>0001-01-01T00:00:00Z</Initiated>',
      '<Initiated>1980-01-01T00:00:00.000Z</Initiated>',
      '<Initiated>2006-03-14T00:00:00.000Z</Initiated>',
    ];
    const uploads = times.map((time, index) => upload(`k${index}`, time)).join('');
    server.answer({ body: `<ListMultipartUploadsResult>${mark}${uploads}</ListMultipartUploadsResult>` });
    const { uploads: listed } = await store.listUploads({ bucket: 'b' });
    expect(listed.map(({ initiatedAt }) => initiatedAt)).toEqual([0, 0, 0, 0, Date.UTC(2006, 2, 14)]);

    const parts = times
      .map((time, index) => `${time.replaceAll('Initiated', 'LastModified')}<PartNumber>${index + 1}</PartNumber>`)
      .map((part) => `<Part>${part}<Size>1</Size></Part>`)
      .join('');
    server.answer({ body: `<ListPartsResult>${mark}<IsTruncated>false</IsTruncated>${parts}</ListPartsResult>` });
    const { parts: read } = await store.listParts(ref, null);
    expect(read.map(({ lastModified }) => lastModified)).toEqual([null, null, null, null, Date.UTC(2006, 2, 14)]);
  });

  it('lists buckets', async () => {
    server.answer({
      body: '<ListAllMyBucketsResult><Buckets><Bucket><Name>one</Name><CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket><Bucket><Name>two</Name></Bucket></Buckets></ListAllMyBucketsResult>',
    });
    const { buckets, ownerId } = await store.listBuckets();
    expect(ownerId).toBeNull();
    expect(buckets).toEqual([
      { name: 'one', createdAt: Date.parse('2026-01-01T00:00:00Z') },
      { name: 'two', createdAt: null },
    ]);
  });

  it('tells whose account the buckets are, where the store does', async () => {
    const owner = '<Owner><ID>75aa57f09aa0c8ca</ID><DisplayName>me</DisplayName></Owner>';
    server.answer({ body: `<ListAllMyBucketsResult>${owner}<Buckets/></ListAllMyBucketsResult>` });
    expect(await store.listBuckets()).toMatchObject({ buckets: [], ownerId: '75aa57f09aa0c8ca' });
  });

  it('reads an object by HEAD, and 404 as none', async () => {
    server.answer({
      headers: { 'last-modified': 'Wed, 01 Jul 2026 10:00:00 GMT', 'content-length': '12', etag: '"e"' },
    });
    expect((await store.headObject('b', 'k')).object).toEqual({
      lastModified: Date.parse('2026-07-01T10:00:00Z'),
      bytes: 12,
      etag: 'e',
    });
    server.answer({ status: 404 });
    expect(await store.headObject('b', 'k')).toMatchObject({ call: { status: 404, requestId: 'REQ1' }, object: null });
  });

  it('does not take a portal’s 200 for an object', async () => {
    server.answer({ status: 200 });
    const { code, details } = await failure(store.headObject('b', 'k'));
    expect(code).toBe('NOT_S3');
    const endpoint = new URL(server.url).host;
    expect(details).toMatchObject({ operation: 'HeadObject', bucket: 'b', endpoint, unusable: true });
  });

  it('reads parts under the name that moto gives their list, and no uploads under it', async () => {
    const part = '<Part><PartNumber>1</PartNumber><Size>5</Size></Part>';
    const body = `<ListPartsResponse xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated>${part}</ListPartsResponse>`;
    server.answer({ body });
    expect((await store.listParts(ref, null)).parts).toMatchObject([{ partNumber: 1, size: 5 }]);
    server.answer({ body });
    expect((await failure(store.listUploads({ bucket: 'b' }))).code).toBe('NOT_S3');
    server.answer({ body: body.replace('</ListPartsResponse>', '') });
    expect((await failure(store.listParts(ref, null))).code).toBe('CONNECTION_LOST');
  });

  it('finds an object by listing, whatever the encoding', async () => {
    const entry = (key: string) =>
      `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00Z</LastModified><Size>3</Size></Contents>`;
    server.answer({ body: `<ListBucketResult><EncodingType>url</EncodingType>${entry('a+b')}</ListBucketResult>` });
    expect((await store.findObject('b', 'a b')).object?.bytes).toBe(3);
    // Some echo and do not encode; the prefix is the key, so that both readings are it.
    expect((await store.findObject('b', 'a+b')).object?.bytes).toBe(3);
    server.answer({ body: `<ListBucketResult>${entry('a+b')}</ListBucketResult>` });
    expect((await store.findObject('b', 'a+b')).object?.bytes).toBe(3);
    expect(server.requests.at(-1)?.query.get('prefix')).toBe('a+b');
  });

  it('says that a cut-off, unsorted listing proves no absence', async () => {
    const entry = (key: string) => `<Contents><Key>${key}</Key></Contents>`;
    const page = (keys: string[]) =>
      `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>${keys.map(entry).join('')}</ListBucketResult>`;
    server.answer({ body: page(['a3', 'a2']) });
    expect((await failure(store.findObject('b', 'a'))).code).toBe('STORE_FAILED');
    server.answer({ body: page(['a2', 'a3']) });
    expect((await store.findObject('b', 'a')).object).toBeNull();
  });

  it('sends each request once', async () => {
    server.answer({ status: 503, body: errorXml('SlowDown') });
    await failure(store.listBuckets());
    expect(server.requests).toHaveLength(1);
  });

  it('tells the store who is asking, and sends nothing about retries that it does not make', async () => {
    server.answer({ body: emptyParts });
    await store.listParts(ref, null);
    expect(server.requests[0]?.headers).toMatchObject({ 'user-agent': expect.stringMatching(/^loose-parts /) });
    expect(server.requests[0]?.headers).not.toHaveProperty('amz-sdk-request');
  });

  it('follows no environment to another endpoint', async () => {
    process.env.AWS_ENDPOINT_URL = server.url;
    const sent: string[] = [];
    const requestHandler: RequestHandler = {
      handle: async (request: { hostname: string }) => {
        sent.push(request.hostname);
        return {
          response: {
            statusCode: 200,
            headers: {},
            body: new TextEncoder().encode('<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>'),
          },
        };
      },
    };
    try {
      const aws = createS3Store(exampleConnection(null, { region: 'eu-west-1' }), credentials, {
        now: Date.now,
        requestHandler,
      });
      await aws.listBuckets();
      expect(sent).toEqual(['s3.eu-west-1.amazonaws.com']);
    } finally {
      delete process.env.AWS_ENDPOINT_URL;
    }
  });
});

describe('close', () => {
  it('ends idle sockets and lets a call under way finish', async () => {
    server.answer({ body: '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>' });
    await Promise.all([store.listBuckets(), store.listBuckets()]);
    let finish = () => {};
    const arrived = new Promise<void>((resolve) => {
      server.answer((response) => {
        finish = () => response.end('<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>');
        resolve();
      });
    });
    const call = store.listBuckets();
    await arrived;
    store.close();
    finish();
    expect((await call).buckets).toEqual([]);
    // Fails by the test's own time limit where a socket stays.
    await server.allGone();
  });
});

describe('keys on the wire', () => {
  it.each([
    '/leading',
    '//two',
    'a//b',
    'trailing/',
    '/',
    '.',
    '..',
    './a',
    '../a',
    'a/../b',
    'a/./b',
    'a/..',
    '+',
    'a+b c',
    '😀/é',
    'a\u0001b',
    '%2F',
    'a%20b',
    '?x=1',
    '#frag',
    "!'()*",
    '<script>',
    '\\',
    ':@&=$,;',
    '~',
    ' ',
    'é'.repeat(512),
    'bucket',
    'uploads?uploads',
  ])('addresses %j exactly', async (key) => {
    server.answer({ body: emptyParts });
    await store.listParts({ ...ref, key }, null);
    server.answer({ status: 204 });
    await store.abortUpload({ ...ref, key });
    server.answer({ status: 404 });
    await store.headObject('bucket', key);
    expect(server.requests).toHaveLength(3);
    for (const { path } of server.requests) {
      expect(path.startsWith('/bucket/')).toBe(true);
      expect(decodeURIComponent(path.slice('/bucket/'.length))).toBe(key);
    }
    expect(server.requests[1]?.query.get('uploadId')).toBe('u1');
  });

  it('addresses keys exactly with the bucket in the host name', async () => {
    const sent: string[] = [];
    const requestHandler: RequestHandler = {
      handle: async (request: { hostname: string; path: string }) => {
        sent.push(`${request.hostname} ${request.path}`);
        return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode(emptyParts) } };
      },
    };
    const connection = exampleConnection('https://s3.example.com', { pathStyle: false });
    const hosted = createS3Store(connection, credentials, { now: Date.now, requestHandler });
    await hosted.listParts({ ...ref, key: '/../a' }, null);
    expect(sent).toEqual(['bucket.s3.example.com //../a']);
  });
});

describe('deletes', () => {
  it('sends nothing for an empty key or upload ID', async () => {
    const refused = (message: string) => ({ code: 'INVALID_INPUT', message });
    // Here, and not by the client alone, which asks for credentials before.
    expect(await failure(store.abortUpload({ ...ref, key: '' }))).toMatchObject(refused('A key is never empty.'));
    expect(await failure(store.abortUpload({ ...ref, uploadId: '' }))).toMatchObject(
      refused('An upload ID is never empty.'),
    );
    expect(server.requests).toHaveLength(0);
  });

  it('lets the abort of one upload through', async () => {
    server.answer({ status: 204, headers: { date: 'Wed, 01 Jul 2026 10:00:00 GMT' } });
    expect(await store.abortUpload(ref)).toEqual({
      status: 204,
      requestCharged: false,
      requestId: 'REQ1',
      serverTime: Date.parse('2026-07-01T10:00:00Z'),
    });
    expect(server.requests[0]).toMatchObject({ method: 'DELETE', path: '/bucket/a/key' });
  });

  it.each([
    ['an upload without a key', new AbortMultipartUploadCommand({ Bucket: 'bucket', Key: '', UploadId: 'u1' })],
    ['an upload without an ID', new AbortMultipartUploadCommand({ Bucket: 'bucket', Key: 'k', UploadId: '' })],
    ['a bucket', new DeleteBucketCommand({ Bucket: 'bucket' })],
    ['a lifecycle', new DeleteBucketLifecycleCommand({ Bucket: 'bucket' })],
    ['an object', new DeleteObjectCommand({ Bucket: 'bucket', Key: 'k' })],
    ['an object without a key', new DeleteObjectCommand({ Bucket: 'bucket', Key: '' })],
  ])('refuses to delete %s before it is sent', async (_, command) => {
    server.answer({ status: 204 });
    const client = createS3Client(
      exampleConnection(server.url),
      'us-east-1',
      credentials,
      plainTransport(5).requestHandler,
      Date.now,
    );
    await expect(client.send(command as DeleteBucketCommand)).rejects.toThrow('Only a DELETE of one upload');
    expect(server.requests).toHaveLength(0);
    client.destroy();
  });
});

describe('a read-only connection', () => {
  const upload = { Bucket: 'bucket', Key: 'k', UploadId: 'u1' };
  it.each([
    ['an abort', new AbortMultipartUploadCommand(upload)],
    ['a complete', new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [] } })],
    ['a new upload', new CreateMultipartUploadCommand({ Bucket: 'bucket', Key: 'k' })],
    ['a part', new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' })],
    ['an object', new PutObjectCommand({ Bucket: 'bucket', Key: 'k', Body: 'x' })],
    ['a deletion', new DeleteObjectCommand({ Bucket: 'bucket', Key: 'k' })],
    [
      'a lifecycle',
      new PutBucketLifecycleConfigurationCommand({ Bucket: 'bucket', LifecycleConfiguration: { Rules: [] } }),
    ],
  ])('sends nothing of %s', async (_, command) => {
    server.answer({ status: 200 });
    const client = createS3Client(
      exampleConnection(server.url),
      'us-east-1',
      credentials,
      plainTransport(5).requestHandler,
      Date.now,
      () => true,
    );
    await expect(client.send(command as AbortMultipartUploadCommand)).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(server.requests).toEqual([]);
    client.destroy();
  });

  it('still reads, and asks for no credentials in order to refuse', async () => {
    let asked = 0;
    const connection = exampleConnection(server.url, { readOnly: true });
    const reading = createS3Store(connection, () => credentials().finally(() => asked++), { now: Date.now });
    expect((await failure(reading.abortUpload(ref))).code).toBe('READ_ONLY');
    const part = { partNumber: 1, size: 1, etag: 'e', lastModified: null, checksum: null };
    expect((await failure(reading.completeUpload(ref, [part]))).code).toBe('READ_ONLY');
    expect([asked, server.requests.length]).toEqual([0, 0]);
    server.answer({ body: emptyParts });
    expect((await reading.listParts(ref, null)).parts).toEqual([]);
    server.answer({ status: 404 });
    expect((await reading.headObject('bucket', 'k')).object).toBeNull();
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
    reading.close();
  });
});

describe('errors', () => {
  it.each([
    ['SignatureDoesNotMatch', 403, 'SIGNATURE_MISMATCH'],
    ['InvalidAccessKeyId', 403, 'ACCESS_KEY_UNKNOWN'],
    ['AccessDenied', 403, 'ACCESS_DENIED'],
    ['SomethingElse', 403, 'ACCESS_DENIED'],
    ['ExpiredToken', 400, 'TOKEN_EXPIRED'],
    ['NoSuchBucket', 404, 'NO_SUCH_BUCKET'],
    ['NoSuchUpload', 404, 'NO_SUCH_UPLOAD'],
    ['NoSuchKey', 404, 'NO_SUCH_UPLOAD'],
    ['NoSuchTenant', 404, 'STORE_REFUSED'],
    ['SlowDown', 503, 'SLOW_DOWN'],
    ['SlowDown', 429, 'SLOW_DOWN'],
    ['Whatever', 503, 'SLOW_DOWN'],
    ['InternalError', 500, 'STORE_FAILED'],
    ['InternalError', 200, 'STORE_FAILED'],
    ['Whatever', 500, 'STORE_FAILED'],
    ['NotImplemented', 501, 'STORE_REFUSED'],
    ['InvalidRequest', 400, 'STORE_REFUSED'],
    ['PreconditionFailed', 412, 'STORE_REFUSED'],
    ['PermanentRedirect', 301, 'REDIRECTED'],
    ['AuthorizationHeaderMalformed', 400, 'WRONG_REGION'],
  ])('%s with %i is %s', async (storeCode, status, code) => {
    // Ceph sends empty messages.
    server.answer({ status, body: errorXml(storeCode) });
    const error = await failure(store.listParts(ref, null));
    expect(error).toMatchObject({
      code,
      details: {
        operation: 'ListParts',
        bucket: 'bucket',
        endpoint: server.url.slice(7),
        storeCode,
        httpStatus: status,
        requestId: 'REQ1',
      },
    });
    expect(error.details.storeMessage).toBeUndefined();
    expect(error.message).not.toBe('');
  });

  it('a signature that is refused says nothing of the secret where other calls were accepted', async () => {
    const refusal = { status: 403, body: errorXml('SignatureDoesNotMatch', 'Check your key and signing method.') };
    server.answer(refusal);
    const first = await failure(store.listBuckets());
    expect([first.code, first.details.othersAccepted]).toEqual(['SIGNATURE_MISMATCH', undefined]);
    const inside = '<Bucket>b</Bucket><IsTruncated>false</IsTruncated>';
    server.answer({ body: `<ListMultipartUploadsResult>${inside}</ListMultipartUploadsResult>` });
    await store.listUploads({ bucket: 'b' });
    server.answer(refusal);
    for (const call of [store.listParts(ref, null), store.abortUpload(ref), store.findObject('b', 'k')]) {
      const { code, details } = await failure(call);
      expect([code, details.othersAccepted]).toEqual(['SIGNATURE_MISMATCH', true]);
    }
    // What else is refused is told as ever.
    server.answer({ status: 403, body: errorXml('InvalidAccessKeyId') });
    expect((await failure(store.listBuckets())).details.othersAccepted).toBeUndefined();
  });

  it('names the missing permission of each operation', async () => {
    server.answer({ status: 403, body: errorXml('AccessDenied', 'Access Denied') });
    const permission = async (call: Promise<unknown>) => (await failure(call)).details.permission;
    expect(await permission(store.listBuckets())).toBe('s3:ListAllMyBuckets');
    expect(await permission(store.listUploads({ bucket: 'b' }))).toBe('s3:ListBucketMultipartUploads');
    expect(await permission(store.listParts(ref, null))).toBe('s3:ListMultipartUploadParts');
    expect(await permission(store.abortUpload(ref))).toBe('s3:AbortMultipartUpload');
    expect(await permission(store.findObject('b', 'k'))).toBe('s3:ListBucket');
    server.answer({ status: 403 });
    expect(await permission(store.headObject('b', 'k'))).toBe('s3:GetObject');
    server.answer({
      status: 403,
      body: errorXml('AccessDenied', 'User: x is not authorized to perform: kms:Decrypt on resource: y'),
    });
    expect(await permission(store.listParts(ref, null))).toBe('kms:Decrypt');
  });

  it('passes on that the store says that the credentials have ended, and nothing else', async () => {
    let refused = 0;
    store = open({ onTokenRefused: () => refused++ });
    server.answer({ status: 403, body: errorXml('AccessDenied') }, { status: 400, body: errorXml('ExpiredToken') });
    await failure(store.listBuckets());
    expect(refused).toBe(0);
    expect((await failure(store.listBuckets())).code).toBe('TOKEN_EXPIRED');
    expect(refused).toBe(1);
  });

  it('measures the clock skew', async () => {
    store = open({ now: () => Date.parse('2026-07-01T11:00:00Z') });
    server.answer({
      status: 403,
      headers: { date: 'Wed, 01 Jul 2026 10:00:00 GMT' },
      body: errorXml('RequestTimeTooSkewed'),
    });
    const error = await failure(store.listBuckets());
    expect(error).toMatchObject({ code: 'CLOCK_SKEW', details: { clockSkewMs: -3_600_000 } });
    // The SDK would quietly correct its clock from the answer; it is to say the same each time.
    expect((await failure(store.listBuckets())).code).toBe('CLOCK_SKEW');
  });

  it.each([
    ['3', undefined, 3000],
    ['Wed, 01 Jul 2026 10:01:00 GMT', 'Wed, 01 Jul 2026 10:00:00 GMT', 60_000],
    ['Wed, 01 Jul 2026 09:00:00 GMT', 'Wed, 01 Jul 2026 10:00:00 GMT', 0],
    ['soon', undefined, undefined],
  ])('reads Retry-After %s', async (value, date, ms) => {
    server.answer({
      status: 503,
      headers: { 'retry-after': value, ...(date ? { date } : {}) },
      body: errorXml('SlowDown'),
    });
    expect((await failure(store.listBuckets())).details.retryAfterMs).toBe(ms);
  });

  it.each([
    ['in the header', { 'x-amz-bucket-region': 'eu-west-1' }, '', 1],
    ['in a redirect', {}, errorXml('PermanentRedirect', 'x', '<Region>eu-west-1</Region>'), 1],
    ['in the body', {}, errorXml('AuthorizationHeaderMalformed', 'x', '<Region>eu-west-1</Region>'), 2],
    [
      'in the words',
      {},
      errorXml('AuthorizationHeaderMalformed', "the region 'us-east-1' is wrong; expecting 'eu-west-1'"),
      2,
    ],
  ])('finds the region %s and tries a custom endpoint with it only where the signature is', async (...row) => {
    const [, headers, body, requests] = row;
    server.answer({ status: 400, headers, body });
    expect(await failure(store.listUploads({ bucket: 'b' }))).toMatchObject({
      code: 'WRONG_REGION',
      details: { region: 'eu-west-1' },
    });
    expect(server.requests).toHaveLength(requests);
  });

  it('follows a bucket of AWS to its region, once and for good', async () => {
    const sent: string[] = [];
    const requestHandler: RequestHandler = {
      handle: async (request: { hostname: string }) => {
        sent.push(request.hostname);
        const body = (text: string) => new TextEncoder().encode(text);
        return request.hostname.includes('eu-west-1')
          ? { response: { statusCode: 200, headers: {}, body: body(emptyParts) } }
          : {
              response: {
                statusCode: 301,
                headers: { 'x-amz-bucket-region': 'eu-west-1' },
                body: body(errorXml('PermanentRedirect')),
              },
            };
      },
    };
    const aws = createS3Store(exampleConnection(null, { pathStyle: false }), credentials, {
      now: Date.now,
      requestHandler,
    });
    await aws.listParts(ref, null);
    await aws.listParts(ref, null);
    expect(sent).toEqual([
      'bucket.s3.us-east-1.amazonaws.com',
      'bucket.s3.eu-west-1.amazonaws.com',
      'bucket.s3.eu-west-1.amazonaws.com',
    ]);
  });

  const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Hello</p></body></html>';
  it.each([
    ['HTML with 200', 200, html],
    ['HTML with 404', 404, html],
    ['HTML with 403', 403, html],
    ['JSON', 200, '{"ok":true}'],
    ['nothing', 200, ''],
    ['another XML', 200, '<rss><channel/></rss>'],
    ['a prefixed result', 200, '<ns2:ListPartsResult></ns2:ListPartsResult>'],
    ['broken tags', 200, '<ListPartsResult><Part></Prat></ListPartsResult>'],
  ])('%s is not S3, and never an upload without parts', async (_, status, body) => {
    server.answer({ status, body });
    const { code, details } = await failure(store.listParts(ref, null));
    // The words on screen name the host that gave the answer.
    expect([code, details.endpoint]).toEqual(['NOT_S3', new URL(server.url).host]);
  });

  it('takes a gateway’s HTML failure for one that passes', async () => {
    server.answer({ status: 502, body: html });
    expect((await failure(store.listParts(ref, null))).code).toBe('STORE_FAILED');
    server.answer({ status: 503, body: html });
    expect((await failure(store.listParts(ref, null))).code).toBe('SLOW_DOWN');
  });

  it('goes by the status of an answer without a body only where its headers are S3’s', async () => {
    server.answer({ status: 404 });
    expect((await failure(store.listParts(ref, null))).code).toBe('NO_SUCH_UPLOAD');
    expect((await failure(store.listUploads({ bucket: 'b' }))).code).toBe('NO_SUCH_BUCKET');
    server.answer((response) => response.writeHead(404).end());
    expect((await failure(store.listParts(ref, null))).code).toBe('NOT_S3');
  });

  it('tells an answer that broke off', async () => {
    server.answer({ body: '<ListPartsResult><Part><PartNumber>1</PartNumber>' });
    expect((await failure(store.listParts(ref, null))).code).toBe('CONNECTION_LOST');
    server.answer((response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('<ListPartsResult>', () => response.destroy());
    });
    expect((await failure(store.listParts(ref, null))).code).toBe('CONNECTION_LOST');
    const before = server.requests.length;
    server.answer((_, request) => request.socket.destroy());
    expect((await failure(store.listParts(ref, null))).code).toBe('CONNECTION_LOST');
    // Sent once: the SDK would try a reset again.
    expect(server.requests).toHaveLength(before + 1);
  });

  it('tells an endpoint that refuses, one that does not exist and one without TLS', async () => {
    expect((await failure(open({}, 'http://127.0.0.1:1').listBuckets())).code).toBe('CONNECTION_REFUSED');
    expect((await failure(open({}, 'http://no-such-host.invalid').listBuckets())).code).toBe('ENDPOINT_NOT_FOUND');
    const error = await failure(open({}, server.url.replace('http:', 'https:')).listBuckets());
    expect(error.code).toBe('WRONG_SCHEME');
    expect(error.message).toContain('http://');
  });

  it('gives up in time, before the answer and in the middle of it', async () => {
    store = open({ requestTimeoutMs: 60, abortTimeoutMs: 60 });
    server.answer(() => {});
    expect((await failure(store.listBuckets())).code).toBe('TIMEOUT');
    expect((await failure(store.abortUpload(ref))).code).toBe('TIMEOUT');
    server.answer((response) => {
      response.write('<ListAllMyBucketsResult>');
    });
    expect((await failure(store.listBuckets())).code).toBe('TIMEOUT');
  });

  it('rejects with the signal’s own reason', async () => {
    const controller = new AbortController();
    server.answer(() => controller.abort());
    const reason = await store.listBuckets({}, controller.signal).catch((error: unknown) => error);
    expect(reason).toBe(controller.signal.reason);
    expect(reason).toMatchObject({ name: 'AbortError' });
    await expect(store.listBuckets({}, controller.signal)).rejects.toBe(controller.signal.reason);
    const late = new AbortController();
    server.answer((response) => {
      response.write('<ListAllMyBucketsResult>', () => late.abort());
    });
    const lateReason = await store.listBuckets({}, late.signal).catch((error: unknown) => error);
    expect(lateReason).toBe(late.signal.reason);
    expect(lateReason).toBeDefined();
  });

  it('passes on what the credentials say', async () => {
    const missing = createS3Store(
      exampleConnection(server.url),
      async () => {
        throw new AppError('CREDENTIALS_MISSING', inTheirWords('none'));
      },
      { now: Date.now },
    );
    expect((await failure(missing.listBuckets())).code).toBe('CREDENTIALS_MISSING');
  });

  it('never carries a secret, a signature or a query', async () => {
    let signed = '';
    server.answer((response, request) => {
      signed = String(request.headers.authorization);
      const echo = `bad: ${signed} X-Amz-Security-Token: TOKEN-secret`;
      response.writeHead(400).end(errorXml('Odd', echo));
    });
    const error = await failure(store.listParts(ref, null));
    const signature = /Signature=(\w+)/.exec(signed)?.[1] ?? 'no signature was sent';
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    const seen = JSON.stringify([error.toShape(), { ...error }]) + error.stack + String(error.cause);
    for (const hidden of [secret, 'TOKEN-secret', signature, 'uploadId']) expect(seen).not.toContain(hidden);
  });

  it('keeps calls beyond its sockets waiting without letting them time out', async () => {
    store = open({ sockets: 1, requestTimeoutMs: 4000 });
    const finish: (() => void)[] = [];
    server.answer((response) => {
      finish.push(() => response.end('<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>'));
      setTimeout(() => finish.shift()?.(), 1800);
    });
    const calls = [store.listBuckets(), store.listBuckets(), store.listBuckets()];
    expect((await Promise.all(calls)).map(({ buckets }) => buckets)).toEqual([[], [], []]);
  });
});
