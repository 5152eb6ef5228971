import type { CallInfo, ListedUpload, Store } from '../connections/store.ts';
import type { Clock, Random } from '../ports.ts';
import { retryTransient } from '../retry.ts';
import { PagingGuard } from './paging-guard.ts';

/** A place in a listing: both markers exactly as the store gave them. */
export interface WalkPosition {
  keyMarker: string;
  uploadIdMarker: string | null;
}

export interface WalkOptions {
  clock: Clock;
  random: Random;
  prefix?: string | undefined;
  /** Goes on behind this place instead of from the start. */
  resumeFrom?: WalkPosition | null | undefined;
  /** 2–1,000 uploads a page; 1,000 if left out. */
  pageSize?: number | undefined;
}

export interface WalkPage {
  call: CallInfo;
  /** What this page adds; uploads that the page before has shown already are left out. May be empty. */
  uploads: ListedUpload[];
  /** Where to resume after this page; null where it was the last, or where the store did not say. */
  next: WalkPosition | null;
}

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
  const { clock, random, prefix, pageSize } = options;
  const guard = new PagingGuard({ operation: 'ListMultipartUploads', bucket, endpoint: store.endpoint });
  let position = options.resumeFrom ?? null;
  if (position) guard.goingOn([position.keyMarker, position.uploadIdMarker]);
  let shown = new Set<string>();

  for (;;) {
    const request = {
      bucket,
      ...(prefix ? { prefix } : {}),
      ...(position ? position : {}),
      ...(pageSize === undefined ? {} : { maxUploads: pageSize }),
    };
    const page = await retryTransient(() => store.listUploads(request, signal), { clock, random, signal });

    // Only the page before is remembered: where a marker is inclusive (Ceph), it is its last uploads that come again.
    const identities = new Set(page.uploads.map(identity));
    const uploads = page.uploads.filter((upload) => {
      const isNew = identities.delete(identity(upload)) && !shown.has(identity(upload));
      return isNew;
    });
    if (page.uploads.length > 0) shown = new Set(page.uploads.map(identity));

    const { nextKeyMarker, nextUploadIdMarker } = page;
    const next =
      page.isTruncated && nextKeyMarker ? { keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker } : null;
    yield { call: page.call, uploads, next };

    if (!page.isTruncated) return;
    guard.goingOn([nextKeyMarker, nextUploadIdMarker]);
    position = next;
  }
}

function identity({ key, uploadId }: ListedUpload): string {
  return JSON.stringify([key, uploadId]);
}
