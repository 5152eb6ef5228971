import { compareKeys, sharedLength } from '../store/key-order.ts';
import type { KeySpace } from './key-space.ts';
import type { Range } from './range.ts';

/** A range that holds less than this many pages is left to its walker. */
const worthSplitting = 2;
/** Looks into one range per page that is read of it: what the next page tells is worth more than many guesses. */
const looksPerPage = 2;
/** The same when the bucket is one range, and nothing is known of it but its first page. */
const firstLooks = 4;

/**
 * The key at which to divide the listing next: within the range that has most left to read, half-way between what was
 * read and its end. Where the end is not known, first behind everything that looks like the keys seen.
 *
 * @param probing borders that are being looked behind already
 * @param isUsable whether a border was not tried before and can be sent
 * @returns null where no range is worth it, or nothing tells where it could be divided
 */
export function nextBorder(
  ranges: readonly Range[],
  space: KeySpace,
  probing: readonly string[],
  isUsable: (key: string) => boolean,
): string | null {
  const worth = ranges
    .filter(({ listed }) => !listed)
    .map((range) => ({ range, left: pagesLeft(range, space) }))
    .filter(({ left }) => left > worthSplitting)
    .sort((a, b) => b.left - a.left);
  for (const { range } of worth) {
    if (range.looks >= (ranges.length === 1 && range.pages === 1 ? firstLooks : looksPerPage)) continue;
    const border = behindAlike(range, space, isUsable) ?? halfway(range, space, probing, isUsable);
    if (border === null) continue;
    range.looks++;
    return border;
  }
  return null;
}

function isWithin(range: Range, key: string): boolean {
  return compareKeys(key, range.low) > 0 && (range.end === null || compareKeys(key, range.end) < 0);
}

function behindAlike(range: Range, space: KeySpace, isUsable: (key: string) => boolean): string | null {
  return space.beyond(range.low, range.shared).find((key) => isWithin(range, key) && isUsable(key)) ?? null;
}

function halfway(
  range: Range,
  space: KeySpace,
  probing: readonly string[],
  isUsable: (key: string) => boolean,
): string | null {
  // Borders that are being looked behind divide it already, as far as anyone knows.
  const inner = probing.filter((key) => isWithin(range, key)).sort(compareKeys);
  const edges: (string | null)[] = [range.low, ...inner, range.end];
  const frame = range.end === null ? '' : sharedPart(range.low, range.end);
  const pieces = edges.slice(1).map((high, index) => {
    const low = edges[index] ?? range.low;
    return { low, high, width: space.fraction(frame, high) - space.fraction(frame, low) };
  });
  pieces.sort((a, b) => b.width - a.width);
  for (const { low, high } of pieces) {
    const border = space.between(low, high);
    if (border !== null && isUsable(border)) return border;
  }
  return null;
}

/** By how fast the range's walk moves through the keys; none where it has seen no key, endless where that cannot be told. */
function pagesLeft(range: Range, space: KeySpace): number {
  const { firstKey, low, end, pages } = range;
  if (firstKey === null) return 0;
  const frame = end === null ? '' : sharedPart(firstKey, end);
  const done = space.fraction(frame, low) - space.fraction(frame, firstKey);
  const left = space.fraction(frame, end) - space.fraction(frame, low);
  return done > 0 ? (left / done) * pages : Number.POSITIVE_INFINITY;
}

/** What two keys begin with, and whatever lies between them. */
function sharedPart(a: string, b: string): string {
  return a.slice(0, sharedLength(a, b));
}
