import type { Store } from '../../store/store.ts';
import { PageChain, type WalkOptions, type WalkPage } from '../walk.ts';

/**
 * Walks a bucket's incomplete uploads page by page, in the store's order, with every guard of s3-semantics ("Paging").
 * Transient failures of a page are tried again five times; then their error ends the walk. Pages yielded before any
 * error stay good.
 *
 * An upload can come twice far apart where a store's listing changes or repeats under the walk: whoever writes it down
 * does so by (key, upload ID).
 *
 * @throws AppError PAGING_MARKER_MISSING or PAGING_MARKER_REPEATED after the page that showed it, or whatever the store
 *   says; the signal's reason when aborted
 */
export async function* walkUploads(
  store: Store,
  bucket: string,
  options: WalkOptions,
  signal: AbortSignal,
): AsyncGenerator<WalkPage, void, undefined> {
  const chain = new PageChain(store, bucket, options);
  for (;;) {
    const { isTruncated, ...page } = await chain.read(signal);
    yield page;
    if (!isTruncated) return;
  }
}
