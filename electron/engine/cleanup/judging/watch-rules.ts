import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Job, JobItem, Look, PlanItem } from '../../../../shared/schema/model.ts';
import type { Reason } from '../../../../shared/schema/reasons.ts';
import { type Clocks, isActive, lastActivity, recentSince } from '../../../../shared/values/activity.ts';
import type { NewWatch, WatchRecord } from '../../records/watch-record.ts';
import { isBegunOtherwise } from './changed.ts';
import { initialState, type MachineState } from './machine-state.ts';
import { lookFailure } from './store-trouble.ts';

/** When an upload is looked at again, counted from its verdict, ms. */
export const watchAfterMs: readonly number[] = [3_600_000, 24 * 3_600_000];

/**
 * Whether an upload is watched after its item ended, and until when. Pure.
 *
 * - `clear`: watched. Parts that were in flight may land later than any quiet interval, and stores bring parts back (a
 *   node that rejoins, a replica that catches up).
 * - `ghost`: watched. There was nothing to abort, only a listing that was wrong; parts would be news.
 * - `unverified` after an abort: watched. A permission may be granted meanwhile, and then the looks tell.
 * - `gave up`: not watched. It is known to be there, the person set that deadline, and going on is theirs to say.
 * - everything else (`completed`, `refused`, `skipped`, `cancelled`): nothing was aborted that could come back.
 */
export function watchAfter(
  job: Pick<Job, 'id'>,
  { item }: { item: Pick<JobItem, 'planned'> },
  state: MachineState,
  endedAt: number,
): NewWatch | null {
  const { verdict, aborts, accepted, foreign } = state;
  const isWatched = verdict === 'clear' || verdict === 'ghost' || (verdict === 'unverified' && aborts > 0);
  if (!isWatched) return null;
  const { ref, initiatedAt, storageClass } = item.planned;
  const dueAt = endedAt + (watchAfterMs[0] ?? 0);
  return { ref, jobId: job.id, verdict, accepted, initiatedAt, storageClass, foreign, endedAt, dueAt };
}

/** What a look says of a watched upload. */
export type WatchFinding =
  | { kind: 'quiet' }
  | { kind: 'failed'; error: ErrorShape }
  | { kind: 'back'; parts: number | null; bytes: number | null; newestPartAt: number | null; reason: Reason }
  /** Back, and not as the one we knew: hands off. */
  | { kind: 'another'; reason: Reason };

/** What a look says of a watched upload: parts, or a listing where there was none, mean that it is back. Pure. */
export function judgeWatch({ verdict, initiatedAt }: WatchRecord, look: Look): WatchFinding {
  const { parts, listing } = look;
  if (isBegunOtherwise(listing, initiatedAt)) {
    return { kind: 'another', reason: { why: 'back, another' } };
  }
  if (parts.outcome === 'present') {
    const { bytes, newestPartAt } = parts;
    return { kind: 'back', parts: parts.parts, bytes, newestPartAt, reason: { why: 'back, with parts' } };
  }
  const failure = lookFailure(look);
  if (failure) return { kind: 'failed', error: failure };
  // That a ghost is listed is what made it one.
  if (listing.outcome === 'listed' && verdict !== 'ghost') {
    const held = parts.outcome === 'denied' ? { parts: null, bytes: null } : { parts: 0, bytes: 0 };
    return { kind: 'back', ...held, newestPartAt: null, reason: { why: 'back, listed' } };
  }
  return { kind: 'quiet' };
}

/** What has to be known of an upload that came back. */
export interface CameBack {
  record: WatchRecord;
  found: Extract<WatchFinding, { kind: 'back' }>;
  /** When the look ended. */
  at: Clocks;
}

/**
 * How an upload that came back is taken up: as an item of a new job, or not at all. Pure.
 *
 * Where the store accepted an abort of ours, an upload ID is dead for good: S3 never gives it out again, so whatever
 * shows under it was sent before the abort, by an uploader that does not know of the abort and whose earlier parts are
 * gone, or by the store itself. None of that can become a whole object, and the person has confirmed this very abort. So
 * parts newer than the verdict are late parts, not life, and the active guard, which asks whether somebody still needs
 * the upload, has been answered. What stays: the look before each abort, and hands off where an object that may be this
 * upload's has appeared.
 *
 * Where no abort of ours was accepted (it was gone when we came, or the store said 404 all along), our looks alone said
 * that it was gone, and a listing can be wrong: then the plan's guard holds, and what is active is left alone.
 */
export function takeUp(
  { record, found, at }: CameBack,
  activeWindowMs: number,
): { planned: PlanItem; machine: MachineState } | null {
  const { ref, initiatedAt, storageClass, accepted, foreign } = record;
  const activityAt = lastActivity(initiatedAt, found.parts, found.newestPartAt);
  const active = isActive(activityAt, recentSince(at, activeWindowMs));
  if (active && !accepted) return null;
  const { parts, bytes } = found;
  const planned: PlanItem = { ref, initiatedAt, activityAt, parts, bytes, storageClass, active };
  return { planned, machine: { ...initialState(planned), accepted, foreign, reason: cameBack } };
}

/** Why such an item is in its job. */
export const cameBack: Reason = { why: 'came back' };
/** Why one that came back was not taken up: nothing may be aborted. */
export const leftReadOnly: Reason = { why: 'back, read-only' };
/** Why one that came back was not taken up: its parts are recent, and no abort of ours was accepted. */
export const leftAlone: Reason = { why: 'back, may be in use' };
