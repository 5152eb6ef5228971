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
