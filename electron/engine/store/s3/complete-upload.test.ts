import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Part } from '../../../../shared/schema/model.ts';
import { startPracticeStore } from '../../../practice/store.ts';
import type { Store } from '../store.ts';
import { createS3Client } from './client-factory.ts';
import { createS3Store } from './s3-store.ts';
import {
  errorXml,
  exampleConnection,
  plainTransport,
  type RecordingServer,
  startRecordingServer,
} from './testing/recording-server.ts';

const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'completing-secret-key' });
const ref = { connectionId: 'c1', bucket: 'bucket', key: 'a/key', uploadId: 'u1' };
const part = (partNumber: number, more: Partial<Part> = {}): Part => ({
  partNumber,
  size: 1,
  etag: `e${partNumber}`,
  lastModified: 0,
  checksum: null,
  ...more,
});
const result = '<CompleteMultipartUploadResult><ETag>&quot;abc-2&quot;</ETag></CompleteMultipartUploadResult>';

let server: RecordingServer;
let bodies: string[];
let store: Store;
/** Answers with this, and keeps what was sent. */
const answer = (body: string, status = 200) => {
  server.answer((response, request) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(status, { 'x-amz-request-id': 'REQ1' });
      response.end(body);
    });
  });
};

beforeEach(async () => {
  server = await startRecordingServer();
  bodies = [];
  store = createS3Store(exampleConnection(server.url), credentials, { now: Date.now });
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

describe('completeUpload', () => {
  it('sends the parts in order with their ETags and checksums, and hands back the object’s ETag', async () => {
    answer(`\n\n  <?xml version="1.0"?>\n${result}`);
    const checksum = { algorithm: 'SHA256', value: 'c3VtCg==' };
    expect(await store.completeUpload(ref, [part(2, { checksum }), part(1)])).toMatchObject({
      call: { status: 200, requestId: 'REQ1' },
      etag: 'abc-2',
    });
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/bucket/a/key' });
    expect(server.requests[0]?.query.get('uploadId')).toBe('u1');
    expect(bodies[0]?.replaceAll('&quot;', '"')).toContain(
      '<Part><ETag>"e1"</ETag><PartNumber>1</PartNumber></Part><Part><ETag>"e2"</ETag><ChecksumSHA256>c3VtCg==</ChecksumSHA256><PartNumber>2</PartNumber></Part>',
    );
  });

  it('takes a 200 with an error in its body for the failure it is', async () => {
    answer(`<?xml version="1.0"?>${errorXml('InternalError', 'We failed').replace(/^<\?.*\n/, '')}`);
    expect(await failure(store.completeUpload(ref, [part(1)]))).toMatchObject({
      code: 'STORE_FAILED',
      details: { httpStatus: 200, storeCode: 'InternalError' },
    });
    answer(errorXml('EntityTooSmall', 'Too small'));
    expect(await failure(store.completeUpload(ref, [part(1)]))).toMatchObject({
      code: 'STORE_REFUSED',
      details: { httpStatus: 200, storeCode: 'EntityTooSmall' },
    });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['nothing', '', 'NOT_S3'],
    ['a page of a proxy', '<html><body>ok</body></html>', 'NOT_S3'],
    ['a list of parts', '<ListPartsResult><UploadId>u1</UploadId></ListPartsResult>', 'NOT_S3'],
    ['a list of objects', '<ListBucketResult><Name>bucket</Name></ListBucketResult>', 'NOT_S3'],
    ['what has another name', `<CompleteMultipartUploadResponse>${result}</CompleteMultipartUploadResponse>`, 'NOT_S3'],
    ['half an answer', '<CompleteMultipartUploadResult><ETag>', 'CONNECTION_LOST'],
  ])('does not take %s with status 200 for a success', async (_, body, code) => {
    answer(body);
    expect(await failure(store.completeUpload(ref, [part(1)]))).toMatchObject({ code });
  });

  it('does not take another object’s success for its own', async () => {
    const made = (key: string) =>
      `<CompleteMultipartUploadResult><Location>http://s/bucket/${key}</Location><Bucket>bucket</Bucket><Key>${key}</Key><ETag>&quot;abc-2&quot;</ETag></CompleteMultipartUploadResult>`;
    answer(made('another'));
    expect(await failure(store.completeUpload(ref, [part(1)]))).toMatchObject({ code: 'NOT_S3' });
    for (const key of ['a/key', '/a/key', 'bucket/a/key', 'a%2Fkey', '']) {
      answer(made(key));
      expect((await store.completeUpload(ref, [part(1)])).etag).toBe('abc-2');
    }
  });

  it('sends nothing for an empty key, no upload ID, no parts or a part without an ETag', async () => {
    answer(result);
    for (const call of [
      () => store.completeUpload({ ...ref, key: '' }, [part(1)]),
      () => store.completeUpload({ ...ref, uploadId: '' }, [part(1)]),
      () => store.completeUpload(ref, []),
      () => store.completeUpload(ref, [part(1, { etag: null })]),
    ]) {
      expect(await failure(call())).toMatchObject({ code: 'INVALID_INPUT' });
    }
    expect(server.requests).toEqual([]);
  });

  it('says 404 and a missing permission as they are', async () => {
    answer(errorXml('NoSuchUpload'), 404);
    expect(await failure(store.completeUpload(ref, [part(1)]))).toMatchObject({ code: 'NO_SUCH_UPLOAD' });
    answer(errorXml('AccessDenied'), 403);
    expect(await failure(store.completeUpload(ref, [part(1)]))).toMatchObject({
      code: 'ACCESS_DENIED',
      details: { permission: 's3:PutObject' },
    });
  });

  it('asks AWS, and no other server, to replace no object where none was there', async () => {
    answer(result);
    await store.completeUpload(ref, [part(1)], { ifAbsent: true });
    expect(server.requests[0]?.headers['if-none-match']).toBeUndefined();

    const { requestHandler } = plainTransport(1);
    const seen: unknown[] = [];
    const aws = createS3Store(exampleConnection(null, { pathStyle: false }), credentials, {
      now: Date.now,
      requestHandler: {
        ...requestHandler,
        handle: async (request: { headers: Record<string, string> }) => {
          seen.push(request.headers['if-none-match']);
          throw new Error('far enough');
        },
      } as typeof requestHandler,
    });
    for (const ifAbsent of [true, false]) await aws.completeUpload(ref, [part(1)], { ifAbsent }).catch(() => undefined);
    expect(seen).toEqual(['*', undefined]);
  });
});

describe('the guard before the wire', () => {
  it.each([
    ['delete in bulk', new DeleteObjectsCommand({ Bucket: 'bucket', Delete: { Objects: [{ Key: 'a' }] } })],
    ['begin an upload', new CreateMultipartUploadCommand({ Bucket: 'bucket', Key: 'a' })],
    ['complete without an upload ID', new CompleteMultipartUploadCommand({ Bucket: 'bucket', Key: 'a', UploadId: '' })],
  ])('sends no POST that would %s', async (_, command) => {
    const connection = exampleConnection(server.url);
    const { requestHandler } = plainTransport(1);
    const client = createS3Client(connection, 'us-east-1', credentials, requestHandler, Date.now);
    await expect(client.send(command as CreateMultipartUploadCommand)).rejects.toThrow('Only a POST of one upload');
    expect(server.requests).toEqual([]);
  });
});

it('completes an upload of the practice store, gaps and all', async () => {
  const practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket('bucket');
  const size = 5 * 1024 ** 2;
  const uploadId = practice.seedUpload({
    bucket: 'bucket',
    key: 'a+b c',
    initiatedAt: Date.now() - 1000,
    parts: [
      { partNumber: 2, size },
      { partNumber: 7, size: 10 },
    ],
  });
  const real = createS3Store(
    exampleConnection(practice.endpointUrl),
    async () => ({ accessKeyId: practice.accessKeyId, secretAccessKey: practice.secretAccessKey }),
    { now: Date.now },
  );
  const at = { connectionId: 'c1', bucket: 'bucket', key: 'a+b c', uploadId };
  const { parts } = await real.listParts(at, null);
  const { etag } = await real.completeUpload(at, parts);
  expect(etag).toMatch(/-2$/);
  expect((await real.headObject('bucket', 'a+b c')).object).toMatchObject({ bytes: size + 10, etag });
  real.close();
  await practice.close();
});
