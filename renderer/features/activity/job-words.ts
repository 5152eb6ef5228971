import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { Attempt, Job } from '../../../shared/schema/model.ts';
import { finalVerdicts, type Verdict, verdicts } from '../../../shared/values/verdict-kinds.ts';
import { formatNoun } from '../../ui/amounts.ts';

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
  if (job.state === 'running' && job.heldUntil !== undefined) return 'about to begin';
  if (job.state === 'finished') return endWord(job);
  return job.state === 'running' && (job.waitingFor || isAway) ? 'waiting' : job.state;
}

/** How a job ended: what came to nothing does not read like a success. */
function endWord({ kind, items, counts }: Job): string {
  const good = kind === 'abort' ? counts.clear : counts.completed;
  const settled = good + counts.skipped + counts.completed + counts.cancelled + counts.ghost;
  if (items > 0 && counts.cancelled === items) return 'cancelled';
  const open = counts.refused + counts.unverified + counts.unreachable + counts['gave up'];
  if (open === 0) return 'finished';
  if (open === items)
    return counts.refused === items ? 'refused' : counts.unverified === items ? 'not verified' : 'not clear';
  return settled > 0 || open > 0 ? `${formatCount(open)} not clear` : 'finished';
}

/** What a job is about, in a few words: "3 uploads came back", "1 upload to complete". */
export function jobWords({ kind, cause, items }: Job): string {
  const uploads = formatNoun(items, 'upload');
  if (kind === 'complete') return `${uploads} to complete`;
  return cause === 'came back' ? `${uploads} came back` : uploads;
}

/** The strip's one line: what runs, what needs eyes, what is freed. */
export function stripSentence(jobs: readonly Job[], scanning = 0): string {
  const scans = scanning > 0 ? [`${formatNoun(scanning, 'bucket')} being scanned`] : [];
  if (jobs.length === 0) return scans[0] ?? 'Nothing is running';
  const running = jobs.filter(({ state }) => state !== 'finished');
  const cleanUps = jobs.filter(({ kind }) => kind === 'abort');
  const rescues = jobs.filter(({ kind }) => kind === 'complete');
  const sum = (of: readonly Job[], pick: (job: Job) => number) => of.reduce((total, job) => total + pick(job), 0);
  const stubborn = sum(cleanUps, (job) => job.counts.stubborn + job.counts.hidden);
  const clear = sum(cleanUps, (job) => job.counts.clear);
  const completed = sum(rescues, (job) => job.counts.completed);
  const left = sum(cleanUps, (job) => job.bytesLeft);
  const uploads = formatNoun(
    sum(cleanUps, (job) => job.items),
    'upload',
  );
  const open = sum(jobs, ({ counts }) => counts.refused + counts.unverified + counts.unreachable + counts['gave up']);
  const waiting = running.filter(({ waitingFor }) => waitingFor !== null).length;
  return [
    ...scans,
    running.length === 0
      ? `${formatNoun(jobs.length, 'job')} finished`
      : waiting === running.length
        ? `${formatNoun(waiting, 'job')} waiting`
        : `${formatNoun(running.length, 'job')} running`,
    ...(cleanUps.length > 0 ? [`${formatCount(clear)} of ${uploads} clear`] : []),
    ...(rescues.length > 0 ? [`${formatCount(completed)} of ${formatCount(rescues.length)} completed`] : []),
    ...(open > 0 ? [`${formatCount(open)} not clear`] : []),
    ...(stubborn > 0 ? [`${formatCount(stubborn)} stubborn`] : []),
    ...(cleanUps.length > 0 ? [`${formatBytes(sum(cleanUps, (job) => job.bytesFreed))} freed`] : []),
    ...(left > 0 ? [`${formatBytes(left)} left`] : []),
  ].join(' · ');
}

/** What a clean-up that has ended proved: "3 clear, 56.4 GiB, two looks each"; null where nothing came of it. */
export function proofWords({ kind, state, counts, bytesFreed }: Job): string | null {
  if (kind !== 'abort' || state !== 'finished' || counts.clear === 0) return null;
  return `${formatCount(counts.clear)} clear, ${formatBytes(bytesFreed)}, two looks each`;
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
  const answer = attempt.status === null ? 'no answer yet' : `HTTP ${attempt.status}`;
  const code = attempt.code ? ` ${attempt.code}` : '';
  const after =
    attempt.partsAfter === null
      ? 'not looked yet'
      : attempt.partsAfter === 0
        ? 'no parts after it'
        : `${formatNoun(attempt.partsAfter, 'part')} left after it`;
  return `Attempt ${attempt.number}: ${answer}${code}, ${after}`;
}

/** All attempts in words, for those who do not see the dots. Only the newest few are spelled out. */
export function attemptsLabel(attempts: readonly Attempt[]): string {
  if (attempts.length === 0) return 'No attempt yet';
  const newest = attempts.slice(-3).map(attemptWords).join('. ');
  return `${formatNoun(attempts.length, 'attempt')}. ${newest}`;
}
