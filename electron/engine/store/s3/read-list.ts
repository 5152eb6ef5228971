import { unknownTime } from '../../../../shared/format/time.ts';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Principal } from '../../../../shared/schema/model.ts';
import type { ListedUpload } from '../store.ts';
import { longestForSdk, tooLong } from './answer-limits.ts';
import { partNumber, partSize } from './answer-numbers.ts';
import { type ListEnd, readListEnd } from './list-end.ts';
import { type Fields, type ListPage, readListPage } from './list-pages.ts';
import { readChecksum } from './part-checksum.ts';
import { cutParts, readPlainParts } from './parts-xml.ts';
import { type CallContext, contextDetails } from './store-errors.ts';
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
      return { ...read, uploads: cut?.items ?? read.page.entries.map(readUpload) };
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
      return read instanceof AppError ? read : { ...read, parts: cut?.items ?? read.page.entries.map(readPart) };
    }
    case 'ListObjectsV2':
      return pageOf(context, body, 'Contents');
    case 'ListBuckets':
      return pageOf(context, body, 'Buckets/Bucket');
    default:
      return null;
  }
}

function pageOf(context: CallContext, xml: string, entry: string): ReadList | AppError {
  if (xml.length > longestForSdk) return tooLong(context, longestForSdk);
  const page = readListPage(xml, entry);
  if (page) return { page, listEnd: readListEnd(xml), uploads: null, parts: null };
  const details = { ...contextDetails(context), unusable: true as const };
  return new AppError('NOT_S3', 'The answer holds XML that is not well-formed.', details);
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
