import { longestRetryAfterMs, withinLimits } from '../backoff.ts';
import { readTime } from './told-time.ts';

/**
 * How long a store asks us to wait: Retry-After in seconds or as a date (RFC 9110, "Retry-After").
 *
 * @param now by the server's clock, whose date it is, ms UTC
 * @returns whole ms from 0 to {@link longestRetryAfterMs}; null where it did not ask, or in no form that can be read
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const value = header?.trim() ?? '';
  // Some write fractions, and some so many digits that they are no number any more.
  if (/^\d+(?:\.\d*)?$/.test(value)) return withinLimits(Number(value) * 1000);
  const until = readTime(value);
  return until === null ? null : withinLimits(until - now);
}
