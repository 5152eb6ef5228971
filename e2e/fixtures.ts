import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { test as base, expect, type Page } from '@playwright/test';
import { startBrowserHost } from './hosts/browser.ts';
import { startDesktopApp } from './hosts/desktop.ts';
import { App } from './pages/app.ts';
import { isCollecting, keepFolder, noteMessage, placeFor } from './secrets/collection.ts';
import './secrets/tap-process.ts';
import { TestPractice } from './stores/practice.ts';
import { createUploader, type Keys } from './stores/seeding.ts';

export { expect };

/** Which host carries the page (design, "Two hosts"). */
export interface HostOptions {
  host: 'browser' | 'desktop';
}

interface Fixtures {
  /** A folder of the test's own, gone afterwards. */
  dataDir: string;
  /** The store under test, with an uploader of its own: practice storage, or the real one that STORE names. */
  store: Keys & { uploader: S3Client };
  /** A practice store in this process, whose behaviours can be set and whose log can be read. */
  practice: TestPractice;
  /** Starts the app on the test's data folder; whatever is started ends with the test. */
  openApp: (options?: AppStart) => Promise<App>;
  /** The app, open on its first screen. */
  app: App;
}

export interface AppStart {
  /** Another folder than the test's own. */
  dataDir?: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

export const test = base.extend<Fixtures & HostOptions>({
  host: ['browser', { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'loose-parts-flow-'));
    await use(folder);
    keepFolder(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  practice: async ({}, use) => {
    const practice = await TestPractice.start();
    await use(practice);
    await practice.store.close();
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  store: async ({}, use) => {
    const started = startedStore();
    const practice = started ? null : await TestPractice.start();
    const keys = started ?? practice?.store;
    if (!keys) return;
    const uploader = createUploader(keys);
    await use({ ...keys, uploader });
    uploader.destroy();
    await practice?.store.close();
  },

  openApp: async ({ host, dataDir, page }, use) => {
    const closers: (() => Promise<void>)[] = [];
    const problems: string[] = [];
    const downloads: Promise<void>[] = [];
    await use(async (options = {}) => {
      if (host === 'desktop') {
        const desktop = await startDesktopApp({ dataDir, ...options });
        closers.push(desktop.close);
        watch(desktop.page, problems, downloads);
        return new App(desktop.page, desktop.close);
      }
      const process = await startBrowserHost({ dataDir, ...options });
      closers.push(process.stop);
      watch(page, problems, downloads);
      await page.goto(process.url);
      return new App(page, process.kill);
    });
    await Promise.all(downloads);
    // The page first: it would report its host's end as a failure.
    if (host === 'browser') await page.close();
    for (const close of closers) await close();
    expect(problems, 'page errors, console errors and policy violations').toEqual([]);
  },

  app: async ({ openApp }, use) => {
    await use(await openApp());
  },
});

const watched = new WeakSet<Page>();

/** Records whatever the page complains of, and for the sweep what it says and saves. Policy violations arrive as console errors. */
function watch(page: Page, problems: string[], downloads: Promise<void>[]): void {
  if (watched.has(page)) return;
  watched.add(page);
  page.on('pageerror', (error) => {
    const text = error.stack ?? error.message;
    noteMessage('page console', 'error', text);
    problems.push(`page error: ${text}`);
  });
  if (isCollecting()) {
    page.on('download', (download) => downloads.push(download.saveAs(placeFor(download.suggestedFilename()))));
  }
  page.on('console', (message) => {
    const { url } = message.location();
    noteMessage('page console', message.type(), `${message.text()} ${url}`);
    // A call that fails as it should (a refused bucket, say) is an HTTP error, and the browser always notes it.
    const failedCall = message.text().startsWith('Failed to load resource') && url.includes('/rpc/');
    if (message.type() === 'error' && !failedCall) problems.push(`console error: ${message.text()} (${url})`);
  });
}

/** The real store that the global set-up started, or null where the flows run on practice storage. */
function startedStore(): Keys | null {
  if ((process.env.STORE ?? 'practice') === 'practice') return null;
  const { STORE_ENDPOINT_URL, STORE_REGION, STORE_ACCESS_KEY_ID, STORE_SECRET_ACCESS_KEY } = process.env;
  if (!STORE_ENDPOINT_URL || !STORE_REGION || !STORE_ACCESS_KEY_ID || !STORE_SECRET_ACCESS_KEY) {
    throw new Error('The store is not started: run the flows by `npm run test:e2e -- --store=NAME`.');
  }
  return {
    endpointUrl: STORE_ENDPOINT_URL,
    region: STORE_REGION,
    accessKeyId: STORE_ACCESS_KEY_ID,
    secretAccessKey: STORE_SECRET_ACCESS_KEY,
  };
}
