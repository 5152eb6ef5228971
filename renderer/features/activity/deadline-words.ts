import { formatRelative } from '../../../shared/format/time.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';

const hourMs = 3_600_000;

/** The deadlines that a job is commonly given, from now on. */
export const commonDeadlines = [
  { name: 'hour', ms: hourMs },
  { name: 'day', ms: 24 * hourMs },
  { name: 'threeDays', ms: 72 * hourMs },
] as const;

/** When a job gives up: "Gives up in 23 hours". */
export function deadlineWords({ state, deadlineAt }: Pick<Job, 'state' | 'deadlineAt'>, now: number): string {
  const say = words.page.activity.deadline;
  if (deadlineAt > now) return say.givesUp(formatRelative(deadlineAt, now));
  return state === 'paused' ? say.onceResumed : say.reached;
}

/** A time for a field of type `datetime-local`: where the reader is, to the minute. */
export function toLocalField(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What was entered as a deadline: a time, or why it is none. */
export function readDeadline(entered: string, now: number): { at: number } | { problem: string } {
  const at = new Date(entered).getTime();
  if (entered === '' || Number.isNaN(at)) return { problem: words.page.activity.deadline.noTime };
  if (at <= now) return { problem: words.page.activity.deadline.passed };
  return { at };
}
