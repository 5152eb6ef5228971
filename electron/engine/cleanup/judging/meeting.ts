import { showKey } from '../../../../shared/format/shown-key.ts';
import type { Look, PartsSeen, SearchSeen } from '../../../../shared/schema/model.ts';
import { canSend, plainOnly } from '../../store/odd-keys.ts';

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
 * before and says now that there is none. A store that goes on answering 200 may say that of any upload ID.
 *
 * That the listing named it, and dropped it after an abort that the store accepted, is not enough: some stores accept the
 * abort of anything, and a listing may come to be spelled otherwise between two looks.
 */
export function wasMet({ hadParts, wasAnswered }: Meeting, parts: PartsSeen): boolean {
  return hadParts || (wasAnswered && parts.outcome === 'gone');
}

/** Whether a key is spelled the same in every encoding. */
export function isPlain(key: string): boolean {
  return canSend(key, plainOnly);
}

/** What stands where bytes were that are no UTF-8: which they were, nobody can tell any more. */
const replacement = '\ufffd';

/** Whether a key as it was listed is certainly not the one that the store keeps, so that nothing can be sent under it. */
export function isUnsendable(key: string): boolean {
  return key.includes(replacement);
}

/** What was tried, for {@link whyUnreachable}. */
export interface Tried {
  key: string;
  parts: PartsSeen;
  aborts: number;
}

/** Why an upload cannot be reached, by what the search for its ID showed; null where it is nowhere. */
export function whyUnreachable(tried: Tried, seen: SearchSeen): string | null {
  switch (seen.outcome) {
    case 'absent':
      return null;
    case 'found': {
      const missed = seen.key === tried.key ? 'but under that key' : 'which is not the key of the plan: under that one';
      return `The listing shows it as “${showKey(seen.key)}”, ${missed} no call finds it. ${triedWords(tried)}`;
    }
    case 'denied':
      return `${unknown} the whole listing may not be read (these credentials lack ${seen.permission}). ${triedWords(tried)}`;
    case 'unfinished':
      return `${unknown} the listing was not read to its end, after ${seen.uploads} uploads. ${triedWords(tried)}`;
    case 'failed':
      return `${unknown} the listing could not be read to its end (${seen.error.code}). ${triedWords(tried)}`;
  }
}

/** Why an upload is not reachable that goes on being listed under a key of doubtful spelling. */
export function unreachableGhost({ key, parts, aborts }: Tried, looks: number): string {
  const said = parts.outcome === 'gone' ? parts.code : 'no parts';
  const abort = aborts === 0 ? 'It was not aborted.' : 'An abort was sent under that key.';
  return `The listing shows it as “${showKey(key)}”, but under that key no call finds it: ListParts said ${said}, in ${looks} looks. ${abort}`;
}

/** Why an upload whose key cannot be sent is not reachable. */
export function unsendableWords(tried: Tried): string {
  return `Its key holds bytes that are no UTF-8, which the listing shows as “${replacement}”: no request can name it. ${triedWords(tried)}`;
}

const unknown = 'No call finds it under its key, and whether it is listed under another one cannot be told:';

function triedWords({ parts, aborts }: Tried): string {
  const said = parts.outcome === 'gone' ? parts.code : 'no parts';
  const abort = aborts === 0 ? 'It was not aborted.' : 'An abort was sent under that key.';
  return `ListParts said ${said}, and a listing narrowed to the key did not name it. ${abort}`;
}
