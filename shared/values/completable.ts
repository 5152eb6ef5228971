import { addUp } from '../format/bytes.ts';
import type { Part } from '../schema/model.ts';

/** S3 completes no upload with a part below this, the last one aside (s3-semantics, "Limits, rights, money"), bytes. */
export const smallestPartBytes = 5 * 1024 ** 2;
const mostParts = 10_000;

/** What stands in the way of completing an upload, or should be known before. */
export type PartProblem =
  | { why: 'no parts' }
  /** Above the highest number that S3 completes. */
  | { why: 'numbers too high'; most: number }
  | { why: 'number listed twice' }
  | { why: 'no ETag' }
  | { why: 'no size' }
  /** So many are below `least` bytes, and not the last. `isKnownLimit`: the server is known to refuse that. */
  | { why: 'parts too small'; parts: number; least: number; isKnownLimit: boolean }
  | { why: 'numbers missing'; numbers: number };

/** What an upload's parts would make, and what stands in the way. */
export interface Completable {
  parts: number;
  /** Of the parts whose size is known. */
  bytes: number;
  /** Part numbers that are missing below the highest one. That is legal: the object is what is there, in order. */
  gaps: number;
  /** Parts below 5 MiB that are not the last. */
  tooSmall: number;
  /** Why it cannot be completed; empty where it can. */
  obstacles: PartProblem[];
  /** What to know before. */
  cautions: PartProblem[];
}

/**
 * What completing these parts would make. Pure.
 *
 * @param strict AWS itself, whose limits are known. Other stores may allow smaller parts, so there they are a caution
 */
export function assessParts(parts: readonly Part[], { strict }: { strict: boolean }): Completable {
  const numbers = new Set(parts.map(({ partNumber }) => partNumber));
  const highest = parts.reduce((most, { partNumber }) => Math.max(most, partNumber), 0);
  const tooSmall = parts.filter(
    ({ partNumber, size }) => size !== null && size < smallestPartBytes && partNumber !== highest,
  ).length;
  const gaps = highest - numbers.size;
  const obstacles: PartProblem[] = [];
  const cautions: PartProblem[] = [];
  if (parts.length === 0) obstacles.push({ why: 'no parts' });
  if (numbers.size > mostParts || highest > mostParts) obstacles.push({ why: 'numbers too high', most: mostParts });
  if (numbers.size < parts.length) obstacles.push({ why: 'number listed twice' });
  if (parts.some(({ etag }) => etag === null)) obstacles.push({ why: 'no ETag' });
  if (parts.some(({ size }) => size === null)) obstacles.push({ why: 'no size' });
  if (tooSmall > 0) {
    const found = strict ? obstacles : cautions;
    found.push({ why: 'parts too small', parts: tooSmall, least: smallestPartBytes, isKnownLimit: strict });
  }
  if (gaps > 0) cautions.push({ why: 'numbers missing', numbers: gaps });
  return {
    parts: parts.length,
    bytes: parts.reduce((sum, { size }) => addUp(sum, size ?? 0), 0),
    gaps,
    tooSmall,
    obstacles,
    cautions,
  };
}
