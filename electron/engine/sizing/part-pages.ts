import { AppError } from '../../../shared/schema/errors.ts';
import type { Part, UploadRef } from '../../../shared/schema/model.ts';
import { PagingGuard } from '../store/paging-guard.ts';
import { type PartsPage, partsPerPage } from '../store/store.ts';

/** S3's highest part number (s3-semantics, "Limits, rights, money"): nothing comes after it. */
const highestPartNumber = 10_000;

export interface ReadPage {
  page: PartsPage;
  /**
   * Those of its parts that no page before it showed: a marker that is inclusive repeats one, and one that is ignored all.
   */
  fresh: Part[];
}

/**
 * The pages of an upload's parts, one after the other, read to where the parts end for certain:
 *
 * - A page that says that more follow, and is followed by none: how much there is, nobody knows.
 * - A page that names other parts by numbers from before its marker has their numbers wrong (gofakes3), and one that names a
 *   number twice has two parts of it (SeaweedFS keeps each that was sent): they are there, and which they are is not known.
 * - A marker that lies beyond the last part, and does not name the next one, may pass over some: what follows the last part is
 *   asked for instead.
 * - A full page that says it is the last may have been cut there: one more call asks for what follows its last part.
 *
 * @param list reads one page
 * @throws AppError PAGING_BROKEN_OFF, PAGING_MARKER_MISSING, PAGING_MARKER_REPEATED or LISTING_ENDLESS after the page that
 *   showed it, or whatever `list` throws
 */
export async function* partPages(
  list: (marker: string | null) => Promise<PartsPage>,
  { ref, endpoint }: { ref: UploadRef; endpoint: string },
): AsyncGenerator<ReadPage, void, undefined> {
  const details = { operation: 'ListParts', bucket: ref.bucket, endpoint };
  // Parts have ten thousand numbers: what goes on without a new one has no end.
  const guard = new PagingGuard(details, { emptyPages: 100 });
  const shown = new Map<number, Part>();
  let isPromised = false;
  let shownLast: number | null = null;
  for (let marker: string | null = null; ; ) {
    let listed: PartsPage = await list(marker);
    if (marker !== null && shownLast !== null && mayPassOver(listed, Number(marker), shownLast)) {
      marker = String(shownLast);
      listed = await list(marker);
    }
    const from = marker === null ? 0 : Number(marker);
    const fresh: Part[] = [];
    const misnumbered: Pick<Part, 'lastModified'>[] = [];
    for (const part of listed.parts) {
      const before = shown.get(part.partNumber);
      if (before ? !isRepeat(listed, part, before) : part.partNumber < from) {
        misnumbered.push({ lastModified: part.lastModified });
      } else if (!before) {
        shown.set(part.partNumber, part);
        fresh.push(part);
      }
    }
    const page =
      misnumbered.length === 0 ? listed : { ...listed, unnumbered: [...(listed.unnumbered ?? []), ...misnumbered] };
    yield { page, fresh };
    if (page.isTruncated) {
      guard.goingOn([page.nextPartNumberMarker], fresh.length);
      marker = page.nextPartNumberMarker;
      shownLast = highestOf(page);
    } else if (fresh.length + (page.unnumbered?.length ?? 0) === 0) {
      if (!isPromised) return;
      throw new AppError('PAGING_BROKEN_OFF', 'A page says that more parts follow, and none does.', details);
    } else {
      const last = lastOfFull(page);
      if (last === null || last >= highestPartNumber) return;
      marker = String(last);
      shownLast = null;
    }
    isPromised = page.isTruncated;
  }
}

/** Whether a page begins behind the part that its marker names, and that lies beyond the last one that was shown. */
function mayPassOver({ parts, unnumbered = [] }: PartsPage, marker: number, last: number): boolean {
  return marker > last && unnumbered.length === 0 && parts.every(({ partNumber }) => partNumber > marker);
}

/** Whether a part whose number was shown is the one that was shown, by all that the page tells of it. */
function isRepeat({ unnumbered = [] }: PartsPage, part: Part, before: Part): boolean {
  // Where one number cannot be, the others are shifted as well.
  if (unnumbered.length > 0) return false;
  return before.etag === part.etag && before.size === part.size && before.lastModified === part.lastModified;
}

/** The highest part number of a page that holds all that was asked for; null where it has room left. */
function lastOfFull(page: PartsPage): number | null {
  const { parts, unnumbered = [] } = page;
  return parts.length + unnumbered.length < partsPerPage ? null : highestOf(page);
}

/** null: it shows none. */
function highestOf({ parts }: PartsPage): number | null {
  return parts.length === 0 ? null : parts.reduce((last, { partNumber }) => Math.max(last, partNumber), 0);
}
