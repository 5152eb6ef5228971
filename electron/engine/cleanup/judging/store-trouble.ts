import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Look } from '../../../../shared/schema/model.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';

/** Failures that concern every upload alike: the whole job waits until they are gone, and says so. */
const wholeStoreCodes: ReadonlySet<ErrorCode> = new Set([
  'ENDPOINT_NOT_FOUND',
  'CONNECTION_REFUSED',
  'TLS_FAILED',
  'PROXY_FAILED',
  'ACCESS_KEY_UNKNOWN',
  'CLOCK_SKEW',
  'WRONG_REGION',
  'TOKEN_EXPIRED',
  'CREDENTIALS_MISSING',
  'PROFILE_INVALID',
  'SIGN_IN_NEEDED',
  'NO_SUCH_BUCKET',
  'VAULT_UNAVAILABLE',
  'NOT_FOUND',
  // The connection became read-only between the look and the abort.
  'READ_ONLY',
]);

/** About the way to the store too, but one odd key may cause them alone: a broken parse, a signature a proxy breaks. */
const oddKeyCodes: ReadonlySet<ErrorCode> = new Set(['NOT_S3', 'SIGNATURE_MISMATCH']);

/** Whether a failure concerns every item alike. */
export function concernsWholeStore({ code }: { code: ErrorCode }): boolean {
  return wholeStoreCodes.has(code);
}

/** Whether a failure says nothing of the upload it was asked about, whatever its HTTP status. */
export function saysNothingOfUpload({ code }: { code: ErrorCode }): boolean {
  return wholeStoreCodes.has(code) || oddKeyCodes.has(code);
}

/** Whether a status answers the call: a 4xx does, but for those that ask for another try (RFC 9110: 408; RFC 6585: 429). */
export function isRefusal(status: number | null): status is number {
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** What kept a look from seeing; null where it saw, or was denied (which is an answer). */
export function lookFailure({ parts, listing, object }: Look): ErrorShape | null {
  for (const seen of [parts, listing, object]) {
    if (seen.outcome === 'failed') return seen.error;
  }
  return null;
}
