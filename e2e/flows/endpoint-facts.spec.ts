import { expect, test } from '../fixtures.ts';

/** An account that owns nothing at the practice store. */
const stranger = '999988887777';

test('what a store can do shows by itself after the first scan, and is found out again when asked', async ({
  app,
  practice,
}) => {
  practice.behave({ tells: { initiator: false, storageClass: true } });
  const { bucket } = practice.seed('a.bin', [100]);
  practice.seed('b.bin', [100]);
  await app.connect(practice.store);
  await app.connection.facts.locator('summary').click();
  await expect(app.connection.facts).toContainText('Not looked at yet.');
  await app.sidebar.open(bucket);
  await app.bucket.scanWhole();
  await app.sidebar.open('Test store');
  await app.connection.facts.locator('summary').click();
  await expect(app.connection.facts).toContainText('This store cannot show who started an upload.');
  await expect(app.connection.facts).toContainText(`Seen in bucket ${bucket}`);
  await expect(app.connection.facts).toContainText('This store refuses a call that names another account');

  practice.behave({ tells: { initiator: true, storageClass: true } });
  await app.connection.probeAgain.click();
  // Ceph would say the same of anybody who asks.
  await expect(app.connection.facts).toContainText('Some stores name whoever asks, so that proves nothing.');
  practice.store.seedUpload({
    bucket,
    key: 'c.bin',
    initiatedAt: Date.now() - 86_400_000,
    initiator: { id: 'somebody-else', displayName: 'Somebody else' },
  });
  await app.connection.probeAgain.click();
  await expect(app.connection.facts).toContainText('This store shows who started an upload.');
  const writing = practice.store.calls.filter(({ operation }) => /^(Abort|Put|Delete|Create|Complete)/.test(operation));
  expect(writing, 'nothing was written to find it out').toEqual([]);
});

test('an expected owner that the store ignores is said to be no guard', async ({ app, practice }) => {
  practice.behave({ expectedOwner: 'ignored' });
  const { bucket } = practice.seed('a.bin', [100]);
  practice.seed('b.bin', [100]);
  await app.connect(practice.store);
  await app.sidebar.open(bucket);
  await app.bucket.scanWhole();
  await app.sidebar.open('Test store');
  await app.connection.facts.locator('summary').click();
  await expect(app.connection.facts).toContainText('The guard is absent.');
  const warning = app.page.getByRole('alert').filter({ hasText: 'The owner guard is absent.' });
  await expect(warning, 'nobody relies on it').toBeHidden();

  await app.connection.edit.click();
  await app.form.openSection('Owner and payment');
  await app.form.field('Expected bucket owner').fill(stranger);
  await app.form.save.click();
  await expect(warning).toBeVisible();
});

test('an expected owner that the store checks stops what is another’s', async ({ app, practice }) => {
  const { bucket } = practice.seed('a.bin', [100]);
  await app.connect(practice.store, { expectedBucketOwner: stranger });
  await app.sidebar.open(bucket);
  await app.bucket.scan.click();
  await expect(app.bucket.main.getByText('No access').first()).toBeVisible();
  await expect(app.bucket.main).not.toContainText(/no incomplete uploads|\b0 uploads/i);
});
