import { mib } from '../growth.ts';
import type { Guesses, UploadTraits } from '../guess.ts';
import { addParts, emptyShape, type PartShape, type ShapedPart } from '../part-shape.ts';

/** An upload as a client would have left it. */
export interface Left {
  /** How large part `n` is, bytes; the last one of the file is what is left. */
  size: (partNumber: number) => number;
  /** The whole file, bytes. */
  file: number;
  /** How many parts arrived; all of them where this is left out. */
  arrived?: number;
  /** Numbers that did not. */
  missing?: readonly number[];
  /** null: none. */
  checksum?: string | null;
}

/** The parts of it, in pages of 1,000 as ListParts gives them. */
export function shapeOfLeft({ size, file, arrived = 10_000, missing = [], checksum = null }: Left): PartShape {
  const parts: ShapedPart[] = [];
  let left = file;
  for (let partNumber = 1; left > 0 && partNumber <= arrived; partNumber++) {
    const bytes = Math.min(left, size(partNumber));
    left -= bytes;
    if (missing.includes(partNumber)) continue;
    const algorithm = checksum === null ? null : { algorithm: checksum };
    parts.push({ partNumber, size: bytes, lastModified: partNumber * 1000, checksum: algorithm });
  }
  let shape = emptyShape;
  for (let at = 0; at < parts.length; at += 1000) shape = addParts(shape, parts.slice(at, at + 1000));
  return shape;
}

export const gib = 1024 * mib;

/** What is known of such an upload; null: nothing of its parts. */
export function traits(left: Left | null, rest: Partial<UploadTraits> = {}): UploadTraits {
  return {
    key: 'some/key.bin',
    initiator: null,
    checksumAlgorithm: null,
    shape: left === null ? null : shapeOfLeft(left),
    ...rest,
  };
}

/** Parts of one size. */
export function always(size: number): Left['size'] {
  return () => size;
}

/** Killed in the middle of a file of 5 GiB. */
export function killed(size: number, rest: Partial<Left> = {}): Left {
  return { size: always(size), file: 5 * gib, arrived: 7, ...rest };
}

/** The clients that are named, likeliest first. */
export function named({ guesses }: Guesses): string[] {
  return guesses.map(({ clientId }) => clientId);
}

/** The likeliest. */
export function best(guesses: Guesses): string | undefined {
  return named(guesses)[0];
}
