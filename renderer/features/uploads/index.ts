export { BucketScreen } from './bucket-screen.tsx';
export { keepBucketViews } from './bucket-view.ts';
