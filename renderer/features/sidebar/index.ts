export { Navigation } from './navigation.tsx';
