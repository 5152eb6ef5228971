import type { Attempt, Job } from '../../../shared/schema/model.ts';
import { finalVerdicts, type Verdict, verdicts } from '../../../shared/values/verdict-kinds.ts';
import { words } from '../../../shared/words/words.ts';
import { leftClause } from '../../ui/amounts.ts';

/** A job's counts in the order they are shown: what needs eyes, what goes on, what is done. Zeros are left out. */
export function shownCounts(job: Job): { verdict: Verdict | 'pending'; count: number }[] {
  const order: (Verdict | 'pending')[] = [
    'stubborn',
    'hidden',
    'refused',
    'gave up',
    'unreachable',
    'unverified',
    'clearing',
    'pending',
  ];
  const rest = verdicts.filter((verdict) => !order.includes(verdict));
  return [...order, ...rest].flatMap((verdict) => {
    const count = job.counts[verdict];
    return count > 0 ? [{ verdict, count }] : [];
  });
}

/** Items that have come to an end, of all items: 0 to 1. */
export function progress(job: Job): number {
  if (job.items === 0) return 1;
  let done = 0;
  for (const verdict of finalVerdicts) done += job.counts[verdict];
  return done / job.items;
}

/**
 * A job's state in a word; "waiting" where it stands still although it runs.
 * @param isAway its store does not answer, or is given time
 */
export function stateWord(job: Job, isAway = false): string {
  const say = words.page.activity.state;
  if (job.state === 'running' && job.heldUntil !== undefined) return say.aboutToBegin;
  if (job.state === 'finished') return endWord(job);
  return job.state === 'running' && (job.waitingFor || isAway) ? say.waiting : say[job.state];
}

/** How a job ended: what came to nothing does not read like a success. */
function endWord({ kind, items, counts }: Job): string {
  const say = words.page.activity.state;
  const good = kind === 'abort' ? counts.clear : counts.completed;
  const settled = good + counts.skipped + counts.completed + counts.cancelled + counts.ghost;
  if (items > 0 && counts.cancelled === items) return say.cancelled;
  const open = counts.refused + counts.unverified + counts.unreachable + counts['gave up'];
  if (open === 0) return say.finished;
  if (open === items)
    return counts.refused === items ? say.refused : counts.unverified === items ? say.notVerified : say.notClear;
  return settled > 0 || open > 0 ? say.someNotClear(open) : say.finished;
}

/** What a job is about, in a few words: "3 uploads came back", "1 upload to complete". */
export function jobWords({ kind, cause, items }: Job): string {
  const say = words.page.activity.about;
  if (kind === 'complete') return say.toComplete(items);
  return cause === 'came back' ? say.cameBack(items) : say.uploads(items);
}

/** The strip's one line, clause by clause, what matters most first: a narrow window shows as many as fit. */
export function stripClauses(jobs: readonly Job[], scanning = 0): string[] {
  const say = words.page.activity.strip;
  const scans = scanning > 0 ? [say.scanning(scanning)] : [];
  if (jobs.length === 0) return scanning > 0 ? scans : [say.nothing];
  const running = jobs.filter(({ state }) => state !== 'finished');
  const cleanUps = jobs.filter(({ kind }) => kind === 'abort');
  const rescues = jobs.filter(({ kind }) => kind === 'complete');
  const sum = (of: readonly Job[], pick: (job: Job) => number) => of.reduce((total, job) => total + pick(job), 0);
  const stubborn = sum(cleanUps, (job) => job.counts.stubborn + job.counts.hidden);
  const clear = sum(cleanUps, (job) => job.counts.clear);
  const completed = sum(rescues, (job) => job.counts.completed);
  const left = {
    bytesLeft: sum(cleanUps, (job) => job.bytesLeft),
    unknownLeft: sum(cleanUps, (job) => job.unknownLeft),
  };
  const uploads = sum(cleanUps, ({ items }) => items);
  const open = sum(jobs, ({ counts }) => counts.refused + counts.unverified + counts.unreachable + counts['gave up']);
  const waiting = running.filter(({ waitingFor }) => waitingFor !== null).length;
  return [
    running.length === 0
      ? open === 0
        ? say.finished(jobs.length)
        : say.ended(jobs.length)
      : waiting === running.length
        ? say.waiting(waiting)
        : say.running(running.length),
    ...(cleanUps.length > 0 ? [say.clear({ clear, of: uploads })] : []),
    ...(rescues.length > 0 ? [say.completed({ completed, of: rescues.length })] : []),
    ...(left.bytesLeft > 0 || left.unknownLeft > 0 ? [leftClause(left)] : []),
    ...(open > 0 ? [say.notClear(open)] : []),
    ...(stubborn > 0 ? [say.stubborn(stubborn)] : []),
    ...(cleanUps.length > 0 ? [say.freed(sum(cleanUps, (job) => job.bytesFreed))] : []),
    ...scans,
  ];
}

/** What a clean-up that has ended proved: "3 clear, 56.4 GiB, two looks each"; null where nothing came of it. */
export function proofWords({ kind, state, counts, bytesFreed }: Job): string | null {
  if (kind !== 'abort' || state !== 'finished' || counts.clear === 0) return null;
  return words.page.activity.job.proof({ clear: counts.clear, freed: bytesFreed });
}

/** How far the jobs that run are together, 0 to 1; null where none does. */
export function progressOfAll(jobs: readonly Job[]): number | null {
  const running = jobs.filter(({ state, heldUntil }) => state === 'running' && heldUntil === undefined);
  const items = running.reduce((sum, job) => sum + job.items, 0);
  if (items === 0) return null;
  return running.reduce((sum, job) => sum + progress(job) * job.items, 0) / items;
}

/** What one dot of the attempts' line stands for. */
export type AttemptKind = 'under way' | 'parts left' | 'nothing seen' | 'not seen' | 'refused';

export function attemptKind({ status, partsAfter }: Attempt): AttemptKind {
  if (partsAfter !== null) return partsAfter > 0 ? 'parts left' : 'nothing seen';
  if (status === null) return 'under way';
  // 204 and 404 both occur for "done": what counts is the look, and there is none yet.
  return status >= 400 && status !== 404 ? 'refused' : 'not seen';
}

/** An attempt in words: "Attempt 2: HTTP 204, 3 parts left after it". */
export function attemptWords(attempt: Attempt): string {
  return words.page.activity.attempts.one(attempt);
}

/** All attempts in words, for those who do not see the dots. Only the newest few are spelled out. */
export function attemptsLabel(attempts: readonly Attempt[]): string {
  if (attempts.length === 0) return words.page.activity.attempts.none;
  return words.page.activity.attempts.all({ count: attempts.length, newest: attempts.slice(-3).map(attemptWords) });
}
