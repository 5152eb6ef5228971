import { describe, expect, it, test } from 'vitest';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { answerError } from './answer-errors.ts';
import type { S3Operation } from './call-context.ts';
import { errorXml } from './testing/recording-server.ts';

const own: Record<string, string> = { 'x-amz-request-id': 'R' };

function codeOf(
  status: number,
  body = '',
  {
    headers = own,
    operation = 'ListParts' as S3Operation,
  }: { headers?: Record<string, string>; operation?: S3Operation } = {},
): ErrorCode | undefined {
  return answerError({ status, headers, body, receivedAt: 0 }, { operation, bucket: 'b', endpoint: 'host' })?.code;
}

const page = '<html>Not here</html>';

describe('a header of a signature that cannot be', () => {
  const body = (message: string, more = '') => errorXml('AuthorizationHeaderMalformed', message, more);

  it('is of a wrong region, or of a key that nobody knows where it says so and names none', () => {
    expect(codeOf(400, body('the region is wrong'))).toBe('WRONG_REGION');
    expect(codeOf(400, body('The Access Key Id has the wrong length.'))).toBe('ACCESS_KEY_UNKNOWN');
    expect(codeOf(400, body('The access key is of a region', '<Region>eu-1</Region>'))).toBe('WRONG_REGION');
    expect(codeOf(400, errorXml('InvalidRegion', 'The access key is of another.'))).toBe('WRONG_REGION');
    expect(codeOf(400, '<Error><Code>AuthorizationHeaderMalformed</Code></Error>')).toBe('WRONG_REGION');
  });
});

describe('a redirect', () => {
  const region = { ...own, 'x-amz-bucket-region': 'eu-1' };

  it.each([300, 301, 307, 399])('with %i is to another region where it names one, else to another place', (status) => {
    for (const body of ['', errorXml('PermanentRedirect', 'There.'), errorXml('Curious', 'There.')]) {
      expect(codeOf(status, body, { headers: region })).toBe('WRONG_REGION');
      expect(codeOf(status, body)).toBe('REDIRECTED');
    }
    // What is no answer of S3's names no region of a bucket's.
    expect(codeOf(status, page, { headers: region })).toBe('REDIRECTED');
  });

  it('is none with 304, which is a cache’s', () => {
    expect(codeOf(304, '', { headers: region })).toBe('NOT_S3');
    expect(codeOf(304, page)).toBe('NOT_S3');
  });

  it('is none with 200, whatever region is named', () => {
    expect(codeOf(200, errorXml('Curious', 'Not so.'), { headers: region })).toBe('STORE_REFUSED');
  });

  it('is told with any status where its word says so', () => {
    expect(codeOf(403, errorXml('TemporaryRedirect'))).toBe('REDIRECTED');
    expect(codeOf(403, errorXml('TemporaryRedirect'), { headers: region })).toBe('REDIRECTED');
    expect(codeOf(400, errorXml('TemporaryRedirect'), { headers: region })).toBe('WRONG_REGION');
  });

  it('is meant by 400 that names a region, of a call without a body too', () => {
    expect(codeOf(400, '', { headers: region, operation: 'HeadObject' })).toBe('WRONG_REGION');
    expect(codeOf(400, page, { headers: region })).toBe('NOT_S3');
    expect(codeOf(401, '', { headers: region })).toBe('KEYS_REFUSED');
  });
});

describe('who fails', () => {
  it('says nothing of what there is, whatever its words', () => {
    for (const status of [500, 502, 599]) expect(codeOf(status, errorXml('NoSuchUpload'))).toBe('STORE_FAILED');
    expect(codeOf(503, errorXml('NoSuchUpload'))).toBe('SLOW_DOWN');
    expect(codeOf(499, errorXml('NoSuchUpload'))).toBe('NO_SUCH_UPLOAD');
  });

  it.each(['', page, '{"fails":true}', errorXml('Curious')])('fails with whatever it sends: %j', (body) => {
    for (const headers of [own, {}]) {
      expect(codeOf(500, body, { headers })).toBe('STORE_FAILED');
      expect(codeOf(503, body, { headers })).toBe('SLOW_DOWN');
      expect(codeOf(501, body, { headers })).toBe('STORE_REFUSED');
    }
  });

  it('may be a proxy, or pass, which no page makes another place', () => {
    for (const headers of [own, {}]) {
      expect(codeOf(407, page, { headers })).toBe('PROXY_FAILED');
      expect(codeOf(429, page, { headers })).toBe('SLOW_DOWN');
      expect(codeOf(403, page, { headers })).toBe('NOT_S3');
      // It is in the way for longer: what says so is to be S3's.
      expect(codeOf(423, page, { headers })).toBe('NOT_S3');
    }
  });
});

it('a denial that names where the bucket is leads there', () => {
  const there = '<Endpoint>there.example</Endpoint>';
  expect(codeOf(403, errorXml('AccessDenied', 'Use the specified endpoint.', there))).toBe('REDIRECTED');
  expect(codeOf(403, errorXml('AccessDenied', 'Use the specified ENDPOINT.', there))).toBe('REDIRECTED');
  expect(codeOf(403, errorXml('AccessDenied', 'Use the specified endpoint.'))).toBe('ACCESS_DENIED');
  expect(codeOf(403, errorXml('AccessDenied', 'Use the endpoints.', there))).toBe('ACCESS_DENIED');
  expect(codeOf(403, errorXml('AccessDenied', '', there))).toBe('ACCESS_DENIED');
  expect(codeOf(403, errorXml('AccessForbidden', 'Use the specified endpoint.', there))).toBe('ACCESS_DENIED');
});

describe('an answer without a word', () => {
  it('tells by its status where its headers are S3’s, and nothing otherwise', () => {
    expect(codeOf(403)).toBe('ACCESS_DENIED');
    expect(codeOf(403, '', { headers: { server: 'nginx', 'an-x-amz-id': '1' } })).toBe('NOT_S3');
    expect(codeOf(403, '', { headers: { server: 'nginx', 'x-amz-id-2': '1' } })).toBe('ACCESS_DENIED');
    for (const name of ['x-amz-cf-id', 'x-amz-apigw-id']) {
      expect(codeOf(403, '', { headers: { [name]: '1' } })).toBe('NOT_S3');
      expect(codeOf(403, '', { headers: { [name]: '1', ...own } })).toBe('ACCESS_DENIED');
    }
    expect(codeOf(403, '<Error/>', { headers: {} })).toBe('ACCESS_DENIED');
    expect(codeOf(403, '<ListPartsResult/>', { headers: {} })).toBe('NOT_S3');
    expect(codeOf(404, '<ListPartsResult/>')).toBe('STORE_REFUSED');
    // HEAD has no body anywhere.
    expect(codeOf(403, '', { headers: {}, operation: 'HeadObject' })).toBe('ACCESS_DENIED');
    expect(codeOf(403, errorXml('Curious'), { headers: {} })).toBe('ACCESS_DENIED');
  });

  it.each<[S3Operation, ErrorCode]>([
    ['ListParts', 'NO_SUCH_UPLOAD'],
    ['AbortMultipartUpload', 'NO_SUCH_UPLOAD'],
    ['CompleteMultipartUpload', 'NO_SUCH_UPLOAD'],
    ['ListMultipartUploads', 'NO_SUCH_BUCKET'],
    ['GetBucketVersioning', 'NO_SUCH_BUCKET'],
    ['HeadObject', 'STORE_REFUSED'],
  ])('and 404 says of %s: %s', (operation, code) => {
    expect(codeOf(404, '', { operation })).toBe(code);
    // An error that names none of S3's words proves nothing gone.
    expect(codeOf(404, errorXml('Curious'), { operation })).toBe('STORE_REFUSED');
    expect(codeOf(404, '<Error/>', { operation })).toBe('STORE_REFUSED');
    expect(codeOf(404, page, { operation })).toBe('NOT_S3');
    expect(codeOf(410, '', { operation })).toBe('STORE_REFUSED');
  });
});

describe('“access denied” in the store’s own words', () => {
  const denied = (message: string, status = 403) => codeOf(status, errorXml('AccessDenied', message));

  test.each<[ErrorCode, string[]]>([
    [
      'KEYS_REFUSED',
      [
        'No such key: GK31',
        'No such access key.',
        'Unknown key',
        'unknown access key',
        'Invalid key',
        'Wrong access key',
        'Bad key',
        'Invalid signature',
        'Invalid credential',
        'invalid credentials given',
        'The access key has been disabled.',
        'The application key is expired',
        'This API key was, sadly, revoked',
        'Your token is inactive',
        'The credential was deleted',
        'Credentials expired',
        'Anonymous access is forbidden',
      ],
    ],
    [
      'ACCOUNT_BLOCKED',
      [
        'Transaction cap exceeded',
        'See the Caps page',
        'Over quota',
        'Suspended',
        'The account is in arrears',
        'An invoice is overdue',
        'Unpaid',
        'See your invoice',
        'Billing is off',
        'A payment failed',
        'You are not signed up',
        'Account locked',
        'account was disabled',
        'The account has been closed',
        'Account frozen',
        'Monthly limit exceeded',
        'The limit this month reached',
      ],
    ],
    [
      'ACCESS_DENIED',
      [
        '',
        'Access Denied',
        'Not on a Sunday',
        'The key film.mov is locked',
        'The access key of this very old and odd user is disabled',
        'Escaping is forbidden, and capital letters are',
        'unanonymous',
        'The account of this very odd user is locked',
        'The limit that was agreed upon is reached',
      ],
    ],
  ])('%s', (code, messages) => {
    for (const message of messages) expect([message, denied(message)]).toEqual([message, code]);
  });

  it('is of the keys with 401, where nobody was asked for', () => {
    expect(denied('Access Denied', 401)).toBe('KEYS_REFUSED');
    expect(denied('Over quota', 401)).toBe('ACCOUNT_BLOCKED');
    expect(codeOf(401, '<Error><Code>AccessDenied</Code></Error>')).toBe('KEYS_REFUSED');
    expect(codeOf(403, '<Error><Code>AccessDenied</Code></Error>')).toBe('ACCESS_DENIED');
  });

  it('counts with that word alone', () => {
    expect(codeOf(403, errorXml('InvalidRequest', 'Over quota'))).toBe('STORE_REFUSED');
    expect(codeOf(403, errorXml('Curious', 'Over quota'))).toBe('ACCESS_DENIED');
  });
});
