const shortestMs = 2_000;
const longestMs = 5 * 60_000;

/**
 * Upper bound of the delay after `failures` earlier tries: 2 s, doubling to 5 min. Whoever waits draws uniformly below it
 * (full jitter), so that thousands of items that failed together do not come back together.
 */
export function backoffMs(failures: number): number {
  return Math.min(longestMs, shortestMs * 2 ** Math.min(failures, 20));
}

/** A store is not waited for longer than this, whatever it says, ms: a scan would stand still for a year without a word. */
export const longestRetryAfterMs = 15 * 60_000;

/**
 * How long to wait after a failure, ms: as long as the store asks, and never less than our own backoff.
 *
 * @param retryAfterMs what the store asked for; null or undefined where it did not
 * @param backoffMs our own wait, drawn already
 */
export function waitAfterFailure(retryAfterMs: number | null | undefined, backoffMs: number): number {
  return Math.max(backoffMs, withinLimits(retryAfterMs ?? 0));
}

/**
 * The same for whoever draws later: from `floorMs` on, within `spreadMs`. What is drawn is at least what would have been
 * drawn of the backoff alone, and at most {@link longestRetryAfterMs}.
 *
 * @param backoffMs the bound of our own wait, at most half of {@link longestRetryAfterMs}
 */
export function waitRange(
  retryAfterMs: number | null | undefined,
  backoffMs: number,
): { floorMs: number; spreadMs: number } {
  const floorMs = withinLimits(retryAfterMs ?? 0);
  return { floorMs, spreadMs: Math.min(backoffMs, longestRetryAfterMs - floorMs) };
}

/** A wait that a store asked for, ms, as far as it is granted: whole, from 0 to {@link longestRetryAfterMs}. */
export function withinLimits(ms: number): number {
  return Math.round(Math.min(longestRetryAfterMs, Math.max(0, ms)));
}
