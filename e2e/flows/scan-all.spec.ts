import { delayed, denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';

test('a whole connection is scanned; a denied bucket says so and stops nobody', async ({ app, practice }) => {
  const names = ['archive', 'locked', 'nightly'];
  for (const name of names) {
    practice.store.createBucket(name);
    practice.store.seedUploads(
      name,
      Array.from({ length: 3 }, (_, n) => ({ key: `part-${n}`, initiatedAt: Date.UTC(2026, 0, 1 + n) })),
    );
  }
  practice.store.setBehaviour('locked', { faults: [denied('ListMultipartUploads')] });
  await app.connect(practice.store);

  const row = (name: string) => app.overview.getByRole('row').filter({ hasText: name });
  await expect(row('nightly')).toBeVisible();
  await app.page.getByRole('button', { name: 'Scan all' }).click();

  for (const name of ['archive', 'nightly']) {
    await expect(row(name).getByRole('cell').nth(1)).toHaveText('3');
    await expect(app.sidebar.entry(name)).toContainText('3');
  }
  // Denied, and nothing that could be read as empty: no count anywhere.
  await expect(row('locked')).toContainText('No access');
  await expect(row('locked').getByRole('cell').nth(1)).toHaveText('–');
  await expect(app.sidebar.entry('locked')).toContainText('No access');
});

test('all connections are scanned from one table, with one total, and stopped by one button', async ({
  app,
  practice,
}) => {
  test.slow();
  const parts = [{ partNumber: 1, size: 1024 ** 3 }];
  for (const name of ['archive', 'endless']) {
    practice.store.createBucket(name);
    practice.store.seedUpload({ bucket: name, key: `${name}.bin`, initiatedAt: Date.UTC(2026, 0, 1), parts });
  }
  practice.store.setBehaviour('endless', { faults: [delayed(600_000, { operations: ['ListMultipartUploads'] })] });
  await app.connect(practice.store, { name: 'First' });
  await app.addConnection(practice.store, { name: 'Second' });
  await app.sidebar.open('All connections');

  const row = (connection: string, bucket: string) =>
    app.overview.getByRole('row').filter({ hasText: bucket }).filter({ hasText: connection });
  await expect(row('Second', 'archive')).toBeVisible();
  await app.page.getByRole('button', { name: 'Scan all' }).click();
  for (const connection of ['First', 'Second']) {
    await expect(row(connection, 'archive')).toContainText('1.00 GiB');
    await expect(row(connection, 'endless')).toContainText('Listing');
  }
  const total = app.overview.locator('tfoot');
  await expect(total).toContainText('6 buckets');
  await expect(total, 'what is not read is not taken for nothing').toContainText('2 not read yet');
  await expect(total).toContainText('2.00 GiB');
  await app.page.getByRole('button', { name: 'Stop all' }).click();
  for (const connection of ['First', 'Second']) {
    await expect(row(connection, 'endless')).toContainText('Stopped early');
  }
  await expect(app.page.getByRole('button', { name: 'Stop all' })).toBeHidden();

  await app.page.getByLabel('Filter buckets').fill('second');
  await expect(row('First', 'archive')).toHaveCount(0);
  await expect(total).toContainText('3 buckets of 6');
  await expect(total).toContainText('1.00 GiB');
  // Filter and order are there again when one comes back.
  await row('Second', 'archive').getByRole('button', { name: 'archive' }).click();
  await expect(app.bucket.row('archive.bin')).toBeVisible();
  await app.page.goBack();
  await expect(app.page.getByLabel('Filter buckets')).toHaveValue('second');
  await expect(total).toContainText('3 buckets of 6');
});
