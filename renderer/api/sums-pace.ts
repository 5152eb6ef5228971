/** Sums over a million rows take seconds of a processor each: reading them may take a tenth of the time, no more. */
const share = 10;
const longestMs = 30_000;
/** More than any sum costs for each of its rows. What took longer waited for its turn, or for a busy computer: no cost of its own. */
const mostPerRowMs = 0.005;

/** What sums over so many rows cost at most, ms of a processor. */
export function mostSumsCostMs(rows: number): number {
  return rows * mostPerRowMs;
}

/** How long to wait before sums that cost so much are read again, ms. @param leastMs however little they cost */
export function sumsPauseMs(costMs: number, leastMs: number): number {
  return Math.min(longestMs, Math.max(leastMs, costMs * share));
}
