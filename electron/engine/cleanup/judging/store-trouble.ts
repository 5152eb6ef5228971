import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Look } from '../../../../shared/schema/model.ts';
import type { Reason } from '../../../../shared/schema/reasons.ts';
import { fateOf, isFinal } from '../../store/trouble-table.ts';

/** Whether a failure concerns every item alike: the whole job waits until it is gone, and says so. */
export function concernsWholeStore(failure: ErrorShape): boolean {
  return fateOf(failure) === 'hands off';
}

/** What kept a look from seeing, and may not the next time; null where it saw, or the store gave its answer. */
export function passingFailure({ parts, listing, object }: Look): ErrorShape | null {
  for (const seen of [parts, listing, object]) {
    if (seen.outcome === 'failed' && !isFinal(seen.error)) return seen.error;
  }
  return null;
}

/** Why an upload waits whose look failed. Of an answer that came and cannot be used, what is wrong with it. */
export function failedLook({ code, message, details: { saying, unusable } }: ErrorShape): Reason {
  const said = unusable === true && saying ? { said: { english: message, saying } } : {};
  return { why: 'look failed', code, ...said };
}

/** What kept a look from seeing, passing or not; null where it saw, or was denied. */
export function lookFailure({ parts, listing, object }: Look): ErrorShape | null {
  for (const seen of [parts, listing, object]) {
    if (seen.outcome === 'failed') return seen.error;
  }
  return null;
}
