import { addUp } from '../../../shared/bytes.ts';
import { AppError, type ErrorShape } from '../../../shared/errors.ts';
import type { Part, UploadRef } from '../../../shared/model.ts';
import type { CallInfo, PartsPage, Store } from '../connections/s3/store.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import { PagingGuard } from '../listing/paging-guard.ts';

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
  /** Entries whose part number cannot be: they are there, and not among `parts`. */
  unnumbered: number;
  /** By part number, each once. Numbers may have gaps. */
  parts: Part[];
}

export interface PartSummary extends UploadFacts {
  parts: number;
  /** null: some part's size or number cannot be. */
  bytes: number | null;
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
  const { unnumbered, ...facts } = await readPages(store, ref, signal, (part) => byNumber.set(part.partNumber, part));
  return { ...facts, unnumbered, parts: [...byNumber.values()].sort((a, b) => a.partNumber - b.partNumber) };
}

/** Counts and sums the parts of an upload over all pages without keeping them. Throws as {@link readAllParts}. */
export async function summariseParts(store: Store, ref: UploadRef, signal?: AbortSignal): Promise<PartSummary> {
  const counted = new Set<number>();
  let bytes: number | null = 0;
  let newestPartAt: number | null = null;
  const { unnumbered, ...facts } = await readPages(store, ref, signal, ({ partNumber, size, lastModified }) => {
    // A marker that is inclusive repeats a part; it is stored once.
    if (counted.has(partNumber)) return;
    counted.add(partNumber);
    bytes = size === null || bytes === null ? null : addUp(bytes, size);
    if (lastModified !== null) newestPartAt = Math.max(newestPartAt ?? lastModified, lastModified);
  });
  return { ...facts, parts: counted.size + unnumbered, bytes: unnumbered > 0 ? null : bytes, newestPartAt };
}

/** What the index keeps of a summary: an upload of which some size cannot be is not sized, and says why. */
export function sizingOf({
  parts,
  bytes,
  newestPartAt,
  storageClass,
  abortDate,
  abortRuleId,
}: Omit<PartSummary, 'call' | 'pages'>): SizingResult['result'] {
  if (bytes === null) return { status: 'failed', error: oddPart() };
  return { status: 'sized', parts, bytes, newestPartAt, storageClass, abortDate, abortRuleId };
}

/** The error of an upload whose size is not known because of what the store says of some part. */
export function oddPart(): ErrorShape {
  const sentence =
    'For some part it told no size, or a size or a number that no part has. So what the upload holds is not known.';
  return new AppError('VALUE_OUT_OF_RANGE', sentence, { operation: 'ListParts' }).toShape();
}

async function readPages(
  store: Store,
  ref: UploadRef,
  signal: AbortSignal | undefined,
  visit: (part: Part) => void,
): Promise<UploadFacts & { unnumbered: number }> {
  const guard = new PagingGuard({ operation: 'ListParts', bucket: ref.bucket, endpoint: store.endpoint });
  let marker: string | null = null;
  let first: PartsPage | null = null;
  let unnumbered = 0;
  for (let pages = 1; ; pages++) {
    const page: PartsPage = await store.listParts(ref, marker, signal);
    first ??= page;
    page.parts.forEach(visit);
    unnumbered += page.unnumbered ?? 0;
    if (!page.isTruncated) {
      const { storageClass, abortDate, abortRuleId } = first;
      return { call: page.call, pages, storageClass, abortDate, abortRuleId, unnumbered };
    }
    guard.goingOn([page.nextPartNumberMarker]);
    marker = page.nextPartNumberMarker;
  }
}
