import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';

const key = 'reports/2025.parquet';

test('where we may not look inside, an upload counts as active, and its abort ends unverified and names the permission', async ({
  app,
  practice,
}) => {
  practice.behave({ faults: [denied('ListParts')] });
  const upload = practice.seed(key, [4096]);
  await app.scan(practice.store, upload.bucket);
  // Rule 4: what could not be sized is not zero.
  await expect(app.bucket.cell(key, 'size')).not.toContainText('0');
  await app.bucket.select(key);
  await app.bucket.abort.click();
  // However old it is: one of its parts may be new.
  await expect(app.plan.tick(key)).not.toBeChecked();
  await app.plan.tick(key).check();
  await app.plan.typeBucketName(upload.bucket);
  await app.startCleanUp();
  await expect(app.activity.verdict(key)).toHaveText('unverified');
  await expect(app.activity.item(key)).toContainText('s3:ListMultipartUploadParts');
  expect(practice.count('AbortMultipartUpload')).toBe(1);
});

test('an upload completed between plan and start is completed, never aborted', async ({ app, practice }) => {
  const upload = practice.seed(key, [4096]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.select(key);
  await app.bucket.abort.click();
  await expect(app.plan.dialog).toBeVisible();
  practice.store.completeUpload(upload.bucket, key, upload.uploadId);
  await app.startCleanUp();
  await expect(app.activity.verdict(key)).toHaveText('completed');
  expect(practice.count('AbortMultipartUpload')).toBe(0);
});

test('an upload completed between look and abort is completed, never clear', async ({ app, practice }) => {
  practice.behave({ completeOn: [{ operation: 'AbortMultipartUpload', call: 1 }] });
  const upload = practice.seed(key, [4096]);
  await app.scan(practice.store, upload.bucket);
  await app.abort(key);
  await expect(app.activity.verdict(key)).toHaveText('completed');
  expect(practice.count('AbortMultipartUpload')).toBe(1);
  expect(practice.fateOf(upload).phase).toBe('completed');
});

test('an upload that changed since the plan is skipped', async ({ app, practice }) => {
  const upload = practice.seed(key, [4096]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.select(key);
  await app.bucket.abort.click();
  await expect(app.plan.dialog).toBeVisible();
  practice.store.addPart(upload.bucket, key, upload.uploadId, { partNumber: 2, size: 4096 });
  await app.startCleanUp();
  await expect(app.activity.verdict(key)).toHaveText('skipped');
  expect(practice.count('AbortMultipartUpload')).toBe(0);
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 2 });
});

test("an active upload is left out until it is ticked and the bucket's name typed", async ({ app, practice }) => {
  const stale = practice.seed('stale.bin', [4096]);
  const live = practice.seed('live.bin', [4096], 60_000);
  await app.scan(practice.store, live.bucket, { activeHours: 24 });
  await app.bucket.select(stale.key);
  await app.bucket.select(live.key);
  await app.bucket.abort.click();
  await expect(app.plan.tick(live.key)).not.toBeChecked();
  await app.plan.tick(live.key).check();
  await expect(app.plan.start).toBeDisabled();
  await app.plan.typeBucketName('another-bucket');
  await expect(app.plan.start).toBeDisabled();
  await app.plan.typeBucketName(live.bucket);
  await app.startCleanUp();
  await expect(app.activity.verdict(live.key)).toHaveText('clear');
  await expect(app.activity.verdict(stale.key)).toHaveText('clear');
});

test('an active upload that is not ticked is not touched', async ({ app, practice }) => {
  const stale = practice.seed('stale.bin', [4096]);
  const live = practice.seed('live.bin', [4096], 60_000);
  await app.scan(practice.store, live.bucket, { activeHours: 24 });
  await app.bucket.select(stale.key);
  await app.bucket.select(live.key);
  await app.bucket.abort.click();
  await app.startCleanUp();
  await expect(app.activity.verdict(stale.key)).toHaveText('clear');
  expect(practice.fateOf(live)).toEqual({ phase: 'open', parts: 1 });
  expect(practice.callsFor(live).some(({ operation }) => operation === 'AbortMultipartUpload')).toBe(false);
});
