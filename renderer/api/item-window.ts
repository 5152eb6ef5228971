import type { JobItem, UploadRef } from '../../shared/schema/model.ts';

/** Some of a job's items, as the cache keeps them. */
export type ItemWindow = { total: number; items: JobItem[] };

/** Whether two references name the same upload. */
function isSameUpload(a: UploadRef, b: UploadRef): boolean {
  return a.uploadId === b.uploadId && a.key === b.key && a.bucket === b.bucket && a.connectionId === b.connectionId;
}

/** The window with this item in its new state; the same object where it does not hold the item. */
export function mergeItem(window: ItemWindow | undefined, item: JobItem): ItemWindow | undefined {
  if (!window) return window;
  const index = window.items.findIndex(({ planned }) => isSameUpload(planned.ref, item.planned.ref));
  const known = window.items[index];
  if (!known || known.updatedAt > item.updatedAt) return window;
  return { ...window, items: window.items.with(index, item) };
}

/**
 * A fetched window, with those items of the earlier one that are newer. An event is sent before its item is on disk, so
 * a window read meanwhile may be older than what the page was told already.
 */
export function keepNewerItems(earlier: ItemWindow | undefined, fetched: ItemWindow): ItemWindow {
  if (!earlier) return fetched;
  const known = new Map(earlier.items.map((item) => [identity(item), item]));
  const items = fetched.items.map((item) => {
    const before = known.get(identity(item));
    return before && before.updatedAt > item.updatedAt ? before : item;
  });
  return { ...fetched, items };
}

function identity({ planned: { ref } }: JobItem): string {
  return JSON.stringify([ref.connectionId, ref.bucket, ref.uploadId, ref.key]);
}
