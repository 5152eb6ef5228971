import { expect, test } from '../fixtures.ts';
import { KeyboardDoors } from '../pages/keyboard.ts';

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

test('practice storage is within reach of whoever has a connection of their own', async ({ app, practice }) => {
  await app.connect(practice.store);
  await app.sidebar.tryPractice();
  await expect(app.overview).toContainText('media-archive');
  // Asked for once more, from the palette, it is the same one.
  await app.sidebar.open('nightly-backups');
  await new KeyboardDoors(app.page).choose('try practice', /Try practice storage/);
  await expect(app.overview).toContainText('media-archive');
  await expect(app.sidebar.entry('Practice storage')).toHaveCount(1);
});
