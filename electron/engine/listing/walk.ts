import type { WalkPosition } from '../index/walk-place.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { PagingGuard } from '../store/paging-guard.ts';
import { retryTransient } from '../store/retry.ts';
import type { CallInfo, ListedUpload, Store, UnnamedUpload, UploadsPage } from '../store/store.ts';

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
  /** Entries of the page that cannot be addressed; absent: none. */
  unnamed?: readonly UnnamedUpload[];
  /** Where to resume after this page; null where it was the last, or where the store did not say. */
  next: WalkPosition | null;
}

/** A page of a chain, and whether another one follows it. */
export interface ChainPage extends WalkPage {
  isTruncated: boolean;
}

/** Pages of a listing that follow one another, each asked for with exactly the markers that the one before gave. */
export class PageChain {
  readonly #store: Store;
  readonly #bucket: string;
  readonly #options: WalkOptions;
  readonly #guard: PagingGuard;
  #position: WalkPosition | null;
  /** Markers of the page before, to be checked before they are sent. */
  #given: readonly [string | null, string | null] | null = null;
  #shown = new Set<string>();
  /** What that page added. Where a walk is taken up, nobody knows. */
  #added = 1;

  constructor(store: Store, bucket: string, options: WalkOptions) {
    this.#store = store;
    this.#bucket = bucket;
    this.#options = options;
    const details = { operation: 'ListMultipartUploads', bucket, endpoint: store.endpoint };
    // How much a scan takes in is for the scan to say.
    this.#guard = new PagingGuard(details, { pages: Number.POSITIVE_INFINITY });
    this.#position = options.resumeFrom ?? null;
    if (this.#position) this.#given = [this.#position.keyMarker, this.#position.uploadIdMarker];
  }

  /** Where the page that was read last began; before the first, where it will begin. */
  get position(): WalkPosition | null {
    return this.#position;
  }

  /** Nothing will be read any more: lets go of the page before. A long listing has hundreds of chains that are through. */
  end(): void {
    this.#shown = new Set();
  }

  /**
   * Reads the next page. Do not call it after one that is not truncated.
   * @throws AppError PAGING_MARKER_MISSING, PAGING_MARKER_REPEATED or LISTING_ENDLESS, or whatever the store says; the
   *   signal's reason
   */
  async read(signal: AbortSignal): Promise<ChainPage> {
    if (this.#given) {
      this.#guard.goingOn(this.#given, this.#added);
      const [keyMarker, uploadIdMarker] = this.#given;
      if (keyMarker !== null) this.#position = { keyMarker, uploadIdMarker };
    }
    const page = await readPage(this.#store, this.#bucket, this.#position, this.#options, signal);
    // Only the page before is remembered: where a marker is inclusive (Ceph), it is its last uploads that come again.
    const onPage = new Set<string>();
    const uploads = page.uploads.filter((upload) => {
      const id = identity(upload);
      const isNew = !onPage.has(id) && !this.#shown.has(id);
      onPage.add(id);
      return isNew;
    });
    if (page.uploads.length > 0) this.#shown = onPage;
    this.#added = uploads.length;
    const { isTruncated, nextKeyMarker, nextUploadIdMarker } = page;
    if (isTruncated) this.#given = [nextKeyMarker, nextUploadIdMarker];
    const next =
      isTruncated && nextKeyMarker !== null ? { keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker } : null;
    return { call: page.call, uploads, ...(page.unnamed ? { unnamed: page.unnamed } : {}), next, isTruncated };
  }
}

/** One page that begins at a place, tried again where its failure may be gone the next moment. */
export function readPage(
  store: Store,
  bucket: string,
  position: WalkPosition | null,
  { clock, random, prefix, pageSize }: WalkOptions,
  signal: AbortSignal,
): Promise<UploadsPage> {
  const request = {
    bucket,
    ...(prefix ? { prefix } : {}),
    ...(position ? position : {}),
    ...(pageSize === undefined ? {} : { maxUploads: pageSize }),
  };
  return retryTransient(() => store.listUploads(request, signal), { clock, random, signal });
}

/** Tells uploads of one bucket apart: never the key alone. */
export function identity({ key, uploadId }: Pick<ListedUpload, 'key' | 'uploadId'>): string {
  // The length keeps two pairs apart whose texts run together alike.
  return `${key.length} ${key}${uploadId}`;
}
