import { accessLogsPage } from './page/access-logs.ts';
import { activityPage } from './page/activity.ts';
import { bucketSettingsPage } from './page/bucket-settings.ts';
import { cleanupPage } from './page/cleanup.ts';
import { cloudWatchPage } from './page/cloudwatch.ts';
import { connectionsPage } from './page/connections.ts';
import { costsPage } from './page/costs.ts';
import { deletionPage } from './page/deletion.ts';
import { endpointPage } from './page/endpoint.ts';
import { historyPage } from './page/history.ts';
import { leaksPage } from './page/leaks.ts';
import { lensPage } from './page/lens.ts';
import { lifecyclePage } from './page/lifecycle.ts';
import { noticesPage } from './page/notices.ts';
import { openingsPage } from './page/openings.ts';
import { overviewPage } from './page/overview.ts';
import { partsPage } from './page/parts.ts';
import { permissionsPage } from './page/permissions.ts';
import { picturesPage } from './page/pictures.ts';
import { rescuePage } from './page/rescue.ts';
import { shellPage } from './page/shell.ts';
import { sidebarPage } from './page/sidebar.ts';
import { signInPage } from './page/sign-in.ts';
import { uiPage } from './page/ui.ts';
import { uploadsPage } from './page/uploads.ts';

/**
 * The sentences of the page that stand there whatever the data, and those that take a figure or a name: by the folder of
 * `renderer/` that shows them. Each is a string, or a function that makes one.
 */
export const pageWords = {
  accessLogs: accessLogsPage,
  activity: activityPage,
  bucketSettings: bucketSettingsPage,
  cleanup: cleanupPage,
  cloudWatch: cloudWatchPage,
  connections: connectionsPage,
  costs: costsPage,
  deletion: deletionPage,
  endpoint: endpointPage,
  history: historyPage,
  leaks: leaksPage,
  lens: lensPage,
  lifecycle: lifecyclePage,
  notices: noticesPage,
  openings: openingsPage,
  overview: overviewPage,
  parts: partsPage,
  permissions: permissionsPage,
  pictures: picturesPage,
  rescue: rescuePage,
  shell: shellPage,
  sidebar: sidebarPage,
  signIn: signInPage,
  ui: uiPage,
  uploads: uploadsPage,
};

/** What any language has to say on the page: as English does. */
export type PageWords = typeof pageWords;
