export { Activity } from './activity.tsx';
export { progressOfAll, shownCounts, stateWord } from './job-words.ts';
export { isJobOnScreen, showJob, showWatching } from './panel.ts';
