import { type PageWords, pageWords } from '../english/page.ts';
import { activityPage } from './page/activity.ts';
import { cleanupPage } from './page/cleanup.ts';
import { partsPage } from './page/parts.ts';
import { rescuePage } from './page/rescue.ts';
import { shellPage } from './page/shell.ts';
import { uiPage } from './page/ui.ts';
import { uploadsPage } from './page/uploads.ts';

/** The page's parts in German; a part that is not written yet is still English. */
export const germanPage: PageWords = {
  ...pageWords,
  activity: activityPage,
  cleanup: cleanupPage,
  parts: partsPage,
  rescue: rescuePage,
  shell: shellPage,
  ui: uiPage,
  uploads: uploadsPage,
};
