import { isKnownTime } from '../../../../shared/format/time.ts';
import type { ListingSeen, Look, PartsSeen } from '../../../../shared/schema/model.ts';
import { isActive, lastActivity, recentSince } from '../../../../shared/values/activity.ts';
import type { ItemContext } from './machine-state.ts';

type PartsPresent = Extract<PartsSeen, { outcome: 'present' }>;

/** Local and server time of one look: the difference is the clocks' skew. */
interface LookTimes {
  endedAt: number;
  serverTime: number | null;
}

/**
 * What changed since the plan, in one sentence; null where nothing did (design, rule 2). Fewer parts than planned are no
 * sign of life: somebody else is aborting it too.
 */
export function whatChanged(
  { planned, plannedAt }: ItemContext,
  parts: PartsPresent,
  { endedAt, serverTime }: LookTimes,
): string | null {
  const newest = parts.newestPartAt;
  if (planned.parts !== null && planned.bytes !== null) {
    if (newest !== null && newest > planned.activityAt) return 'A part arrived after the plan was made.';
    if (parts.parts > planned.parts)
      return `It has more parts than on the plan (${parts.parts}, not ${planned.parts}).`;
    if (parts.bytes === null) return 'The sizes of its parts were known on the plan, and cannot be read any more.';
    if (parts.bytes > planned.bytes) return 'Its parts hold more bytes than on the plan.';
    return null;
  }
  // Never sized, so the plan does not know its parts: judge their age now instead.
  if (newest === null) return null;
  const skew = serverTime === null ? 0 : serverTime - endedAt;
  // Last-Modified and Date have second precision.
  if (newest - skew > plannedAt + 1000) return 'A part arrived after the plan was made.';
  return null;
}

/**
 * Why an upload that nobody has confirmed may be in use, by what a look shows of it; null where it is old by every clock.
 * The plan may have judged it by a clock that was wrong, or before its parts were known.
 */
export function whyActive(
  { planned, confirmed, activeWindowMs }: ItemContext,
  { parts, listing }: Pick<Look, 'parts' | 'listing'>,
  { endedAt, serverTime }: LookTimes,
): string | null {
  if (confirmed) return null;
  const initiatedAt = listing.outcome === 'listed' ? listing.initiatedAt : planned.initiatedAt;
  const held = parts.outcome === 'present' ? parts : { parts: null, newestPartAt: null };
  const activityAt = lastActivity(initiatedAt, held.parts, held.newestPartAt);
  if (!isKnownTime(activityAt)) {
    const what =
      held.parts === null ? 'the server does not tell when it was begun' : 'not all of its parts have a time';
    return `It may be active: how old it is cannot be known, because ${what}.`;
  }
  if (!isActive(activityAt, recentSince({ local: endedAt, server: serverTime }, activeWindowMs))) return null;
  return held.newestPartAt !== null && held.newestPartAt === activityAt
    ? 'It turned out to be active: its newest part is recent.'
    : 'It turned out to be active: it was begun recently.';
}

/** Whether a listing shows another upload than the plan's: one that was begun at another time, as far as both are known. */
export function isBegunOtherwise(listing: ListingSeen, initiatedAt: number): boolean {
  if (listing.outcome !== 'listed' || !isKnownTime(listing.initiatedAt) || !isKnownTime(initiatedAt)) return false;
  // It may have second precision.
  return Math.abs(listing.initiatedAt - initiatedAt) >= 1000;
}
