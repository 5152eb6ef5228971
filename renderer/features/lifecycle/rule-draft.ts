import type { WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import { mostRuleDays } from '../../../shared/values/lifecycle-kinds.ts';
import { words } from '../../../shared/words/words.ts';

/** A rule as it is being entered. */
export interface RuleDraft {
  days: string;
  prefix: string;
}

/** The rule, or why it is none yet. */
export function ruleOf({ days, prefix }: RuleDraft): { rule: WantedRuleInput } | { problem: string } {
  const count = /^\s*\d{1,5}\s*$/.test(days) ? Number(days) : Number.NaN;
  if (!(count >= 1 && count <= mostRuleDays)) return { problem: words.page.lifecycle.fields.wholeDays(mostRuleDays) };
  // A prefix may begin or end with a blank.
  return { rule: { days: count, prefix } };
}
