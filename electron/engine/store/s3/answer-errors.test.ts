import { describe, expect, it } from 'vitest';
import { answerError, answerToAnother } from './answer-errors.ts';
import { operationPermissions, type S3Operation } from './call-context.ts';
import type { StoreAnswer } from './store-answer.ts';
import { errorXml } from './testing/recording-server.ts';

const operations = Object.keys(operationPermissions) as S3Operation[];
const context = {
  operation: 'ListParts',
  bucket: 'b',
  endpoint: 'host:1',
  upload: { uploadId: 'id', key: 'k' },
} as const;
const head = { status: 200, headers: { 'x-amz-request-id': 'R' }, receivedAt: 0 };

function errorOf(operation: S3Operation, answer: Partial<StoreAnswer>) {
  return answerError({ ...head, body: '', ...answer }, { ...context, operation });
}

/** The calls that are answered with a document, and what it is called. */
const documents: readonly [S3Operation, string][] = [
  ['ListBuckets', 'ListAllMyBucketsResult'],
  ['ListMultipartUploads', 'ListMultipartUploadsResult'],
  ['ListParts', 'ListPartsResult'],
  ['ListObjectsV2', 'ListBucketResult'],
  ['ListObjectVersions', 'ListVersionsResult'],
  ['CompleteMultipartUpload', 'CompleteMultipartUploadResult'],
  ['CreateSession', 'CreateSessionResult'],
  ['GetBucketLifecycleConfiguration', 'LifecycleConfiguration'],
  ['GetBucketVersioning', 'VersioningConfiguration'],
  ['GetObjectLockConfiguration', 'ObjectLockConfiguration'],
  ['GetObjectRetention', 'Retention'],
  ['GetObjectLegalHold', 'LegalHold'],
];
const roots = documents.map(([, root]) => root);
const withoutOne = operations.filter((operation) => documents.every(([other]) => other !== operation));

describe('a good status', () => {
  it.each(documents)('of %s is believed with a whole %s, and with no other document', (operation, own) => {
    for (const root of roots) {
      for (const body of [`<${root}><A/></${root}>`, `<${root}/>`]) {
        const error = errorOf(operation, { body });
        if (root === own) expect(error).toBeNull();
        else if (operation === 'ListBuckets' && root === 'ListBucketResult')
          expect(error?.code).toBe('BUCKET_IN_ENDPOINT');
        else {
          expect(error).toMatchObject({
            code: 'NOT_S3',
            message: expect.stringContaining(`another question (${root})`),
            details: { unusable: true },
          });
        }
      }
    }
  });

  it.each(documents)('of %s with half a %s is a connection that was lost', (operation, root) => {
    expect(errorOf(operation, { body: `<${root}><A>` })).toMatchObject({
      code: 'CONNECTION_LOST',
      message: 'The answer broke off before its end.',
      details: { unusable: true, requestId: 'R' },
    });
  });

  it.each(documents)(
    'of %s with something behind its %s is not believed, and no connection was lost',
    (operation, root) => {
      for (const behind of ['\0', '<!-- --><p>3 ms</p>', '<Error/>']) {
        expect(errorOf(operation, { body: `<${root}><A/></${root}>${behind}` })).toMatchObject({
          code: 'NOT_S3',
          message: 'Something else follows the end of the answer, so it is not believed.',
          details: { unusable: true, requestId: 'R' },
        });
      }
    },
  );

  it.each(documents)('of %s that comes with nothing is none', (operation) => {
    const error = errorOf(operation, { body: ' \n' });
    // Some stores say so that a bucket has no rules.
    if (operation === 'GetBucketLifecycleConfiguration') expect(error).toBeNull();
    else expect(error).toMatchObject({ code: 'NOT_S3', message: 'The answer was empty.', details: { unusable: true } });
  });

  it.each(withoutOne)('of %s needs no document, and is not believed with one', (operation) => {
    expect(errorOf(operation, {})).toBeNull();
    expect(errorOf(operation, { status: 204 })).toBeNull();
    for (const root of roots) {
      expect(errorOf(operation, { body: `<${root}/>` })).toMatchObject({ code: 'NOT_S3', details: { unusable: true } });
    }
  });

  it.each<[S3Operation, string]>([
    ['ListParts', 'ListPartsResponse'],
    ['ListBuckets', 'ListBucketsResponse'],
    ['ListBuckets', 'ListBucketsResult'],
    ['ListBuckets', 'ListAllMyBucketsResponse'],
  ])('of %s is believed with a %s, which says the same', (operation, root) => {
    expect(errorOf(operation, { body: `<${root}></${root}>` })).toBeNull();
    expect(errorOf('ListMultipartUploads', { body: `<${root}></${root}>` })?.code).toBe('NOT_S3');
  });

  it.each(operations)('of %s is not believed with a web page', (operation) => {
    const error = errorOf(operation, { body: '<html><head><title>Sign in</title></head></html>' });
    expect(error).toMatchObject({
      code: 'NOT_S3',
      message: 'The answer was a web page (“Sign in”), HTTP 200.',
      details: { operation, bucket: 'b', endpoint: 'host:1', httpStatus: 200, requestId: 'R' },
    });
    // Nothing of S3 answers there: that is said of the place, and not of this one answer.
    expect(error?.details).not.toHaveProperty('unusable');
  });

  it('of a policy is believed in JSON, and of nothing else is', () => {
    expect(errorOf('GetBucketPolicy', { body: '\n {"Statement":[]}' })).toBeNull();
    expect(errorOf('GetBucketPolicy', { body: '["Statement"]' })?.code).toBe('NOT_S3');
    expect(errorOf('ListParts', { body: '{"Statement":[]}' })?.code).toBe('NOT_S3');
  });

  it('with a prefix before each name is told by it', () => {
    const error = errorOf('ListParts', { body: '<p:ListPartsResult xmlns:p="x"></p:ListPartsResult>' });
    expect(error).toMatchObject({
      code: 'NOT_S3',
      message: expect.stringContaining('prefix (p:ListPartsResult)'),
      details: { unusable: true },
    });
  });

  it('is one of 200 to 299', () => {
    expect(errorOf('AbortMultipartUpload', { status: 299 })).toBeNull();
    expect(errorOf('AbortMultipartUpload', { status: 300 })?.code).toBe('REDIRECTED');
    expect(errorOf('AbortMultipartUpload', { status: 199 })).not.toBeNull();
  });

  it('with an error in its body is a failure', () => {
    expect(errorOf('ListParts', { body: errorXml('SlowDown', 'Later.') })).toMatchObject({
      code: 'SLOW_DOWN',
      message: 'Later.',
      details: { httpStatus: 200, storeCode: 'SlowDown' },
    });
  });

  it('names no request where the answer names none', () => {
    const { saying: _, ...details } = errorOf('ListParts', { headers: {} })?.details ?? {};
    expect(details).toEqual({
      operation: 'ListParts',
      bucket: 'b',
      endpoint: 'host:1',
      httpStatus: 200,
      unusable: true,
    });
  });
});

it('objects where buckets were asked for are told as an endpoint that holds a bucket, of no one answer', () => {
  expect(errorOf('ListBuckets', { body: '<ListBucketResult/>' })).toMatchObject({
    code: 'BUCKET_IN_ENDPOINT',
    message: 'The server listed a bucket’s objects, not buckets.',
    details: { httpStatus: 200 },
  });
  expect(errorOf('ListBuckets', { body: '<ListBucketResult/>' })?.details).not.toHaveProperty('unusable');
});

describe('“no such upload”', () => {
  const gone = (more = '') => ({ status: 404, body: errorXml('NoSuchUpload', 'None.', more) });

  it('is believed of the upload that was asked for, or of none by name', () => {
    for (const more of ['', '<UploadId>id</UploadId>', '<UploadId/>']) {
      expect(errorOf('ListParts', gone(more))?.code).toBe('NO_SUCH_UPLOAD');
    }
    const { upload: _, ...nobody } = context;
    const answer = { ...head, ...gone('<UploadId>other</UploadId>') };
    expect(answerError(answer, nobody)?.code).toBe('NO_SUCH_UPLOAD');
  });

  it('proves nothing of another upload, and tells of whose, shortened', () => {
    const error = errorOf('ListParts', gone(`<UploadId>${'x'.repeat(101)}</UploadId>`));
    expect(error).toMatchObject({
      code: 'NOT_S3',
      message: expect.stringContaining(`its UploadId is “${'x'.repeat(100)}”`),
      details: { operation: 'ListParts', bucket: 'b', endpoint: 'host:1', unusable: true },
    });
  });

  it('is told of another by its name without the blanks around it', () => {
    const error = answerToAnother(context, { name: 'UploadId', told: `\n ${'x'.repeat(100)} ` });
    expect(error.message).toContain(`“${'x'.repeat(100)}”`);
  });

  it('proves nothing where a cache had kept it, which matters of nothing else', () => {
    const headers = { age: '7' };
    expect(errorOf('ListParts', { ...gone(), headers })).toMatchObject({
      code: 'NOT_S3',
      message: expect.stringContaining('A cache gave an answer that it had kept'),
      details: { operation: 'ListParts', bucket: 'b', endpoint: 'host:1', unusable: true },
    });
    expect(errorOf('ListParts', { status: 403, body: errorXml('AccessDenied'), headers })?.code).toBe('ACCESS_DENIED');
    const other = errorXml('AccessDenied', 'No.', '<UploadId>other</UploadId>');
    expect(errorOf('ListParts', { status: 403, body: other })?.code).toBe('ACCESS_DENIED');
  });
});
