import type { CompletedPart } from '@aws-sdk/client-s3';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Part } from '../../../../shared/schema/model.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import type { WrittenPage } from '../encoding.ts';
import type { BucketsPage, CallInfo, ListedUpload, PartsPage, StoredObject, UploadsPage } from '../store.ts';
import { isNamed } from '../unnamed.ts';
import { answerToAnother, keptAnswer, unusableAnswer } from './answer-errors.ts';
import { objectSize } from './answer-numbers.ts';
import { type CallContext, contextDetails } from './call-context.ts';
import { headerText } from './header-text.ts';
import { type ListEnd, moreFollows, type PageSigns } from './list-end.ts';
import type { Fields, ListPage } from './list-pages.ts';
import { readUploadChecksum, writtenChecksum } from './part-checksum.ts';
import { isOfNothing, type ListedThing, type OtherQuestion, otherThanParts } from './repeated-question.ts';
import { wasKept } from './store-answer.ts';
import { readToldTime } from './told-time.ts';

/**
 * What was read of answers as the engine's own types. An entry that lacks what it is known by is set apart, never left out:
 * it would be hidden. What says whether more follows makes the whole answer unusable where it cannot be read.
 */

interface Answered {
  call: CallInfo;
  /** What was asked, and where. */
  context: CallContext;
  listEnd: ListEnd | null;
  /** null: the answer is no list. */
  page: ListPage | null;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
}

const noFields: Fields = new Map();

/** A page of uploads as written, keys not decoded yet. */
export interface WrittenUploads extends UploadsPage, WrittenPage<ListedUpload> {
  /** Whether it holds as many entries as were asked for. */
  isFull: boolean;
  /** What of the page was asked for, where the store refuses the prefix that would have said so. */
  narrowTo?: string;
}

function unusable(context: CallContext, what: Said): AppError {
  return unusableAnswer(context, says('answerHolds', { what }));
}

/**
 * Quotes around an ETag are HTTP's, not the tag's; some stores leave them out. So is the mark of a weak one, which proxies that
 * compress put before it.
 */
export function plainEtag(written: string | undefined): string | null {
  const etag = written?.replace(/^W\/(?=")/, '') ?? '';
  const isQuoted = etag.length > 1 && etag.startsWith('"') && etag.endsWith('"');
  return (isQuoted ? etag.slice(1, -1) : etag) || null;
}

/**
 * The buckets of a page, and where to go on; null: it is the last.
 *
 * @throws AppError NOT_S3 where it cannot be told whether more follow, or what its entries are
 */
export function readBuckets({ page, context, listEnd }: Pick<Answered, 'page' | 'context' | 'listEnd'>): BucketsPage {
  const fields = page?.fields ?? noFields;
  const entries = page?.entries ?? [];
  const buckets = entries.flatMap((entry) => {
    const name = entry.get('Name');
    return name ? [{ name, createdAt: readToldTime(entry.get('CreationDate')) }] : [];
  });
  const next =
    fields.get('ContinuationToken') || fields.get('NextContinuationToken') || fields.get('NextMarker') || null;
  // AWS's page says by its token alone that more follows (API reference, ListBuckets).
  const signs = { entries: entries.length, asked: Number.POSITIVE_INFINITY, next: [] };
  const isTruncated = listEnd?.kind === 'unsaid' ? next !== null : isTruncatedPage(context, listEnd, signs);
  if (entries.length === 0) requireSubject(context, fields, 'buckets');
  // A bucket that is in no list of buckets.
  if (fields.has('Bucket/Name')) throw unusable(context, says('strangeEntry', { element: 'Bucket' }));
  return {
    buckets,
    unnamed: entries.length - buckets.length,
    ownerId: fields.get('Owner/ID') || null,
    next: isTruncated ? next : null,
    isTruncated,
  };
}

/** @throws AppError NOT_S3 where a cache had kept the answer: what is not in it may be there now */
export function requireFresh(context: CallContext, headers: Answered['headers']): void {
  if (wasKept({ headers })) throw keptAnswer(context);
}

/** @throws AppError NOT_S3 where the answer is to another question: what is not in it may be there */
export function requireOwn(context: CallContext, other: OtherQuestion | null): void {
  if (other) throw answerToAnother(context, other);
}

/** @throws AppError NOT_S3 where an answer without entries does not say what it is a list of */
function requireSubject(context: CallContext, fields: Fields, thing: ListedThing): void {
  if (isOfNothing(fields, thing)) throw unusableAnswer(context, says('answerOfNothing'));
}

/** @throws AppError NOT_S3 where it cannot be told whether more follows */
function isTruncatedPage(context: CallContext, listEnd: ListEnd | null, signs: PageSigns): boolean {
  const more = listEnd ? moreFollows(listEnd, signs) : says('noPage');
  if (typeof more !== 'boolean') throw unusable(context, more);
  return more;
}

/**
 * Nobody asks for folders here: what a page puts together into one, it does not show.
 * @throws AppError NOT_S3 where it does so
 */
function requireNoFolders(context: CallContext, fields: Fields): void {
  if (fields.get('CommonPrefixes/Prefix')) throw unusable(context, says('strangeEntry', { element: 'CommonPrefixes' }));
}

/**
 * @param asked the most uploads that the page was to hold
 * @throws AppError NOT_S3 where it cannot be told whether more follow
 */
export function readUploads(
  { call, context, page, uploads, listEnd }: Answered & { uploads: ListedUpload[] | null },
  asked: number,
): WrittenUploads {
  const fields = page?.fields ?? noFields;
  requireNoFolders(context, fields);
  const listed = uploads ?? [];
  const unnamed = listed.filter((upload) => !isNamed(upload));
  const [key, id] = [fields.get('NextKeyMarker'), fields.get('NextUploadIdMarker')];
  const isTruncated = isTruncatedPage(context, listEnd, { entries: listed.length, asked, next: [key, id] });
  if (listed.length === 0) requireSubject(context, fields, 'uploads');
  return {
    call,
    uploads: unnamed.length > 0 ? listed.filter(isNamed) : listed,
    ...(unnamed.length > 0 ? { unnamed } : {}),
    isTruncated,
    isFull: listed.length === asked,
    echoed: fields.get('EncodingType') === 'url',
    // Next markers may be present on the last page too; there they lead nowhere. SeaweedFS names an upload ID alone.
    nextKeyMarker: isTruncated ? key || (id ? '' : null) : null,
    nextUploadIdMarker: isTruncated ? id || null : null,
  };
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
 * @param question whose parts were asked for, and behind which number
 * @throws AppError NOT_S3 where it cannot be told whether more follow, or the page answers another question, or none
 */
export function readParts(
  { call, context, headers, page, parts: read, listEnd }: Answered & { parts: ListedPart[] | null },
  asked: number,
  question: { uploadId: string; marker: string | null },
): PartsPage {
  const fields = page?.fields ?? noFields;
  const listed = read ?? [];
  const parts = listed.filter(isNumbered);
  const unnumbered = listed.filter((part) => !isNumbered(part)).map(({ lastModified }) => ({ lastModified }));
  const marker = fields.get('NextPartNumberMarker');
  const next = [marker === '0' ? null : marker];
  const isTruncated = isTruncatedPage(context, listEnd, { entries: listed.length, asked, next });
  if (listed.length === 0) {
    requireFresh(context, headers);
    requireSubject(context, fields, 'parts');
  }
  // Another upload's parts tell nothing of this one's age, and those from elsewhere on hide what comes before them.
  requireOwn(context, otherThanParts(fields, question));
  return {
    call,
    parts,
    ...(unnumbered.length > 0 ? { unnumbered } : {}),
    isTruncated,
    nextPartNumberMarker: isTruncated ? marker || null : null,
    storageClass: fields.get('StorageClass') || null,
    checksum: readUploadChecksum(fields.get('ChecksumAlgorithm'), fields.get('ChecksumType')),
    // Wasabi writes it in ISO form (s3-semantics, "What stores refuse").
    abortDate: readToldTime(headers['x-amz-abort-date']),
    abortRuleId: headerText(headers['x-amz-abort-rule-id']),
  };
}

function isNumbered(part: ListedPart): part is Part {
  return part.partNumber !== null;
}

/** @throws AppError NOT_S3 where the answer has no Last-Modified: a portal or proxy answers 200 to any HEAD. */
export function readStoredObject({ headers, context }: Pick<Answered, 'headers' | 'context'>): StoredObject {
  const lastModified = readToldTime(headers['last-modified']);
  if (lastModified === null) throw unusable(context, says('noModified'));
  return { lastModified, bytes: objectSize(headers['content-length']), etag: plainEtag(headers.etag) };
}

/** What written keys are, of the objects of a page. */
export interface ObjectNames {
  /** Whether it is the key that was asked for. */
  names: (writtenKey: string) => boolean;
  /** Whether it is one that the page was narrowed to. */
  isUnder: (writtenKey: string) => boolean;
}

/**
 * The object whose written key is the one that was asked for, or null where there is none.
 *
 * @param asked the most objects that the page was to hold
 * @throws AppError STORE_FAILED where the page does not tell: it is cut off, and its order does not put the key first;
 *   NOT_S3 where it cannot be told whether it is cut off
 */
export function readFoundObject(
  { page, context, listEnd, headers }: Pick<Answered, 'page' | 'context' | 'listEnd' | 'headers'>,
  asked: number,
  { names, isUnder }: ObjectNames,
): StoredObject | null {
  const contents = page?.entries ?? [];
  requireNoFolders(context, page?.fields ?? noFields);
  const found = contents.find((entry) => names(entry.get('Key') ?? ''));
  if (!found) requireFresh(context, headers);
  if (found) {
    const lastModified = readToldTime(found.get('LastModified'));
    if (lastModified === null) throw unusable(context, says('objectWithoutTime'));
    return { lastModified, bytes: objectSize(found.get('Size')), etag: plainEtag(found.get('ETag')) };
  }
  // In key order the key itself comes before everything it is a prefix of; not every store sorts, or narrows what it lists.
  const isNarrowed = contents.every((entry) => isUnder(entry.get('Key') ?? ''));
  const keys = contents.map((entry) => Buffer.from(entry.get('Key') ?? ''));
  const sorted = keys.every((key, index) => index === 0 || Buffer.compare(keys[index - 1] ?? key, key) <= 0);
  const signs = { entries: keys.length, asked, next: [page?.fields.get('NextContinuationToken')] };
  if (isTruncatedPage(context, listEnd, signs) && (!sorted || !isNarrowed || keys.length === 0)) {
    throw new AppError('STORE_FAILED', says('absenceNotTold'), contextDetails(context));
  }
  if (contents.length === 0) requireSubject(context, page?.fields ?? noFields, 'objects');
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
  if (parts.length === 0) throw new AppError('INVALID_INPUT', says('noParts'), { operation });
  return parts
    .toSorted((a, b) => a.partNumber - b.partNumber)
    .map(({ partNumber, etag, checksum }) => {
      if (etag === null)
        throw new AppError('INVALID_INPUT', says('partWithoutEtag', { part: partNumber }), { operation });
      return { PartNumber: partNumber, ETag: `"${etag}"`, ...(checksum ? writtenChecksum(checksum) : {}) };
    });
}
