import type { ListedUpload } from '../../store/store.ts';

/** An entry of a listing of which only the address matters. */
export function listedUpload(key: string, uploadId = 'u'): ListedUpload {
  return { key, uploadId, initiatedAt: 0, initiator: null, owner: null, storageClass: null };
}
