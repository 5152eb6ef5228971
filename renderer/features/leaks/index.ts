export { LeaksDialog } from './leaks-dialog.tsx';
export { originLines } from './origin-words.ts';
