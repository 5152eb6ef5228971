import { climbs, mib, staircases, stairSize } from './growth.ts';
import { missingNumbers, type PartShape } from './part-shape.ts';

/** How much of a file arrived, as far as its parts tell. */
export type Arrival =
  | { kind: 'nothing' }
  /** No number is missing and the last part is cut short, as a file's end is: very likely only Complete is missing. */
  | { kind: 'everything'; bytes: number }
  /** Parts are missing before the last one. */
  | { kind: 'some'; bytes: number; missing: number }
  /** It may go on after the last part, or not. */
  | { kind: 'unknown'; bytes: number };

/** No client may make a part smaller than this, the last one aside. */
const smallestPart = 5 * mib;

export function arrivalOf(shape: PartShape): Arrival {
  const { parts, bytes, last, ordered, falls, beforeLast } = shape;
  if (last === null) return { kind: 'nothing' };
  const missing = missingNumbers(shape);
  if (missing > 0) return { kind: 'some', bytes, missing };
  if (!ordered) return { kind: 'unknown', bytes };
  const isShort = parts === 1 ? last.size < smallestPart : falls === 0 && last.size < fullSize(shape, beforeLast ?? 0);
  return isShort ? { kind: 'everything', bytes } : { kind: 'unknown', bytes };
}

/** How large the last part would be if more came after it. */
function fullSize(shape: PartShape, beforeLast: number): number {
  const stairs = staircases.find((candidate) => climbs(shape, candidate));
  return stairs && shape.last ? stairSize(stairs, shape.last.number) : beforeLast;
}
