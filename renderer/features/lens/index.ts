export { LensDialog } from './lens-dialog.tsx';
