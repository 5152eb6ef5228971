export { BucketScreen } from './bucket-screen.tsx';
