import type { Job } from '../../../shared/schema/model.ts';
import type { PaceFigures } from '../../../shared/words/english/page/activity.ts';
import { words } from '../../../shared/words/words.ts';
import { progress } from './job-words.ts';

/** How many of a job's items had come to their end at a moment, ms since the epoch. */
type Seen = { at: number; done: number };

/** So far back a pace is measured, ms: long enough to be steady, short enough to follow. */
const spanMs = 60_000;
/** A shorter time, or fewer items, tells nothing yet. */
const [leastMs, leastDone] = [5_000, 5];

/** How fast a job comes on. */
export type Pace = {
  /** Items that come to their end in a second. */
  perSecond: number;
  /** Until the rest has, if it goes on so, ms. */
  leftMs: number;
};

/** Notes how far jobs are, and tells how fast each comes on. Reads no clock of its own. */
export function createJobPaces() {
  const seen = new Map<string, Seen[]>();
  return {
    /** @param now ms since the epoch */
    note(jobs: readonly Job[], now: number): void {
      for (const job of jobs) {
        if (job.state !== 'running' || job.waitingFor) {
          // What it did before it stood still says nothing of what comes after.
          seen.delete(job.id);
          continue;
        }
        const done = doneOf(job);
        const marks = seen.get(job.id) ?? [];
        if (marks.at(-1)?.done === done && marks.length > 0) continue;
        seen.set(job.id, [...marks.filter(({ at }) => now - at <= spanMs), { at: now, done }]);
      }
    },
    /** null while it cannot be told. */
    of(job: Job, now: number): Pace | null {
      const marks = seen.get(job.id);
      const first = marks?.find(({ at }) => now - at <= spanMs);
      if (job.state !== 'running' || job.waitingFor || !first) return null;
      const [ms, done] = [now - first.at, doneOf(job) - first.done];
      if (ms < leastMs || done < leastDone) return null;
      const perSecond = (done * 1000) / ms;
      return { perSecond, leftMs: ((job.items - doneOf(job)) * 1000) / perSecond };
    },
  };
}

/** The page's one. */
export const paces = createJobPaces();

function doneOf(job: Job): number {
  return Math.round(progress(job) * job.items);
}

/** "12 a second", or by the minute where it is slower. */
export function paceWords({ perSecond, leftMs }: Pace): string {
  return words.page.activity.job.pace({
    rate:
      perSecond >= 1
        ? { count: Math.round(perSecond), each: 'second' }
        : { count: Math.ceil(perSecond * 60), each: 'minute' },
    left: leftFigures(leftMs),
  });
}

/** A time that is only guessed, so in one unit. */
function leftFigures(ms: number): PaceFigures['left'] {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 100) return { count: minutes, unit: 'minute' };
  const hours = Math.round(minutes / 60);
  return hours < 48 ? { count: hours, unit: 'hour' } : { count: Math.round(hours / 24), unit: 'day' };
}
