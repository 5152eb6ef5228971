import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures.ts';
import { electronBinary } from './hosts/desktop.ts';

/** On a real store: only the flows tagged `@store`. */
const store = process.env.STORE ?? 'practice';
const isReal = store !== 'practice';
const chromium = process.env.CHROMIUM_PATH;

/** `npm run test:e2e` finds a Chromium and passes it here as CHROMIUM_PATH. */
export default defineConfig<HostOptions>({
  testDir: 'flows',
  outputDir: 'reports/results',
  reporter: [['list'], ['html', { outputFolder: join(import.meta.dirname, 'reports/html'), open: 'never' }]],
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: isReal ? 120_000 : 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    // Without the film: it costs a third of every flow, and a failure has its picture anyway.
    trace: { mode: 'retain-on-failure', screenshots: false },
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
    { name: isReal ? `browser-${store}` : 'browser', use: { host: 'browser' }, ...(isReal ? { grep: /@store/ } : {}) },
    ...(electronBinary()
      ? [
          {
            name: 'desktop',
            use: { host: 'desktop' as const },
            grepInvert: /@browser/,
            ...(isReal ? { grep: /@store/ } : {}),
          },
        ]
      : []),
  ],
});
