export { CleanUpDialog, type PlanRequest } from './clean-up-dialog.tsx';
