import { unknownTime } from '../../../../shared/format/time.ts';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Principal } from '../../../../shared/schema/model.ts';
import { says } from '../../../../shared/words/says.ts';
import type { ListedUpload } from '../store.ts';
import { longestUnusual, tooLong } from './answer-limits.ts';
import { partNumber, partSize } from './answer-numbers.ts';
import { type CallContext, contextDetails } from './call-context.ts';
import { type ListEnd, readListEnd } from './list-end.ts';
import { type Fields, type ListPage, readListPage } from './list-pages.ts';
import { readChecksum } from './part-checksum.ts';
import { cutParts, readPlainParts } from './parts-xml.ts';
import type { PlainLimits } from './plain-xml.ts';
import { type ListedPart, plainEtag } from './store-results.ts';
import { readToldTime } from './told-time.ts';
import { cutUploads } from './uploads-xml.ts';

/**
 * Reads the lists that are read here and not by the SDK, whose parser takes what it does not know for nothing, and gives the
 * whole page up over one date in another form. A run of entries as nearly every store writes them is taken out first, by a
 * reader that is ten times as fast ({@link cutUploads}, {@link cutParts}).
 */

/** A list that was read. */
export interface ReadList {
  page: ListPage;
  listEnd: ListEnd;
  uploads: ListedUpload[] | null;
  parts: ListedPart[] | null;
}

/** @returns null where an answer is no list; the failure where it is, and cannot be read */
export function readList(context: CallContext, body: string): ReadList | AppError | null {
  switch (context.operation) {
    case 'ListMultipartUploads': {
      const cut = cutUploads(body);
      const read = pageOf(context, cut?.rest ?? body, 'Upload');
      if (read instanceof AppError) return read;
      if (cut) return { ...read, uploads: cut.items };
      return { ...read, page: withoutEntries(read.page), uploads: read.page.entries.map(readUpload) };
    }
    case 'ListParts': {
      const plain = readPlainParts({ body });
      if (plain) {
        const { parts, isTruncated, fields } = plain;
        const page = { root: 'ListPartsResult', fields, entries: [] };
        return { page, listEnd: { kind: 'said', isTruncated }, uploads: null, parts };
      }
      const cut = cutParts(body);
      const read = pageOf(context, cut?.rest ?? body, 'Part');
      if (read instanceof AppError) return read;
      const parts = cut?.items ?? read.page.entries.map(readPart);
      return { ...read, page: withoutEntries(read.page), parts };
    }
    case 'ListObjectsV2':
      return withKnownEntries(pageOf(context, body, 'Contents'));
    case 'ListBuckets':
      return withKnownEntries(pageOf(context, body, 'Buckets/Bucket'));
    default:
      return null;
  }
}

/** A page as it was asked for, and the few hundred characters that stores write around it. */
const plainLimits: PlainLimits = { entries: 1000, rest: 8192 };

/**
 * Reads a page of uploads or parts as nearly every store writes it, in a few milliseconds.
 *
 * @returns null where it is no such page; it takes no longer to tell than to read one
 */
export function readPlainList(context: CallContext, body: string): ReadList | null {
  switch (context.operation) {
    case 'ListMultipartUploads': {
      const cut = cutUploads(body, plainLimits);
      const read = cut && pageOf(context, cut.rest, 'Upload');
      return !read || read instanceof AppError ? null : { ...read, uploads: cut.items };
    }
    case 'ListParts': {
      const cut = cutParts(body, plainLimits);
      const read = cut && pageOf(context, cut.rest, 'Part');
      return !read || read instanceof AppError ? null : { ...read, parts: cut.items };
    }
    default:
      return null;
  }
}

function pageOf(context: CallContext, xml: string, entry: string): ReadList | AppError {
  if (xml.length > longestUnusual) return tooLong(context, longestUnusual);
  const page = readListPage(xml, entry);
  if (!page) return notWellFormed(context);
  const fields = only(page.fields, knownFields);
  return { page: { ...page, fields }, listEnd: readListEnd(xml), uploads: null, parts: null };
}

/** The failure of a call whose answer is no XML. */
export function notWellFormed(context: CallContext): AppError {
  const details = { ...contextDetails(context), unusable: true as const };
  return new AppError('NOT_S3', says('answerMalformed'), details);
}

/** What is read of a page besides its entries. A store may write 100,000 others, which would have to be carried along. */
const knownFields = [
  'EncodingType',
  'IsTruncated',
  ...['NextKeyMarker', 'NextUploadIdMarker', 'NextPartNumberMarker'],
  ...['UploadId', 'Prefix', 'KeyMarker', 'PartNumberMarker', 'CommonPrefixes/Prefix'],
  ...['Bucket', 'Name', 'Buckets'],
  ...['ContinuationToken', 'NextContinuationToken', 'NextMarker'],
  ...['StorageClass', 'ChecksumAlgorithm', 'ChecksumType'],
  ...['Owner/ID', 'Bucket/Name'],
] as const;
/** The same of a bucket and of an object. */
const knownOfEntry = ['Name', 'CreationDate', 'Key', 'LastModified', 'Size', 'ETag'] as const;

function only(fields: Fields, names: readonly string[]): Fields {
  return new Map(
    names.flatMap((name): [string, string][] => {
      const text = fields.get(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** What was made of them is there already. */
function withoutEntries(page: ListPage): ListPage {
  return { ...page, entries: [] };
}

function withKnownEntries(read: ReadList | AppError): ReadList | AppError {
  if (read instanceof AppError) return read;
  const { page } = read;
  return { ...read, page: { ...page, entries: page.entries.map((entry) => only(entry, knownOfEntry)) } };
}

function readUpload(fields: Fields): ListedUpload {
  return {
    key: fields.get('Key') ?? '',
    uploadId: fields.get('UploadId') ?? '',
    initiatedAt: readToldTime(fields.get('Initiated')) ?? unknownTime,
    initiator: readPrincipal(fields, 'Initiator'),
    owner: readPrincipal(fields, 'Owner'),
    storageClass: fields.get('StorageClass') || null,
  };
}

function readPrincipal(fields: Fields, of: 'Initiator' | 'Owner'): Principal | null {
  const displayName = fields.get(`${of}/DisplayName`) || null;
  const id = fields.get(`${of}/ID`) || displayName;
  return id ? { id, displayName } : null;
}

function readPart(fields: Fields): ListedPart {
  return {
    partNumber: partNumber(fields.get('PartNumber')),
    size: partSize(fields.get('Size')),
    etag: plainEtag(fields.get('ETag')),
    lastModified: readToldTime(fields.get('LastModified')),
    checksum: readChecksum((field) => fields.get(field)),
  };
}
