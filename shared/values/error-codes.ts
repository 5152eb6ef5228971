/**
 * Every code an error can carry across the contract. They are stable: the page, tests and people's scripts go by them,
 * never by a message. Add at the end of a group; never rename.
 */
export const errorCodes = [
  // What was asked
  'INVALID_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'CONFIRMATION_NEEDED',
  'PLAN_USED',
  'READ_ONLY',
  // The way to the store
  'ENDPOINT_NOT_FOUND',
  'CONNECTION_REFUSED',
  'CONNECTION_LOST',
  'TIMEOUT',
  'TLS_FAILED',
  'NOT_S3',
  'PROXY_FAILED',
  'REDIRECTED',
  'BUCKET_IN_ENDPOINT',
  'WRONG_SCHEME',
  // Who we are to the store
  'SIGNATURE_MISMATCH',
  'ACCESS_KEY_UNKNOWN',
  'ACCESS_DENIED',
  'CLOCK_SKEW',
  'WRONG_REGION',
  'TOKEN_EXPIRED',
  'CREDENTIALS_MISSING',
  'PROFILE_INVALID',
  'SIGN_IN_NEEDED',
  'KEYS_REFUSED',
  'ACCOUNT_BLOCKED',
  // What the store says
  'NO_SUCH_BUCKET',
  'NO_SUCH_UPLOAD',
  'SLOW_DOWN',
  'STORE_REFUSED',
  'STORE_FAILED',
  'VALUE_OUT_OF_RANGE',
  // A listing that cannot be trusted (s3-semantics, "Paging ListMultipartUploads")
  'PAGING_MARKER_MISSING',
  'PAGING_MARKER_REPEATED',
  'PAGING_BROKEN_OFF',
  'LISTING_ENDLESS',
  'PAGING_REFUSED',
  // This machine
  'VAULT_UNAVAILABLE',
  'DATA_FOLDER_UNWRITABLE',
  'DISK_FULL',
  'INTERNAL',
  'APP_GONE',
] as const;

/** A stable error code. */
export type ErrorCode = (typeof errorCodes)[number];

/** No answer of the server came: nobody listens, the way is broken, or it kept silent. */
const unansweredCodes: ReadonlySet<ErrorCode> = new Set([
  'ENDPOINT_NOT_FOUND',
  'CONNECTION_REFUSED',
  'CONNECTION_LOST',
  'TIMEOUT',
]);

/** Whether a failure says that nobody answered at all. A certificate or a proxy that stands in the way is an answer. */
export function saysThatNobodyAnswers(code: ErrorCode): boolean {
  return unansweredCodes.has(code);
}
