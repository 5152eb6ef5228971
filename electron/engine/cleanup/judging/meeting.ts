import type { Look, PartsSeen, SearchSeen } from '../../../../shared/schema/model.ts';
import type { Reason, Tried } from '../../../../shared/schema/reasons.ts';
import { holdsBytes } from '../../../../shared/values/byte-escapes.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { isPlain } from '../../store/odd-keys.ts';

/**
 * Whether an upload was ever met: found by its ID under the key that it is known by. That it is gone proves something only
 * then. Where the key is not the one that the store keeps (a listing that is encoded otherwise than it says, bytes that are
 * no UTF-8), both halves of a look find nothing together, whatever is there.
 */

/** What looks have shown so far that tells. */
export interface Meeting {
  /** ListParts showed parts. */
  hadParts: boolean;
  /** ListParts answered 200, though without any part. */
  wasAnswered: boolean;
}

/** What a look adds. */
export function meets<M extends Meeting>(before: M, { parts }: Pick<Look, 'parts'>): M {
  return {
    ...before,
    hadParts: before.hadParts || parts.outcome === 'present',
    wasAnswered: before.wasAnswered || parts.outcome === 'none',
  };
}

/**
 * Whether the upload was met, judged by a look that does not find it: ListParts has shown parts of it, or it answered 200
 * before and says now that there is none. A store that goes on answering 200 may say that of any upload ID; and of a key
 * whose spelling can be in doubt a store that came to answer otherwise has said nothing: only parts are a meeting there.
 *
 * That the listing named it, and dropped it after an abort that the store accepted, is not enough: some stores accept the
 * abort of anything, and a listing may come to be spelled otherwise between two looks.
 */
export function wasMet({ hadParts, wasAnswered }: Meeting, key: string, parts: PartsSeen): boolean {
  return hadParts || (isPlain(key) && wasAnswered && parts.outcome === 'gone');
}

/** What stands where bytes were that are no UTF-8: which they were, nobody can tell any more. */
const replacement = '\ufffd';

/** Whether a key as it was listed is certainly not the one that the store keeps, so that nothing can be sent under it. */
export function isUnsendable(key: string): boolean {
  return key.includes(replacement);
}

/** What was tried. */
export interface Tries {
  key: string;
  parts: PartsSeen;
  aborts: number;
}

/** Why an upload cannot be reached, by what the search for its ID showed; null where it is nowhere. */
export function whyUnreachable(tries: Tries, seen: SearchSeen): Reason | null {
  const tried = triedOf(tries);
  switch (seen.outcome) {
    case 'absent':
      return null;
    case 'found':
      return { why: 'listed, not found', key: seen.key, planned: seen.key === tries.key, tried };
    case 'denied':
      return { why: 'listing denied', permission: seen.permission, tried };
    case 'unfinished':
      return { why: 'listing too long', uploads: seen.uploads, tried };
    case 'partial':
      return { why: 'listing in parts', uploads: seen.uploads, tried };
    case 'failed':
      return { why: 'listing failed', code: seen.error.code, tried };
  }
}

/** Why an upload is not reachable that goes on being listed under a key of doubtful spelling. */
export function unreachableGhost(tries: Tries, looks: number): Reason {
  return { why: 'listed, never found', key: tries.key, looks, tried: triedOf(tries) };
}

/** Why an upload whose key cannot be sent is not reachable. */
export function unsendable(tries: Tries): Reason {
  return { why: 'key unsendable', tried: triedOf(tries) };
}

/** What a failure says where the key's bytes are no UTF-8. */
const refusesKey: ReadonlySet<ErrorCode> = new Set(['STORE_REFUSED', 'SIGNATURE_MISMATCH', 'NOT_S3']);

/**
 * Why an upload is not reachable whose key's bytes are no UTF-8, where the store will not have them in a request; null where
 * that is not what a look says. The listing answers, so that it is not the connection that is refused.
 */
export function unspeakable(key: string, { parts, listing }: Look, aborts: number): Reason | null {
  if (!holdsBytes(key) || parts.outcome !== 'failed' || listing.outcome === 'failed') return null;
  const { code, details } = parts.error;
  return refusesKey.has(code)
    ? { why: 'key refused', key, code: details.storeCode ?? code, aborted: aborts > 0 }
    : null;
}

function triedOf({ parts, aborts }: Tries): Tried {
  return { said: parts.outcome === 'gone' ? parts.code : null, aborted: aborts > 0 };
}
