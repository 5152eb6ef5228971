import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';

test('rights are told apart without an abort of anything, and the missing action is named', {
  tag: '@not-electron',
}, async ({ app, practice, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const upload = practice.seed('kept.bin', [100]);
  await app.connect(practice.store);
  await app.sidebar.open(upload.bucket);
  await app.bucket.scanWhole();

  practice.behave({ faults: [denied('AbortMultipartUpload')] });
  const { permissions } = app;
  await permissions.openFromBucket();
  await expect(permissions.summary).toHaveText('You can look here, but not clean up.');
  for (const right of ['List uploads', 'Look at parts', 'See objects']) {
    await expect(permissions.right(right)).toContainText('allowed');
  }
  await expect(permissions.right('Abort uploads')).toContainText('s3:AbortMultipartUpload is missing');
  await expect(permissions.right('Abort uploads')).toContainText('The server said AccessDenied.');

  practice.behave({ faults: [denied('ListParts'), denied('ListObjectsV2', 'HeadObject')] });
  await permissions.checkAgain.click();
  await expect(permissions.right('Look at parts')).toContainText('s3:ListMultipartUploadParts is missing');
  await expect(permissions.right('See objects')).toContainText('s3:ListBucket is missing');
  await expect(permissions.right('Abort uploads')).toContainText('allowed');
  await expect(permissions.summary).toContainText('not prove');

  await permissions.copy.click();
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toMatchObject({ Version: '2012-10-17' });
  expect(copied).toContain(`"arn:aws:s3:::${upload.bucket}/*"`);
  for (const action of ['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload']) {
    expect(copied).toContain(action);
  }
  await permissions.goal.selectOption('See what is there');
  await expect(permissions.policy).not.toContainText('s3:AbortMultipartUpload');
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 1 });
  expect(practice.callsFor(upload).map(({ operation }) => operation)).not.toContain('AbortMultipartUpload');
});

test('where nothing is allowed, the bucket says so, offers the check, and never looks empty', async ({
  app,
  practice,
}) => {
  practice.behave({
    faults: [denied('ListMultipartUploads', 'ListParts', 'AbortMultipartUpload', 'HeadObject', 'ListObjectsV2')],
  });
  const { bucket } = practice.seed('hidden.bin', [100]);
  await app.connect(practice.store);
  await app.sidebar.open(bucket);
  await app.bucket.scan.click();
  await app.bucket.main.getByRole('button', { name: 'Check permissions' }).click();
  await expect(app.permissions.summary).toContainText('No access');
  await expect(app.permissions.right('List uploads')).toContainText('s3:ListBucketMultipartUploads is missing');
  await expect(app.permissions.right('Look at parts')).toContainText('s3:ListMultipartUploadParts is missing');
  await expect(app.permissions.right('Abort uploads'), 'no abort was tried').toContainText('not known');
  expect(practice.count('AbortMultipartUpload')).toBe(0);
  await app.page.keyboard.press('Escape');
  await app.sidebar.open('Test store');
  await expect(app.overview.getByRole('row').filter({ hasText: bucket })).toContainText('No access');
  await expect(app.bucket.main).not.toContainText(/\b0 uploads|\b0 B\b|no incomplete uploads/i);
});
