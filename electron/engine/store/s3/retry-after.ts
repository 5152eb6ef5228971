import { longestRetryAfterMs, withinLimits } from '../backoff.ts';

/**
 * How long a store asks us to wait: Retry-After in seconds or as an HTTP date (RFC 9110, "Retry-After").
 *
 * @param now by the server's clock, whose date it is, ms UTC
 * @returns whole ms from 0 to {@link longestRetryAfterMs}; null where it did not ask, or in no form that can be read
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  // A comment at its end names the zone once more (RFC 5322, "Date and Time Specification").
  const value =
    header
      ?.trim()
      .replace(/\([^()]*\)$/, '')
      .trimEnd() ?? '';
  // Some write fractions, and some so many digits that they are no number any more.
  if (/^\d+(?:\.\d*)?$/.test(value)) return withinLimits(Number(value) * 1000);
  // Date.parse reads much that is no date (`-5` is a day in May), and a time without a zone by this computer's.
  if (!/\d:\d\d/.test(value)) return null;
  const until = Date.parse(/(?:GMT|UTC?|Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value} GMT`);
  return Number.isNaN(until) ? null : withinLimits(until - now);
}
