import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { UploadRef } from '../../../../shared/schema/model.ts';
import { type AddressPlace, folderOf, isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';
import { says } from '../../../../shared/words/says.ts';
import { undecided } from '../encoding.ts';
import type { KeySpelling } from '../key-spelling.ts';
import { MarkerWriting } from '../marker-writing.ts';
import { isPlain } from '../odd-keys.ts';
import type { Store, UploadsPage } from '../store.ts';
import { isUnheardOf, objectsToRequest } from '../trouble-table.ts';
import type { BucketTerms } from './bucket-terms.ts';
import { FullPages } from './full-pages.ts';
import { type AskedWith, LeftOut, type Optional } from './left-out.ts';
import { otherThanUploads } from './repeated-question.ts';
import type { Sender } from './s3-sender.ts';
import { SameKeyPages } from './same-key-pages.ts';
import { requireText } from './sendable.ts';
import { readUploads, requireFresh, requireOwn, type WrittenUploads } from './store-results.ts';

type UploadsRequest = Parameters<Store['listUploads']>[0];

/** Uploads that a page holds where nothing is asked for (API reference, ListMultipartUploads). */
const uploadsPerPage = 1000;

/** What asks for pages of uploads. */
export interface UploadPagesOptions {
  connection: AddressPlace;
  send: Sender['send'];
  /** What goes with every call about a bucket. */
  terms: (bucket: string) => BucketTerms;
  /** How the endpoint writes keys, as far as it was seen. */
  spelling: KeySpelling;
  /** Whether ListParts finds parts of an upload under this key; false also where it could not tell. */
  findsParts: (
    upload: Pick<UploadRef, 'bucket' | 'key' | 'uploadId'>,
    signal: AbortSignal | undefined,
  ) => Promise<boolean>;
}

/**
 * ListMultipartUploads of one connection: a page, its keys read as they are meant.
 *
 * One page is one request, with exceptions that happen once and prove nothing about an upload: a page of keys that read
 * differently by encoding convention is asked for again without encoding-type, once a walk or wherever a page contradicts
 * what was learned (`key-spelling.ts`), and where both pages are alike ListParts is asked for one of their uploads under the
 * key that its text would be if it were encoded; one that leads back to where it was asked for is asked for again by its marker as the
 * store wrote it (`marker-writing.ts`); behind a full page that calls itself the last, one is asked for by a place of our own
 * (`full-pages.ts`), without its ID where that is refused; what lies between two pages of one key may be asked for by that key
 * (`same-key-pages.ts`); what a store refuses is left out of what it is asked from then on (`left-out.ts`).
 *
 * The function throws as every method of the store does (`s3-store.ts`).
 */
export function uploadPages({ connection, send, terms, spelling, findsParts }: UploadPagesOptions) {
  const markers = new MarkerWriting();
  const leftOut = new LeftOut();
  const fullPages = new FullPages();
  const sameKey = new SameKeyPages();

  /** One page as the store wrote it, asked for with or without encoding-type, and without what the store refuses. */
  function writtenUploads(
    request: UploadsRequest,
    encoded: boolean,
    signal: AbortSignal | undefined,
  ): Promise<WrittenUploads> {
    const { prefix = '', keyMarker } = request;
    const names: Optional[] = ['max-uploads', ...(encoded ? (['encoding-type'] as const) : [])];
    const asked: AskedWith =
      prefix === '' ? { names } : { names: [...names, 'prefix'], doubtful: isPlain(prefix) ? [] : ['prefix'] };
    return leftOut
      .ask(asked, (left) => writtenPage(request, encoded, left, signal))
      .catch((error: unknown) => {
        throw keyMarker ? refusedMarker(error) : error;
      });
  }

  async function writtenPage(
    request: UploadsRequest,
    encoded: boolean,
    left: ReadonlySet<Optional>,
    signal: AbortSignal | undefined,
  ): Promise<WrittenUploads> {
    const { bucket, keyMarker, uploadIdMarker, maxUploads = 1000, expectedBucketOwner } = request;
    const prefix = left.has('prefix') ? '' : request.prefix;
    const isDirectory = isDirectoryBucket(bucket, connection);
    const answer = await send({
      operation: 'ListMultipartUploads',
      bucket,
      signal,
      send: (client, abortSignal) =>
        client.send(
          new ListMultipartUploadsCommand({
            Bucket: bucket,
            ...terms(bucket),
            ...(left.has('max-uploads') ? {} : { MaxUploads: maxUploads }),
            ...(encoded && !left.has('encoding-type') ? { EncodingType: 'url' } : {}),
            ...(prefix ? { Prefix: prefix } : {}),
            ...(keyMarker ? { KeyMarker: keyMarker } : {}),
            ...(uploadIdMarker === null || uploadIdMarker === undefined || isDirectory
              ? {}
              : { UploadIdMarker: uploadIdMarker }),
            // Comes before what the bucket's own terms say.
            ...(expectedBucketOwner === undefined ? {} : { ExpectedBucketOwner: expectedBucketOwner }),
          }),
          { abortSignal },
        ),
    });
    // What a look or a search is shown, it takes for what is there now; a scan shows it as it was told.
    if (request.onRecord) requireFresh(answer.context, answer.headers);
    const question = { prefix: prefix ?? '', keyMarker: keyMarker || null };
    requireOwn(answer.context, otherThanUploads(answer.page?.fields ?? new Map(), question));
    const page = readUploads(answer, left.has('max-uploads') ? uploadsPerPage : maxUploads);
    return left.has('prefix') ? { ...page, narrowTo: request.prefix ?? '' } : page;
  }

  /** One page of uploads, its keys read as they are meant. */
  async function listUploads(request: UploadsRequest, signal: AbortSignal | undefined): Promise<UploadsPage> {
    const { maxUploads = uploadsPerPage } = request;
    if (!Number.isInteger(maxUploads) || maxUploads < 2 || maxUploads > 1000) {
      throw new AppError('INVALID_INPUT', says('pageOfUploads'), { operation: 'ListMultipartUploads' });
    }
    const { bucket, prefix = '', keyMarker } = request;
    requireText('ListMultipartUploads', bucket, prefix, keyMarker ?? '');
    if (prefix !== folderOf(prefix) && isDirectoryBucket(bucket, connection)) {
      throw new AppError('INVALID_INPUT', says('wholeFoldersOnly'), {
        operation: 'ListMultipartUploads',
        bucket,
      });
    }
    if (!request.onRecord) spelling.begins(request);
    const listed = (from: UploadsRequest) => markers.listed(from, (asked) => readUploadsPage(asked, signal));
    const page = await listed(request).catch((error: unknown) => {
      const mayLackId = fullPages.isOurs(request) && !request.onRecord;
      // The store named no such place, and may know none by an ID (versitygw).
      if (mayLackId && isRefused(error)) return listed({ ...request, uploadIdMarker: null });
      throw error;
    });
    // A directory bucket knows no upload ID as a place, and no key as a prefix.
    return isDirectoryBucket(bucket, connection) ? page : sameKey.completed(request, page, listed);
  }

  /** A page, and how it was written where it was asked for as encoded. */
  async function readUploadsPage(request: UploadsRequest, signal: AbortSignal | undefined) {
    const isBare = () => spelling.isBare(request) || leftOut.has('encoding-type');
    const meant = (page: WrittenUploads) => fullPages.leadOn(request, uploadsPage(page), page.isFull);
    if (isBare()) return { written: null, page: meant(await writtenUploads(request, false, signal)) };
    const asked = await writtenUploads(request, true, signal);
    // It was refused just now: the page is written as it is meant.
    if (isBare()) return { written: null, page: meant(asked) };
    return { written: asked, page: meant(await meantUploads(request, asked, signal)) };
  }

  /** What a page means that was asked for as encoded. */
  async function meantUploads(
    request: UploadsRequest,
    asked: WrittenUploads,
    signal: AbortSignal | undefined,
  ): Promise<WrittenUploads> {
    const read = spelling.read(asked);
    if (read) return read;
    const saidSo = request.onRecord && asked.echoed ? spelling.asSaid(asked) : null;
    if (saidSo) return saidSo;
    try {
      const bare = () => writtenUploads(request, false, signal);
      // What broke off once may have been the connection. A store that breaks off again cannot write the page.
      const compared = await bare().catch((error: unknown) => {
        if (isBrokenOff(error)) return bare();
        throw error;
      });
      // A look keeps every call of its own on record, and this is none of them.
      const doubtful = request.onRecord ? null : undecided(asked, compared);
      const { bucket } = request;
      if (doubtful && (await findsParts({ ...doubtful, bucket }, signal))) return spelling.encoded(asked);
      return spelling.compare(asked, compared);
    } catch (error) {
      // Without encoding, a key that XML cannot hold breaks the page.
      const isUnreadable = error instanceof AppError && (error.code === 'NOT_S3' || isBrokenOff(error));
      const said = isUnreadable ? spelling.asSaid(asked) : null;
      if (!said) throw error;
      return said;
    }
  }

  return listUploads;
}

/** Without its prefix a request is answered by a page of the whole bucket; what is asked for is picked out of it. */
function uploadsPage(page: WrittenUploads): UploadsPage {
  const { call, unnamed, isTruncated, nextKeyMarker, nextUploadIdMarker, narrowTo = '' } = page;
  // How an odd key is spelled on this page may be in doubt: no such upload is passed over.
  const isMeant = (key: string) => key.startsWith(narrowTo) || !(isPlain(narrowTo) || isPlain(key));
  const uploads = narrowTo === '' ? page.uploads : page.uploads.filter(({ key }) => isMeant(key));
  return { call, uploads, ...(unnamed ? { unnamed } : {}), isTruncated, nextKeyMarker, nextUploadIdMarker };
}

/** No walk goes on past its first page without a marker, and none is left out: it would skip uploads, or begin anew. */
function refusedMarker(error: unknown): unknown {
  if (!(error instanceof AppError) || !objectsToRequest(error)) return error;
  const names = `${error.details.storeMessage ?? ''} ${error.details.storeCode ?? ''}`;
  if (!isUnheardOf(error) && !/marker/i.test(names)) return error;
  return new AppError('PAGING_REFUSED', says('pagingRefused'), error.details);
}

function isRefused(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'PAGING_REFUSED' || objectsToRequest(error));
}

/** Whether a good answer came whose text ends before its root does. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof AppError && error.code === 'CONNECTION_LOST' && error.details.unusable === true;
}
