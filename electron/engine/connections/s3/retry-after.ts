/** A store is not waited for longer than this, whatever it says, ms: a scan would stand still for a year without a word. */
export const longestRetryAfterMs = 15 * 60_000;

/**
 * How long a store asks us to wait: Retry-After in seconds or as an HTTP date (RFC 9110, "Retry-After").
 *
 * @param now by the server's clock, whose date it is, ms UTC
 * @returns whole ms from 0 to {@link longestRetryAfterMs}; null where it did not ask, or in no form that can be read
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const value = header?.trim() ?? '';
  // Some write fractions, and some so many digits that they are no number any more.
  if (/^\d+(?:\.\d*)?$/.test(value)) return withinLimits(Number(value) * 1000);
  // Date.parse reads much that is no date (`-5` is a day in May), and a time without a zone by this computer's.
  if (!/\d:\d\d/.test(value)) return null;
  const until = Date.parse(/(?:GMT|UTC?|Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value} GMT`);
  return Number.isNaN(until) ? null : withinLimits(until - now);
}

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

function withinLimits(ms: number): number {
  return Math.round(Math.min(longestRetryAfterMs, Math.max(0, ms)));
}
