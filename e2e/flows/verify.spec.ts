import { expect, test } from '../fixtures.ts';
import { createBucket, heldParts, startUpload } from '../support/stores/seeding.ts';

test('verifying looks, and changes nothing', { tag: '@store' }, async ({ app, store }) => {
  const bucket = await createBucket(store.uploader);
  const upload = await startUpload(store.uploader, bucket, 'backup.tar', [4096, 100]);
  await app.scan(store, bucket);
  await app.bucket.open(upload.key);
  await app.inspector.verify.click();
  await expect(app.inspector.status).toContainText('present');
  expect(await heldParts(store.uploader, upload)).toEqual([1, 2]);
});

test('verifying sends no abort, and tells when an upload is gone', async ({ app, practice }) => {
  const upload = practice.seed('backup.tar', [4096, 100]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.open(upload.key);
  await app.inspector.verify.click();
  await expect(app.inspector.status).toContainText('present');

  practice.store.completeUpload(upload.bucket, upload.key, upload.uploadId);
  await app.inspector.verify.click();
  await expect(app.inspector.status).toContainText('completed');
  expect(practice.count('AbortMultipartUpload')).toBe(0);
  expect(practice.store.calls.every(({ operation }) => /^(List|Head|Get)/.test(operation))).toBe(true);
});
