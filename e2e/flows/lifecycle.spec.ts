import { GetBucketLifecycleConfigurationCommand, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import type { Locator } from '@playwright/test';
import { clientOf } from '../../electron/practice/testing/practice-client.ts';
import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

const expiry = {
  ID: 'expire logs',
  Status: 'Enabled' as const,
  Filter: { Prefix: 'logs/' },
  Expiration: { Days: 30 },
};

test('a rule is proposed with what it would do, put beside the others, and read back', async ({ app, practice }) => {
  const client = clientOf(practice.store);
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucketName,
      LifecycleConfiguration: { Rules: [expiry] },
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    }),
  );
  practice.seed('renders/old.exr', [5 * 1024, 5 * 1024]);
  practice.seed('renders/new.exr', [5 * 1024], 3_600_000);
  await app.scan(practice.store, bucketName, { activeHours: 24 });
  await app.lifecycle.open();
  await expect(app.lifecycle.rules).toHaveText([/expire logs.*Under “logs\/”, deletes objects 30 days after/]);
  await expect(app.lifecycle.coverage).toContainText('2 uploads (15 KiB). No rule of this bucket aborts uploads.');

  await app.lifecycle.days.fill('3');
  await expect(app.lifecycle.effect.getByRole('status')).toHaveText(
    /^A 3-day rule would abort 2 uploads \(15 KiB\), 1 of them active\.$/,
  );
  await expect(app.lifecycle.effect).toContainText('renders/new.exr');
  await expect(app.lifecycle.changes).toContainText('New: Of every key, aborts incomplete uploads 3 days after');
  await expect(app.lifecycle.changes).toContainText('The one other rule stays as it is.');

  await app.lifecycle.putRule();
  await expect(app.lifecycle.outcome).toContainText('The rule is in place');
  await expect(app.lifecycle.rules).toHaveCount(2);
  const kept = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucketName }));
  expect(kept.TransitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
  expect(kept.Rules).toMatchObject([expiry, { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 } }]);
  // Nothing was aborted by the app, and no configuration deleted.
  expect(practice.count('AbortMultipartUpload')).toBe(0);
  expect(practice.count('DeleteBucketLifecycle')).toBe(0);
  client.destroy();
});

test('a store that drops the rule is found out, and its own tool shown', async ({ app, practice }) => {
  practice.behave({ lifecycle: 'drops-abort-rules' });
  practice.seed('old.bin', [1024]);
  await app.scan(practice.store, bucketName);
  await app.lifecycle.open();
  await app.lifecycle.putRule();
  await expect(app.lifecycle.outcome).toContainText('The store dropped the rule');
  await app.lifecycle.dialog.getByText('Put it by another tool', { exact: true }).click();
  await app.lifecycle.tool.selectOption('mc');
  await expect(app.lifecycle.dialog.getByRole('button', { name: 'Copy the commands' })).toBeVisible();
  await expect(app.lifecycle.dialog).toContainText('stale_uploads_expiry=168h');
});

test('of a bucket that a backup product looks after it is said first, above any rule', async ({ app, practice }) => {
  practice.seed('Veeam/Backup/job/a.vbk', [1024]);
  await app.scan(practice.store, bucketName);
  await app.lifecycle.open();
  const warning = app.lifecycle.dialog.getByRole('region', { name: 'Managed bucket' });
  await expect(warning).toContainText('Veeam looks after this bucket');
  const top = async (of: Locator) => (await of.boundingBox())?.y ?? Number.NaN;
  expect(await top(warning)).toBeLessThan(await top(app.lifecycle.days));
});

test('a read-only connection shows rules and changes none', async ({ app, practice }) => {
  practice.seed('old.bin', [1024]);
  await app.scan(practice.store, bucketName, { readOnly: true });
  await app.lifecycle.open();
  await expect(app.lifecycle.effect).toContainText('would abort 1 upload');
  await expect(app.lifecycle.put).toHaveAttribute('aria-disabled', 'true');
  expect(practice.count('PutBucketLifecycleConfiguration')).toBe(0);
});

test('one plan puts a rule in several buckets, each by itself', async ({ app, practice }) => {
  practice.store.createBucket('archive');
  practice.store.createBucket('stubborn', { lifecycle: 'refuses-seven-days' });
  practice.seed('old.bin', [1024]);
  await app.scan(practice.store, bucketName);
  await app.sidebar.open('Test store');
  await app.lifecyclePlan.open();
  await app.lifecyclePlan.dialog.getByRole('checkbox', { name: 'archive' }).uncheck();
  await app.lifecyclePlan.put.click();
  await expect(app.lifecyclePlan.row(bucketName)).toContainText('The rule is in place');
  await expect(app.lifecyclePlan.row('stubborn')).toContainText('The store refused the rule');
  await expect(app.lifecyclePlan.row('archive')).toContainText('One rule is added.');
  expect(practice.store.calls.filter(({ operation }) => operation.startsWith('PutBucketLifecycle')).length).toBe(2);
});

test('a plan leaves alone what a backup product looks after, and stops where a store does something else', async ({
  app,
  practice,
}) => {
  practice.store.createBucket('backups');
  practice.store.seedUpload({ bucket: 'backups', key: 'Veeam/Backup/a.vbk', initiatedAt: 0 });
  practice.seed('old.bin', [1024]);
  practice.store.createBucket('next');
  await app.scan(practice.store, 'backups');
  await app.sidebar.open('Test store');
  const client = clientOf(practice.store);
  const LifecycleConfiguration = { Rules: [expiry] };
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucketName, LifecycleConfiguration }));
  client.destroy();
  practice.store.setBehaviour(bucketName, { lifecycle: 'changes-another-rule' });
  await app.lifecyclePlan.open();
  const tick = (name: string) => app.lifecyclePlan.dialog.getByRole('checkbox', { name });
  await expect(app.lifecyclePlan.row('backups')).toContainText('Veeam looks after this bucket');
  await expect(tick('backups')).not.toBeChecked();
  await expect(app.lifecyclePlan.put).toHaveText('Put the rule in 2 buckets');
  await app.lifecyclePlan.put.click();
  await expect(app.lifecyclePlan.dialog.getByRole('alert')).toContainText(
    `Stopped after ${bucketName}: see what became of it. 1 bucket was left as it is.`,
  );
  await expect(app.lifecyclePlan.row('next')).toContainText('One rule is added.');
  // A person may go on, and may tick what was left alone.
  await tick('backups').check();
  await expect(app.lifecyclePlan.put).toHaveText('Put the rule in 2 buckets');
});

test('a rule that somebody took away is said after the next scan, until it is put away', async ({ app, practice }) => {
  const client = clientOf(practice.store);
  const put = (...Rules: (typeof expiry)[]) =>
    client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucketName, LifecycleConfiguration: { Rules } }));
  const kept = { ...expiry, ID: 'kept', Filter: { Prefix: 'kept/' } };
  await put(expiry, kept);
  practice.seed('old.bin', [1024]);
  await app.scan(practice.store, bucketName);
  await expect.poll(() => practice.count('GetBucketLifecycleConfiguration')).toBeGreaterThan(0);
  await app.sidebar.open('Test store');
  await expect(app.overview.getByRole('row').filter({ hasText: bucketName })).toContainText('rules: no rule');
  await put(kept);
  await app.sidebar.open(bucketName);
  await app.bucket.scanWhole();
  const said = app.bucket.main
    .getByRole('alert')
    .filter({ hasText: 'The lifecycle rules of this bucket have changed' });
  await expect(said).toContainText('Gone: Under “logs/”, deletes objects 30 days after they were stored');
  await app.bucket.main.getByRole('button', { name: 'Put the change of rules away' }).click();
  await expect(said).toBeHidden();
  client.destroy();
});
