import { AppError } from '../../../../shared/schema/errors.ts';
import { holdsBytes } from '../../../../shared/values/byte-escapes.ts';
import { says } from '../../../../shared/words/says.ts';
import { compareKeys } from '../key-order.ts';
import { PagePlaces } from '../page-places.ts';
import type { ListedUpload, Store, UploadsPage } from '../store.ts';

type Request = Parameters<Store['listUploads']>[0];

/** Where a page ended: in uploads of this key, of which it and those before it showed these. */
interface PageEnd {
  key: string;
  ids: ReadonlySet<string>;
}

/**
 * Uploads that share a key and lie on two pages. Some servers go on behind the key though an upload ID is sent with it (Riak CS,
 * S3Mock), or name no ID to go on from (lakeFS): the rest of that key's uploads is on no page, and nothing on the pages shows it.
 *
 * So a server is asked once to go on between two uploads of one key that a page has shown. Where it passes the second over, what
 * each later page may have left out is asked for by its key.
 */
export class SameKeyPages {
  readonly #ends = new PagePlaces<PageEnd>();
  #habit: 'unknown' | 'asked' | 'kept' | 'passed over' = 'unknown';

  /**
   * A page with the uploads that lie before it and were on no page.
   *
   * @param ask lists by another request
   * @throws AppError NOT_S3 where such may be missing, and the request is on record by itself, so that no other may be sent, or
   *   there are more of one key than a page holds
   */
  async completed(
    request: Request,
    page: UploadsPage,
    ask: (request: Request) => Promise<UploadsPage>,
  ): Promise<UploadsPage> {
    const end = this.#ends.get(request) ?? null;
    let whole = page;
    if (end !== null && this.#habit === 'passed over' && !page.uploads.some(({ key }) => key === end.key)) {
      if (request.onRecord) throw passedOver(request);
      const { bucket } = request;
      const { uploads, isTruncated } = await ask({ bucket, prefix: end.key });
      if (isTruncated && uploads.every(({ key }) => key === end.key)) throw passedOver(request);
      const missing = uploads.filter(({ key, uploadId }) => key === end.key && !end.ids.has(uploadId));
      whole = missing.length === 0 ? page : { ...page, uploads: [...missing, ...page.uploads] };
    }
    this.#note(request, whole, end);
    if (this.#habit === 'unknown' && page.isTruncated && !request.onRecord) await this.#askHabit(request, page, ask);
    return whole;
  }

  #note(request: Request, page: UploadsPage, before: PageEnd | null): void {
    const last = page.uploads.at(-1);
    if (!page.isTruncated || last === undefined || holdsBytes(last.key)) return;
    const shown = page.uploads.filter(({ key }) => key === last.key).map(({ uploadId }) => uploadId);
    const ids = new Set([...(before?.key === last.key ? before.ids : []), ...shown]);
    this.#ends.noteBehind(request, page, { key: last.key, ids });
  }

  /** Goes on from the first of two uploads that share a key: is the second what comes? */
  async #askHabit(
    { bucket, prefix = '' }: Request,
    { uploads }: UploadsPage,
    ask: (request: Request) => Promise<UploadsPage>,
  ): Promise<void> {
    const [first, second] = pairOn(uploads) ?? [];
    if (first === undefined || second === undefined) return;
    this.#habit = 'asked';
    try {
      const place = { keyMarker: first.key, uploadIdMarker: first.uploadId };
      const answer = await ask({ bucket, ...(prefix === '' ? {} : { prefix }), ...place, maxUploads: 2 });
      const isThere = answer.uploads.some(({ key, uploadId }) => key === second.key && uploadId === second.uploadId);
      // It went on from there, or has nothing more; what begins anew takes no notice of markers.
      const wentOn = answer.uploads.every(({ key }) => compareKeys(key, second.key) > 0);
      if (isThere) this.#habit = 'kept';
      else if (wentOn) this.#habit = 'passed over';
    } catch (error) {
      // What it means for the connection, the walk will meet.
      if (!(error instanceof AppError)) throw error;
    }
  }
}

function passedOver({ bucket }: Request): AppError {
  const details = { operation: 'ListMultipartUploads', bucket, unusable: true as const };
  return new AppError('NOT_S3', says('sameKeyPassedOver'), details);
}

/** Two uploads of one key, one after the other; null: there are none. */
function pairOn(uploads: readonly ListedUpload[]): readonly [ListedUpload, ListedUpload] | null {
  for (let at = 1; at < uploads.length; at++) {
    const [first, second] = [uploads[at - 1], uploads[at]];
    if (first && second && first.key === second.key && !holdsBytes(first.key)) return [first, second];
  }
  return null;
}
