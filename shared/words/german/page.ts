import { type PageWords, pageWords } from '../english/page.ts';
import { cloudWatchPage } from './page/cloudwatch.ts';
import { daysAdvice } from './page/lifecycle/days-advice.ts';
import { shellPage } from './page/shell.ts';
import { uiPage } from './page/ui.ts';

/** The page's parts in German; a part that is not written yet is still English. */
export const germanPage: PageWords = {
  ...pageWords,
  cloudWatch: cloudWatchPage,
  lifecycle: { ...pageWords.lifecycle, daysAdvice },
  shell: shellPage,
  ui: uiPage,
};
