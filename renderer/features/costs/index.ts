export { CostsDialog } from './costs-dialog.tsx';
export { useScanQuestion } from './scan-question.tsx';
