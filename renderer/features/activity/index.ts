export { Activity } from './activity.tsx';
export { shownCounts, stateWord } from './job-words.ts';
export { showJob } from './panel.ts';
