import type {
  CompletedPart,
  HeadObjectCommandOutput,
  ListBucketsCommandOutput,
  ListMultipartUploadsCommandOutput,
  ListObjectsV2CommandOutput,
  ListPartsCommandOutput,
  Part as SdkPart,
} from '@aws-sdk/client-s3';
import { unknownTime } from '../../../../shared/format/time.ts';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Part, Principal } from '../../../../shared/schema/model.ts';
import { longestName } from '../../../../shared/values/longest-name.ts';
import type { WrittenPage } from '../encoding.ts';
import type { CallInfo, ListedUpload, PartsPage, StoredObject, UploadsPage } from '../store.ts';
import { objectSize, partNumber, partSize } from './answer-numbers.ts';
import { type ListEnd, moreFollows, type PageSigns } from './list-end.ts';
import { readChecksum, readUploadChecksum, writtenChecksum } from './part-checksum.ts';
import { toldTime } from './plain-xml.ts';
import { type CallContext, contextDetails } from './store-errors.ts';

/**
 * The SDK's results as the engine's own types. The SDK marks every field as optional; what the engine cannot do
 * without and the store did not send makes the whole answer unusable, because leaving an entry out would hide it.
 */

interface Answered<T> {
  call: CallInfo;
  output: T;
  /** What was asked, and where. */
  context: CallContext;
  listEnd: ListEnd | null;
}

/** A page of uploads as written, keys not decoded yet. */
export interface WrittenUploads extends UploadsPage, WrittenPage<ListedUpload> {
  /** What of the page was asked for, where the store refuses the prefix that would have said so. */
  narrowTo?: string;
}

function unusable(context: CallContext, what: string): AppError {
  return new AppError('NOT_S3', `The answer holds ${what}.`, contextDetails(context));
}

function principal(value: { ID?: string | undefined; DisplayName?: string | undefined } | undefined): Principal | null {
  const id = value?.ID || value?.DisplayName;
  return id ? { id, displayName: value?.DisplayName || null } : null;
}

/** Quotes around an ETag are HTTP's, not the tag's; some stores leave them out. */
export function plainEtag(etag: string | undefined): string | null {
  return etag?.replace(/^"(.*)"$/, '$1') || null;
}

export function readBuckets(output: ListBucketsCommandOutput): { name: string; createdAt: number | null }[] {
  return (output.Buckets ?? []).flatMap(({ Name, CreationDate }) =>
    Name ? [{ name: Name, createdAt: CreationDate?.getTime() ?? null }] : [],
  );
}

/** @throws AppError NOT_S3 where it cannot be told whether more follows */
function isTruncatedPage(context: CallContext, listEnd: ListEnd | null, signs: PageSigns): boolean {
  const more = listEnd ? moreFollows(listEnd, signs) : 'no page of a list';
  if (typeof more === 'string') throw unusable(context, more);
  return more;
}

/**
 * @param asked the most uploads that the page was to hold
 * @throws AppError NOT_S3 where an upload lacks what it is known by, or it cannot be told whether more follow
 */
export function readUploads(
  {
    call,
    output,
    context,
    uploads: cut,
    listEnd,
  }: Answered<ListMultipartUploadsCommandOutput> & { uploads: ListedUpload[] | null },
  asked: number,
): WrittenUploads {
  const uploads = [...(cut ?? []), ...readListed(output, context)];
  if (uploads.some(({ key, uploadId }) => Math.max(key.length, uploadId.length) > longestName)) {
    throw unusable(context, 'a key or an upload ID of more than 8 KiB');
  }
  const next = [output.NextKeyMarker, output.NextUploadIdMarker];
  const isTruncated = isTruncatedPage(context, listEnd, { entries: uploads.length, asked, next });
  return {
    call,
    uploads,
    isTruncated,
    echoed: output.EncodingType === 'url',
    // Next markers may be present on the last page too; there they lead nowhere.
    nextKeyMarker: isTruncated ? output.NextKeyMarker || null : null,
    nextUploadIdMarker: isTruncated ? output.NextUploadIdMarker || null : null,
  };
}

function readListed(output: ListMultipartUploadsCommandOutput, context: CallContext): ListedUpload[] {
  return (output.Uploads ?? []).map((upload): ListedUpload => {
    const { Key, UploadId, Initiated } = upload;
    if (!Key || !UploadId) throw unusable(context, 'an upload without a key or an upload ID');
    return {
      key: Key,
      uploadId: UploadId,
      initiatedAt: toldTime(Initiated) ?? unknownTime,
      initiator: principal(upload.Initiator),
      owner: principal(upload.Owner),
      storageClass: upload.StorageClass || null,
    };
  });
}

/** What the engine wants of a page of parts. */
export interface PartsOutput
  extends Pick<ListPartsCommandOutput, 'Parts' | 'NextPartNumberMarker' | 'AbortDate' | 'AbortRuleId'> {
  StorageClass?: string | undefined;
  ChecksumAlgorithm?: string | undefined;
  ChecksumType?: string | undefined;
}

/** A part as a page lists it. */
export interface ListedPart extends Omit<Part, 'partNumber'> {
  /** null: none that can be. */
  partNumber: number | null;
}

/**
 * The parts of a page. A number that cannot be is unknown; the entry that holds it is there all the same.
 *
 * @param asked the most parts that the page was to hold
 * @throws AppError NOT_S3 where it cannot be told whether more follow
 */
export function readParts(
  { call, output, context, parts: cut, listEnd }: Answered<PartsOutput> & { parts: ListedPart[] | null },
  asked: number,
): PartsPage {
  const listed = [...(cut ?? []), ...(output.Parts ?? []).map(readPart)];
  const parts = listed.filter(isNumbered);
  const unnumbered = listed.filter((part) => !isNumbered(part)).map(({ lastModified }) => ({ lastModified }));
  const { NextPartNumberMarker: marker } = output;
  const next = [marker === '0' ? null : marker];
  const isTruncated = isTruncatedPage(context, listEnd, { entries: listed.length, asked, next });
  return {
    call,
    parts,
    ...(unnumbered.length > 0 ? { unnumbered } : {}),
    isTruncated,
    nextPartNumberMarker: isTruncated ? output.NextPartNumberMarker || null : null,
    storageClass: output.StorageClass || null,
    checksum: readUploadChecksum(output.ChecksumAlgorithm, output.ChecksumType),
    abortDate: output.AbortDate?.getTime() ?? null,
    abortRuleId: output.AbortRuleId || null,
  };
}

function isNumbered(part: ListedPart): part is Part {
  return part.partNumber !== null;
}

function readPart(part: SdkPart): ListedPart {
  return {
    partNumber: partNumber(part.PartNumber),
    size: partSize(part.Size),
    etag: plainEtag(part.ETag),
    lastModified: toldTime(part.LastModified),
    checksum: readChecksum((field) => part[field]),
  };
}

/** @throws AppError NOT_S3 where the answer has no Last-Modified: a portal or proxy answers 200 to any HEAD. */
export function readStoredObject(output: HeadObjectCommandOutput, context: CallContext): StoredObject {
  if (!output.LastModified) throw unusable(context, 'no Last-Modified');
  return {
    lastModified: output.LastModified.getTime(),
    bytes: objectSize(output.ContentLength),
    etag: plainEtag(output.ETag),
  };
}

/**
 * The object whose written key `names` accepts, or null where there is none.
 *
 * @param asked the most objects that the page was to hold
 * @throws AppError STORE_FAILED where the page does not tell: it is cut off, and its order does not put the key first;
 *   NOT_S3 where it cannot be told whether it is cut off
 */
export function readFoundObject(
  { output, context, listEnd }: Pick<Answered<ListObjectsV2CommandOutput>, 'output' | 'context' | 'listEnd'>,
  asked: number,
  names: (writtenKey: string) => boolean,
): StoredObject | null {
  const contents = output.Contents ?? [];
  const found = contents.find(({ Key }) => Key !== undefined && names(Key));
  if (found) {
    if (!found.LastModified) throw unusable(context, 'an object without a time');
    return { lastModified: found.LastModified.getTime(), bytes: objectSize(found.Size), etag: plainEtag(found.ETag) };
  }
  // In key order the key itself comes before everything it is a prefix of; not every store sorts.
  const keys = contents.map(({ Key }) => Buffer.from(Key ?? ''));
  const sorted = keys.every((key, index) => index === 0 || Buffer.compare(keys[index - 1] ?? key, key) <= 0);
  const signs = { entries: keys.length, asked, next: [output.NextContinuationToken] };
  if (isTruncatedPage(context, listEnd, signs) && (!sorted || keys.length === 0)) {
    const sentence = 'The listing is cut off and does not tell whether the object exists.';
    throw new AppError('STORE_FAILED', sentence, contextDetails(context));
  }
  return null;
}

/**
 * The parts as CompleteMultipartUpload wants them: in order, each with its ETag, and with its checksum where it has one.
 * An upload that was begun with a checksum algorithm is not completed without them.
 *
 * @throws AppError INVALID_INPUT where there is none, or one without an ETag
 */
export function completedParts(parts: readonly Part[]): CompletedPart[] {
  const operation = 'CompleteMultipartUpload';
  if (parts.length === 0) throw new AppError('INVALID_INPUT', 'There are no parts to complete.', { operation });
  return parts
    .toSorted((a, b) => a.partNumber - b.partNumber)
    .map(({ partNumber, etag, checksum }) => {
      if (etag === null) throw new AppError('INVALID_INPUT', `Part ${partNumber} has no ETag.`, { operation });
      return { PartNumber: partNumber, ETag: `"${etag}"`, ...(checksum ? writtenChecksum(checksum) : {}) };
    });
}
