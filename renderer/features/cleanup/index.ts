export { CleanUpDialog, type PlanRequest } from './clean-up-dialog.tsx';
export { openPlanText, readPlanText } from './plan-text.ts';
export { SeveralBucketsDialog } from './several-buckets-dialog.tsx';
