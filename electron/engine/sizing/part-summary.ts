import type { Part, UploadRef } from '../../../shared/schema/model.ts';
import { PagingGuard } from '../store/paging-guard.ts';
import type { CallInfo, PartsPage, Store } from '../store/store.ts';

/** What ListParts tells of an upload besides its parts. */
interface UploadFacts {
  /** The last page's call. */
  call: CallInfo;
  /** Requests that it took. */
  pages: number;
  storageClass: string | null;
  /** When lifecycle will abort it, ms UTC. */
  abortDate: number | null;
  abortRuleId: string | null;
}

export interface AllParts extends UploadFacts {
  /** By part number, each once. Numbers may have gaps. */
  parts: Part[];
}

export interface PartSummary extends UploadFacts {
  parts: number;
  bytes: number;
  /** Last-modified of the newest part, ms UTC; null where there are no parts, or none has a time. */
  newestPartAt: number | null;
}

/**
 * Every part of an upload, over all pages. One read, no retries.
 *
 * @throws AppError NO_SUCH_UPLOAD where it is gone (also when it goes between two pages), PAGING_MARKER_MISSING or
 *   PAGING_MARKER_REPEATED where the pages do not add up, or whatever the store says; the signal's reason when aborted
 */
export async function readAllParts(store: Store, ref: UploadRef, signal?: AbortSignal): Promise<AllParts> {
  const byNumber = new Map<number, Part>();
  const facts = await readPages(store, ref, signal, (part) => byNumber.set(part.partNumber, part));
  return { ...facts, parts: [...byNumber.values()].sort((a, b) => a.partNumber - b.partNumber) };
}

/** Counts and sums the parts of an upload over all pages without keeping them. Throws as {@link readAllParts}. */
export async function summariseParts(store: Store, ref: UploadRef, signal?: AbortSignal): Promise<PartSummary> {
  const counted = new Set<number>();
  let bytes = 0;
  let newestPartAt: number | null = null;
  const facts = await readPages(store, ref, signal, ({ partNumber, size, lastModified }) => {
    // A marker that is inclusive repeats a part; it is stored once.
    if (counted.has(partNumber)) return;
    counted.add(partNumber);
    bytes += size;
    if (lastModified !== null) newestPartAt = Math.max(newestPartAt ?? lastModified, lastModified);
  });
  return { ...facts, parts: counted.size, bytes, newestPartAt };
}

async function readPages(
  store: Store,
  ref: UploadRef,
  signal: AbortSignal | undefined,
  visit: (part: Part) => void,
): Promise<UploadFacts> {
  const guard = new PagingGuard({ operation: 'ListParts', bucket: ref.bucket, endpoint: store.endpoint });
  let marker: string | null = null;
  let first: PartsPage | null = null;
  for (let pages = 1; ; pages++) {
    const page: PartsPage = await store.listParts(ref, marker, signal);
    first ??= page;
    page.parts.forEach(visit);
    if (!page.isTruncated) {
      const { storageClass, abortDate, abortRuleId } = first;
      return { call: page.call, pages, storageClass, abortDate, abortRuleId };
    }
    guard.goingOn([page.nextPartNumberMarker]);
    marker = page.nextPartNumberMarker;
  }
}
