import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import type { NotedSecret } from '../proofs/secrets/noted.ts';
import { needlesFor, sweep } from '../proofs/secrets/sweep.ts';
import { startBrowserHost } from '../support/hosts/browser.ts';
import { bucketName } from '../support/stores/practice.ts';

// The other flows use a browser that writes nothing down. A person's does: history, forms, sessions, crash reports.
test('a browser’s profile never holds a key that was entered', {
  tag: '@browser',
}, async ({ dataDir, practice, launchOptions }) => {
  practice.seed('left over', [5]);
  const folder = await mkdtemp(join(tmpdir(), 'chromium-of-loose-parts-'));
  const profile = { kept: join(folder, 'profile'), messages: join(folder, 'messages') };
  await mkdir(profile.messages);
  const placesOf = async (secret: NotedSecret) => {
    const { hits } = await sweep(profile, needlesFor([secret], Date.now()));
    return hits.map(({ place }) => place);
  };
  const host = await startBrowserHost({ dataDir });
  try {
    const context = await chromium.launchPersistentContext(profile.kept, launchOptions);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(host.url);
    const app = new App(page, host.kill);
    await app.scan(practice.store, bucketName);
    await page.reload();
    await expect(app.sidebar.entry(bucketName)).toBeVisible();
    await context.close();

    const key = { name: 'key', value: practice.store.secretAccessKey };
    expect(await placesOf(key)).toEqual([]);
    // The run's token came in the address, which a browser remembers (it opens nothing once the run has ended). So the
    // search does see what is in there.
    const token = { name: 'token', value: new URL(host.url).hash.replace('#token=', '') };
    expect(await placesOf(token)).not.toEqual([]);
  } finally {
    await host.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
