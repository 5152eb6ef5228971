import { late } from '../../ui/late.tsx';

export { keepBucketViews } from './bucket-view.ts';

/** A bucket's incomplete uploads, and what can be done with them. */
export const BucketScreen = late(async () => (await import('./bucket-screen.tsx')).BucketScreen);
