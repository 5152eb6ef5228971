import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures.ts';
import { electronBinary } from './support/hosts/electron.ts';

/** On a real store: only the flows tagged `@store`. */
const store = process.env.STORE ?? 'practice';
const isReal = store !== 'practice';
const chromium = process.env.CHROMIUM_PATH;

/**
 * Each flow runs where what it shows may differ: nearly all on the desktop app (its built shell, on a double of Electron);
 * those about the browser host there (`@browser`); a few on both (`@both`), which show that either host carries all that
 * there is to carry: answers, errors, the live feed, downloads, a restart. `@desktop` are about the shell itself;
 * `@not-electron` read the clipboard, save a file or open a page beside the app's, which Playwright cannot do in a window of
 * the real Electron.
 */
const onBrowser = isReal ? /^(?=.*@store)(?=.*@(browser|both))/s : /@(browser|both)/;
const onlyStore = isReal ? { grep: /@store/ } : {};

/** `npm run test:e2e` finds a Chromium and passes it here as CHROMIUM_PATH. */
export default defineConfig<HostOptions>({
  testDir: 'flows',
  outputDir: 'reports/results',
  reporter: [['list'], ['html', { outputFolder: join(import.meta.dirname, 'reports/html'), open: 'never' }]],
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  // A flow waits about a quarter of its time, for the app's own pauses: one more than two processors work on.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // A computer that does much else is no failure.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    // Without film and copies of the page: they cost half of every flow, and a failure has its picture and its page anyway.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        // Chromium's sandbox refuses root; the desktop app's own is tested with the desktop app.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // A browser under test calls nobody but us.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { host: 'desktop' }, grepInvert: /@browser/, ...onlyStore },
    { name: 'browser', use: { host: 'browser' }, grep: onBrowser },
    ...(electronBinary()
      ? [
          {
            name: 'electron',
            use: { host: 'electron' as const },
            grepInvert: /@(browser|desktop|not-electron)/,
            ...onlyStore,
          },
        ]
      : []),
  ],
});
