import { isKnownTime, unknownTime } from '../format/time.ts';

/**
 * When an upload was last written to, and whether that is recent. A live upload must not be aborted unasked, whichever
 * clock is wrong: so the younger of two ages counts, and an age that cannot be known is no age at all.
 */

/** What time it is: on this computer, and where the store told, by its Date header. ms UTC. */
export interface Clocks {
  local: number;
  server: number | null;
}

/**
 * Activity at or after this time is recent. By whichever clock makes uploads younger: a Date header that runs ahead would
 * age what has just begun, and so would a local clock that does.
 */
export function recentSince({ local, server }: Clocks, activeWindowMs: number): number {
  return Math.min(local, server ?? local) - activeWindowMs;
}

/**
 * The newest part's time, else the initiation; {@link unknownTime} where it cannot be known: some part has no time, so that
 * any part may be the newest, or there are no parts and no initiation time.
 *
 * @param parts null where nobody has counted them
 */
export function lastActivity(initiatedAt: number, parts: number | null, newestPartAt: number | null): number {
  if (parts !== null && parts > 0 && newestPartAt === null) return unknownTime;
  return Math.max(isKnownTime(initiatedAt) ? initiatedAt : unknownTime, newestPartAt ?? unknownTime);
}

/** Whether an upload counts as active: somebody may still be using it. */
export function isActive(activityAt: number, since: number): boolean {
  return activityAt >= since || !isKnownTime(activityAt);
}

/** The newest of some parts' times; null where there are none, or one of them has none. */
export function newestPartAt(parts: Iterable<{ lastModified: number | null }>): number | null {
  let newest: number | null = null;
  for (const { lastModified } of parts) {
    if (lastModified === null) return null;
    newest = Math.max(newest ?? lastModified, lastModified);
  }
  return newest;
}

/** What the clocks of a store's computers and of this one may differ by, before a time that was told cannot be, ms. */
export const clocksApartMs = 3_600_000;

/**
 * Whether a time that was told cannot be: a scan that saw all uploads did not show this one, so that it was begun after that
 * scan began. No time of it is older, and one that is tells nothing. Where the store only hid the upload from that scan, it is
 * taken for younger than it is, which costs a question and no upload.
 *
 * @param begunAfter when that scan began, ms UTC; null where there was none
 */
export function isTooOld(toldAt: number, begunAfter: number | null): boolean {
  return begunAfter !== null && toldAt < begunAfter - clocksApartMs;
}
