import type { GroupTally } from './group-tally.ts';

/** What to do about a cause. Codes: the sentences are made where they are shown. */
export type Advice =
  /** Let the client abort what it gives up, and resume instead of beginning anew. */
  | 'abort on failure'
  /** Look why the first PUT never comes: CORS, a clock, a proxy, a health check that only begins. */
  | 'check the first part'
  /** Look why Complete never comes: the right to it, a time limit, a crash after the last part; and rescue what is whole. */
  | 'check complete'
  /** Look at this principal first. */
  | 'ask the initiator'
  /** Make the retry resume, or abort before it begins anew. */
  | 'resume retries'
  /** Look at what is started at this time of day. */
  | 'look at the schedule'
  /** Nothing leaks any more: clean up once. */
  | 'clean up once'
  /** It goes on: a lifecycle rule keeps it small until the cause is mended. */
  | 'add a rule';

/** Why uploads of a group are left behind, as far as it shows in all of them. `uploads` of `of` show it. */
export type Cause = { uploads: number; of: number; advice: Advice } & (
  | { code: 'dies before its second part' }
  | { code: 'never sends a part' }
  | { code: 'never completes' }
  /** Killed while it sent many parts at once. */
  | { code: 'killed in parallel' }
  | { code: 'one initiator'; initiator: string }
  /** The same keys are begun again and again. */
  | { code: 'same keys'; keys: number }
  /** Begun at about the same minute of the day (UTC, 0 to 1439), on so many days. */
  | { code: 'same time of day'; minute: number; days: number }
  /** Nearly all of them on one day (its first ms, UTC), long over. */
  | { code: 'one day'; day: number }
  /** New ones still come: so many a day, over the last week. */
  | { code: 'goes on'; perDay: number; since: number }
  /** None for at least a month; the last on this day. */
  | { code: 'over'; lastDay: number }
);

/** Fewer uploads show nothing. */
export const fewest = 10;
const most = 0.8;
const dayMs = 86_400_000;
/** Schedules are seldom on the minute: what they start waits for its turn. */
const scheduleMinutes = 5;

/**
 * What the uploads of a group have in common that tells why they were left. Simple rules, each by itself; none speaks of a
 * group of less than {@link fewest}.
 *
 * @param tally of uploads that are not active: what is under way may well be finished
 * @param now ms UTC, by the server's clock
 */
export function causesOf(tally: GroupTally, now: number): Cause[] {
  if (tally.uploads < fewest) return [];
  return [...sharesOfParts(tally), ...sharesOfNames(tally), ...shareOfTime(tally), ...course(tally, now)];
}

function sharesOfParts({ listed, withOnePart, withoutParts, withoutFirst, whole }: GroupTally): Cause[] {
  const causes: Cause[] = [];
  if (listed < fewest) return causes;
  const shows = (uploads: number) => uploads >= listed * most;
  if (shows(withoutParts)) {
    causes.push({ code: 'never sends a part', uploads: withoutParts, of: listed, advice: 'check the first part' });
  }
  // A single part that is a whole file says that only Complete is missing, not that a second part is.
  if (shows(withOnePart) && !shows(whole)) {
    causes.push({ code: 'dies before its second part', uploads: withOnePart, of: listed, advice: 'abort on failure' });
  }
  if (shows(whole)) causes.push({ code: 'never completes', uploads: whole, of: listed, advice: 'check complete' });
  if (withoutFirst >= listed * 0.3) {
    causes.push({ code: 'killed in parallel', uploads: withoutFirst, of: listed, advice: 'abort on failure' });
  }
  return causes;
}

function sharesOfNames({ uploads, initiators, withoutInitiator, keys }: GroupTally): Cause[] {
  const causes: Cause[] = [];
  const [first] = [...initiators.counts].sort(([, a], [, b]) => b - a);
  if (first && withoutInitiator < uploads && first[1] >= uploads * 0.95) {
    causes.push({
      code: 'one initiator',
      initiator: first[0],
      uploads: first[1],
      of: uploads,
      advice: 'ask the initiator',
    });
  }
  const again = [...keys.counts.values()].reduce((sum, count) => sum + (count >= 3 ? count : 0), 0);
  if (again >= uploads * 0.5) {
    const keysAgain = [...keys.counts.values()].filter((count) => count >= 3).length;
    causes.push({ code: 'same keys', keys: keysAgain, uploads: again, of: uploads, advice: 'resume retries' });
  }
  return causes;
}

function shareOfTime({ uploads, minutes, days }: GroupTally): Cause[] {
  if (days.size < 3) return [];
  let best = 0;
  let bestMinute = 0;
  for (let minute = 0; minute < minutes.length; minute++) {
    let within = 0;
    for (let next = 0; next < scheduleMinutes; next++) within += minutes[(minute + next) % minutes.length] ?? 0;
    if (within > best) [best, bestMinute] = [within, minute];
  }
  if (best < uploads * 0.6) return [];
  // The first of the minutes in which there is one.
  while ((minutes[bestMinute] ?? 0) === 0) bestMinute = (bestMinute + 1) % minutes.length;
  return [
    {
      code: 'same time of day',
      minute: bestMinute,
      days: days.size,
      uploads: best,
      of: uploads,
      advice: 'look at the schedule',
    },
  ];
}

function course({ uploads, days }: GroupTally, now: number): Cause[] {
  const lastDay = Math.max(...days.keys());
  const [fullest] = [...days].sort(([, a], [, b]) => b - a);
  if (fullest && fullest[1] >= uploads * most && now - fullest[0] > 8 * dayMs) {
    return [{ code: 'one day', day: fullest[0], uploads: fullest[1], of: uploads, advice: 'clean up once' }];
  }
  if (now - lastDay >= 30 * dayMs) return [{ code: 'over', lastDay, uploads, of: uploads, advice: 'clean up once' }];
  // The last seven whole days: today is not over.
  const today = startOfDay(now);
  let recent = 0;
  for (const [day, count] of days) if (day >= today - 7 * dayMs && day < today) recent += count;
  if (recent === 0) return [];
  const since = Math.min(...days.keys());
  return [{ code: 'goes on', perDay: recent / 7, since, uploads: recent, of: uploads, advice: 'add a rule' }];
}

function startOfDay(at: number): number {
  return Math.floor(at / dayMs) * dayMs;
}
