import { isSized } from './migrations/008-numbers.ts';

/**
 * SQL that sums what can be and nothing else. Whatever stands in a row, no sum fails: `sum()` raises an error beyond 64 bits,
 * `total()` does not, and is exact as far as JavaScript's numbers are (columns.ts, `sum`).
 */

/** A count or size, NULL where it is none that can be. */
export function known(column: string): string {
  return `CASE WHEN ${column} BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER} THEN ${column} END`;
}

/** How many rows of `job_item` there are of which it is not known what is left. */
export const unknownRests = `sum(${known('job_item.bytes_left')} IS NULL)`;

/** The size of a row of `upload`, NULL where the row is not sized with sums that can be. */
export const knownBytes = `CASE WHEN ${isSized('upload')} THEN upload.bytes END`;

/** The columns of `UploadTotals` over rows of `upload`: sized, unsizable, bytes, parts. */
export const sizedSums = `
  count(${knownBytes}) AS sized, sum(upload.sizing <> 'pending') - count(${knownBytes}) AS unsizable,
  total(${knownBytes}) AS bytes,
  total(CASE WHEN ${isSized('upload')} THEN upload.parts END) AS parts`;
