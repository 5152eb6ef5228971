export { CleanUpDialog, type PlanSelection } from './clean-up-dialog.tsx';
