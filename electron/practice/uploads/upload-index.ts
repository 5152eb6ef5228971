import type { BucketBehaviour } from '../behaviour/behaviour.ts';
import { compareKeys, needsByteOrder } from '../protocol/key-encoding.ts';
import type { UploadRecord } from './upload-record.ts';

/** Where a listing goes on: after this upload, or after (or at) this key where there is no upload ID. */
export interface ListPosition {
  key: string;
  uploadId: string | null;
}

/** Few new uploads are put in their place one by one; more are sorted and merged in. */
const insertionLimit = 64;

/**
 * A bucket's uploads in listing order: by key (UTF-8 bytes), then by upload ID. Records stay for good, because an upload
 * that is gone may still be listed, asked for, or come back; who lists skips what is not to be seen.
 */
export class UploadIndex {
  readonly #byId = new Map<string, UploadRecord>();
  #ordered: UploadRecord[] = [];
  #added: UploadRecord[] = [];
  #order: BucketBehaviour['keyOrder'] = 'sorted';
  #byteOrder = false;

  /** Changes the order of the listing; `unsorted` is a fixed order that no key explains. */
  setOrder(order: BucketBehaviour['keyOrder']): void {
    if (order === this.#order) return;
    this.#order = order;
    this.#added = [...this.#ordered, ...this.#added];
    this.#ordered = [];
  }

  add(record: UploadRecord): void {
    this.#byId.set(record.uploadId, record);
    this.#added.push(record);
    this.#byteOrder ||= needsByteOrder(record.key);
  }

  /** The upload of that ID, whatever its key. */
  withId(uploadId: string): UploadRecord | undefined {
    return this.#byId.get(uploadId);
  }

  /** The upload of exactly this key and ID. */
  find(key: string, uploadId: string): UploadRecord | undefined {
    const record = this.#byId.get(uploadId);
    return record?.key === key ? record : undefined;
  }

  /** Every record, in no particular order. */
  all(): Iterable<UploadRecord> {
    return this.#byId.values();
  }

  get size(): number {
    return this.#byId.size;
  }

  /** All records in listing order. Do not change the array. */
  ordered(): readonly UploadRecord[] {
    if (this.#added.length > 0) this.#settle();
    return this.#ordered;
  }

  /**
   * Index in {@link ordered} of the first upload after the position.
   * @param inclusive whether a position without an upload ID lists its key again (Ceph)
   */
  after(position: ListPosition, inclusive: boolean): number {
    const { key, uploadId } = position;
    if (this.#order === 'by-upload-id') return this.#firstWhere((record) => record.uploadId > (uploadId ?? ''));
    return this.#firstWhere((record) => {
      const byKey = this.#compareKeys(record.key, key);
      if (byKey !== 0) return byKey > 0;
      return uploadId === null ? inclusive : record.uploadId > uploadId;
    });
  }

  /** Index in {@link ordered} of the first upload whose key is at or after the prefix; 0 where keys are unsorted. */
  firstWithPrefix(prefix: string): number {
    return this.#order === 'sorted' ? this.#firstWhere((record) => this.#compareKeys(record.key, prefix) >= 0) : 0;
  }

  /** Whether no later record can have the prefix that this key lacks. */
  isBeyondPrefix(key: string, prefix: string): boolean {
    return this.#order === 'sorted' && this.#compareKeys(key, prefix) > 0;
  }

  #firstWhere(reached: (record: UploadRecord) => boolean): number {
    const records = this.ordered();
    let low = 0;
    let high = records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = records[middle];
      if (record && reached(record)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #settle(): void {
    const byId = this.#order === 'by-upload-id';
    const compare = (a: UploadRecord, b: UploadRecord) =>
      (byId ? 0 : this.#compareKeys(a.key, b.key)) || (a.uploadId < b.uploadId ? -1 : a.uploadId > b.uploadId ? 1 : 0);
    const added = this.#added.sort(compare);
    this.#added = [];
    if (added.length > insertionLimit) {
      this.#ordered = merge(this.#ordered, added, compare);
      return;
    }
    for (const record of added) {
      const at = this.#firstWhere((other) => compare(other, record) > 0);
      this.#ordered.splice(at, 0, record);
    }
  }

  #compareKeys(a: string, b: string): number {
    if (this.#order === 'unsorted') {
      const byScatter = scatter(a) - scatter(b);
      if (byScatter !== 0) return byScatter;
    }
    if (this.#byteOrder) return compareKeys(a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  }
}

function merge(
  left: readonly UploadRecord[],
  right: UploadRecord[],
  compare: (a: UploadRecord, b: UploadRecord) => number,
): UploadRecord[] {
  if (left.length === 0) return right;
  const merged: UploadRecord[] = [];
  let i = 0;
  for (const record of right) {
    for (let next = left[i]; next && compare(next, record) <= 0; next = left[i]) {
      merged.push(next);
      i += 1;
    }
    merged.push(record);
  }
  for (let next = left[i]; next; next = left[i]) {
    merged.push(next);
    i += 1;
  }
  return merged;
}

/** FNV-1a over UTF-16 units: a fixed disorder for unsorted listings. */
function scatter(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
