import type { PolicyWish } from '../../../shared/values/iam-policy.ts';
import { words } from '../../../shared/words/words.ts';

/** What people come with, each of it one or more of the policy's wishes. */
export type PolicyGoal = 'see' | 'clean up' | 'complete' | 'lifecycle';

/** The goals as choices. */
export function policyGoals(): { value: PolicyGoal; label: string }[] {
  const { goals } = words.page.permissions.policy;
  return [
    { value: 'see', label: goals.see },
    { value: 'clean up', label: goals.cleanUp },
    { value: 'complete', label: goals.complete },
    { value: 'lifecycle', label: goals.lifecycle },
  ];
}

/** The wishes that a goal takes. */
export function wishesOf(goal: PolicyGoal): readonly PolicyWish[] {
  switch (goal) {
    case 'see':
    case 'clean up':
      return [goal];
    case 'complete':
      return ['clean up', 'complete instead'];
    case 'lifecycle':
      return ['see', 'lifecycle'];
  }
}
