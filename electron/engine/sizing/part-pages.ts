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
 * - A page that names other parts by numbers from before its marker has their numbers wrong (gofakes3): they are there, and
 *   which they are is not known.
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
  for (let marker: string | null = null; ; ) {
    const listed: PartsPage = await list(marker);
    const from = marker === null ? 0 : Number(marker);
    const fresh: Part[] = [];
    const misnumbered: Pick<Part, 'lastModified'>[] = [];
    for (const part of listed.parts) {
      const before = shown.get(part.partNumber);
      if (part.partNumber < from && !isRepeat(listed, part, before)) {
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
    } else if (fresh.length + (page.unnumbered?.length ?? 0) === 0) {
      if (!isPromised) return;
      throw new AppError('PAGING_BROKEN_OFF', 'A page says that more parts follow, and none does.', details);
    } else {
      const last = lastOfFull(page);
      if (last === null || last >= highestPartNumber) return;
      marker = String(last);
    }
    isPromised = page.isTruncated;
  }
}

/** Whether a part from before a page's marker is one that was shown, by all that the page tells of it. */
function isRepeat({ unnumbered = [] }: PartsPage, part: Part, before: Part | undefined): boolean {
  // Where one number cannot be, the others are shifted as well.
  if (unnumbered.length > 0 || !before) return false;
  return before.etag === part.etag && before.size === part.size && before.lastModified === part.lastModified;
}

/** The highest part number of a page that holds all that was asked for; null where it has room left. */
function lastOfFull({ parts, unnumbered = [] }: PartsPage): number | null {
  if (parts.length === 0 || parts.length + unnumbered.length < partsPerPage) return null;
  return parts.reduce((last, { partNumber }) => Math.max(last, partNumber), 0);
}
