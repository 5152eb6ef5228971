import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { test as base, type Download, expect, type Page } from '@playwright/test';
import { App } from './pages/app.ts';
import { isCollecting, keepFolder, noteMessage, placeFor } from './proofs/secrets/collection.ts';
import { startBrowserHost } from './support/hosts/browser.ts';
import { startElectron } from './support/hosts/electron.ts';
import './proofs/secrets/tap-process.ts';
import { type DesktopDouble, startDesktopDouble } from './support/desktop-double/start.ts';
import type { World } from './support/desktop-double/world.ts';
import { TestPractice } from './support/stores/practice.ts';
import { createUploader, type Keys } from './support/stores/seeding.ts';

export { expect };

/**
 * Which host carries the page: the browser host, the built desktop app on a double of Electron, or the desktop app itself
 * where Electron's binary is.
 */
export interface HostOptions {
  host: 'browser' | 'desktop' | 'electron';
  /** What the browser refuses in this flow, and says on its console; null: nothing. */
  refused: RegExp | null;
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
  /** The same for flows about the desktop app itself (`@desktop`), which also act as the person's desktop. */
  openDesktop: (options?: DesktopStart) => Promise<DesktopDouble>;
  /** The app, open on its first screen. */
  app: App;
}

export interface AppStart {
  /** Another folder than the test's own. */
  dataDir?: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** The proxy that the system wants for everything but this computer, as a URL. */
  systemProxy?: string;
}

export interface DesktopStart extends AppStart {
  /** How the desktop differs from one where all goes well. */
  world?: Partial<World>;
  /** The folder that the app is started in. */
  cwd?: string;
}

export const test = base.extend<Fixtures & HostOptions>({
  host: ['browser', { option: true }],
  refused: [null, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'loose-parts-flow-'));
    // The app's own from the start: it takes no folder that holds other files alone, and some flows put theirs beside its.
    await writeFile(join(folder, 'in-use.lock'), '');
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

  openDesktop: async ({ dataDir, page, refused }, use) => {
    const started: DesktopDouble[] = [];
    const watcher = createWatcher(refused);
    let pages = 0;
    /** Each window is a page of its own: the test's, then further ones of its context. */
    const newPage = async () => watcher.watch(pages++ === 0 ? page : await page.context().newPage(), 'judged');
    await use(async (options = {}) => {
      const desktop = await startDesktopDouble({ dataDir, newPage, offered: watcher.keep, ...options });
      started.push(desktop);
      return desktop;
    });
    await watcher.settle();
    for (const desktop of started) await desktop.stop();
    watcher.complain();
  },

  openApp: async ({ host, dataDir, page, openDesktop, refused }, use) => {
    const closers: (() => Promise<unknown>)[] = [];
    const watcher = createWatcher(refused);
    await use(async (options = {}) => {
      switch (host) {
        case 'desktop': {
          const { systemProxy } = options;
          const world = systemProxy === undefined ? {} : { proxy: `PROXY ${new URL(systemProxy).host}` };
          const desktop = await openDesktop({ ...options, world });
          return new App(desktop.page(), desktop.kill);
        }
        case 'electron': {
          const { systemProxy, args = [] } = options;
          const proxy = systemProxy === undefined ? [] : [`--proxy-server=${systemProxy}`];
          const electron = await startElectron({ dataDir, ...options, args: [...args, ...proxy] });
          closers.push(electron.close);
          watcher.watch(electron.page);
          return new App(electron.page, electron.kill);
        }
        case 'browser': {
          const { systemProxy, env } = options;
          const proxy = systemProxy === undefined ? {} : { HTTPS_PROXY: systemProxy, NO_PROXY: '127.0.0.1' };
          const process = await startBrowserHost({ dataDir, ...options, env: { ...env, ...proxy } });
          closers.push(process.stop);
          watcher.watch(page);
          await page.goto(process.url);
          return new App(page, process.kill);
        }
      }
    });
    await watcher.settle();
    // The page first: it would report its host's end as a failure.
    if (host === 'browser') await page.close();
    for (const close of closers) await close();
    watcher.complain();
  },

  app: async ({ openApp }, use) => {
    await use(await openApp());
  },
});

/** Records whatever pages complain of, and for the sweep what they say and save. Policy violations arrive as console errors. */
function createWatcher(refused: RegExp | null) {
  const watched = new WeakSet<Page>();
  const problems: string[] = [];
  const downloads: Promise<void>[] = [];
  /** Keeps a file for the sweep, unless the app refuses it: that one is cancelled, and holds nothing. */
  const keep = (download: Download, verdict: Promise<boolean> | true) => {
    if (!isCollecting()) return;
    const kept = async () => {
      if (await verdict) await download.saveAs(placeFor(download.suggestedFilename()));
    };
    downloads.push(kept());
  };
  return {
    /** @param saved `judged`: the double tells of files, with the app's verdict */
    watch(page: Page, saved: 'all' | 'judged' = 'all'): Page {
      if (watched.has(page)) return page;
      watched.add(page);
      if (saved === 'all') page.on('download', (download) => keep(download, true));
      page.on('pageerror', (error) => {
        const text = error.stack ?? error.message;
        noteMessage('page console', 'error', text);
        problems.push(`page error: ${text}`);
      });
      page.on('console', (message) => {
        const { url } = message.location();
        noteMessage('page console', message.type(), `${message.text()} ${url}`);
        // A call that fails as it should (a refused bucket, say) is an HTTP error, and the browser always notes it.
        const failedCall = message.text().startsWith('Failed to load resource') && url.includes('/rpc/');
        const isExpected = refused?.test(message.text()) ?? false;
        if (message.type() === 'error' && !failedCall && !isExpected)
          problems.push(`console error: ${message.text()} (${url})`);
      });
      return page;
    },
    keep,
    /** Every download has been kept. */
    settle: () => Promise.all(downloads),
    /** Fails where any page had something to complain of. */
    complain: () => expect(problems, 'page errors, console errors and policy violations').toEqual([]),
  };
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
