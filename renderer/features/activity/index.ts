export { Activity } from './activity.tsx';
export { shownCounts, stateWord } from './job-words.ts';
export { isJobOnScreen, showJob, showWatching } from './panel.ts';
