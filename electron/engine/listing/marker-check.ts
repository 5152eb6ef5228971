import { AppError } from '../../../shared/schema/errors.ts';
import { holdsBytes } from '../../../shared/values/byte-escapes.ts';
import { type MarkerHabit, oddKinds } from '../store/odd-keys.ts';
import type { ListedUpload, Store } from '../store/store.ts';
import { identity, readPage, type WalkOptions } from './walk.ts';

/** How much of the answer is compared. */
export const comparedUploads = 10;

/**
 * Asks for what follows a key in the middle of a page that was read already, with that key alone as the marker, and
 * compares. Only a store that answers with exactly what the page showed there can be asked to begin anywhere.
 *
 * @param uploads a page as the store listed it
 * @returns null where the page has no key that could tell (all of one key)
 * @throws the signal's reason when aborted
 */
export async function checkMarkers(
  store: Store,
  bucket: string,
  uploads: readonly ListedUpload[],
  options: WalkOptions,
  signal: AbortSignal,
): Promise<MarkerHabit | 'unusable' | null> {
  const key = tellingKey(uploads);
  if (key === null) return null;
  const position = { keyMarker: key, uploadIdMarker: null };
  try {
    const answer = await readPage(store, bucket, position, { ...options, pageSize: comparedUploads }, signal);
    const way = markerWay(uploads, key, answer.uploads);
    return way === null ? 'unusable' : { inclusive: way === 'inclusive', kinds: [...new Set(oddKinds(key))] };
  } catch (error) {
    signal.throwIfAborted();
    // Whatever it means for the connection, the walk from page to page will meet it, too.
    if (error instanceof AppError) return 'unusable';
    throw error;
  }
}

/**
 * How a listing that was asked for from a key on compares with a page that holds that key: exactly what the page shows
 * after the key, or from it on. null: neither.
 */
export function markerWay(
  page: readonly ListedUpload[],
  key: string,
  answer: readonly ListedUpload[],
): 'exclusive' | 'inclusive' | null {
  const at = page.findIndex((upload) => upload.key === key);
  const after = page.findIndex((upload, index) => index > at && upload.key !== key);
  const answered = answer.slice(0, comparedUploads).map(identity);
  const isPageFrom = (start: number) => {
    const expected = page.slice(start, start + answered.length).map(identity);
    return start >= 0 && answered.length > 0 && expected.every((id, index) => id === answered[index]);
  };
  if (isPageFrom(at)) return 'inclusive';
  return isPageFrom(after) ? 'exclusive' : null;
}

/** The best key to ask with: the oddest from the middle of a page that is neither its first (which may have begun on the page before). */
export function tellingKey(uploads: readonly ListedUpload[]): string | null {
  const first = uploads.at(0)?.key;
  const last = uploads.at(-1)?.key;
  let best: string | null = null;
  let most = -1;
  const middle = uploads.slice(Math.floor(uploads.length / 4), Math.ceil((uploads.length * 3) / 4));
  for (const { key } of middle) {
    if (key === first || key === last || holdsBytes(key)) continue;
    const odd = new Set(oddKinds(key)).size;
    if (odd > most) [best, most] = [key, odd];
  }
  return best;
}
