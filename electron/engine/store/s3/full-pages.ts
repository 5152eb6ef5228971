import { holdsBytes } from '../../../../shared/values/byte-escapes.ts';
import { type ListedFrom, PagePlaces } from '../page-places.ts';
import type { UploadsPage } from '../store.ts';

/**
 * A page that holds all that was asked for and calls itself the last may have been cut there: some servers list so much and no
 * more, and say of every page that it is the last. What follows its last upload is asked for; an answer with nothing is the end.
 */
export class FullPages {
  readonly #ours = new PagePlaces<true>();

  /**
   * A page, with the place behind its last upload as where to go on if it is full and says that it is the last.
   *
   * @param isFull whether it holds as many entries as were asked for
   */
  leadOn(request: ListedFrom, page: UploadsPage, isFull: boolean): UploadsPage {
    const last = page.uploads.at(-1);
    // What is no text goes into no query.
    if (page.isTruncated || !isFull || last === undefined || holdsBytes(last.key)) return page;
    const leading = { ...page, isTruncated: true, nextKeyMarker: last.key, nextUploadIdMarker: last.uploadId };
    this.#ours.noteBehind(request, leading, true);
    return leading;
  }

  /** Whether a request begins at a place that no page of the store named. */
  isOurs(request: ListedFrom): boolean {
    return this.#ours.get(request) === true;
  }
}
