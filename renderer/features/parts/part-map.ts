import type { Part } from '../../../shared/schema/model.ts';
import { smallestPartBytes } from '../../../shared/values/completable.ts';
import { words } from '../../../shared/words/words.ts';

/** One cell of the part map: a part number, and the part that stands there. */
export type PartCell = { partNumber: number; part: Part | null; tooSmall: boolean; duplicate: boolean };

export type PartMap = {
  /** From part 1 to the highest number, gaps included. */
  cells: readonly PartCell[];
  missing: number;
  tooSmall: number;
  duplicates: number;
  smallest: number;
  largest: number;
};

/** Lays out the parts by their numbers. The order they come in does not matter. */
export function mapParts(parts: readonly Part[]): PartMap {
  const byNumber = new Map<number, Part>();
  const twice = new Set<number>();
  let highest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const part of parts) {
    if (byNumber.has(part.partNumber)) twice.add(part.partNumber);
    byNumber.set(part.partNumber, part);
    highest = Math.max(highest, part.partNumber);
    smallest = Math.min(smallest, part.size ?? smallest);
    largest = Math.max(largest, part.size ?? largest);
  }
  const cells = Array.from({ length: highest }, (_, index): PartCell => {
    const partNumber = index + 1;
    const part = byNumber.get(partNumber) ?? null;
    const size = part?.size ?? null;
    const tooSmall = size !== null && size < smallestPartBytes && partNumber !== highest;
    return { partNumber, part, tooSmall, duplicate: twice.has(partNumber) };
  });
  return {
    cells,
    missing: cells.filter(({ part }) => part === null).length,
    tooSmall: cells.filter(({ tooSmall }) => tooSmall).length,
    duplicates: twice.size,
    smallest: smallest === Number.POSITIVE_INFINITY ? 0 : smallest,
    largest,
  };
}

/** The map in words, for those who do not see it. */
export function describeMap({ cells, missing, tooSmall, duplicates, smallest, largest }: PartMap): string {
  const say = words.page.parts.map;
  const parts = cells.length - missing;
  if (parts === 0) return say.empty;
  const unsized = cells.filter(({ part }) => part !== null && part.size === null);
  return [
    say.all({
      count: parts,
      upTo: cells.length,
      sizes: unsized.length === parts ? null : [smallest, largest],
    }),
    ...(unsized.length > 0 ? [say.unsized(ranges(unsized))] : []),
    ...(missing > 0 ? [say.missing({ count: missing, numbers: ranges(cells.filter(({ part }) => !part)) })] : []),
    ...(tooSmall > 0 ? [say.tooSmall(ranges(cells.filter((cell) => cell.tooSmall)))] : []),
    ...(duplicates > 0 ? [say.twice(ranges(cells.filter((cell) => cell.duplicate)))] : []),
  ].join(' ');
}

const mostRanges = 6;

/** Part numbers, neighbours drawn together: "3, 7–9, 12 and 4 more". */
function ranges(cells: readonly PartCell[]): string {
  const spans: [number, number][] = [];
  for (const { partNumber } of cells) {
    const span = spans.at(-1);
    if (span && span[1] === partNumber - 1) span[1] = partNumber;
    else spans.push([partNumber, partNumber]);
  }
  const named = spans.slice(0, mostRanges).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  const more = spans.slice(mostRanges).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return words.page.parts.map.numbers({ named: named.join(', '), more });
}

/** The largest cell, px with its gap, at which the map fits; it never falls below what can still be told apart. */
export function cellPx(cells: number, width: number, height: number): number {
  for (let size = 14; size > 3; size--) {
    if (Math.ceil(cells / Math.max(1, Math.floor(width / size))) * size <= height) return size;
  }
  return 3;
}
