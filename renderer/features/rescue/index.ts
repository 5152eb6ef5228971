export { AsObject } from './as-object.tsx';
export { CompletionDialog } from './completion-dialog.tsx';
