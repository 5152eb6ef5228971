import { describe, expect, it } from 'vitest';
import { answerError } from './answer-errors.ts';
import type { S3Operation } from './call-context.ts';
import type { StoreAnswer } from './store-answer.ts';
import { errorXml } from './testing/recording-server.ts';

const own = { 'x-amz-request-id': 'R' };
const at = Date.UTC(2026, 6, 1, 10, 0, 0);

function failureOf(answer: Partial<StoreAnswer>, operation: S3Operation = 'ListParts', bucket: string | null = 'b') {
  const whole = { status: 403, headers: own, body: '', receivedAt: at, ...answer };
  const error = answerError(whole, { operation, bucket, endpoint: 'host:1' });
  if (!error) throw new Error('It is a good answer');
  return error;
}

describe('a failure says', () => {
  const saidOf = (answer: Partial<StoreAnswer>) => failureOf(answer).message;

  it('what the store says, else its word, else the status', () => {
    expect(saidOf({ body: errorXml('Curious', 'Not on a Sunday.') })).toBe('Not on a Sunday.');
    expect(saidOf({ body: errorXml('Curious') })).toBe('Curious');
    expect(saidOf({})).toBe('The server answered HTTP 403.');
  });

  it('where a redirect leads, and nothing of what is behind that place', () => {
    const headers = { ...own, location: 'https://me:word@there.example:8443/box?X-Amz-Signature=secret' };
    expect(saidOf({ status: 307, headers })).toBe(
      'The server answered HTTP 307 and points to https://there.example:8443.',
    );
    expect(saidOf({ status: 307, headers: { ...own, location: '/box' } })).toBe(
      'The server answered HTTP 307, and does not say where to.',
    );
    expect(saidOf({ status: 307 })).toBe('The server answered HTTP 307, and does not say where to.');
    expect(saidOf({ status: 307, headers, body: errorXml('TemporaryRedirect', 'There.') })).toBe('There.');
    expect(saidOf({ status: 307, headers, body: errorXml('TemporaryRedirect') })).toContain('points to');
  });

  it.each<[string, Partial<StoreAnswer>]>([
    ['a web page (“Not here”), HTTP 404', { body: '<html><head><title>Not here</title></head></html>' }],
    ['a web page (“Not here”), HTTP 404', { body: '<TITLE lang="en">\n  Not \n\t here </TITLE>' }],
    ['a web page, HTTP 404', { body: '<html><title> </title></html>' }],
    ['a web page, HTTP 404', { body: '<title> </title>' }],
    ['a web page, HTTP 404', { body: '<html></html>' }],
    ['a web page, HTTP 404', { body: '<!-- --><HTML>' }],
    ['a web page, HTTP 404', { body: 'Not here', headers: { 'content-type': 'text/HTML; charset=utf-8' } }],
    ['empty, HTTP 404', { headers: {} }],
    ['empty, HTTP 404', { headers: {}, body: ' \n' }],
    ['not S3 XML, HTTP 404', { body: 'Not here' }],
    ['not S3 XML, HTTP 404', { body: '{"not":"here"}' }],
    ['not S3 XML, HTTP 404', { body: `not here${' '.repeat(1000)}<html>` }],
    [`a web page, HTTP 404`, { body: `<html>${' '.repeat(20_000)}<title>Late</title>` }],
    [`a web page (“${'x'.repeat(200)}”), HTTP 404`, { body: `<title>${'x'.repeat(201)}</title>` }],
  ])('that the answer was %s', (what, answer) => {
    expect(saidOf({ status: 404, ...answer })).toBe(`The answer was ${what}.`);
  });
});

describe('an answer that is none of S3’s', () => {
  const isOfS3 = (answer: Partial<StoreAnswer>) => {
    const { code, details } = failureOf({ status: 404, ...answer });
    expect(code).toBe('NOT_S3');
    return details.unusable ?? false;
  };

  it('came from S3 where its headers say so, and it is no page', () => {
    expect(isOfS3({ body: '{"not":"here"}' })).toBe(true);
    expect(isOfS3({ body: 'Not here', headers: { 'x-amz-id-2': 'I' } })).toBe(true);
    expect(isOfS3({ body: '{"not":"here"}', headers: {} })).toBe(false);
    expect(isOfS3({ body: '{}', headers: { 'x-amz-cf-id': 'C' } })).toBe(false);
    expect(isOfS3({ body: '{}', headers: { 'x-amz-apigw-id': 'G' } })).toBe(false);
    expect(isOfS3({ body: '{}', headers: { 'an-x-amz-id': '1' } })).toBe(false);
    expect(isOfS3({ body: '', headers: {} })).toBe(false);
    for (const page of ['<title> </title>', '<HTML>', '<html><title>Not here</title></html>']) {
      expect(isOfS3({ body: page })).toBe(false);
    }
    expect(isOfS3({ body: 'Not here', headers: { ...own, 'content-type': 'text/HTML' } })).toBe(false);
    expect(isOfS3({ body: `not here${' '.repeat(1000)}<html>` })).toBe(true);
  });

  it('is told alike where its status is good', () => {
    expect(failureOf({ status: 200, body: '{}' }).details.unusable).toBe(true);
    expect(failureOf({ status: 200, body: '{}', headers: {} }).details.unusable).toBeUndefined();
    expect(failureOf({ status: 200, body: '<html></html>' }).details.unusable).toBeUndefined();
  });

  it('is a matter of such answers alone', () => {
    expect(failureOf({ body: errorXml('AccessDenied') }).details.unusable).toBeUndefined();
  });
});

describe('a failure keeps', () => {
  const detailsOf = (answer: Partial<StoreAnswer>, operation?: S3Operation, bucket?: null) => {
    const { saying: _, ...details } = failureOf(answer, operation, bucket).details;
    return details;
  };

  it('what was asked and answered, and nothing that was not said', () => {
    expect(detailsOf({ headers: { 'x-amz-id-2': '1' }, status: 418 })).toEqual({
      operation: 'ListParts',
      bucket: 'b',
      endpoint: 'host:1',
      httpStatus: 418,
    });
    expect(detailsOf({ status: 418 }, 'ListBuckets', null)).toEqual({
      operation: 'ListBuckets',
      endpoint: 'host:1',
      httpStatus: 418,
      requestId: 'R',
    });
  });

  it('the store’s words, its request, its price and its wait', () => {
    const headers = { ...own, 'x-amz-request-charged': 'requester', 'retry-after': '0' };
    expect(detailsOf({ status: 400, headers, body: errorXml('Curious', 'Not so.') })).toEqual({
      operation: 'ListParts',
      bucket: 'b',
      endpoint: 'host:1',
      httpStatus: 400,
      storeCode: 'Curious',
      storeMessage: 'Not so.',
      requestId: 'R',
      requestCharged: true,
      retryAfterMs: 0,
    });
  });

  it('the region that a redirect to one names, in a header or in a sentence', () => {
    const wrong = (message: string) => ({ status: 400, body: errorXml('AuthorizationHeaderMalformed', message) });
    const sentence = "the region 'us-east-1' is wrong; expecting 'eu-central-1'";
    expect(detailsOf(wrong(sentence)).region).toBe('eu-central-1');
    const headers = { ...own, 'x-amz-bucket-region': 'eu-1' };
    expect(detailsOf({ ...wrong(sentence), headers }).region).toBe('eu-1');
    for (const message of ['it is wrong', "expecting ''", '']) {
      expect(detailsOf(wrong(message))).not.toHaveProperty('region');
    }
    // No other failure is of a region.
    expect(detailsOf({ headers, body: errorXml('AccessDenied', sentence) })).not.toHaveProperty('region');
  });

  it('how far the clocks are apart, where that is what failed', () => {
    const headers = { ...own, date: 'Wed, 01 Jul 2026 10:20:00 GMT' };
    const body = errorXml('RequestTimeTooSkewed');
    expect(detailsOf({ headers, body }).clockSkewMs).toBe(20 * 60_000);
    expect(detailsOf({ body })).not.toHaveProperty('clockSkewMs');
    expect(detailsOf({ headers, body: errorXml('AccessDenied') })).not.toHaveProperty('clockSkewMs');
  });
});

describe('a permission is missing', () => {
  const missing = (message: string, operation?: S3Operation, code = 'AccessDenied') =>
    failureOf({ body: errorXml(code, message) }, operation).details.permission;

  // Service authorization reference, "Actions defined by Amazon S3".
  it.each<[S3Operation, string]>([
    ['ListBuckets', 's3:ListAllMyBuckets'],
    ['ListMultipartUploads', 's3:ListBucketMultipartUploads'],
    ['ListParts', 's3:ListMultipartUploadParts'],
    ['AbortMultipartUpload', 's3:AbortMultipartUpload'],
    ['CompleteMultipartUpload', 's3:PutObject'],
    ['HeadObject', 's3:GetObject'],
    ['GetObject', 's3:GetObject'],
    ['ListObjectsV2', 's3:ListBucket'],
    ['CreateSession', 's3express:CreateSession'],
    ['GetBucketLifecycleConfiguration', 's3:GetLifecycleConfiguration'],
    ['PutBucketLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    ['ListObjectVersions', 's3:ListBucketVersions'],
    ['GetBucketVersioning', 's3:GetBucketVersioning'],
    ['GetObjectLockConfiguration', 's3:GetBucketObjectLockConfiguration'],
    ['GetObjectRetention', 's3:GetObjectRetention'],
    ['GetObjectLegalHold', 's3:GetObjectLegalHold'],
    ['GetBucketPolicy', 's3:GetBucketPolicy'],
  ])('for %s: %s', (operation, permission) => {
    expect(missing('Access Denied', operation)).toBe(permission);
  });

  it('where the store names one, and then that one', () => {
    expect(missing('User is not authorized to perform: kms:Decrypt on it, from this IP')).toBe('kms:Decrypt');
    expect(missing('not authorized to perform: s3-object-lambda:GetObject')).toBe('s3-object-lambda:GetObject');
  });

  it.each([
    'Access denied',
    'Access is denied.',
    'ACCESS DENIED!',
    'Forbidden',
    'forbidden.',
    'Permission denied',
    'You have no permission for that',
    'By an explicit deny in a bucket policy',
    'The policies of this bucket say no',
    'Insufficient privileges',
    'You are not authorized',
    'It is not allowed to you',
    'The policy at https://docs.example/why says no permission',
  ])('where it says so: %j', (message) => {
    expect(missing(message)).toBe('s3:ListMultipartUploadParts');
  });

  it.each([
    'Not on a Sunday',
    'Access Denied: on Sundays',
    'Forbidden on Sundays',
    'It is forbidden',
    'Access denied indeed',
    'Your politics is odd',
    // They tell of the way that somebody comes by.
    'Your IP is not allowed',
    'The policy knows no such address',
    'Not allowed from this network',
    'The firewall policy says no',
    'Your country is not allowed',
    'Not allowed in these countries',
    'Plain http is not allowed',
    'A policy asks for HTTPS',
    'A policy asks for TLS',
    'A policy asks for SSL',
    'A policy asks for MFA',
    'A policy asks for multi-factor proof',
    'A policy asks for multifactor proof',
    'Not allowed during maintenance',
    'This method is not allowed',
    'Not allowed from outside',
    'Not allowed after hours',
    'A referer policy denies it',
    'A referrer policy denies it',
    'Not allowed through this VPC',
    'Not allowed on this endpoint',
  ])('not where it says something else: %j', (message) => {
    expect(missing(message)).toBeUndefined();
  });

  it('where it is denied without a sentence by that word, or by a HEAD’s status', () => {
    const bare = (code: string) => ({ body: `<Error><Code>${code}</Code></Error>` });
    expect(failureOf(bare('AccessDenied')).details.permission).toBe('s3:ListMultipartUploadParts');
    expect(failureOf(bare('AccessForbidden')).details.permission).toBeUndefined();
    expect(failureOf({}).details.permission).toBeUndefined();
    expect(failureOf({ headers: {} }, 'HeadObject').details.permission).toBe('s3:GetObject');
    expect(failureOf(bare('Curious'), 'HeadObject').details.permission).toBeUndefined();
  });

  it('is said of nothing but what is denied', () => {
    expect(
      failureOf({ status: 404, body: errorXml('NoSuchUpload', 'No permission') }).details.permission,
    ).toBeUndefined();
    expect(
      failureOf({ status: 401, body: errorXml('AccessDenied', 'No permission') }).details.permission,
    ).toBeUndefined();
  });
});
