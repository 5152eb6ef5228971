/**
 * The border for numbers: every number of every answer passes here once, and what cannot be is unknown from there on. A
 * single size of 16 digits made sums that SQLite and JavaScript cannot hold, and with them the app could not start any more.
 */

/** An upload has no more parts, and their numbers go from 1 to this (user guide, "Multipart upload limits"). */
export const mostParts = 10_000;

/**
 * A part of S3 holds 5 GiB (user guide, "Multipart upload limits"), but other stores let that be set (Ceph:
 * rgw_max_put_size). So a size is believed as long as a whole upload of such parts is an exact number: 838 GiB.
 */
export const largestPartBytes = Math.floor(Number.MAX_SAFE_INTEGER / mostParts);

/** A part's size, bytes; null where it is none that can be. */
export function partSize(value: string | number | undefined): number | null {
  return whole(value, 0, largestPartBytes);
}

/** A part's number; null where it is none that can be. */
export function partNumber(value: string | number | undefined): number | null {
  return whole(value, 1, mostParts);
}

/** An object's size, bytes; null where it is none that can be. */
export function objectSize(value: string | number | undefined): number | null {
  return whole(value, 0, Number.MAX_SAFE_INTEGER);
}

/** Written in digits; blanks around them and a fraction of zeros say nothing else. */
const digits = /^\s*\d{1,17}(?:\.0*)?\s*$/;

function whole(value: string | number | undefined, least: number, most: number): number | null {
  if (value === undefined || (typeof value === 'string' && !digits.test(value))) return null;
  const number = Number(value);
  return Number.isInteger(number) && number >= least && number <= most ? number : null;
}
