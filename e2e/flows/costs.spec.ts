import { delayed } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

const gib = 1024 ** 3;

test('what leftovers cost stands on every screen, at the person’s own price, and the plan opens with it', async ({
  app,
  practice,
}) => {
  practice.seed('renders/a.exr', [100 * gib]);
  practice.seed('renders/b.exr', [50 * gib, 50 * gib]);
  practice.seed('tapes/c.tar', []);
  await app.connect(practice.store);
  await app.sidebar.open(bucketName);
  await app.bucket.scanWhole();
  const tile = app.bucket.main.getByText('Cost a month').first().locator('..');
  await expect(tile).toContainText('–');
  await expect(tile).toContainText('no price known');

  await app.costs.open();
  await expect(app.costs.dialog).toContainText('No price is on record for this store');
  // Twelve rows of dashes would tell nothing.
  await expect(app.costs.dialog).toContainText('What it will cost is not known: no price, or no size.');
  await expect(app.costs.forecast).toBeHidden();
  await app.costs.setPrice('EUR', '0.023');
  await expect(app.costs.prices).toContainText('€0.023');
  // 200 GiB at 0.023.
  await expect(app.costs.dialog).toContainText('€4.60');
  await expect(app.costs.forecast.getByRole('row')).toHaveCount(13);
  await app.costs.close();
  await expect(tile).toContainText('€4.60');

  await app.page.getByLabel('Group by').selectOption('prefix');
  const groups = app.bucket.main.getByRole('treegrid', { name: 'Uploads by prefix' });
  await expect(groups.getByRole('row').filter({ hasText: 'renders/' })).toContainText('€4.60');
  await expect(groups.getByRole('row').filter({ hasText: 'tapes/' })).toContainText('€0');

  await app.bucket.cleanUpAll.click();
  await expect(app.plan.dialog).toContainText(/Saves a month\s*€4\.60/);
  // Of a store that is nobody's in the table it is not known whether it charges for parts that go early.
  await expect(app.plan.dialog).toContainText('Whether this store charges for parts that are removed early');
});

test('what is found so far has its price while the scan goes on', async ({ app, practice }) => {
  practice.seed('first.exr', [gib]);
  await app.connect(practice.store, { name: 'Studio' });
  await app.sidebar.open(bucketName);
  await app.costs.open();
  await app.costs.setPrice('EUR', '0.023');
  await app.costs.close();
  // Figures change all the time, and never stand still for long.
  for (let i = 0; i < 400; i += 1) practice.seed(`take-${i}.exr`, [gib]);
  practice.behave({ faults: [delayed(700, { operations: ['ListParts'] })] });
  await app.sidebar.open('Studio');
  await app.page.getByRole('button', { name: 'Scan all' }).click();
  await expect(app.overview.getByRole('row').filter({ hasText: bucketName })).toHaveText(/€\d.*Sizing/);
});

test('what a scan costs in requests is said before it, and nothing is sent until a person agrees', async ({
  app,
  practice,
}) => {
  for (let n = 0; n < 3; n++) practice.seed(`k${n}`, [gib]);
  await app.connect(practice.store);
  await app.sidebar.open(bucketName);
  // What a bucket holds is not known before its first scan, and this price is for each request.
  await app.bucket.scanWhole();
  await app.costs.open();
  await app.costs.setPrice('EUR', '0.023', '500');
  await app.costs.close();
  const sent = () => practice.store.calls.filter(({ operation }) => operation.startsWith('List')).length;
  const before = sent();
  await app.bucket.scan.click();
  const question = app.page.getByRole('dialog', { name: 'What this scan costs' });
  // One listing and three lists of parts, at half a euro.
  await expect(question).toContainText('€2');
  await expect(question).toContainText('4 requests');
  await question.getByRole('button', { name: 'Not now' }).click();
  await expect(question).toBeHidden();
  expect(sent()).toBe(before);
  await app.bucket.scan.click();
  await question.getByRole('button', { name: 'Scan at this cost' }).click();
  await expect.poll(sent).toBe(before + 4);
});

test('several buckets are cleaned up by one plan, the worst first', async ({ app, practice }) => {
  const old = Date.now() - 10 * 86_400_000;
  for (const [name, gibs] of [
    ['attic', 1],
    ['nightly', 300],
    ['idle', 0],
  ] as const) {
    practice.store.createBucket(name);
    if (gibs > 0) {
      const parts = [{ partNumber: 1, size: gibs * gib }];
      practice.store.seedUpload({ bucket: name, key: `${name}.bin`, initiatedAt: old, parts });
    }
  }
  await app.connect(practice.store);
  const row = (name: string) => app.overview.getByRole('row').filter({ hasText: name });
  await expect(row('nightly')).toBeVisible();
  await app.page.getByRole('button', { name: 'Scan all' }).click();
  await expect(row('nightly')).toContainText('300 GiB');
  await expect(row('attic')).toContainText('1.00 GiB');
  await expect(app.overview.getByRole('row').nth(1)).toContainText('nightly');
  await expect(row('4 buckets')).toContainText('301 GiB');

  await app.page.getByLabel('Filter buckets').fill('att');
  await expect(row('nightly')).toHaveCount(0);
  await app.page.getByLabel('Filter buckets').fill('');
  await row('nightly').getByRole('checkbox').check();
  await row('attic').getByRole('checkbox').check();
  await app.page.getByRole('button', { name: 'Clean up 2 buckets…' }).click();
  await expect(app.plan.dialog).toContainText(/Will be aborted\s*2 uploads/);
  await app.plan.start.click();
  await expect(app.plan.dialog).toBeHidden();
  for (const name of ['attic', 'nightly']) {
    await expect.poll(() => practice.store.uploads(name).map(({ phase }) => phase)).toEqual(['aborted']);
  }
});

test('on a production connection the name of each bucket of the plan is typed', async ({ app, practice }) => {
  const old = Date.now() - 10 * 86_400_000;
  for (const name of ['attic', 'nightly']) {
    practice.store.createBucket(name);
    const parts = [{ partNumber: 1, size: gib }];
    practice.store.seedUpload({ bucket: name, key: `${name}.bin`, initiatedAt: old, parts });
  }
  await app.connect(practice.store, { production: true });
  await app.page.getByRole('button', { name: 'Scan all' }).click();
  for (const name of ['attic', 'nightly']) {
    const row = app.overview.getByRole('row').filter({ hasText: name });
    await expect(row).toContainText('1.00 GiB');
    await row.getByRole('checkbox').check();
  }
  await app.page.getByRole('button', { name: 'Clean up 2 buckets…' }).click();
  await expect(app.plan.dialog).toContainText('Type the name of each bucket to start.');
  await app.plan.dialog.getByLabel('Type attic to start').fill('attic');
  await expect(app.plan.start).toBeDisabled();
  await app.plan.dialog.getByLabel('Type nightly to start').fill('nightly');
  await app.plan.start.click();
  for (const name of ['attic', 'nightly']) {
    await expect.poll(() => practice.store.uploads(name).map(({ phase }) => phase)).toEqual(['aborted']);
  }
});
