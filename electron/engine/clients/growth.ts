import type { PartShape } from './part-shape.ts';

export const mib = 1024 ** 2;
/** S3 takes no part beyond this number. */
export const mostParts = 10_000;

/** How a client chooses the part size of a file that would need more than 10,000 of its default parts. */
export type Fit =
  /** It does not: the size is always the same. */
  | { kind: 'constant' }
  /** The file's size by 10,000, up to the next byte or one more. */
  | { kind: 'exact' }
  /** By 10,000, rounded up to a multiple. */
  | { kind: 'multiple'; of: number }
  /** The default doubled until it fits. */
  | { kind: 'doubles' }
  /** The file's size by another number of parts, however small the file. */
  | { kind: 'share'; parts: number };

/** How large a file is, bytes, both ends included. */
export interface FileSize {
  atLeast: number;
  atMost: number;
}

/**
 * How large the file was for which a client chose this part size; null where it would not have chosen it.
 *
 * @param defaultSize the client's default part size, bytes
 */
export function fileBehind(fit: Fit, defaultSize: number, partSize: number): FileSize | null {
  if (partSize <= defaultSize) return null;
  const within = (smaller: number, parts = mostParts): FileSize => ({
    atLeast: smaller * parts,
    atMost: partSize * parts,
  });
  switch (fit.kind) {
    case 'constant':
      return null;
    case 'exact':
      return within(partSize - 1);
    case 'multiple':
      return partSize % fit.of === 0 ? within(Math.max(partSize - fit.of, defaultSize)) : null;
    case 'doubles':
      return Number.isInteger(Math.log2(partSize / defaultSize)) ? within(partSize / 2) : null;
    case 'share':
      return within(partSize - 1, fit.parts);
  }
}

/** A client whose parts grow with their number, whatever the file: nothing else makes such a row. */
export interface Staircase {
  client: string;
  /** Size of the parts from a number on, bytes, by rising numbers; the first is 1. */
  steps: readonly (readonly [from: number, size: number])[];
}

/** Where each is read from stands with the clients of the same name in the catalogue. */
export const staircases: readonly Staircase[] = [
  {
    client: 'goofys',
    steps: [
      [1, 5 * mib],
      [501, 25 * mib],
      [1001, 125 * mib],
      [2001, 625 * mib],
    ],
  },
  {
    client: 'geesefs',
    steps: [
      [1, 5 * mib],
      [1001, 25 * mib],
      [2001, 125 * mib],
    ],
  },
  {
    client: 'clickhouse',
    // Twice as large after every 500 parts.
    steps: Array.from({ length: 9 }, (_, step) => [step * 500 + 1, 16 * mib * 2 ** step] as const),
  },
];

/** How large the part of this number is in a staircase, bytes. */
export function stairSize({ steps }: Staircase, partNumber: number): number {
  return steps.findLast(([from]) => from <= partNumber)?.[1] ?? 0;
}

/** Whether the parts climb this staircase: every size that was kept is where it belongs, and at least one step is seen. */
export function climbs(shape: PartShape, stairs: Staircase): boolean {
  const { runs, falls, ordered } = shape;
  if (!ordered || falls > 0 || runs.length < 2) return false;
  return runs.every(
    ([from, size, count]) => stairSize(stairs, from) === size && stairSize(stairs, from + count - 1) === size,
  );
}

/**
 * pgBackRest: 5 MiB for about 205 parts, then ever larger ones, so that no file needs more than 9,557.
 */
export function climbsLikePgBackRest({ runs, rises, falls, ordered }: PartShape): boolean {
  const [first] = runs;
  if (!first || !ordered || falls > 0 || rises < 2) return false;
  const [from, size, count] = first;
  return from === 1 && size === 5 * mib && count >= 195 && count <= 215;
}

/** Barman: a buffer that is sent once it holds more than 2 × 1 TiB by 10,000, so each part is a little different. */
export function overflowsLikeBarman({ parts, rises, falls, smallest, largest }: PartShape): boolean {
  if (smallest === null || largest === null || parts < 4) return false;
  return smallest >= 219_902_324 && largest < 1.5 * 219_902_324 && rises + falls >= (parts - 2) * 0.8;
}
