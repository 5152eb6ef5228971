import type { PartsSeen } from '../../../shared/model.ts';
import type { ItemContext } from './machine-state.ts';

type PartsPresent = Extract<PartsSeen, { outcome: 'present' }>;

/** Local and server time of one look: the difference is the clocks' skew. */
interface LookTimes {
  look: { at: number };
  endedAt: number;
  serverTime: number | null;
}

/**
 * What changed since the plan, in one sentence; null where nothing did (design, rule 2). Fewer parts than planned are no
 * sign of life: somebody else is aborting it too.
 */
export function whatChanged(
  { planned, plannedAt, confirmed, activeWindowMs }: ItemContext,
  parts: PartsPresent,
  { look, endedAt, serverTime }: LookTimes,
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
  if (!confirmed && look.at - newest < activeWindowMs) return 'It turned out to be active: its newest part is recent.';
  const skew = serverTime === null ? 0 : serverTime - endedAt;
  // Last-Modified and Date have second precision.
  if (newest - skew > plannedAt + 1000) return 'A part arrived after the plan was made.';
  return null;
}
