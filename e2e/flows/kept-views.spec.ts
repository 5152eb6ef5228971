import { expect, test } from '../fixtures.ts';
import { FilterBar } from '../pages/filters.ts';
import { bucketName } from '../support/stores/practice.ts';

// What a person set in a bucket is there again when they come back to it.

test('@both filter, order, ticks and place are kept per bucket; a reload keeps all but the ticks', async ({
  app,
  practice,
}) => {
  test.slow();
  practice.store.createBucket('elsewhere');
  practice.store.seedUploads(
    bucketName,
    Array.from({ length: 300 }, (_, n) => ({
      key: `clip-${String(n).padStart(3, '0')}.mxf`,
      initiatedAt: Date.UTC(2026, 0, 1, 0, n),
    })),
  );
  await app.scan(practice.store, bucketName);
  const keyHead = app.bucket.grid.getByRole('columnheader', { name: 'Key' });
  await app.bucket.filter.fill('clip-2');
  await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', '101');
  await keyHead.getByRole('button').click();
  await keyHead.getByRole('button').click();
  await expect(keyHead).toHaveAttribute('aria-sort', 'descending');
  await app.bucket.select('clip-299.mxf');
  await app.bucket.select('clip-297.mxf');
  await expect(app.bucket.ticked).toContainText('2 ticked');
  await app.bucket.grid.evaluate((grid) => {
    grid.scrollTop = 1600;
  });
  await expect(app.bucket.row('clip-249.mxf')).toBeVisible();

  const isAsLeft = async (): Promise<void> => {
    await expect(app.bucket.filter).toHaveValue('clip-2');
    await expect(keyHead).toHaveAttribute('aria-sort', 'descending');
    await expect(app.bucket.row('clip-249.mxf')).toBeVisible();
    expect(await app.bucket.grid.evaluate((grid) => grid.scrollTop)).toBe(1600);
  };
  await app.sidebar.open('elsewhere');
  await expect(app.page.getByRole('heading', { name: 'elsewhere' })).toBeVisible();
  await expect(app.bucket.filter, 'another bucket has its own').toHaveValue('');
  await app.sidebar.open(bucketName);
  await isAsLeft();
  await expect(app.bucket.ticked).toContainText('2 ticked');

  await app.page.reload();
  await isAsLeft();
  await expect(app.bucket.ticked).not.toContainText('2 ticked');

  // Other rows begin at their top, here and when one comes back to them.
  await app.bucket.filter.fill('clip-1');
  await expect(app.bucket.row('clip-199.mxf')).toBeVisible();
  await app.sidebar.open('elsewhere');
  await app.sidebar.open(bucketName);
  await expect(app.bucket.row('clip-199.mxf')).toBeVisible();
});

test('@both groups, their ticks and the folders that are open are kept per bucket', async ({ app, practice }) => {
  practice.store.createBucket('elsewhere');
  for (const key of ['a/b/1.bin', 'a/c/2.bin', 'd/3.bin']) practice.seed(key, [4096]);
  await app.scan(practice.store, bucketName);
  const filters = new FilterBar(app.page);
  await filters.groupBy.selectOption('By prefix');
  await app.page.getByRole('button', { name: 'Open a/' }).click();
  const ticked = app.page.getByRole('checkbox', { name: 'Select a/b/' });
  await ticked.click();
  await expect(app.bucket.tickedGroups).toContainText('1 group');
  await app.sidebar.open('elsewhere');
  await expect(filters.groupBy).toHaveValue('');
  await app.sidebar.open(bucketName);
  await expect(filters.groupBy).toHaveValue('prefix');
  await expect(ticked).toBeChecked();
  await expect(app.bucket.tickedGroups).toContainText('1 group');
});

test('@both the details that were open in a bucket are there again, and stay closed where they were closed', async ({
  app,
  practice,
}) => {
  practice.store.createBucket('elsewhere');
  practice.seed('first.bin', [4096]);
  practice.seed('second.bin', [4096]);
  await app.scan(practice.store, bucketName);
  await app.bucket.open('second.bin');
  await expect(app.inspector.region).toContainText('second.bin');
  await app.sidebar.open('elsewhere');
  await expect(app.inspector.region).toBeHidden();
  await app.sidebar.open(bucketName);
  await expect(app.inspector.region).toContainText('second.bin');

  await app.inspector.close.click();
  await app.sidebar.open('elsewhere');
  await app.sidebar.open(bucketName);
  await expect(app.bucket.row('second.bin')).toBeVisible();
  await expect(app.inspector.region).toBeHidden();
});
