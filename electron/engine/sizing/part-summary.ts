import { addUp } from '../../../shared/format/bytes.ts';
import { AppError, type ErrorShape } from '../../../shared/schema/errors.ts';
import type { Part, UploadChecksum, UploadRef } from '../../../shared/schema/model.ts';
import { says } from '../../../shared/words/says.ts';
import { addParts, emptyShape, type PartShape, type ShapedPart } from '../clients/part-shape.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import { addPart, emptyHolding, type Holding } from '../pricing/holding.ts';
import type { CallInfo, Store } from '../store/store.ts';
import { partPages } from './part-pages.ts';
import { addToPartSet, noPartSet, partSetName } from './part-set.ts';

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
  /** Since when the parts with dates are stored, and how much has none; null where some size cannot be. */
  holding: Holding | null;
  /** What the parts look like; null as above. */
  shape: PartShape | null;
  /** The name of the very parts (./part-set.ts); null as above. */
  partSet: string | null;
}

/** What a list of parts tells of their cost and of their maker. */
export type PartTraits = Pick<PartSummary, 'holding' | 'shape'>;

/**
 * Every part of an upload, over all pages. One read, no retries.
 *
 * @throws AppError NO_SUCH_UPLOAD where it is gone (also when it goes between two pages), PAGING_MARKER_MISSING,
 *   PAGING_MARKER_REPEATED or PAGING_BROKEN_OFF where the pages do not add up, or whatever the store says; the signal's
 *   reason when aborted
 */
export async function readAllParts(store: Store, ref: UploadRef, signal?: AbortSignal): Promise<AllParts> {
  const parts: Part[] = [];
  const facts = await readPages(store, ref, signal, (page) => parts.push(...page));
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
  let traits: PartTraits = noTraits;
  let partSet = noPartSet;
  const { unnumbered, ...facts } = await readPages(store, ref, signal, (page) => {
    for (const part of page) {
      wasWritten(part);
      bytes = part.size === null || bytes === null ? null : addUp(bytes, part.size);
    }
    traits = addTraits(traits, page);
    partSet = addToPartSet(partSet, page);
  });
  unnumbered.forEach(wasWritten);
  if (unnumbered.length > 0) bytes = null;
  if (bytes === null) traits = { holding: null, shape: null };
  const sums = { parts, bytes, newestPartAt: parts === 0 ? null : newest, ...traits };
  return { ...facts, ...sums, partSet: bytes === null ? null : partSetName(partSet) };
}

const noTraits: PartTraits = { holding: emptyHolding, shape: emptyShape };

/** The traits of a whole list of parts, by part number; unknown where some size is. */
export function traitsOf(parts: readonly Part[]): PartTraits {
  return addTraits(noTraits, parts);
}

function addTraits({ holding, shape }: PartTraits, page: readonly Part[]): PartTraits {
  if (holding === null || shape === null) return { holding: null, shape: null };
  const sized: ShapedPart[] = [];
  let held = holding;
  for (const { partNumber, size, lastModified, checksum } of page) {
    if (size === null) return { holding: null, shape: null };
    sized.push({ partNumber, size, lastModified, checksum });
    // When the upload was begun is for the index to add: a list of parts does not tell it.
    held =
      lastModified === null || lastModified < 0
        ? { ...held, bytes: held.bytes + BigInt(size), undatedBytes: held.undatedBytes + BigInt(size) }
        : addPart(held, size, lastModified, lastModified);
  }
  return { holding: held, shape: addParts(shape, sized) };
}

/** What the index keeps of a summary: an upload of which some size cannot be is not sized, and says why. */
export function sizingOf({
  parts,
  bytes,
  newestPartAt,
  storageClass,
  abortDate,
  abortRuleId,
  holding,
  shape,
  partSet,
}: Omit<PartSummary, 'call' | 'pages' | 'checksum'>): SizingResult['result'] {
  if (bytes === null) return { status: 'failed', error: oddPart() };
  const traits = { ...(holding && { holding }), ...(shape && { shape }), ...(partSet !== null && { partSet }) };
  return { status: 'sized', parts, bytes, newestPartAt, storageClass, abortDate, abortRuleId, ...traits };
}

/** The error of an upload whose size is not known because of what the store says of some part. */
export function oddPart(): ErrorShape {
  return new AppError('VALUE_OUT_OF_RANGE', says('oddPart'), { operation: 'ListParts' }).toShape();
}

/** @param visit is told of each part once, page by page */
async function readPages(
  store: Store,
  ref: UploadRef,
  signal: AbortSignal | undefined,
  visit: (page: readonly Part[]) => void,
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
    visit(fresh);
  }
  if (!facts || !newest) throw new Error('An upload’s parts have no page');
  return { ...facts, call: newest, pages, unnumbered };
}
