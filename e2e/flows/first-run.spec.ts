import { expect, test } from '../fixtures.ts';
import { connectionTo } from '../pages/app.ts';
import { createBucket, heldParts, listedUploads, startUpload } from '../support/stores/seeding.ts';

const mib = 1024 * 1024;

test('from the first screen to a proved abort', { tag: ['@store', '@both'] }, async ({ app, store }) => {
  const bucket = await createBucket(store.uploader);
  const wanted = await startUpload(store.uploader, bucket, 'films/first cut.mov', [5 * mib, 5 * mib, 1234]);
  const kept = await startUpload(store.uploader, bucket, 'films/kept.mov', [2048]);

  await app.welcome.addConnection.click();
  await app.form.fill(connectionTo(store));
  await app.form.testConnection.click();
  await expect(app.form.dialog.getByRole('status')).toContainText('It works');
  await app.form.save.click();
  await expect(app.form.dialog).toBeHidden();

  await app.sidebar.open(bucket);
  await app.bucket.scanWhole();
  await expect(app.bucket.rows).toHaveCount(2);
  await expect(app.bucket.cell(wanted.key, 'parts')).toHaveText('3');
  await expect(app.bucket.cell(wanted.key, 'size')).toHaveText('10.0 MiB');
  await expect(app.bucket.cell(kept.key, 'parts')).toHaveText('1');
  await expect(app.bucket.cell(kept.key, 'size')).toHaveText('2.00 KiB');

  await app.bucket.select(wanted.key);
  await app.bucket.abort.click();
  await expect(app.plan.dialog).toContainText(wanted.key);
  await expect(app.plan.dialog).not.toContainText(kept.key);
  await app.startCleanUp();
  await expect(app.activity.verdict(wanted.key)).toHaveText('clear');

  expect(await heldParts(store.uploader, wanted)).toBeNull();
  expect((await listedUploads(store.uploader, bucket)).map(({ UploadId }) => UploadId)).toEqual([kept.uploadId]);
  expect(await heldParts(store.uploader, kept)).toEqual([1]);

  await app.bucket.open(wanted.key);
  await expect(app.bucket.cell(wanted.key, 'state')).toHaveText('clear');
  await expect(app.bucket.cell(wanted.key, 'state'), 'nothing cut off beside the inspector').toBeInViewport({
    ratio: 1,
  });
  await expect(app.inspector.evidence('AbortMultipartUpload')).toHaveCount(1);
  // Before the abort, after it, and once more after the quiet interval.
  await expect(app.inspector.evidence('ListParts')).toHaveCount(3);
  await expect(app.inspector.evidence('Listing')).toHaveCount(3);
});
