import { expect, test } from '../fixtures.ts';

test('practice storage is one click away', { tag: '@both' }, async ({ app }) => {
  await app.welcome.tryPractice.click();
  await expect(app.sidebar.entry('stubborn-renders')).toBeVisible();
  await expect(app.overview).toContainText('media-archive');
  await app.sidebar.open('nightly-backups');
  await expect(app.bucket.grid).toContainText('dump.tar.zst');
});

test('started with --practice, it is there already', { tag: '@both' }, async ({ openApp }) => {
  const app = await openApp({ args: ['--practice'] });
  await app.sidebar.open('live-ingest');
  await expect(app.bucket.rows).toHaveCount(2);
});
