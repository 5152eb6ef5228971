import type { ErrorShape } from '../../../shared/schema/errors.ts';
import type { ErrorCode } from '../../../shared/values/error-codes.ts';
import { isPlain } from './odd-keys.ts';

/**
 * What follows from a failure, in one table for listings, sizes, looks, aborts, completions and probes alike.
 *
 * - `again soon`: it passes, perhaps within the second. Reads are tried again at once, with a short backoff.
 * - `again later`: it says nothing of the upload, and is not gone in a moment. A read fails; a job's item waits its turn.
 * - `never`: the store's answer to this very call. Asking again gets the same; it is told now.
 * - `hands off`: it concerns every call alike (keys, clock, place, account, the way there). A job stands still until it is
 *   gone, and knocks ever more rarely: some stores lock an account that goes on knocking.
 */
export type Fate = 'again soon' | 'again later' | 'never' | 'hands off';

/** What a row of the table makes of a store's word. */
export interface Meaning {
  code: ErrorCode;
  fate: Fate;
}

/** The calls that a row is about; left out: all. */
type Only = ReadonlySet<string>;

interface Row extends Meaning {
  /** The store's `<Code>`s, one space between them. */
  says: string;
  only?: Only;
}

const ofUpload: Only = new Set(['ListParts', 'AbortMultipartUpload', 'CompleteMultipartUpload']);
const completing: Only = new Set(['CompleteMultipartUpload']);

/**
 * By the store's code, whatever the HTTP status: the error lists of AWS S3 (API reference, "Error responses"), Google's XML
 * API, Cloudflare R2, Backblaze B2, Ceph (rgw_common), MinIO (api-errors), Alibaba, Tencent and Huawei. A row for some calls
 * comes before one for all.
 */
const rows: readonly Row[] = [
  // ---- Asked too much. The pace is lowered.
  { code: 'SLOW_DOWN', fate: 'again soon', says: 'SlowDown ServiceUnavailable Busy Throttling ThrottlingException' },
  { code: 'SLOW_DOWN', fate: 'again soon', says: 'TooManyRequests TooManyRequestsException RequestLimitExceeded' },
  { code: 'SLOW_DOWN', fate: 'again soon', says: 'BandwidthLimitExceeded RateLimitExceeded ServerBusy' },
  { code: 'SLOW_DOWN', fate: 'again soon', says: 'SlowDownRead SlowDownWrite QpsLimitExceeded ExceedQPSLimit' },
  { code: 'SLOW_DOWN', fate: 'again soon', says: 'DownloadTrafficRateLimitControlled XMinioServerNotInitialized' },
  { code: 'SLOW_DOWN', fate: 'again soon', says: 'KMS.ThrottlingException KMSThrottlingException UserNetworkTooSlow' },

  // ---- A conflict after which an upload is to be begun anew (API reference, CompleteMultipartUpload).
  { code: 'STORE_REFUSED', fate: 'never', says: 'ConditionalRequestConflict', only: completing },
  // ---- The store failed, or somebody else was at work. `RequestTimeout` is AWS's 400.
  { code: 'STORE_FAILED', fate: 'again soon', says: 'InternalError InternalServerError UnknownError' },
  {
    code: 'STORE_FAILED',
    fate: 'again soon',
    says: 'KMS.KMSInternalException KMSInternalException KMS.DependencyTimeoutException',
  },
  {
    code: 'STORE_FAILED',
    fate: 'again soon',
    says: 'OperationAborted ConditionalRequestConflict ConcurrentModification',
  },
  { code: 'STORE_FAILED', fate: 'again soon', says: 'RequestTimeout RequestTimeoutException OperationTimedOut' },
  { code: 'STORE_FAILED', fate: 'again soon', says: 'IncompleteBody ConnectionClosedByRequester ResponseInterrupted' },
  { code: 'STORE_FAILED', fate: 'again soon', says: 'ClientDisconnect ClientDisconnected XMinioReadQuorum' },
  { code: 'STORE_FAILED', fate: 'again soon', says: 'XMinioWriteQuorum XMinioBackendDown XMinioIAMNotInitialized' },

  // ---- In the way now, and for longer than a moment.
  { code: 'STORE_FAILED', fate: 'again later', says: 'InvalidBucketState Locked ObjectLocked BucketMigrating' },
  { code: 'STORE_FAILED', fate: 'again later', says: 'KMS.KMSInvalidStateException KMSInvalidStateException' },
  { code: 'STORE_FAILED', fate: 'again later', says: 'XMinioStorageFull XMinioMaintenance RestoreAlreadyInProgress' },

  // ---- Who we are.
  { code: 'SIGNATURE_MISMATCH', fate: 'again later', says: 'SignatureDoesNotMatch InvalidSignature' },
  { code: 'ACCESS_KEY_UNKNOWN', fate: 'hands off', says: 'InvalidAccessKeyId InvalidClientTokenId' },
  { code: 'KEYS_REFUSED', fate: 'hands off', says: 'InvalidSecurity Unauthorized AuthenticationRequired AuthFailure' },
  { code: 'KEYS_REFUSED', fate: 'hands off', says: 'AuthenticationFailed MissingAuthenticationToken NotAuthorized' },
  {
    code: 'KEYS_REFUSED',
    fate: 'hands off',
    says: 'MissingSecurityHeader MissingSecurityElement UnrecognizedClientException',
  },
  {
    code: 'CLOCK_SKEW',
    fate: 'hands off',
    says: 'RequestTimeTooSkewed RequestExpired ExpiredRequest RequestIsExpired',
  },
  {
    code: 'TOKEN_EXPIRED',
    fate: 'hands off',
    says: 'ExpiredToken ExpiredTokenException TokenRefreshRequired InvalidToken',
  },
  { code: 'TOKEN_EXPIRED', fate: 'hands off', says: 'SecurityTokenExpired InvalidSecurityToken InvalidTokenId' },
  { code: 'ACCESS_DENIED', fate: 'never', says: 'AccessDenied AccessForbidden Forbidden' },
  { code: 'ACCESS_DENIED', fate: 'never', says: 'UnexpectedIPError OrgInternalOnly' },

  // ---- The account, whatever was asked: suspended, in arrears, over a quota, never signed up.
  { code: 'ACCOUNT_BLOCKED', fate: 'hands off', says: 'AccountProblem AccountSuspended UserSuspended UserDisable' },
  { code: 'ACCOUNT_BLOCKED', fate: 'hands off', says: 'NotSignedUp NotEntitled InArrearOrInsufficientBalance' },
  { code: 'ACCOUNT_BLOCKED', fate: 'hands off', says: 'UserProjectAccountProblem UserProjectMissing InvalidPayer' },
  { code: 'ACCOUNT_BLOCKED', fate: 'hands off', says: 'UserProjectInvalid UserProjectAccessDenied' },
  { code: 'ACCOUNT_BLOCKED', fate: 'hands off', says: 'AllAccessDisabled UnauthorizedAccess UnauthorizedAccessError' },
  { code: 'ACCOUNT_BLOCKED', fate: 'hands off', says: 'QuotaExceeded CapExceeded XMinioAdminBucketQuotaExceeded' },

  // ---- Where it is.
  { code: 'WRONG_REGION', fate: 'hands off', says: 'AuthorizationHeaderMalformed InvalidRegion IncorrectEndpoint' },
  { code: 'WRONG_REGION', fate: 'hands off', says: 'IllegalLocationConstraintException' },
  { code: 'REDIRECTED', fate: 'hands off', says: 'PermanentRedirect TemporaryRedirect Redirect MovedPermanently' },
  { code: 'NO_SUCH_BUCKET', fate: 'hands off', says: 'NoSuchBucket NoSuchAccessPoint NoSuchMultiRegionAccessPoint' },

  // ---- What there is. Ceph says NoSuchKey for an upload that is gone; elsewhere a racing abort does (s3-semantics, "Abort").
  { code: 'NO_SUCH_UPLOAD', fate: 'never', says: 'NoSuchUpload' },
  { code: 'NO_SUCH_UPLOAD', fate: 'never', says: 'NoSuchKey', only: ofUpload },

  // ---- Final: it will not, or cannot, do this.
  { code: 'STORE_REFUSED', fate: 'never', says: 'NotImplemented MethodNotAllowed InvalidRequest InvalidArgument' },
  { code: 'STORE_REFUSED', fate: 'never', says: 'PreconditionFailed InvalidObjectState ObjectLockedByBucketPolicy' },
  { code: 'STORE_REFUSED', fate: 'never', says: 'InvalidPart InvalidPartOrder EntityTooSmall EntityTooLarge' },
  { code: 'STORE_REFUSED', fate: 'never', says: 'BadDigest InvalidDigest MalformedXML InvalidURI KeyTooLongError' },
  { code: 'STORE_REFUSED', fate: 'never', says: 'MissingContentLength KMS.DisabledException KMS.NotFoundException' },
  { code: 'STORE_REFUSED', fate: 'never', says: 'BucketNotEmpty BucketAlreadyExists BucketAlreadyOwnedByYou' },
];

const byStoreCode = new Map<string, Row[]>();
for (const row of rows) {
  for (const word of row.says.split(' ')) byStoreCode.set(word, [...(byStoreCode.get(word) ?? []), row]);
}

/**
 * By the HTTP status, where the store's code says nothing that is known. 408, 425 and 429 ask for another try (RFC 9110,
 * RFC 8470, RFC 6585); 499 is nginx's for a client that has gone; 520 to 527 are Cloudflare's for a store behind it.
 */
const byStatus: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [401, { code: 'KEYS_REFUSED', fate: 'hands off' }],
  [402, { code: 'ACCOUNT_BLOCKED', fate: 'hands off' }],
  [403, { code: 'ACCESS_DENIED', fate: 'never' }],
  [407, { code: 'PROXY_FAILED', fate: 'hands off' }],
  [408, { code: 'STORE_FAILED', fate: 'again soon' }],
  // A conflict of a name that nobody knows: it may be over later, and is no answer about the upload.
  [409, { code: 'STORE_FAILED', fate: 'again later' }],
  [421, { code: 'REDIRECTED', fate: 'hands off' }],
  [423, { code: 'STORE_FAILED', fate: 'again later' }],
  [425, { code: 'STORE_FAILED', fate: 'again soon' }],
  [429, { code: 'SLOW_DOWN', fate: 'again soon' }],
  [499, { code: 'STORE_FAILED', fate: 'again soon' }],
  [501, { code: 'STORE_REFUSED', fate: 'never' }],
  [503, { code: 'SLOW_DOWN', fate: 'again soon' }],
  [505, { code: 'STORE_REFUSED', fate: 'never' }],
  [507, { code: 'STORE_FAILED', fate: 'again later' }],
  // A sign-in page of the network stands between (RFC 6585).
  [511, { code: 'NOT_S3', fate: 'hands off' }],
]);

/** By the kind of failure, where there is no answer, or none that tells more. */
const byCode: Readonly<Record<ErrorCode, Fate>> = {
  // The way there, or who we are to it: the same for every call.
  ENDPOINT_NOT_FOUND: 'hands off',
  CONNECTION_REFUSED: 'hands off',
  TLS_FAILED: 'hands off',
  PROXY_FAILED: 'hands off',
  REDIRECTED: 'hands off',
  BUCKET_IN_ENDPOINT: 'hands off',
  WRONG_SCHEME: 'hands off',
  ACCESS_KEY_UNKNOWN: 'hands off',
  KEYS_REFUSED: 'hands off',
  ACCOUNT_BLOCKED: 'hands off',
  CLOCK_SKEW: 'hands off',
  WRONG_REGION: 'hands off',
  TOKEN_EXPIRED: 'hands off',
  CREDENTIALS_MISSING: 'hands off',
  PROFILE_INVALID: 'hands off',
  SIGN_IN_NEEDED: 'hands off',
  NO_SUCH_BUCKET: 'hands off',
  VAULT_UNAVAILABLE: 'hands off',
  // The connection was deleted, or became read-only between the look and the abort.
  NOT_FOUND: 'hands off',
  READ_ONLY: 'hands off',
  // Gone the next moment: a busy or restarting server, a broken connection.
  SLOW_DOWN: 'again soon',
  STORE_FAILED: 'again soon',
  TIMEOUT: 'again soon',
  CONNECTION_LOST: 'again soon',
  // About the way to the store too, but one odd key may cause them alone: a broken parse, a signature a proxy breaks.
  NOT_S3: 'again later',
  SIGNATURE_MISMATCH: 'again later',
  // A listing that cannot be trusted now, and trouble of this machine: neither says anything of the upload.
  PAGING_MARKER_MISSING: 'again later',
  PAGING_MARKER_REPEATED: 'again later',
  PAGING_BROKEN_OFF: 'again later',
  LISTING_ENDLESS: 'again later',
  VALUE_OUT_OF_RANGE: 'again later',
  DATA_FOLDER_UNWRITABLE: 'again later',
  DISK_FULL: 'again later',
  INTERNAL: 'again later',
  APP_GONE: 'again later',
  CONFLICT: 'again later',
  CONFIRMATION_NEEDED: 'again later',
  PLAN_USED: 'again later',
  // Answers.
  ACCESS_DENIED: 'never',
  NO_SUCH_UPLOAD: 'never',
  STORE_REFUSED: 'never',
  PAGING_REFUSED: 'never',
  INVALID_INPUT: 'never',
};

/** What a store's own code means in answer to a call; null where nobody knows it. */
export function meaningOfStoreCode(storeCode: string | null, operation: string): Meaning | null {
  const found = storeCode === null ? undefined : byStoreCode.get(storeCode);
  return found?.find(({ only }) => only === undefined || only.has(operation)) ?? null;
}

/** What an HTTP status means by itself; null where the class of it (4xx, 5xx) is all there is. */
export function meaningOfStatus(status: number): Meaning | null {
  return byStatus.get(status) ?? null;
}

/** Farther from the server's clock a signature is refused: RequestTimeTooSkewed (API reference, "Error responses"). */
export const mostSkewMs = 15 * 60_000;

/**
 * Whether a call was refused for a time that is over: the computer slept, or its clock was set, between the signature and the
 * answer. Signed anew it is taken, because the clocks agree now.
 */
function wasSignedBefore({ code, details }: Pick<ErrorShape, 'code' | 'details'>): boolean {
  return code === 'CLOCK_SKEW' && details.clockSkewMs !== undefined && Math.abs(details.clockSkewMs) <= mostSkewMs;
}

/** What follows from a failure. A code that only the store knows goes by the status; one without either, by our own code. */
export function fateOf({ code, details }: Pick<ErrorShape, 'code' | 'details'>): Fate {
  if (wasSignedBefore({ code, details })) return 'again soon';
  const ofCode = meaningOfStoreCode(details.storeCode ?? null, details.operation ?? '');
  // The same word in another service's mouth, or in words that say otherwise, was made another code.
  if (ofCode?.code === code) return ofCode.fate;
  const ofStatus = details.httpStatus === undefined ? null : meaningOfStatus(details.httpStatus);
  return ofStatus?.code === code ? ofStatus.fate : byCode[code];
}

/** Whether a failure may be gone the next moment, so that a read is tried again at once. */
export function passesSoon(failure: Pick<ErrorShape, 'code' | 'details'>): boolean {
  return fateOf(failure) === 'again soon';
}

/** Whether the store does not know the call at all. */
export function isUnheardOf({ details }: Pick<ErrorShape, 'details'>): boolean {
  const { storeCode, httpStatus } = details;
  return storeCode === 'NotImplemented' || storeCode === 'MethodNotAllowed' || httpStatus === 501 || httpStatus === 405;
}

/**
 * Whether whoever answers does not know what is asked for, where other calls about the same bucket work: it says so, or
 * answers with something that is not S3's.
 */
export function isForeignTo({ code, details }: Pick<ErrorShape, 'code' | 'details'>): boolean {
  return code === 'NOT_S3' || isUnheardOf({ details });
}

/** How a store says that it does not like a request, whoever sends it and whatever it is about. */
const objections: ReadonlySet<number> = new Set([400, 405, 406, 422, 501]);

/** Whether the store may object to how the call is written: to a parameter that it does not know. */
export function objectsToRequest({ code, details }: Pick<ErrorShape, 'code' | 'details'>): boolean {
  return code === 'STORE_REFUSED' && objections.has(details.httpStatus ?? 0);
}

/**
 * Whether a store will not show an upload's parts, whatever there are. Without a word of permissions, an odd key may be all that
 * it refuses.
 */
export function refusesParts(failure: Pick<ErrorShape, 'code' | 'details'>, key: string): boolean {
  return failure.code === 'ACCESS_DENIED' || (failure.code === 'STORE_REFUSED' && isFinal(failure) && isPlain(key));
}

/** Whether a failure is the store's answer to the call, so that asking again gets the same. */
export function isFinal(failure: Pick<ErrorShape, 'code' | 'details'>): boolean {
  return fateOf(failure) === 'never';
}
