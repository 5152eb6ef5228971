const shortestMs = 2_000;
const longestMs = 5 * 60_000;

/**
 * Upper bound of the delay after `failures` earlier tries: 2 s, doubling to 5 min. Whoever waits draws uniformly below it
 * (full jitter), so that thousands of items that failed together do not come back together.
 */
export function backoffMs(failures: number): number {
  return Math.min(longestMs, shortestMs * 2 ** Math.min(failures, 20));
}
