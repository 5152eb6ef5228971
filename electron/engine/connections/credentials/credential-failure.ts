import { AppError, type ErrorDetails } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { says } from '../../../../shared/words/says.ts';
import { transportError } from '../../store/s3/transport-errors.ts';

/** What was asked of a service that hands out credentials, for the sentence when it fails. */
export interface CredentialCall {
  /** `AssumeRole`, `GetRoleCredentials`, … */
  operation: string;
  /** The subject of the sentence: `Role arn:… of profile “p”`. */
  what: Said;
  /** Host of the service, as far as it is known. */
  endpoint: string;
  details: ErrorDetails;
}

const expired = /^(ExpiredToken|ExpiredTokenException|IDPRejectedClaim)$/;
const skewed = /^(RequestExpired|RequestTimeTooSkewed|InvalidSignatureException)$/;
const throttled = /^(Throttling|ThrottlingException|TooManyRequestsException|SlowDown|RequestLimitExceeded)$/;

/**
 * The error that a failed call for credentials amounts to. An AppError passes as it is.
 *
 * The SDK's error is only looked at: its message is not passed on, nor is it kept as a cause, because either may hold a
 * secret. Nor does a refusal become ACCESS_DENIED: that would be taken for the store's answer about a bucket or an upload.
 */
export function credentialFailure(error: unknown, call: CredentialCall): AppError {
  if (error instanceof AppError) return error;
  const { operation, what, endpoint } = call;
  const status = statusOf(error);
  const details: ErrorDetails = { ...call.details, operation, endpoint };
  const fail = (code: ErrorCode, said: Said) => new AppError(code, said, details);
  if (status === null) {
    const network = transportError(error, { operation: 'ListBuckets', bucket: null, endpoint });
    if (network.code !== 'INTERNAL' && network.code !== 'NOT_S3' && network.code !== 'INVALID_INPUT') {
      return fail(network.code, says('askedInVain', { what, why: network.said }));
    }
    return fail('CREDENTIALS_MISSING', says('callFailed', { what, operation }));
  }
  details.httpStatus = status;
  const name = nameOf(error);
  if (name) details.storeCode = name;
  if (expired.test(name)) return fail('TOKEN_EXPIRED', says('callExpired', { what }));
  if (skewed.test(name)) return fail('CLOCK_SKEW', says('callSkewed', { what, name }));
  if (status === 429 || throttled.test(name)) return fail('SLOW_DOWN', says('callBusy', { what, operation }));
  if (status >= 500) return fail('STORE_FAILED', says('callFailedWith', { what, operation, status }));
  const why = name || `HTTP ${status}`;
  return fail('CREDENTIALS_MISSING', says('callRefused', { what, why, operation }));
}

/** HTTP status of a service's answer that the SDK made an error of; null where there was no answer. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const { $metadata } = error;
  if (typeof $metadata !== 'object' || $metadata === null || !('httpStatusCode' in $metadata)) return null;
  return typeof $metadata.httpStatusCode === 'number' ? $metadata.httpStatusCode : null;
}

/** The service's code for it, where it looks like one; empty elsewhere. */
export function nameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return /^[A-Za-z][\w.]{1,63}$/.test(name) && name !== 'Error' ? name : '';
}
