import { type PageWords, pageWords } from '../english/page.ts';
import { shellPage } from './page/shell.ts';
import { uiPage } from './page/ui.ts';

/** The page's parts in German; a part that is not written yet is still English. */
export const germanPage: PageWords = {
  ...pageWords,
  shell: shellPage,
  ui: uiPage,
};
