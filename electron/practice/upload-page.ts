import type { Bucket } from './bucket.ts';
import type { ListPosition } from './upload-index.ts';
import type { UploadRecord } from './upload-record.ts';

export interface UploadPageRequest {
  prefix: string;
  /** '' groups nothing. */
  delimiter: string;
  /** '' starts at the beginning. */
  keyMarker: string;
  /** '' where there is none. */
  uploadIdMarker: string;
  limit: number;
}

export interface UploadPage {
  uploads: UploadRecord[];
  commonPrefixes: string[];
  isTruncated: boolean;
  /** Where the next page starts, by the bucket's behaviour; null where it says nothing. */
  next: ListPosition | null;
}

/** Sorts before every upload ID: marks the place right before or after one, for pages that are empty on purpose. */
const emptyPageMark = '!';

/** One page of a bucket's uploads, as ordered, listed and marked as the bucket's behaviour says. */
export function pageOfUploads(bucket: Bucket, request: UploadPageRequest): UploadPage {
  const start = startOf(bucket, request);
  const { emptyPages, nextMarkers } = bucket.behaviour;
  if (emptyPages && !request.uploadIdMarker.endsWith(emptyPageMark)) {
    const following = walk(bucket, { ...request, limit: 1 }, start).uploads[0];
    if (following) {
      // The marker moves on, so that only an empty page is odd here, not the paging.
      const sameKey = following.key === request.keyMarker && request.uploadIdMarker !== '';
      const uploadId = sameKey ? request.uploadIdMarker + emptyPageMark : emptyPageMark;
      return { uploads: [], commonPrefixes: [], isTruncated: true, next: { key: following.key, uploadId } };
    }
  }
  // Asked for none, some stores answer "truncated" without a marker (s3-semantics, Paging).
  if (request.limit === 0) return { uploads: [], commonPrefixes: [], isTruncated: true, next: null };
  const page = walk(bucket, request, start);
  for (const record of page.uploads) bucket.noteListed(record);
  if (!page.isTruncated || !page.next) return page;
  switch (nextMarkers) {
    case 'correct':
      return page;
    case 'missing':
      return { ...page, next: null };
    case 'repeated':
      return {
        ...page,
        next: request.keyMarker === '' ? page.next : { key: request.keyMarker, uploadId: request.uploadIdMarker },
      };
    case 'key-only':
      return { ...page, next: { key: page.next.key, uploadId: null } };
    case 'cyclic': {
      const first = walk(bucket, { ...request, keyMarker: '', uploadIdMarker: '' }, 0).next;
      const isSecondPage = first !== null && start === bucket.uploads.after(first, false);
      return { ...page, next: request.keyMarker === '' || isSecondPage ? page.next : first };
    }
  }
}

function startOf(bucket: Bucket, { prefix, keyMarker, uploadIdMarker }: UploadPageRequest): number {
  const first = prefix === '' || bucket.behaviour.prefix === 'no prefix' ? 0 : bucket.uploads.firstWithPrefix(prefix);
  if (keyMarker === '') return first;
  const position = { key: keyMarker, uploadId: uploadIdMarker === '' ? null : uploadIdMarker };
  return Math.max(first, bucket.uploads.after(position, bucket.behaviour.keyMarker === 'inclusive'));
}

function walk(bucket: Bucket, request: UploadPageRequest, start: number): UploadPage {
  const { delimiter, keyMarker, uploadIdMarker, limit } = request;
  const prefix = bucket.behaviour.prefix === 'no prefix' ? '' : request.prefix;
  const isExact = bucket.behaviour.prefix === 'exact key' && prefix !== '';
  const records = bucket.uploads.ordered();
  const uploads: UploadRecord[] = [];
  const commonPrefixes = new Set<string>();
  let next: ListPosition | null = null;
  for (let i = start; i < records.length; i += 1) {
    const record = records[i];
    if (!record) break;
    const { key } = record;
    if (!key.startsWith(prefix)) {
      if (bucket.uploads.isBeyondPrefix(key, prefix)) break;
      continue;
    }
    if (!bucket.isListed(record) || (isExact && key !== prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const group = end < 0 ? null : key.slice(0, end + delimiter.length);
    // A page that ended with a group goes on behind all of it.
    if (group !== null && (commonPrefixes.has(group) || (uploadIdMarker === '' && keyMarker === group))) continue;
    if (uploads.length + commonPrefixes.size >= limit)
      return { uploads, commonPrefixes: [...commonPrefixes], isTruncated: true, next };
    if (group === null) {
      uploads.push(record);
      next = { key, uploadId: record.uploadId };
    } else {
      commonPrefixes.add(group);
      next = { key: group, uploadId: null };
    }
  }
  return { uploads, commonPrefixes: [...commonPrefixes], isTruncated: false, next };
}
