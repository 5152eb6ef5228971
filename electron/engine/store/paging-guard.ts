import { createHash } from 'node:crypto';
import { AppError, type ErrorDetails } from '../../../shared/schema/errors.ts';
import { says } from '../../../shared/words/says.ts';

/** When a walk is given up, though each page leads to a new place. */
export interface PagingLimits {
  /** Pages in a row that add nothing. */
  emptyPages: number;
  pages: number;
}
/** Ten million uploads; and no store was seen to send more than a few empty pages in a row. */
const usualLimits: PagingLimits = { emptyPages: 1000, pages: 10_000 };

/**
 * Ends a walk that would never end by itself: a truncated page that does not say where to go on, or one that leads back
 * to a place already read (s3-semantics, "Paging"). Markers are remembered as 64-bit digests, 8 bytes a page: they may
 * be a kilobyte long, and a bucket may have many pages.
 */
export class PagingGuard {
  readonly #seen = new Set<bigint>();
  readonly #details: ErrorDetails;
  readonly #limits: PagingLimits;
  #emptyPages = 0;

  /** @param details what the named errors carry */
  constructor(details: ErrorDetails, limits: Partial<PagingLimits> = {}) {
    this.#details = details;
    this.#limits = { ...usualLimits, ...limits };
  }

  /**
   * Notes the markers that the next request will carry. Call it with the start of a resumed walk too.
   *
   * @param markers exactly as the store gave them; the first one must be there, and one of them not empty
   * @param added how many entries the page that gave them had that none before it showed, as far as that is known
   * @throws AppError PAGING_MARKER_MISSING, PAGING_MARKER_REPEATED, LISTING_ENDLESS
   */
  goingOn(markers: readonly [string | null, ...(string | null)[]], added: number): void {
    if (markers[0] === null || !markers.some(Boolean)) {
      throw new AppError('PAGING_MARKER_MISSING', 'A truncated page does not say where to go on.', this.#details);
    }
    const digest = createHash('sha256').update(JSON.stringify(markers)).digest().readBigUInt64BE();
    if (this.#seen.has(digest)) {
      throw new AppError('PAGING_MARKER_REPEATED', 'A page leads back to a place already read.', this.#details);
    }
    this.#seen.add(digest);
    this.#emptyPages = added > 0 ? 0 : this.#emptyPages + 1;
    if (this.#emptyPages >= this.#limits.emptyPages) {
      throw new AppError('LISTING_ENDLESS', says('pagesAddNothing', { pages: this.#emptyPages }), this.#details);
    }
    if (this.#seen.size >= this.#limits.pages) {
      throw new AppError('LISTING_ENDLESS', says('moreAfterPages', { pages: this.#seen.size }), this.#details);
    }
  }
}
