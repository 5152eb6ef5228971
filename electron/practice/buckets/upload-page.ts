import type { Bucket } from '../buckets/bucket.ts';
import { invalidArgument } from '../protocol/s3-error.ts';
import type { ListPosition } from '../uploads/upload-index.ts';
import type { UploadRecord } from '../uploads/upload-record.ts';

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
  uploads: readonly UploadRecord[];
  commonPrefixes: readonly string[];
  isTruncated: boolean;
  /** Where the next page starts, by the bucket's behaviour; null, or either of them, where it says nothing. */
  next: { key: string | null; uploadId: string | null } | null;
}

/** A page as it is, before markers are bent. */
interface WalkedPage extends UploadPage {
  next: ListPosition | null;
}

/** Sorts before every upload ID: marks the place right before or after one, for pages that are empty on purpose. */
const emptyPageMark = '!';

/**
 * One page of a bucket's uploads, as ordered, listed and marked as the bucket's behaviour says.
 * @throws S3Error InvalidArgument for a marker that leads nowhere
 */
export function pageOfUploads(bucket: Bucket, request: UploadPageRequest): UploadPage {
  const { emptyPages, emptyPrefix, nextMarkers } = bucket.behaviour;
  if (emptyPrefix === 'one node' && request.prefix === '') return pageOfOneNode(bucket);
  const start = startOf(bucket, request);
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
    case 'upload-id-only':
      return { ...page, next: { key: null, uploadId: page.next.uploadId } };
    case 'cyclic': {
      const first = walk(bucket, { ...request, keyMarker: '', uploadIdMarker: '' }, 0).next;
      const isSecondPage = first !== null && start === bucket.uploads.after(first, false);
      return { ...page, next: request.keyMarker === '' || isSecondPage ? page.next : first };
    }
  }
}

/** MinIO keeps what a node began in that node's memory, and gives it out whole, the oldest first. Here are two nodes. */
function pageOfOneNode(bucket: Bucket): UploadPage {
  const isOnThisNode = (uploadId: string) => uploadId.charCodeAt(uploadId.length - 1) % 2 === 0;
  const uploads = bucket.uploads
    .ordered()
    .filter((record) => isOnThisNode(record.uploadId) && bucket.isListed(record))
    .sort((a, b) => a.initiatedAt - b.initiatedAt);
  for (const record of uploads) bucket.noteListed(record);
  return { uploads, commonPrefixes: [], isTruncated: false, next: null };
}

/** Index of the first upload that a page may show. */
function startOf(bucket: Bucket, { prefix, keyMarker, uploadIdMarker }: UploadPageRequest): number {
  const { keyMarker: habit, prefix: prefixHabit, uploadIdMarker: markerHabit } = bucket.behaviour;
  const first = prefix === '' || prefixHabit === 'no prefix' ? 0 : bucket.uploads.firstWithPrefix(prefix);
  if (keyMarker === '' && !(markerHabit === 'alone' && uploadIdMarker !== '')) return first;
  const uploadId = uploadIdMarker === '' ? null : uploadIdMarker;
  const isOwn = uploadIdMarker.endsWith(emptyPageMark) && bucket.behaviour.emptyPages;
  const key =
    markerHabit === 'checked' && uploadId !== null && !isOwn ? keyOfMarker(bucket, keyMarker, uploadId) : keyMarker;
  return Math.max(first, bucket.uploads.after({ key, uploadId }, habit === 'inclusive'));
}

/**
 * AWS goes on behind an upload of the key marker's, or of the first key behind it where no upload has that key, and refuses
 * any other. One that is gone meanwhile still marks its place.
 */
function keyOfMarker(bucket: Bucket, keyMarker: string, uploadId: string): string {
  const key = bucket.uploads.withId(uploadId)?.key;
  if (key === keyMarker) return key;
  const from = bucket.uploads.ordered()[bucket.uploads.after({ key: keyMarker, uploadId: null }, true)];
  if (key === undefined || from?.key !== key)
    throw invalidArgument('upload-id-marker', uploadId, 'Invalid uploadId marker');
  return key;
}

function walk(bucket: Bucket, request: UploadPageRequest, start: number): WalkedPage {
  const { delimiter, keyMarker, uploadIdMarker, limit } = request;
  const prefix = bucket.behaviour.prefix === 'no prefix' ? '' : request.prefix;
  const isExact = bucket.behaviour.prefix === 'exact key' && prefix !== '';
  const onlyKey = bucket.behaviour.keyMarker === 'filter' && keyMarker !== '' ? keyMarker : null;
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
    if ((isExact && key !== prefix) || (onlyKey !== null && key !== onlyKey) || !bucket.isListed(record)) continue;
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
  const isFull = uploads.length + commonPrefixes.size >= limit;
  const isTruncated = isFull && bucket.behaviour.fullPage.uploads === 'truncated';
  return { uploads, commonPrefixes: [...commonPrefixes], isTruncated, next };
}
