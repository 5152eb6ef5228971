import { addUp } from '../../../shared/format/bytes.ts';
import { AppError, type ErrorShape } from '../../../shared/schema/errors.ts';
import type { Part, UploadChecksum, UploadRef } from '../../../shared/schema/model.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import type { CallInfo, Store } from '../store/store.ts';
import { partPages } from './part-pages.ts';

/** What ListParts tells of an upload besides its parts. */
interface UploadFacts {
  /** The last page's call. */
  call: CallInfo;
  /** Requests that it took. */
  pages: number;
  storageClass: string | null;
  /** What it was begun to be checked by; null: the store says of none. */
  checksum: UploadChecksum | null;
  /** When lifecycle will abort it, ms UTC. */
  abortDate: number | null;
  abortRuleId: string | null;
}

export interface AllParts extends UploadFacts {
  /** Entries whose part number cannot be: they are there, and not among `parts`. */
  unnumbered: readonly Pick<Part, 'lastModified'>[];
  /** By part number, each once. Numbers may have gaps. */
  parts: Part[];
}

export interface PartSummary extends UploadFacts {
  parts: number;
  /** null: some part's size or number cannot be. */
  bytes: number | null;
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
  let bytes: number | null = 0;
  /** null: a part has no time. */
  let newest: number | null = Number.NEGATIVE_INFINITY;
  const wasWritten = ({ lastModified }: Pick<Part, 'lastModified'>) => {
    parts++;
    newest = newest === null || lastModified === null ? null : Math.max(newest, lastModified);
  };
  const { unnumbered, ...facts } = await readPages(store, ref, signal, (part) => {
    wasWritten(part);
    bytes = part.size === null || bytes === null ? null : addUp(bytes, part.size);
  });
  unnumbered.forEach(wasWritten);
  if (unnumbered.length > 0) bytes = null;
  return { ...facts, parts, bytes, newestPartAt: parts === 0 ? null : newest };
}

/** What the index keeps of a summary: an upload of which some size cannot be is not sized, and says why. */
export function sizingOf({
  parts,
  bytes,
  newestPartAt,
  storageClass,
  abortDate,
  abortRuleId,
}: Omit<PartSummary, 'call' | 'pages' | 'checksum'>): SizingResult['result'] {
  if (bytes === null) return { status: 'failed', error: oddPart() };
  return { status: 'sized', parts, bytes, newestPartAt, storageClass, abortDate, abortRuleId };
}

/** The error of an upload whose size is not known because of what the store says of some part. */
export function oddPart(): ErrorShape {
  const sentence =
    'For some part it told no size, or a size or a number that no part has. So what the upload holds is not known.';
  return new AppError('VALUE_OUT_OF_RANGE', sentence, { operation: 'ListParts' }).toShape();
}

/** @param visit is told of each part once */
async function readPages(
  store: Store,
  ref: UploadRef,
  signal: AbortSignal | undefined,
  visit: (part: Part) => void,
): Promise<UploadFacts & Pick<AllParts, 'unnumbered'>> {
  const list = (marker: string | null) => store.listParts(ref, marker, signal);
  let pages = 0;
  const unnumbered: Pick<Part, 'lastModified'>[] = [];
  let facts: Omit<UploadFacts, 'call' | 'pages'> | undefined;
  let newest: CallInfo | undefined;
  for await (const { page, fresh } of partPages(list, { ref, endpoint: store.endpoint })) {
    const { call, storageClass, checksum = null, abortDate, abortRuleId } = page;
    pages++;
    unnumbered.push(...(page.unnumbered ?? []));
    newest = call;
    facts ??= { storageClass, checksum, abortDate, abortRuleId };
    fresh.forEach(visit);
  }
  if (!facts || !newest) throw new Error('An upload’s parts have no page');
  return { ...facts, call: newest, pages, unnumbered };
}
