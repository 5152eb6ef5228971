import { z } from 'zod';

/** Parts of one size that follow each other: the first one's number, their size in bytes, how many. */
const partRunSchema = z.tuple([z.number().int().positive(), z.number().nonnegative(), z.number().int().positive()]);
export type PartRun = z.infer<typeof partRunSchema>;

const countSchema = z.number().int().nonnegative();
const timeSchema = countSchema.nullable();

/**
 * What ListParts shows of an upload, small enough to be kept for a million of them, and enough to tell what made it. The
 * last part is apart, because a client makes it as long as what is left; all sizes but `last` are of the others.
 */
export const partShapeSchema = z.object({
  parts: countSchema,
  bytes: z.number().nonnegative(),
  /** The lowest part number; null where there are no parts. */
  firstNumber: z.number().int().positive().nullable(),
  /** The part with the highest number. */
  last: z.object({ number: z.number().int().positive(), size: z.number().nonnegative() }).nullable(),
  /** The others, by number: the first {@link mostRuns} runs of equal sizes. */
  runs: z.array(partRunSchema),
  /** How many runs there are beyond those. */
  runsLeftOut: countSchema,
  /** How often a part is larger, or smaller, than the one before it. */
  rises: countSchema,
  falls: countSchema,
  /** Of the others; null where there are none. */
  smallest: z.number().nonnegative().nullable(),
  largest: z.number().nonnegative().nullable(),
  /** The highest-numbered of the others: how large it is. */
  beforeLast: z.number().nonnegative().nullable(),
  /** Checksum algorithms that parts carry, each once; `none` for a part without one. */
  checksums: z.array(z.string()),
  /** When the first and the last of the parts were stored, ms UTC; null where the store tells no dates. */
  oldestAt: timeSchema,
  newestAt: timeSchema,
  /** False where the store told parts out of order: then the sizes above are not in order either. */
  ordered: z.boolean(),
});
/** A {@link partShapeSchema} as it is kept: plain JSON. */
export type PartShape = z.infer<typeof partShapeSchema>;

/** Runs that are kept. The growing patterns that are known show in four; more would cost a million uploads too much. */
export const mostRuns = 6;
const mostChecksums = 4;

/** What is read of a part. */
export interface ShapedPart {
  partNumber: number;
  /** Bytes. */
  size: number;
  /** ms UTC. */
  lastModified: number | null;
  checksum: { algorithm: string } | null;
}

export const emptyShape: PartShape = {
  parts: 0,
  bytes: 0,
  firstNumber: null,
  last: null,
  runs: [],
  runsLeftOut: 0,
  rises: 0,
  falls: 0,
  smallest: null,
  largest: null,
  beforeLast: null,
  checksums: [],
  oldestAt: null,
  newestAt: null,
  ordered: true,
};

/**
 * The shape with the next page of ListParts: `pages.reduce(addParts, emptyShape)`. Pages come in the order of their part
 * numbers. A part that the page before ended with counts once: some stores repeat it.
 */
export function addParts(before: PartShape, page: readonly ShapedPart[]): PartShape {
  const shape: PartShape = {
    ...before,
    runs: before.runs.map((run): PartRun => [...run]),
    checksums: [...before.checksums],
  };
  for (const part of page) {
    const { last } = shape;
    if (last !== null && part.partNumber === last.number) continue;
    if (last === null || part.partNumber > last.number) {
      if (last !== null) addBeforeLast(shape, last);
      shape.last = { number: part.partNumber, size: part.size };
    } else {
      shape.ordered = false;
    }
    shape.firstNumber = Math.min(shape.firstNumber ?? part.partNumber, part.partNumber);
    shape.parts++;
    shape.bytes += part.size;
    const algorithm = part.checksum?.algorithm ?? 'none';
    if (shape.checksums.length < mostChecksums && !shape.checksums.includes(algorithm)) shape.checksums.push(algorithm);
    if (part.lastModified !== null) {
      shape.oldestAt = Math.min(shape.oldestAt ?? part.lastModified, part.lastModified);
      shape.newestAt = Math.max(shape.newestAt ?? part.lastModified, part.lastModified);
    }
  }
  return shape;
}

function addBeforeLast(shape: PartShape, { number, size }: { number: number; size: number }): void {
  const previous = shape.beforeLast;
  if (previous !== null && size > previous) shape.rises++;
  if (previous !== null && size < previous) shape.falls++;
  const run = shape.runs.at(-1);
  if (size === previous) {
    if (run && shape.runsLeftOut === 0) run[2]++;
  } else if (shape.runs.length < mostRuns) {
    shape.runs.push([number, size, 1]);
  } else {
    shape.runsLeftOut++;
  }
  shape.beforeLast = size;
  shape.smallest = Math.min(shape.smallest ?? size, size);
  shape.largest = Math.max(shape.largest ?? size, size);
}

/** Part numbers that are missing below the highest one. */
export function missingNumbers({ parts, last }: PartShape): number {
  return last === null ? 0 : Math.max(0, last.number - parts);
}

/**
 * The one size that all parts but the last have. Of a single part: its own, which may be cut short. null where they differ,
 * or there are none.
 */
export function commonSize({ parts, last, smallest, largest, ordered }: PartShape): number | null {
  if (parts === 1) return last?.size ?? null;
  return ordered && smallest === largest ? smallest : null;
}
