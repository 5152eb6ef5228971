import type { Part } from '../../../shared/schema/model.ts';

type SetPart = Pick<Part, 'partNumber' | 'size' | 'etag'>;

/**
 * Two sums of what was added, 32 bits each. Sums, so that pages and repeats of a walk may come in any order; no cryptography,
 * because a store that wants to mislead can tell whatever it likes.
 */
export type PartSetSums = readonly [number, number];

/** Of no part. */
export const noPartSet: PartSetSums = [0, 0];

/** The sums with some more parts, each of which was not added before. */
export function addToPartSet([low, high]: PartSetSums, parts: readonly SetPart[]): PartSetSums {
  let [first, second] = [low, high];
  for (const { partNumber, size, etag } of parts) {
    const text = `${partNumber} ${size} ${etag ?? ''}`;
    let [one, other] = [0x811c9dc5, 0x9e3779b9];
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      one = Math.imul(one ^ unit, 0x01000193);
      other = Math.imul(other ^ unit, 0x85ebca6b);
      other ^= other >>> 13;
    }
    first = (first + one) >>> 0;
    second = (second + other) >>> 0;
  }
  return [first, second];
}

/**
 * A name for the very parts that an upload holds: their numbers, sizes and ETags, and no times. Two lists that have another
 * name are of other parts, whatever the store says of when they were written.
 */
export function partSetName(sums: PartSetSums): string {
  return sums.map((sum) => sum.toString(16).padStart(8, '0')).join('');
}

/** The name of a whole list of parts. */
export function partSetOf(parts: readonly SetPart[]): string {
  return partSetName(addToPartSet(noPartSet, parts));
}
