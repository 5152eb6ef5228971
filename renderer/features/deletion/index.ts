export { DeletionDialog } from './deletion-dialog.tsx';
