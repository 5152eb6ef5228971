import { datesMayLead, type Holding } from '../pricing/holding.ts';
import { integerOrNull, type Row } from './columns.ts';
import { isSized } from './migrations/008-numbers.ts';

/**
 * A holding in columns of 64 bits, and sums of such columns that are exact whatever stands in them: each column is summed in
 * two halves of so few bits that no million of rows is beyond 64.
 */

const lowBits = 48n;
const lowMask = (1n << lowBits) - 1n;
const half = 24n;
const halfMask = Number((1n << half) - 1n);

/** Σ size × ticks as `stored_high` and `stored_low`. */
export function storedColumns(storedByteTicks: bigint): { storedHigh: bigint; storedLow: bigint } {
  return { storedHigh: storedByteTicks >> lowBits, storedLow: storedByteTicks & lowMask };
}

/** Whether it is on record since when a row's parts are stored: a date that lies ahead (`:now` is the server's) tells nothing. */
const isHeld = `(${isSized('upload')} AND coalesce(upload.stored_high >= 0 AND upload.stored_low >= 0
  AND upload.undated_bytes >= 0, 0)
  AND coalesce(upload.parts = 0 OR coalesce(upload.newest_part_at, upload.initiated_at) <= :now + ${datesMayLead}, 0))`;

const halves = (column: string, name: string) => `
  sum(CASE WHEN ${isHeld} THEN ${column} >> ${half} END) AS ${name}_upper,
  sum(CASE WHEN ${isHeld} THEN ${column} & ${halfMask} END) AS ${name}_lower`;

/** The columns that {@link holdingFromSums} reads, over rows of `upload` at `:now`; `held` is of how many rows they tell. */
export const holdingSums = `count(CASE WHEN ${isHeld} THEN 1 END) AS held,
  ${halves('upload.bytes', 'held_bytes')}, ${halves('upload.stored_high', 'high')}, ${halves('upload.stored_low', 'low')},
  ${halves('upload.undated_bytes', 'undated')},
  max(CASE WHEN ${isHeld} AND upload.parts > 0 THEN coalesce(upload.newest_part_at, upload.initiated_at) END) AS newest`;

/** What the rows behind a row of sums hold. */
export function holdingFromSums(row: Row): Holding {
  return {
    bytes: whole(row, 'held_bytes'),
    storedByteTicks: (whole(row, 'high') << lowBits) + whole(row, 'low'),
    undatedBytes: whole(row, 'undated'),
    newestAt: integerOrNull(row, 'newest'),
  };
}

function whole(row: Row, name: string): bigint {
  return (big(row[`${name}_upper`]) << half) + big(row[`${name}_lower`]);
}

/** Sums of nothing are NULL. */
function big(value: Row[string] | undefined): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.round(Number(value ?? 0)));
}
