import type { Part, UploadRef } from '../../../shared/schema/model.ts';
import type { CallInfo, Store } from '../store/store.ts';
import { partPages } from './part-pages.ts';

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
  /** Last-modified of the newest part, ms UTC; null where there are no parts, or one of them has no time. */
  newestPartAt: number | null;
}

/**
 * Every part of an upload, over all pages. One read, no retries.
 *
 * @throws AppError NO_SUCH_UPLOAD where it is gone (also when it goes between two pages), PAGING_MARKER_MISSING,
 *   PAGING_MARKER_REPEATED or PAGING_BROKEN_OFF where the pages do not add up, or whatever the store says; the signal's
 *   reason when aborted
 */
export async function readAllParts(store: Store, ref: UploadRef, signal?: AbortSignal): Promise<AllParts> {
  const parts: Part[] = [];
  const facts = await readPages(store, ref, signal, (part) => parts.push(part));
  return { ...facts, parts: parts.sort((a, b) => a.partNumber - b.partNumber) };
}

/** Counts and sums the parts of an upload over all pages without keeping them. Throws as {@link readAllParts}. */
export async function summariseParts(store: Store, ref: UploadRef, signal?: AbortSignal): Promise<PartSummary> {
  let parts = 0;
  let bytes = 0;
  /** null: a part has no time. */
  let newest: number | null = Number.NEGATIVE_INFINITY;
  const facts = await readPages(store, ref, signal, ({ size, lastModified }) => {
    parts++;
    bytes += size;
    newest = newest === null || lastModified === null ? null : Math.max(newest, lastModified);
  });
  return { ...facts, parts, bytes, newestPartAt: parts === 0 ? null : newest };
}

/** @param visit is told of each part once */
async function readPages(
  store: Store,
  ref: UploadRef,
  signal: AbortSignal | undefined,
  visit: (part: Part) => void,
): Promise<UploadFacts> {
  const list = (marker: string | null) => store.listParts(ref, marker, signal);
  let pages = 0;
  let facts: Omit<UploadFacts, 'call' | 'pages'> | undefined;
  let newest: CallInfo | undefined;
  for await (const { page, fresh } of partPages(list, { ref, endpoint: store.endpoint })) {
    const { call, storageClass, abortDate, abortRuleId } = page;
    pages++;
    newest = call;
    facts ??= { storageClass, abortDate, abortRuleId };
    fresh.forEach(visit);
  }
  if (!facts || !newest) throw new Error('An upload’s parts have no page');
  return { ...facts, call: newest, pages };
}
