import type { PolicyWish } from '../../../shared/values/iam-policy.ts';

/** What people come with, each of it one or more of the policy's wishes. */
export const policyGoals = [
  { value: 'see', label: 'See what is there' },
  { value: 'clean up', label: 'Clean up' },
  { value: 'complete', label: 'Clean up and complete' },
  { value: 'lifecycle', label: 'Set a lifecycle rule' },
] as const;
export type PolicyGoal = (typeof policyGoals)[number]['value'];

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
