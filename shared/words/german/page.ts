import { type PageWords, pageWords } from '../english/page.ts';
import { accessLogsPage } from './page/access-logs.ts';
import { bucketSettingsPage } from './page/bucket-settings.ts';
import { costsPage } from './page/costs.ts';
import { deletionPage } from './page/deletion.ts';
import { endpointPage } from './page/endpoint.ts';
import { leaksPage } from './page/leaks.ts';
import { lensPage } from './page/lens.ts';
import { lifecyclePage } from './page/lifecycle.ts';
import { picturesPage } from './page/pictures.ts';
import { shellPage } from './page/shell.ts';
import { uiPage } from './page/ui.ts';

/** The page's parts in German; a part that is not written yet is still English. */
export const germanPage: PageWords = {
  ...pageWords,
  accessLogs: accessLogsPage,
  bucketSettings: bucketSettingsPage,
  costs: costsPage,
  deletion: deletionPage,
  endpoint: endpointPage,
  leaks: leaksPage,
  lens: lensPage,
  lifecycle: lifecyclePage,
  pictures: picturesPage,
  shell: shellPage,
  ui: uiPage,
};
