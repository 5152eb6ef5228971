import { compareKeys } from '../protocol/key-encoding.ts';
import type { ObjectIndex, PracticeObject } from './practice-object.ts';

export interface ObjectPageRequest {
  prefix: string;
  /** '' groups nothing. */
  delimiter: string;
  /** The page begins behind this key, or behind all keys of this group; '' at the beginning. */
  after: string;
  limit: number;
}

export interface ObjectPage {
  objects: PracticeObject[];
  commonPrefixes: string[];
  /** Behind what the next page begins; null: this is the last. */
  next: string | null;
}

/** One page of a bucket's objects, in key order, grouped by delimiter. */
export function pageOfObjects(index: ObjectIndex, { prefix, delimiter, after, limit }: ObjectPageRequest): ObjectPage {
  const ordered = index.ordered();
  const objects: PracticeObject[] = [];
  const commonPrefixes: string[] = [];
  let next: string | null = null;
  const start = compareKeys(after, prefix) > 0 ? after : prefix;
  let i = index.atOrBehind(start);
  while (i < ordered.length) {
    const object = ordered[i];
    if (!object?.key.startsWith(prefix)) break;
    const { key } = object;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const group = end < 0 ? null : key.slice(0, end + delimiter.length);
    const isBehind = after === '' || (compareKeys(key, after) > 0 && (group === null || group !== after));
    if (isBehind && objects.length + commonPrefixes.length >= limit) return { objects, commonPrefixes, next };
    if (isBehind) {
      next = group ?? key;
      if (group === null) objects.push(object);
      else commonPrefixes.push(group);
    }
    i = group === null ? i + 1 : endOfGroup(ordered, i, group);
  }
  return { objects, commonPrefixes, next: null };
}

/** Index of the first object behind a group that begins at `from`. */
function endOfGroup(ordered: readonly PracticeObject[], from: number, group: string): number {
  let low = from + 1;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ordered[middle]?.key.startsWith(group)) low = middle + 1;
    else high = middle;
  }
  return low;
}
