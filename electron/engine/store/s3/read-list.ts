import { unknownTime } from '../../../../shared/format/time.ts';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Principal } from '../../../../shared/schema/model.ts';
import type { ListedUpload } from '../store.ts';
import { longestForSdk, tooLong } from './answer-limits.ts';
import { partNumber, partSize } from './answer-numbers.ts';
import { readListEnd } from './list-end.ts';
import { type Fields, type ListPage, readListPage } from './list-pages.ts';
import { cutParts, readPlainParts } from './parts-xml.ts';
import type { RunningCall } from './running-call.ts';
import type { StoreAnswer } from './store-answer.ts';
import { contextDetails } from './store-errors.ts';
import { type ListedPart, plainEtag, readChecksum } from './store-results.ts';
import { readToldTime } from './told-time.ts';
import { cutUploads } from './uploads-xml.ts';

/**
 * Reads the lists that are read here and not by the SDK, whose parser takes what it does not know for nothing, and gives the
 * whole page up over one date in another form. A run of entries as nearly every store writes them is taken out first, by a
 * reader that is ten times as fast ({@link cutUploads}, {@link cutParts}).
 */

/**
 * Reads an answer into its call where it is a list.
 *
 * @returns whether it is one
 * @throws Error where it is, and cannot be read; `call.error` says why
 */
export function readList(call: RunningCall, body: string): boolean {
  switch (call.context.operation) {
    case 'ListMultipartUploads': {
      const cut = cutUploads(body);
      const page = pageOf(call, cut?.rest ?? body, 'Upload');
      const read = (cut?.items ?? page.entries.map(readUpload)).filter((upload) => upload !== null);
      call.uploads = read;
      call.nameless = cut ? 0 : page.entries.length - read.length;
      return true;
    }
    case 'ListParts': {
      const cut = cutParts(body);
      const page = pageOf(call, cut?.rest ?? body, 'Part');
      call.parts = cut?.items ?? page.entries.map(readPart);
      return true;
    }
    case 'ListObjectsV2':
      pageOf(call, body, 'Contents');
      return true;
    case 'ListBuckets':
      pageOf(call, body, 'Buckets/Bucket');
      return true;
    default:
      return false;
  }
}

/** A page of parts that holds nothing unusual, read in one go. @returns whether it is such a page */
export function readPlainList(call: RunningCall, answer: Pick<StoreAnswer, 'body'>): boolean {
  const read = readPlainParts(answer);
  if (!read) return false;
  call.parts = read.parts;
  call.listEnd = { kind: 'said', isTruncated: read.isTruncated };
  call.page = { root: 'ListPartsResult', fields: read.fields, entries: [] };
  return true;
}

function pageOf(call: RunningCall, xml: string, entry: string): ListPage {
  if (xml.length > longestForSdk) {
    call.error = tooLong(call.context, longestForSdk);
    throw new Error(call.error.code);
  }
  const page = readListPage(xml, entry);
  if (!page) {
    const details = { ...contextDetails(call.context), unusable: true as const };
    call.error = new AppError('NOT_S3', 'The answer holds XML that is not well-formed.', details);
    throw new Error(call.error.code);
  }
  call.page = page;
  call.listEnd = readListEnd(xml);
  return page;
}

/** null: it lacks what it would be addressed by. */
function readUpload(fields: Fields): ListedUpload | null {
  const [key, uploadId] = [fields.get('Key'), fields.get('UploadId')];
  if (!key || !uploadId) return null;
  return {
    key,
    uploadId,
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
