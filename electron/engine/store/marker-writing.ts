import { AppError } from '../../../shared/schema/errors.ts';
import type { WrittenPage } from './encoding.ts';
import { type ListedFrom, PagePlaces } from './page-places.ts';
import type { ListedUpload, UploadsPage } from './store.ts';

/** A page as the store wrote it, and as it is meant. */
export interface ReadPage<P extends UploadsPage> {
  written: WrittenPage;
  page: P;
}

/** A way to ask for what follows a page: by one of its uploads, in the store's own letters. */
interface WayOn {
  keyMarker: string;
  uploadIdMarker: string;
  /** That upload and those of the page that follow it, by {@link identity}. */
  shown: ReadonlySet<string>;
}

/** Uploads that are asked for twice: one of them has to be there still. */
const mostShownTwice = 10;

/**
 * Goes on through the listing of a store that wants a marker encoded, as it wrote it, and begins anew where it gets the key
 * that is meant (s3-semantics, "encoding-type=url"). That is found out where a page leads back to where it was asked for, or
 * its marker is refused.
 *
 * Nothing is passed over by it: each such page is asked for from an upload on that stands some places before the end of the
 * page before, and counts only where it begins with one of those. A list has no gap within a page.
 */
export class MarkerWriting {
  readonly #ways = new PagePlaces<WayOn>();
  #isAsWritten = false;

  /**
   * Reads the page that a request is for.
   *
   * @param read asks for a page, and says how it was written; null: it was not asked for as encoded
   * @throws whatever `read` throws of the request as it is
   */
  async listed<R extends ListedFrom, P extends UploadsPage>(
    request: R,
    read: (request: R) => Promise<ReadPage<P> | { written: null; page: P }>,
  ): Promise<P> {
    const way = this.#ways.get(request);
    if (way === undefined) return this.#noted(request, await read(request));
    const other = async () => {
      const { keyMarker, uploadIdMarker } = way;
      const answer = await read({ ...request, keyMarker, uploadIdMarker });
      const [first] = answer.page.uploads;
      if (first === undefined || !way.shown.has(identity(first))) return null;
      this.#isAsWritten = true;
      const page = this.#noted(request, answer);
      return { ...page, uploads: page.uploads.filter((upload) => !way.shown.has(identity(upload))) };
    };
    if (this.#isAsWritten) {
      const page = await other();
      if (page !== null) return page;
      if (request.onRecord) throw ledBack(request);
    }
    let asked: P;
    try {
      asked = this.#noted(request, await read(request));
    } catch (error) {
      if (request.onRecord || !(error instanceof AppError) || error.code !== 'PAGING_REFUSED') throw error;
      const page = await ifAnswered(other);
      if (page === null) throw error;
      return page;
    }
    if (request.onRecord || !leadsBack(request, asked)) return asked;
    return (await ifAnswered(other)) ?? asked;
  }

  /** Keeps how to go on behind a page, where its marker reads otherwise than it is written. @returns the page */
  #noted<P extends UploadsPage>(request: ListedFrom, { written, page }: ReadPage<P> | { written: null; page: P }): P {
    const way = written === null ? null : wayOn(written, page);
    if (way !== null) this.#ways.noteBehind(request, page, way);
    return page;
  }
}

/** null: the marker is written as it is meant, is no upload of the page, or the page has too few to begin before its end. */
function wayOn(written: WrittenPage, page: UploadsPage): WayOn | null {
  if (!page.isTruncated || page.nextKeyMarker === null || page.nextKeyMarker === written.nextKeyMarker) return null;
  const { uploads } = page;
  const last = uploads.at(-1);
  if (last?.key !== page.nextKeyMarker || last.uploadId !== page.nextUploadIdMarker) return null;
  const twice = Math.min(mostShownTwice, Math.floor(uploads.length / 2));
  const from = written.uploads.at(-1 - twice);
  // Both are of one answer, in one order, unless the page was read from another one.
  if (twice === 0 || from === undefined || from.uploadId !== uploads.at(-1 - twice)?.uploadId) return null;
  return {
    keyMarker: from.key,
    uploadIdMarker: from.uploadId,
    shown: new Set(uploads.slice(-1 - twice).map(identity)),
  };
}

function leadsBack({ keyMarker = null, uploadIdMarker = null }: ListedFrom, page: UploadsPage): boolean {
  return page.isTruncated && page.nextKeyMarker === keyMarker && page.nextUploadIdMarker === uploadIdMarker;
}

/** What is left of a listing that may be asked for once, and has not shown where it goes on. */
function ledBack({ bucket }: ListedFrom): AppError {
  const sentence = 'A page does not follow the one before it.';
  return new AppError('PAGING_MARKER_REPEATED', sentence, { operation: 'ListMultipartUploads', bucket });
}

/** null: the store answered otherwise than with a page. */
async function ifAnswered<P>(read: () => Promise<P | null>): Promise<P | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function identity({ key, uploadId }: Pick<ListedUpload, 'key' | 'uploadId'>): string {
  return JSON.stringify([key, uploadId]);
}
