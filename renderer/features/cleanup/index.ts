export { CleanUpDialog, type PlanRequest } from './clean-up-dialog.tsx';
export { SeveralBucketsDialog } from './several-buckets-dialog.tsx';
