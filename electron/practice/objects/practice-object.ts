import type { ObjectChecksum } from '../checksums/algorithms.ts';
import type { PartForChecksum } from '../checksums/object-checksum.ts';
import { compareKeys } from '../protocol/key-encoding.ts';
import type { ObjectHeaders } from './object-headers.ts';

/** A finished object. */
export interface PracticeObject {
  key: string;
  /** Bytes. */
  size: number;
  /** Without quotes. */
  etag: string;
  /** ms UTC. */
  lastModified: number;
  storageClass: string;
  checksum: ObjectChecksum | null;
  headers: ObjectHeaders | null;
  /** In order; null where it came in one piece. */
  parts: readonly PartForChecksum[] | null;
  /** Its bytes, where they are few; null: not kept. */
  content: Buffer | null;
}

/** Content that one bucket keeps in memory, bytes. */
const mostContent = 64 * 1024 * 1024;

/** A bucket's objects in key order (UTF-8 bytes). */
export class ObjectIndex {
  #content = 0;
  readonly #byKey = new Map<string, PracticeObject>();
  /** null: to be sorted anew. */
  #ordered: PracticeObject[] | null = [];

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): PracticeObject | undefined {
    return this.#byKey.get(key);
  }

  /** Adds an object, in place of another of its key; its content only as long as there is room. */
  put(object: PracticeObject): void {
    this.delete(object.key);
    const length = object.content?.length ?? 0;
    const hasRoom = this.#content + length <= mostContent;
    if (hasRoom) this.#content += length;
    this.#byKey.set(object.key, hasRoom ? object : { ...object, content: null });
    this.#ordered = null;
  }

  delete(key: string): void {
    this.#content -= this.#byKey.get(key)?.content?.length ?? 0;
    if (this.#byKey.delete(key)) this.#ordered = null;
  }

  /** All objects in key order. Do not change the array. */
  ordered(): readonly PracticeObject[] {
    this.#ordered ??= [...this.#byKey.values()].sort((a, b) => compareKeys(a.key, b.key));
    return this.#ordered;
  }

  /** Index in {@link ordered} of the first object at or behind the key. */
  atOrBehind(key: string): number {
    const objects = this.ordered();
    let low = 0;
    let high = objects.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(objects[middle]?.key ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
