/** Times of a job that is taken up again, all ms UTC. */
export interface BreakTimes {
  now: number;
  /** When the job wrote its last line, by the clock of then: about when the app ended. */
  seenAt: number;
}

/**
 * When an item is due that waited for a time. Where the clock was set back while the app was away, what was left of the wait
 * is waited, and not the hours that the clock was set back by as well.
 */
export function afterBreak(at: number, { now, seenAt }: BreakTimes): number {
  return at - Math.max(0, seenAt - now);
}

/**
 * When a job gives up. One whose time ran out while the app was away could not try: it has the time left that it had, whether
 * the computer was off or its clock was set ahead. What had passed before stays so.
 */
export function deadlineAfterBreak(deadlineAt: number, times: BreakTimes): number {
  const { now, seenAt } = times;
  if (deadlineAt > seenAt && deadlineAt <= now) return now + (deadlineAt - seenAt);
  return afterBreak(deadlineAt, times);
}
