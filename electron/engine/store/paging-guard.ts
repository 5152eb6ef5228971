import { createHash } from 'node:crypto';
import { AppError, type ErrorDetails } from '../../../shared/schema/errors.ts';

/**
 * Ends a walk that would never end by itself: a truncated page that does not say where to go on, or one that leads back
 * to a place already read (s3-semantics, "Paging"). Markers are remembered as 64-bit digests, 8 bytes a page: they may
 * be a kilobyte long, and a bucket may have many pages.
 */
export class PagingGuard {
  readonly #seen = new Set<bigint>();
  readonly #details: ErrorDetails;

  /** @param details what the named errors carry */
  constructor(details: ErrorDetails) {
    this.#details = details;
  }

  /**
   * Notes the markers that the next request will carry. Call it with the start of a resumed walk too.
   *
   * @param markers exactly as the store gave them; the first one must be there
   * @throws AppError PAGING_MARKER_MISSING, PAGING_MARKER_REPEATED
   */
  goingOn(markers: readonly [string | null, ...(string | null)[]]): void {
    if (!markers[0]) {
      throw new AppError('PAGING_MARKER_MISSING', 'A truncated page does not say where to go on.', this.#details);
    }
    const digest = createHash('sha256').update(JSON.stringify(markers)).digest().readBigUInt64BE();
    if (this.#seen.has(digest)) {
      throw new AppError('PAGING_MARKER_REPEATED', 'A page leads back to a place already read.', this.#details);
    }
    this.#seen.add(digest);
  }
}
