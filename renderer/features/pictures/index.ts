export { PicturesDialog } from './pictures-dialog.tsx';
