import { assertNever } from '../../../shared/values/exhaustive.ts';
import { type AbortLapse, type Obstacle, obstacles } from '../../../shared/values/lifecycle-kinds.ts';
import { readings } from '../store/readings.ts';
import type { AbortAction, LifecycleConfiguration, LifecycleRule } from './configuration.ts';

/** What of an upload a rule goes by. */
export interface RuledUpload {
  key: string;
  /** ms UTC. */
  initiatedAt: number;
  /** When its newest part was stored, ms UTC; null where there is none, or it is not known. */
  newestPartAt: number | null;
}

const dayMs = 86_400_000;

/** The next midnight UTC, or this one: S3 adds the days and then rounds up to it (user guide, lifecycle, "Understanding…"). */
export function nextMidnight(at: number): number {
  return Math.ceil(at / dayMs) * dayMs;
}

/**
 * When an upload that was begun then is aborted by a rule of so many days, ms UTC. About: the store's own word is
 * x-amz-abort-date, and the work is done some time after it.
 */
export function abortDateAfter(initiatedAt: number, days: number): number {
  return nextMidnight(initiatedAt + days * dayMs);
}

/** When an action aborts an upload, ms UTC; null: never, or it cannot be told. */
function actionDate(action: AbortAction, { initiatedAt, newestPartAt }: RuledUpload): number | null {
  switch (action.kind) {
    case 'days after initiation':
      return abortDateAfter(initiatedAt, action.days);
    case 'days after last part':
      return abortDateAfter(newestPartAt ?? initiatedAt, action.days);
    case 'before':
      return initiatedAt < action.at ? nextMidnight(action.at) : null;
    case 'unreadable':
      return null;
    default:
      return assertNever(action);
  }
}

/** What a rule does to an upload. */
export type RuleEffect = { aborts: true; at: number } | { aborts: false; why: Obstacle };

function effectOf(rule: LifecycleRule, upload: RuledUpload): RuleEffect {
  const { abort, scope, enabled } = rule;
  if (!upload.key.startsWith(scope.prefix)) return { aborts: false, why: 'other prefix' };
  if (abort === null) return { aborts: false, why: 'no abort action' };
  if (scope.conditions.length > 0) return { aborts: false, why: 'condition' };
  if (enabled === false) return { aborts: false, why: 'disabled' };
  const at = actionDate(abort, upload);
  if (enabled === null || abort.kind === 'unreadable') return { aborts: false, why: 'unreadable' };
  return at === null ? { aborts: false, why: 'too young' } : { aborts: true, at };
}

/** What a configuration does to an upload. */
export type Coverage =
  /** The rule that aborts it first, by its place among the rules, and about when (ms UTC). */
  | { covered: true; at: number; rule: number }
  /** The rule that comes nearest, and what keeps it from aborting; null: there are no rules. */
  | { covered: false; nearest: { rule: number; why: Obstacle } | null };

export function coverageOf({ rules }: LifecycleConfiguration, upload: RuledUpload): Coverage {
  let first: { at: number; rule: number } | null = null;
  let nearest: { rule: number; why: Obstacle } | null = null;
  for (const [rule, candidate] of rules.entries()) {
    const effect = effectOf(candidate, upload);
    if (effect.aborts) {
      if (first === null || effect.at < first.at) first = { at: effect.at, rule };
    } else if (nearest === null || obstacles.indexOf(effect.why) < obstacles.indexOf(nearest.why)) {
      nearest = { rule, why: effect.why };
    }
  }
  return first ? { covered: true, ...first } : { covered: false, nearest };
}

/** What the store told of an upload when it was sized: when lifecycle aborts it, ms UTC, and by which rule. */
export interface ToldAbort {
  abortDate: number | null;
  /** The rule's ID; null: it told none. */
  abortRuleId: string | null;
}

/**
 * Why the store's own word on when it aborts an upload holds no longer: it is of the rule that it named then, which is gone by
 * now, does not abort the upload any more or has other days. null: it holds, or the store told none.
 */
export function lapseOf({ rules }: LifecycleConfiguration, upload: RuledUpload & ToldAbort): AbortLapse | null {
  const { abortDate, abortRuleId } = upload;
  if (abortDate === null || abortRuleId === null) return null;
  // A header names it as it is, or encoded as in x-amz-expiration (API reference, GetObject).
  const named = readings(abortRuleId);
  const rule = rules.find(({ id }) => named.includes(id));
  if (!rule) return 'rule gone';
  const effect = effectOf(rule, upload);
  // Stores round in their own ways, within a day.
  return effect.aborts && Math.abs(effect.at - abortDate) <= dayMs ? null : 'rule changed';
}

/**
 * When an upload is aborted, ms UTC, with the rules as they are now: by the store's own word as long as it holds, else, or
 * where a rule that came since is sooner, by what the rules say. null: no rule aborts it.
 */
export function abortDateOf(configuration: LifecycleConfiguration, upload: RuledUpload & ToldAbort): number | null {
  const coverage = coverageOf(configuration, upload);
  const byRules = coverage.covered ? coverage.at : null;
  const { abortDate, abortRuleId } = upload;
  if (abortDate === null || lapseOf(configuration, upload) !== null) return byRules;
  const isSooner = abortRuleId !== null && byRules !== null && byRules < abortDate - dayMs;
  return isSooner ? byRules : abortDate;
}

/** Whether a configuration aborts every upload that there may ever be, whatever its key: at the latest after so many days. */
export function coversEverything({ rules }: LifecycleConfiguration): { days: number } | null {
  let days: number | null = null;
  for (const { enabled, scope, abort } of rules) {
    if (enabled !== true || scope.prefix !== '' || scope.conditions.length > 0) continue;
    if (abort?.kind === 'days after initiation') days = Math.min(days ?? abort.days, abort.days);
  }
  return days === null ? null : { days };
}
