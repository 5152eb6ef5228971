import { expect, test } from '../fixtures.ts';
import {
  beginSlowPart,
  createBucket,
  createUploader,
  heldParts,
  listedUploads,
  startUpload,
} from '../support/stores/seeding.ts';

test('a part in flight during the abort ends with a true verdict', { tag: '@store' }, async ({ app, store }) => {
  const bucket = await createBucket(store.uploader);
  const upload = await startUpload(store.uploader, bucket, 'live/camera 3.mxf', [5 * 1024 * 1024]);
  // A quiet interval long enough for the part to end within it.
  await app.scan(store, bucket, { quietSeconds: 4 });
  const slow = await beginSlowPart(store.uploader, upload, 2, 1024 * 1024);
  await app.abort(upload.key);
  await expect(app.activity.verdict(upload.key)).toHaveText(/clearing|stubborn|hidden/);
  await slow.finish();

  // Whatever the store makes of the late part, the job goes on until nothing is left, and says `clear` only then.
  await expect(app.activity.verdict(upload.key)).toHaveText('clear');
  expect(await heldParts(store.uploader, upload)).toBeNull();
  expect(await listedUploads(store.uploader, bucket)).toEqual([]);
});

test('a part that lands after the abort is aborted as well', async ({ app, practice }) => {
  practice.behave({ inFlightParts: 'land' });
  const uploader = createUploader(practice.store);
  const upload = practice.seed('live/camera 3.mxf', [4096]);
  await app.scan(practice.store, upload.bucket, { quietSeconds: 4 });
  const slow = await beginSlowPart(uploader, upload, 2, 1024);
  await app.abort(upload.key);
  await expect(app.activity.verdict(upload.key)).toHaveText('clearing');
  expect(await slow.finish()).toBe('landed');
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 1 });
  await expect(app.activity.verdict(upload.key)).toHaveText('clear');
  expect(practice.count('AbortMultipartUpload')).toBe(2);
  expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
  uploader.destroy();
});
