import { ORPCError } from '@orpc/client';
import type { ErrorDetails, ErrorShape } from '../../shared/schema/errors.ts';
import { type ErrorCode, errorCodes } from '../../shared/values/error-codes.ts';

/**
 * Whatever a call threw, as the shape every screen speaks. An answer from the engine carries a stable code and its
 * details; anything else (a host that is gone, a bug in the page) becomes APP_GONE or INTERNAL.
 */
export function toErrorShape(thrown: unknown): ErrorShape {
  if (thrown instanceof ORPCError) {
    if (isErrorCode(thrown.code))
      return { code: thrown.code, message: thrown.message, details: detailsOf(thrown.data) };
    if (thrown.code === 'BAD_REQUEST') return { code: 'INVALID_INPUT', message: thrown.message, details: {} };
    return { code: 'INTERNAL', message: thrown.message || thrown.code, details: {} };
  }
  // What fetch throws where nobody answers is a TypeError; its words differ by browser.
  if (thrown instanceof TypeError) {
    return {
      code: 'APP_GONE',
      message: 'Loose Parts itself does not answer.',
      details: {},
    };
  }
  return { code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown), details: {} };
}

/** Whether the host refused the page's key: nothing else can work until the page is opened with a new one. */
export function isKeyRefused(thrown: unknown): boolean {
  return thrown instanceof ORPCError && (thrown.code === 'UNAUTHORIZED' || thrown.status === 401);
}

const codes: ReadonlySet<string> = new Set(errorCodes);

function isErrorCode(code: string): code is ErrorCode {
  return codes.has(code);
}

function detailsOf(data: unknown): ErrorDetails {
  // Validated by the engine's side of the contract before it was sent.
  return typeof data === 'object' && data !== null ? data : {};
}
