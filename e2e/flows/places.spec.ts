import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

/** What the address bar shows of a place, with the connection's ID left out. */
async function addressOf(page: Page): Promise<string> {
  const hash = await page.evaluate(() => location.hash);
  return hash.replace(/(?<=^#\/connections\/)[^/]+/, 'ID').replace(/(?<=^#\/history\/)[^/]+/, 'ID');
}

test('@both a reload, Back and Forward lead to the bucket, with the upload that was open', async ({
  app,
  practice,
}) => {
  const upload = practice.seed('secret plans/scene 42.exr', [4096, 4096]);
  await app.scan(practice.store, upload.bucket);
  const heading = app.page.getByRole('heading', { name: upload.bucket });
  await app.bucket.open(upload.key);
  await expect(app.inspector.verify).toBeVisible();
  expect(await addressOf(app.page), 'no key stands in an address').toBe(`#/connections/ID/buckets/${upload.bucket}`);

  await app.page.reload();
  await expect(heading).toBeVisible();
  await expect(app.inspector.verify).toBeVisible();

  await app.history.open();
  await expect.poll(() => addressOf(app.page)).toBe('#/history');
  await app.page.goBack();
  await expect(heading).toBeVisible();
  await app.page.goForward();
  await expect(app.history.main.getByRole('heading', { name: 'History' })).toBeVisible();
  await app.page.keyboard.press('Alt+ArrowLeft');
  await expect(heading).toBeVisible();
});

test('@both a link leads to its place, and one to a connection that is not here says so', async ({ app, practice }) => {
  const { bucket, key } = practice.seed('a.bin', [4096]);
  await app.scan(practice.store, bucket);
  await app.abort(key);
  await expect(app.activity.verdict(key)).toHaveText('clear');
  await app.history.open();
  await app.history.rows.first().getByRole('button').first().click();
  await expect(app.history.items).toBeVisible();
  expect(await addressOf(app.page)).toBe('#/history/ID');
  const record = await app.page.evaluate(() => location.hash);

  await app.sidebar.open(bucket);
  const place = await app.page.evaluate(() => location.hash);
  const follow = (hash: string): Promise<void> =>
    app.page.evaluate((next) => {
      location.hash = next;
    }, hash);
  await follow(record);
  await expect(app.history.items).toBeVisible();
  await app.page.reload();
  await expect(app.history.items).toBeVisible();
  await follow(place);
  await expect(app.bucket.scan).toBeVisible();

  for (const nowhere of ['#/connections/gone/buckets/b', '#/no/such/place', '#/connections/%']) {
    await follow(nowhere);
    await expect(app.page.getByRole('heading', { name: 'This address leads nowhere' })).toBeVisible();
  }
  await app.page.getByRole('button', { name: 'Go to the first connection' }).click();
  await expect(app.overview).toBeVisible();
});
