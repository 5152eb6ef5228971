import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import {
  type Fate,
  fateOf,
  isFinal,
  isForeignTo,
  isUnheardOf,
  objectsToRequest,
  passesSoon,
  refusesParts,
} from '../trouble-table.ts';
import { answerError } from './answer-errors.ts';
import type { S3Operation } from './call-context.ts';
import { errorXml } from './testing/recording-server.ts';

/** An answer as a store gives it, all the way to what follows from it. */
function troubleOf(operation: S3Operation, status: number, body: string) {
  const headers = { 'x-amz-request-id': 'R' };
  const error = answerError(
    { status, headers, body, receivedAt: 0 },
    { operation, bucket: operation === 'ListBuckets' ? null : 'b', endpoint: 'host' },
  );
  if (!error) throw new Error('It is a good answer');
  return error;
}

const listing = 'ListMultipartUploads';
const parts = 'ListParts';
const abort = 'AbortMultipartUpload';
const complete = 'CompleteMultipartUpload';
const page = '<html><head><title>Trouble</title></head><body>nginx</body></html>';

describe('by the store’s code', () => {
  test.each<[string, number, ErrorCode, Fate]>([
    // AWS
    ['SlowDown', 503, 'SLOW_DOWN', 'again soon'],
    ['ServiceUnavailable', 503, 'SLOW_DOWN', 'again soon'],
    ['InternalError', 500, 'STORE_FAILED', 'again soon'],
    ['RequestTimeout', 400, 'STORE_FAILED', 'again soon'],
    ['OperationAborted', 409, 'STORE_FAILED', 'again soon'],
    ['ConditionalRequestConflict', 409, 'STORE_FAILED', 'again soon'],
    ['IncompleteBody', 400, 'STORE_FAILED', 'again soon'],
    ['InvalidBucketState', 409, 'STORE_FAILED', 'again later'],
    ['KMS.KMSInvalidStateException', 400, 'STORE_FAILED', 'again later'],
    ['SignatureDoesNotMatch', 403, 'SIGNATURE_MISMATCH', 'again later'],
    ['InvalidAccessKeyId', 403, 'ACCESS_KEY_UNKNOWN', 'hands off'],
    ['InvalidSecurity', 403, 'KEYS_REFUSED', 'hands off'],
    ['MissingAuthenticationToken', 403, 'KEYS_REFUSED', 'hands off'],
    ['RequestTimeTooSkewed', 403, 'CLOCK_SKEW', 'hands off'],
    ['ExpiredToken', 400, 'TOKEN_EXPIRED', 'hands off'],
    ['AllAccessDisabled', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['NotSignedUp', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['NoSuchBucket', 404, 'NO_SUCH_BUCKET', 'hands off'],
    ['AccessDenied', 403, 'ACCESS_DENIED', 'never'],
    ['NoSuchUpload', 404, 'NO_SUCH_UPLOAD', 'never'],
    ['NotImplemented', 501, 'STORE_REFUSED', 'never'],
    ['MethodNotAllowed', 405, 'STORE_REFUSED', 'never'],
    ['InvalidArgument', 400, 'STORE_REFUSED', 'never'],
    ['PreconditionFailed', 412, 'STORE_REFUSED', 'never'],
    ['InvalidObjectState', 403, 'STORE_REFUSED', 'never'],
    // Google
    ['RateLimitExceeded', 429, 'SLOW_DOWN', 'again soon'],
    ['UserProjectAccountProblem', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['AuthenticationRequired', 401, 'KEYS_REFUSED', 'hands off'],
    // Cloudflare R2
    ['Unauthorized', 401, 'KEYS_REFUSED', 'hands off'],
    ['NotEntitled', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['ClientDisconnect', 400, 'STORE_FAILED', 'again soon'],
    ['ObjectLockedByBucketPolicy', 403, 'STORE_REFUSED', 'never'],
    // Ceph
    ['UserSuspended', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['QuotaExceeded', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['Busy', 503, 'SLOW_DOWN', 'again soon'],
    ['ConcurrentModification', 409, 'STORE_FAILED', 'again soon'],
    ['Locked', 423, 'STORE_FAILED', 'again later'],
    // MinIO
    ['XMinioServerNotInitialized', 503, 'SLOW_DOWN', 'again soon'],
    ['SlowDownWrite', 503, 'SLOW_DOWN', 'again soon'],
    ['RequestTimeout', 503, 'STORE_FAILED', 'again soon'],
    ['XMinioStorageFull', 507, 'STORE_FAILED', 'again later'],
    // Alibaba, Huawei
    ['UserDisable', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['InArrearOrInsufficientBalance', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    ['SecurityTokenExpired', 403, 'TOKEN_EXPIRED', 'hands off'],
    ['InvalidSecurityToken', 403, 'TOKEN_EXPIRED', 'hands off'],
    // Tencent
    ['RequestIsExpired', 403, 'CLOCK_SKEW', 'hands off'],
    ['UserNetworkTooSlow', 400, 'SLOW_DOWN', 'again soon'],
    // MinIO's word for a session that nobody knows
    ['InvalidTokenId', 403, 'TOKEN_EXPIRED', 'hands off'],
    // AWS, of encrypted uploads and of access points
    ['KMS.ThrottlingException', 400, 'SLOW_DOWN', 'again soon'],
    ['KMS.KMSInternalException', 400, 'STORE_FAILED', 'again soon'],
    ['NoSuchAccessPoint', 404, 'NO_SUCH_BUCKET', 'hands off'],
    ['UserProjectAccessDenied', 403, 'ACCOUNT_BLOCKED', 'hands off'],
    // Nobody's: by the status
    ['Curious', 400, 'STORE_REFUSED', 'never'],
    ['Curious', 404, 'STORE_REFUSED', 'never'],
    ['Curious', 409, 'STORE_FAILED', 'again later'],
    ['Curious', 423, 'STORE_FAILED', 'again later'],
    ['Curious', 500, 'STORE_FAILED', 'again soon'],
    ['Curious', 501, 'STORE_REFUSED', 'never'],
    ['Curious', 503, 'SLOW_DOWN', 'again soon'],
    // No prototype is looked into.
    ['constructor', 400, 'STORE_REFUSED', 'never'],
  ])('%s with %i is %s: %s, whatever was asked', (storeCode, status, code, fate) => {
    for (const operation of [listing, parts, abort, 'ListBuckets'] as const) {
      const error = troubleOf(operation, status, errorXml(storeCode, 'As told.'));
      expect([operation, error.code, fateOf(error)]).toEqual([operation, code, fate]);
      expect(passesSoon(error)).toBe(fate === 'again soon');
      expect(isFinal(error)).toBe(fate === 'never');
    }
  });

  test.each<[S3Operation, string, number, ErrorCode, Fate]>([
    [complete, 'ConditionalRequestConflict', 409, 'STORE_REFUSED', 'never'],
    [complete, 'InvalidPart', 400, 'STORE_REFUSED', 'never'],
    [complete, 'EntityTooSmall', 400, 'STORE_REFUSED', 'never'],
    [complete, 'InternalError', 200, 'STORE_FAILED', 'again soon'],
    [complete, 'NoSuchKey', 404, 'NO_SUCH_UPLOAD', 'never'],
    [parts, 'NoSuchKey', 404, 'NO_SUCH_UPLOAD', 'never'],
    [abort, 'NoSuchKey', 404, 'NO_SUCH_UPLOAD', 'never'],
    [listing, 'NoSuchKey', 404, 'STORE_REFUSED', 'never'],
    // Who fails says nothing of what there is.
    [parts, 'NoSuchUpload', 500, 'STORE_FAILED', 'again soon'],
    [parts, 'NoSuchUpload', 503, 'SLOW_DOWN', 'again soon'],
    [parts, 'NoSuchKey', 502, 'STORE_FAILED', 'again soon'],
    [parts, 'NoSuchUpload', 501, 'STORE_REFUSED', 'never'],
    [abort, 'NoSuchUpload', 500, 'STORE_FAILED', 'again soon'],
    [parts, 'NoSuchUpload', 404, 'NO_SUCH_UPLOAD', 'never'],
    [parts, 'NoSuchUpload', 400, 'NO_SUCH_UPLOAD', 'never'],
    [parts, 'NoSuchUpload', 200, 'NO_SUCH_UPLOAD', 'never'],
  ])('%s that answers %s with %i is %s: %s', (operation, storeCode, status, code, fate) => {
    const error = troubleOf(operation, status, errorXml(storeCode));
    expect([error.code, fateOf(error)]).toEqual([code, fate]);
  });
});

/*
 * Each word with a status that would say otherwise: gateways put their own on it, and the word is the store's. By what the
 * lists of each store's errors say of it.
 */
describe('a word counts, whatever the status that comes with it', () => {
  const words = (text: string) => text.trim().split(/\s+/);

  test.each<[string, string]>([
    [
      'AWS',
      'SlowDown ServiceUnavailable Busy Throttling ThrottlingException RequestLimitExceeded TooManyRequestsException',
    ],
    ['DigitalOcean', 'BandwidthLimitExceeded RateLimitExceeded'],
    ['Alibaba', 'QpsLimitExceeded ExceedQPSLimit DownloadTrafficRateLimitControlled'],
    ['Cloudflare', 'TooManyRequests'],
    ['Azure’s gateways', 'ServerBusy'],
    ['MinIO', 'SlowDownRead SlowDownWrite XMinioServerNotInitialized'],
    ['Tencent', 'UserNetworkTooSlow'],
    ['AWS, of keys', 'KMS.ThrottlingException KMSThrottlingException'],
  ])('%s: too much was asked, so that the pace is lowered', (_, said) => {
    for (const word of words(said)) {
      const error = troubleOf(parts, 400, errorXml(word));
      expect([word, error.code, fateOf(error)]).toEqual([word, 'SLOW_DOWN', 'again soon']);
    }
  });

  test.each<[string, string]>([
    ['AWS', 'InternalError OperationAborted RequestTimeout RequestTimeoutException IncompleteBody'],
    ['Google', 'InternalServerError UnknownError ConcurrentModification ResponseInterrupted'],
    ['Cloudflare', 'ClientDisconnect ConnectionClosedByRequester'],
    ['MinIO', 'ClientDisconnected OperationTimedOut XMinioReadQuorum XMinioWriteQuorum XMinioBackendDown'],
    ['MinIO, as it starts', 'XMinioIAMNotInitialized'],
    ['AWS, of keys', 'KMS.KMSInternalException KMSInternalException KMS.DependencyTimeoutException'],
  ])('%s: it failed, and may not the next moment', (_, said) => {
    for (const word of words(said)) {
      const error = troubleOf(abort, 403, errorXml(word));
      expect([word, error.code, fateOf(error)]).toEqual([word, 'STORE_FAILED', 'again soon']);
    }
  });

  test('what is in the way for longer is asked for later', () => {
    const said = `InvalidBucketState Locked ObjectLocked BucketMigrating KMS.KMSInvalidStateException
      KMSInvalidStateException XMinioStorageFull XMinioMaintenance RestoreAlreadyInProgress`;
    for (const word of words(said)) {
      const error = troubleOf(abort, 400, errorXml(word));
      expect([word, error.code, fateOf(error)]).toEqual([word, 'STORE_FAILED', 'again later']);
    }
  });

  test.each<[ErrorCode, string]>([
    ['ACCESS_KEY_UNKNOWN', 'InvalidAccessKeyId InvalidClientTokenId'],
    ['KEYS_REFUSED', 'InvalidSecurity Unauthorized AuthenticationRequired AuthFailure AuthenticationFailed'],
    ['KEYS_REFUSED', 'MissingAuthenticationToken NotAuthorized MissingSecurityHeader MissingSecurityElement'],
    ['KEYS_REFUSED', 'UnrecognizedClientException'],
    ['CLOCK_SKEW', 'RequestTimeTooSkewed RequestExpired ExpiredRequest RequestIsExpired'],
    ['TOKEN_EXPIRED', 'ExpiredToken ExpiredTokenException TokenRefreshRequired InvalidToken InvalidTokenId'],
    ['TOKEN_EXPIRED', 'SecurityTokenExpired InvalidSecurityToken'],
    ['ACCOUNT_BLOCKED', 'AccountProblem AccountSuspended UserSuspended UserDisable NotSignedUp NotEntitled'],
    ['ACCOUNT_BLOCKED', 'InArrearOrInsufficientBalance UserProjectAccountProblem UserProjectMissing InvalidPayer'],
    ['ACCOUNT_BLOCKED', 'AllAccessDisabled UnauthorizedAccess UnauthorizedAccessError QuotaExceeded CapExceeded'],
    ['ACCOUNT_BLOCKED', 'XMinioAdminBucketQuotaExceeded UserProjectInvalid UserProjectAccessDenied'],
    ['WRONG_REGION', 'AuthorizationHeaderMalformed InvalidRegion IncorrectEndpoint IllegalLocationConstraintException'],
    ['REDIRECTED', 'PermanentRedirect TemporaryRedirect Redirect MovedPermanently'],
    ['NO_SUCH_BUCKET', 'NoSuchBucket NoSuchAccessPoint NoSuchMultiRegionAccessPoint'],
  ])('%s concerns every call alike', (code, said) => {
    for (const word of words(said)) {
      const error = troubleOf(parts, 409, errorXml(word));
      expect([word, error.code, fateOf(error)]).toEqual([word, code, 'hands off']);
    }
  });

  test.each<[ErrorCode, string]>([
    ['ACCESS_DENIED', 'AccessDenied AccessForbidden Forbidden UnexpectedIPError OrgInternalOnly'],
    ['STORE_REFUSED', 'NotImplemented MethodNotAllowed InvalidRequest InvalidArgument PreconditionFailed'],
    ['STORE_REFUSED', 'InvalidObjectState ObjectLockedByBucketPolicy InvalidPart InvalidPartOrder EntityTooSmall'],
    ['STORE_REFUSED', 'EntityTooLarge BadDigest InvalidDigest MalformedXML InvalidURI KeyTooLongError'],
    ['STORE_REFUSED', 'MissingContentLength KMS.DisabledException KMS.NotFoundException'],
    ['STORE_REFUSED', 'BucketNotEmpty BucketAlreadyExists BucketAlreadyOwnedByYou'],
  ])('%s is an answer, and asking again gets the same', (code, said) => {
    for (const word of words(said)) {
      // By the status alone it would pass.
      const error = troubleOf(complete, 409, errorXml(word));
      expect([word, error.code, fateOf(error)]).toEqual([word, code, 'never']);
    }
  });
});

describe('without an answer, or one that tells more', () => {
  test.each<[Fate, string, ErrorCode[]]>([
    [
      'hands off',
      'the way there and who we are are the same for every call',
      [
        ...([
          'ENDPOINT_NOT_FOUND',
          'CONNECTION_REFUSED',
          'TLS_FAILED',
          'PROXY_FAILED',
          'REDIRECTED',
          'WRONG_SCHEME',
        ] as const),
        ...(['BUCKET_IN_ENDPOINT', 'ACCESS_KEY_UNKNOWN', 'KEYS_REFUSED', 'ACCOUNT_BLOCKED', 'CLOCK_SKEW'] as const),
        ...(['WRONG_REGION', 'TOKEN_EXPIRED', 'CREDENTIALS_MISSING', 'PROFILE_INVALID', 'SIGN_IN_NEEDED'] as const),
        ...(['NO_SUCH_BUCKET', 'VAULT_UNAVAILABLE', 'NOT_FOUND', 'READ_ONLY'] as const),
      ],
    ],
    ['again soon', 'it passes', ['SLOW_DOWN', 'STORE_FAILED', 'TIMEOUT', 'CONNECTION_LOST']],
    [
      'again later',
      'it says nothing of the upload',
      [
        ...(['NOT_S3', 'SIGNATURE_MISMATCH', 'PAGING_MARKER_MISSING', 'PAGING_MARKER_REPEATED'] as const),
        ...(['PAGING_BROKEN_OFF', 'LISTING_ENDLESS', 'VALUE_OUT_OF_RANGE', 'DATA_FOLDER_UNWRITABLE'] as const),
        ...(['DISK_FULL', 'INTERNAL', 'APP_GONE', 'CONFLICT', 'CONFIRMATION_NEEDED', 'PLAN_USED'] as const),
      ],
    ],
    [
      'never',
      'it is the answer',
      ['ACCESS_DENIED', 'NO_SUCH_UPLOAD', 'STORE_REFUSED', 'PAGING_REFUSED', 'INVALID_INPUT'],
    ],
  ])('%s: %s', (fate, _, codes) => {
    for (const code of codes) expect([code, fateOf({ code, details: {} })]).toEqual([code, fate]);
  });
});

test('an objection to how a call is written is told from one to what it is about', () => {
  for (const status of [400, 405, 406, 422, 501]) {
    expect(objectsToRequest(troubleOf(listing, status, errorXml('Curious')))).toBe(true);
  }
  for (const status of [403, 404, 409, 412, 416, 500, 503]) {
    expect(objectsToRequest(troubleOf(listing, status, errorXml('Curious')))).toBe(false);
  }
  expect(objectsToRequest(troubleOf(listing, 400, errorXml('ExpiredToken')))).toBe(false);
  expect(objectsToRequest(troubleOf(listing, 400, errorXml('RequestTimeout')))).toBe(false);
  expect(objectsToRequest({ code: 'STORE_REFUSED', details: {} })).toBe(false);
});

describe('by the status alone', () => {
  test.each<[number, string, ErrorCode, Fate]>([
    [408, page, 'STORE_FAILED', 'again soon'],
    [425, '', 'STORE_FAILED', 'again soon'],
    [429, '', 'SLOW_DOWN', 'again soon'],
    [429, page, 'SLOW_DOWN', 'again soon'],
    [499, page, 'STORE_FAILED', 'again soon'],
    [500, '{"message":"boom"}', 'STORE_FAILED', 'again soon'],
    [502, page, 'STORE_FAILED', 'again soon'],
    [503, page, 'SLOW_DOWN', 'again soon'],
    [504, page, 'STORE_FAILED', 'again soon'],
    [520, page, 'STORE_FAILED', 'again soon'],
    [529, '', 'STORE_FAILED', 'again soon'],
    [423, '', 'STORE_FAILED', 'again later'],
    [409, '', 'STORE_FAILED', 'again later'],
    [507, page, 'STORE_FAILED', 'again later'],
    [401, '', 'KEYS_REFUSED', 'hands off'],
    [402, '', 'ACCOUNT_BLOCKED', 'hands off'],
    [407, page, 'PROXY_FAILED', 'hands off'],
    // Another server than the one that is meant: a proxy that joined connections.
    [421, '', 'REDIRECTED', 'hands off'],
    [511, page, 'NOT_S3', 'hands off'],
    [403, '', 'ACCESS_DENIED', 'never'],
    [405, '', 'STORE_REFUSED', 'never'],
    [501, page, 'STORE_REFUSED', 'never'],
    [505, page, 'STORE_REFUSED', 'never'],
    [418, '', 'STORE_REFUSED', 'never'],
    [404, page, 'NOT_S3', 'again later'],
  ])('%i with “%s” is %s: %s', (status, body, code, fate) => {
    for (const operation of [listing, parts, abort] as const) {
      const error = troubleOf(operation, status, body);
      expect([operation, error.code, fateOf(error)]).toEqual([operation, code, fate]);
    }
  });
});

test('a call that the store does not know is told apart from one that it will not carry out', () => {
  expect(isUnheardOf(troubleOf(parts, 501, ''))).toBe(true);
  expect(isUnheardOf(troubleOf(parts, 405, errorXml('Whatever')))).toBe(true);
  expect(isUnheardOf(troubleOf(parts, 400, errorXml('NotImplemented')))).toBe(true);
  expect(isUnheardOf(troubleOf(parts, 400, errorXml('MethodNotAllowed')))).toBe(true);
  expect(isUnheardOf(troubleOf(parts, 400, errorXml('InvalidArgument')))).toBe(false);
  // A page that is not S3's says the same of one call among others that work.
  expect(isForeignTo(troubleOf(parts, 404, page))).toBe(true);
  expect(isForeignTo(troubleOf(parts, 501, errorXml('NotImplemented')))).toBe(true);
  expect(isForeignTo(troubleOf(parts, 403, errorXml('AccessDenied')))).toBe(false);
});

test('what another service says in a word of the store’s goes by what became of it', () => {
  const details = { storeCode: 'AccessDenied', httpStatus: 403 };
  expect(fateOf({ code: 'SIGN_IN_NEEDED', details })).toBe('hands off');
  expect(fateOf({ code: 'CREDENTIALS_MISSING', details })).toBe('hands off');
  expect(fateOf({ code: 'TIMEOUT', details: {} })).toBe('again soon');
  expect(fateOf({ code: 'PAGING_MARKER_REPEATED', details: {} })).toBe('again later');
});

test.each([
  ['the clocks agree: it was signed before the computer slept', 60_000, 'again soon'],
  ['the clocks agree, this one ahead', -15 * 60_000, 'again soon'],
  ['the clocks differ', 15 * 60_000 + 1, 'hands off'],
  ['nobody knows by how much', undefined, 'hands off'],
] as const)('a call that is refused for its time where %s', (_, clockSkewMs, fate) => {
  expect(fateOf({ code: 'CLOCK_SKEW', details: clockSkewMs === undefined ? {} : { clockSkewMs } })).toBe(fate);
});

test.each([
  ['ACCESS_DENIED', 403, 'a', true],
  ['ACCESS_DENIED', 403, 'a+b', true],
  ['STORE_REFUSED', 501, 'a', true],
  ['STORE_REFUSED', 501, 'a+b', false],
  ['STORE_REFUSED', 409, 'a', true],
  ['STORE_FAILED', 500, 'a', false],
  ['NO_SUCH_UPLOAD', 404, 'a', false],
  ['INVALID_INPUT', 400, 'a', false],
] as const)('%s %i to the parts of %j keeps them from view: %s', (code, httpStatus, key, expected) => {
  expect(refusesParts({ code, details: { operation: 'ListParts', httpStatus } }, key)).toBe(expected);
});

test('a call that is refused for something else is not signed anew, whatever the clock says', () => {
  expect(fateOf({ code: 'ACCESS_DENIED', details: { clockSkewMs: 1_000 } })).toBe('never');
});
