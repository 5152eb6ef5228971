export { DriftNotice } from './drift-notice.tsx';
export { LifecycleDialog } from './lifecycle-dialog.tsx';
export { LifecyclePlanDialog } from './lifecycle-plan-dialog.tsx';
export { RuleFirst } from './rule-first.tsx';
