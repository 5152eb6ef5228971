import { addUp, formatBytes } from '../format/bytes.ts';
import type { Part } from '../schema/model.ts';

/** S3 completes no upload with a part below this, the last one aside (s3-semantics, "Limits, rights, money"), bytes. */
export const smallestPartBytes = 5 * 1024 ** 2;
const mostParts = 10_000;

/** What an upload's parts would make, and what stands in the way. */
export interface Completable {
  parts: number;
  /** Of the parts whose size is known. */
  bytes: number;
  /** Part numbers that are missing below the highest one. That is legal: the object is what is there, in order. */
  gaps: number;
  /** Parts below 5 MiB that are not the last. */
  tooSmall: number;
  /** Why it cannot be completed, one sentence each; empty where it can. */
  obstacles: string[];
  /** What to know before. */
  cautions: string[];
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
  const obstacles: string[] = [];
  const cautions: string[] = [];
  if (parts.length === 0) obstacles.push('It has no parts: there is nothing to make an object of.');
  if (numbers.size > mostParts || highest > mostParts) {
    obstacles.push('It has part numbers above 10,000, and S3 completes none beyond that.');
  }
  if (numbers.size < parts.length) obstacles.push('A part number is listed twice: which of them counts is not known.');
  if (parts.some(({ etag }) => etag === null)) {
    obstacles.push('The server tells no ETag for some parts, and without it a part cannot be named.');
  }
  if (parts.some(({ size }) => size === null)) {
    obstacles.push('The server tells no size that can be for some parts: what they would make is not known.');
  }
  if (tooSmall > 0) {
    const small = `${tooSmall} ${tooSmall === 1 ? 'part is' : 'parts are'} smaller than ${formatBytes(smallestPartBytes)}`;
    if (strict) obstacles.push(`${small}. S3 accepts that of the last part only.`);
    else cautions.push(`${small}. Most servers accept that of the last part only, and refuse the others.`);
  }
  if (gaps > 0) {
    cautions.push(
      `${gaps} part ${gaps === 1 ? 'number is' : 'numbers are'} missing. S3 allows that, but if a part is missing, so is its data.`,
    );
  }
  return {
    parts: parts.length,
    bytes: parts.reduce((sum, { size }) => addUp(sum, size ?? 0), 0),
    gaps,
    tooSmall,
    obstacles,
    cautions,
  };
}
