import { AppError } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import { compareKeys } from '../../store/key-order.ts';
import { exampleConnection } from '../../store/s3/testing/recording-server.ts';
import type { ListedUpload, Store, UploadsPage } from '../../store/store.ts';

/** How the model of a listing behaves; by default as AWS does. */
export interface ListingHabits {
  order: 'bytes' | 'units' | 'scattered' | 'by-case' | ((a: string, b: string) => number);
  keyMarker: 'exclusive' | 'inclusive' | 'ignored' | 'opaque';
  /** Most uploads on a page, whatever is asked for. */
  pageLimit: number;
  /** A key marker without an upload ID is taken for URL-encoded once too often. */
  decodesMarkers: boolean;
  /** Before each page comes an empty one that is truncated all the same. */
  emptyPages: boolean;
}

const asAws: ListingHabits = {
  order: 'bytes',
  keyMarker: 'exclusive',
  pageLimit: 1000,
  decodesMarkers: false,
  emptyPages: false,
};

/** A listing in memory, as small as can be, for tests of walks. `requests` are those it answered. */
export function modelListing(keys: readonly { key: string; uploadId: string }[], habits: Partial<ListingHabits> = {}) {
  const { order, keyMarker: marking, pageLimit, decodesMarkers, emptyPages } = { ...asAws, ...habits };
  const rank = (key: string) => [...key].reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 1009, 7);
  const compare = (a: string, b: string): number => {
    const byUnits = a < b ? -1 : a > b ? 1 : 0;
    if (typeof order === 'function') return order(a, b) || byUnits;
    if (order === 'bytes') return compareKeys(a, b);
    if (order === 'units') return byUnits;
    if (order === 'scattered') return rank(a) - rank(b) || byUnits;
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    return left < right ? -1 : left > right ? 1 : byUnits;
  };
  const uploads: ListedUpload[] = keys
    .map((upload) => ({ ...upload, initiatedAt: 0, initiator: null, owner: null, storageClass: null }))
    .sort((a, b) => compare(a.key, b.key) || (a.uploadId < b.uploadId ? -1 : 1));
  const requests: Parameters<Store['listUploads']>[0][] = [];
  /** No walk that comes to its end asks for so much. */
  const mostRequests = 300 + 2 * uploads.length;

  const startOf = (marker: string, uploadId: string | null): number => {
    if (marking === 'opaque') {
      const place = /^token-(\d+)$/.exec(marker)?.[1];
      if (!place) throw new AppError('INVALID_INPUT', inTheirWords('No such marker'), { httpStatus: 400 });
      return Number(place);
    }
    if (marking === 'ignored' && uploadId === null) return 0;
    const key = decodesMarkers && uploadId === null ? marker.replaceAll('+', ' ') : marker;
    const found = uploads.findIndex((upload) => {
      const by = compare(upload.key, key);
      if (by !== 0) return by > 0;
      return uploadId === null ? marking === 'inclusive' : upload.uploadId > uploadId;
    });
    return found < 0 ? uploads.length : found;
  };

  const store: Pick<Store, 'listUploads' | 'endpoint' | 'connection'> = {
    connection: exampleConnection(null),
    endpoint: 'host',
    async listUploads(request, signal): Promise<UploadsPage> {
      signal?.throwIfAborted();
      requests.push(request);
      if (requests.length > mostRequests) throw new Error('It would never end.');
      const { keyMarker = null, uploadIdMarker = null, maxUploads = 1000 } = request;
      const isEmpty = emptyPages && !uploadIdMarker?.endsWith('!');
      const start = keyMarker === null ? 0 : startOf(keyMarker, uploadIdMarker?.replace(/!$/, '') || null);
      const page = isEmpty ? [] : uploads.slice(start, start + Math.min(maxUploads, pageLimit));
      const end = start + page.length;
      const isTruncated = end < uploads.length;
      const last = uploads[end - 1];
      const next =
        marking === 'opaque' ? `token-${end}` : emptyPages && isEmpty ? (keyMarker ?? '\u0000') : (last?.key ?? null);
      const nextId = emptyPages && isEmpty ? `${uploadIdMarker ?? ''}!` : (last?.uploadId ?? null);
      return {
        call: { status: 200, requestId: null, serverTime: null, requestCharged: false },
        uploads: page,
        isTruncated,
        nextKeyMarker: isTruncated ? next : null,
        nextUploadIdMarker: isTruncated && marking !== 'opaque' ? nextId : null,
      };
    },
  };
  // Walks use nothing else of a store.
  return { store: store as Store, requests };
}
