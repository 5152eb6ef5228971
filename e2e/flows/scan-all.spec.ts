import { denied } from '../../electron/practice/store.ts';
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
