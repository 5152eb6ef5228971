import { holdsBytes } from '../../../../shared/values/byte-escapes.ts';
import type { UploadsPage } from '../store.ts';

/** Places that are kept: more than are walked through at once. */
const mostPlaces = 64;

/** What a page is asked for by. */
interface AskedFrom {
  bucket: string;
  prefix?: string;
  keyMarker?: string | null;
  uploadIdMarker?: string | null;
}

/**
 * A page that holds all that was asked for and calls itself the last may have been cut there: some servers list so much and no
 * more, and say of every page that it is the last. What follows its last upload is asked for; an answer with nothing is the end.
 */
export class FullPages {
  readonly #ours = new Set<string>();

  /**
   * A page, with the place behind its last upload as where to go on if it is full and says that it is the last.
   *
   * @param isFull whether it holds as many entries as were asked for
   */
  leadOn({ bucket, prefix = '' }: AskedFrom, page: UploadsPage, isFull: boolean): UploadsPage {
    const last = page.uploads.at(-1);
    // What is no text goes into no query.
    if (page.isTruncated || !isFull || last === undefined || holdsBytes(last.key)) return page;
    const place = { keyMarker: last.key, uploadIdMarker: last.uploadId };
    this.#ours.add(placeOf({ bucket, prefix, ...place }));
    const [oldest] = this.#ours;
    if (this.#ours.size > mostPlaces && oldest !== undefined) this.#ours.delete(oldest);
    return { ...page, isTruncated: true, nextKeyMarker: place.keyMarker, nextUploadIdMarker: place.uploadIdMarker };
  }

  /** Whether a request begins at a place that no page of the store named. */
  isOurs(request: AskedFrom): boolean {
    return this.#ours.has(placeOf(request));
  }
}

function placeOf({ bucket, prefix = '', keyMarker = null, uploadIdMarker = null }: AskedFrom): string {
  return JSON.stringify([bucket, prefix, keyMarker, uploadIdMarker]);
}
