export { BucketSizes } from './bucket-sizes.tsx';
export { CloudWatchDialog } from './cloudwatch-dialog.tsx';
export { ToldLine } from './told-line.tsx';
