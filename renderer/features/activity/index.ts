export { Activity } from './activity.tsx';
export { showJob } from './panel.ts';
