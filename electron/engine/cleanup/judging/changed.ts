import { isKnownTime } from '../../../../shared/format/time.ts';
import type { ListingSeen, Look, PartsSeen, PlanItem } from '../../../../shared/schema/model.ts';
import type { Reason } from '../../../../shared/schema/reasons.ts';
import { isActive, lastActivity, recentSince } from '../../../../shared/values/activity.ts';
import { refusesParts } from '../../store/trouble-table.ts';
import type { ItemContext } from './machine-state.ts';

type PartsPresent = Extract<PartsSeen, { outcome: 'present' }>;

/** Local and server time of one look: the difference is the clocks' skew. */
interface LookTimes {
  endedAt: number;
  serverTime: number | null;
}

/** Times of listings, of parts and of Date may have second precision. */
const precisionMs = 1000;

/**
 * What changed since the plan; null where nothing did (design, rule 2). Fewer parts than planned are no
 * sign of life: somebody else is aborting it too.
 */
export function whatChanged(
  { planned, plannedAt }: ItemContext,
  parts: PartsPresent,
  { endedAt, serverTime }: LookTimes,
): Reason | null {
  const newest = parts.newestPartAt;
  if (planned.parts !== null && planned.bytes !== null) {
    if (newest !== null && newest > planned.activityAt && !isOfNoUse(planned, parts)) return { why: 'newer part' };
    if (parts.parts > planned.parts) return { why: 'more parts', parts: parts.parts, planned: planned.parts };
    if (parts.bytes === null) return { why: 'sizes unreadable' };
    if (parts.bytes > planned.bytes) return { why: 'more bytes' };
    // Only a client puts one part in another's place, whatever the store says of when that was.
    return parts.parts === planned.parts && isOtherSet(planned, parts) ? { why: 'parts replaced' } : null;
  }
  // Never sized, so the plan does not know its parts: judge their age now instead.
  if (newest === null) return null;
  const skew = serverTime === null ? 0 : serverTime - endedAt;
  if (newest - skew > plannedAt + precisionMs) return { why: 'newer part' };
  return null;
}

/** Whether what is told of times says nothing of parts that are known one by one: what changes of those tells it. */
function isOfNoUse(planned: PlanItem, parts: PartsPresent): boolean {
  return !isKnownTime(planned.activityAt) && planned.partSet !== undefined && parts.partSet !== undefined;
}

/** Whether as many parts as were planned are not those; what was not known of one of them tells nothing. */
function isOtherSet(planned: PlanItem, parts: PartsPresent): boolean {
  if (parts.bytes !== planned.bytes) return true;
  return planned.partSet !== undefined && parts.partSet !== undefined && planned.partSet !== parts.partSet;
}

/**
 * Why an upload that nobody has confirmed may be in use, by what a look shows of it; null where it is old by every clock.
 * The plan may have judged it by a clock that was wrong, or before its parts were known.
 *
 * @param look as it was seen: what the store refused is no denial yet
 */
export function whyActive(
  { planned, confirmed, activeWindowMs }: ItemContext,
  { parts, listing }: Pick<Look, 'parts' | 'listing'>,
  { endedAt, serverTime }: LookTimes,
): Reason | null {
  if (confirmed) return null;
  const initiatedAt = listing.outcome === 'listed' ? listing.initiatedAt : planned.initiatedAt;
  const held = parts.outcome === 'present' ? parts : { parts: null, newestPartAt: null };
  const activityAt = lastActivity(initiatedAt, held.parts, held.newestPartAt);
  if (!isKnownTime(activityAt)) {
    return { why: 'age unknown', missing: held.parts === null ? 'initiation time' : 'part times' };
  }
  if (!isActive(activityAt, recentSince({ local: endedAt, server: serverTime }, activeWindowMs))) {
    // An old upload may have got a part a minute ago, and nobody may see it.
    return areHidden(parts, planned.ref.key) ? { why: 'age unknown', missing: 'list of parts' } : null;
  }
  const isByPart = held.newestPartAt !== null && held.newestPartAt === activityAt;
  return { why: 'active', by: isByPart ? 'newest part' : 'initiation' };
}

/** Whether nobody may see its parts, whatever there are. */
function areHidden(parts: PartsSeen, key: string): boolean {
  return parts.outcome === 'denied' || (parts.outcome === 'failed' && refusesParts(parts.error, key));
}

/** Whether a listing shows another upload than the plan's: one that was begun at another time, as far as both are known. */
export function isBegunOtherwise(listing: ListingSeen, initiatedAt: number): boolean {
  if (listing.outcome !== 'listed' || !isKnownTime(listing.initiatedAt) || !isKnownTime(initiatedAt)) return false;
  return Math.abs(listing.initiatedAt - initiatedAt) >= precisionMs;
}

/**
 * Whether the time that is told for an upload's beginning is that of its newest part, when it was planned and now:
 * versitygw tells its folder's (s3-semantics, "Measured on real servers"). Nobody begins an upload after the last of its parts,
 * so that such a time which has moved makes no other upload of it.
 */
export function isTimeOfParts(
  { initiatedAt, activityAt }: PlanItem,
  { parts, listing }: Pick<Look, 'parts' | 'listing'>,
): boolean {
  if (parts.outcome !== 'present' || parts.newestPartAt === null || listing.outcome !== 'listed') return false;
  return initiatedAt > activityAt - precisionMs && listing.initiatedAt > parts.newestPartAt - precisionMs;
}
