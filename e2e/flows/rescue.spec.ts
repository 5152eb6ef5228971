import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import { violations } from '../pages/axe.ts';

const key = 'film/reel 1.mov';
const mib = 1024 ** 2;
const screens = join(import.meta.dirname, '../reports/screens');

test('an upload whose parts are all there is completed instead of aborted, and proved', async ({ app, practice }) => {
  const upload = practice.seed(key, [5 * mib, 6 * mib, 10]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.open(key);
  await expect(app.inspector.ifCompleted).toContainText('an object of 11 MiB, made of 3 parts');
  await app.inspector.complete.click();
  await expect(app.completion.dialog).toContainText('No object is under this key.');
  await expect(app.completion.parts.getByRole('row')).toHaveCount(4);
  expect(practice.count('CompleteMultipartUpload')).toBe(0);
  await app.startCompletion();
  await expect(app.activity.verdict(key)).toHaveText('completed');
  await expect(app.activity.item(key)).toContainText('The object is there, with the size and the parts of the plan');
  expect(practice.count('CompleteMultipartUpload')).toBe(1);
  expect(practice.count('AbortMultipartUpload')).toBe(0);
  expect(practice.fateOf(upload).phase).toBe('completed');
  await expect(app.inspector.evidence('CompleteMultipartUpload')).toHaveCount(1);
  // The job is before their eyes: nothing has to be said.
  await expect(app.notices).toBeEmpty();
});

test('an object under the key is replaced only where that is ticked', async ({ app, practice }) => {
  const earlier = practice.seed(key, [5 * mib]);
  practice.store.completeUpload(earlier.bucket, key, earlier.uploadId);
  const upload = practice.seed(key, [5 * mib, 3]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.open(key);
  await app.inspector.complete.click();
  await expect(app.completion.dialog).toContainText('An object of 5 MiB is under this key');
  await expect(app.completion.start).toBeDisabled();
  await app.completion.replace.check();
  await app.startCompletion();
  await expect(app.activity.verdict(key)).toHaveText('completed');
});

test("an active upload takes the bucket's name", async ({ app, practice }) => {
  const upload = practice.seed(key, [5 * mib], 60_000);
  await app.scan(practice.store, upload.bucket, { activeHours: 24 });
  await app.bucket.open(key);
  await app.inspector.complete.click();
  await expect(app.completion.start).toBeDisabled();
  await app.completion.typeBucketName('another');
  await expect(app.completion.start).toBeDisabled();
  await app.completion.typeBucketName(upload.bucket);
  await app.startCompletion();
  await expect(app.activity.verdict(key)).toHaveText('completed');
});

test('on a production connection the bucket’s name is typed, and the start can be undone', async ({
  app,
  practice,
}) => {
  const upload = practice.seed(key, [5 * mib]);
  await app.scan(practice.store, upload.bucket, { production: true });
  await app.bucket.open(key);
  await app.inspector.complete.click();
  await expect(app.completion.dialog).toContainText('To start, type the name of the bucket above.');
  await expect(app.completion.start).toBeDisabled();
  await app.completion.typeBucketName(upload.bucket);
  await app.completion.start.click();
  await expect(app.activity.region).toContainText('Nothing has been sent yet.');
  await app.activity.undo.click();
  await expect(app.activity.verdict(key)).toHaveText('cancelled');
  expect(practice.count('CompleteMultipartUpload')).toBe(0);
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 1 });
});

test('a part that arrives while the dialog is open means hands off', async ({ app, practice }) => {
  const upload = practice.seed(key, [5 * mib]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.open(key);
  await app.inspector.complete.click();
  await expect(app.completion.start).toBeEnabled();
  practice.store.addPart(upload.bucket, key, upload.uploadId, { partNumber: 2, size: 4096 });
  await app.startCompletion();
  await expect(app.activity.verdict(key)).toHaveText('skipped');
  expect(practice.count('CompleteMultipartUpload')).toBe(0);
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 2 });
});

test('parts that are too small are said beforehand, and the store’s words are kept', async ({ app, practice }) => {
  const upload = practice.seed(key, [1024, 1024]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.open(key);
  await expect(app.inspector.ifCompleted).toContainText('1 part is smaller than 5 MiB');
  await app.inspector.complete.click();
  await app.startCompletion();
  await expect(app.activity.verdict(key)).toHaveText('refused');
  await expect(app.activity.item(key)).toContainText('EntityTooSmall');
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 2 });
});

test('an upload without parts cannot be completed, and the page says so', async ({ app, practice }) => {
  const upload = practice.seed(key, []);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.open(key);
  await expect(app.inspector.ifCompleted).toContainText('It has no parts');
  await expect(app.inspector.complete).toBeDisabled();
});

test('an answer that is lost is looked at, never sent again blindly', async ({ app, practice }) => {
  const upload = practice.seed(key, [5 * mib]);
  await app.scan(practice.store, upload.bucket);
  const reset = { kind: 'reset', when: 'after' } as const;
  practice.behave({ faults: [{ operations: ['CompleteMultipartUpload'], effect: reset, times: 1 }] });
  await app.bucket.open(key);
  await app.inspector.complete.click();
  await app.startCompletion();
  await expect(app.activity.verdict(key)).toHaveText('completed');
  expect(practice.count('CompleteMultipartUpload')).toBe(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the dialog that completes has its picture, and nothing that axe finds wrong', async ({ app, practice }) => {
      const earlier = practice.seed(key, [5 * mib]);
      practice.store.completeUpload(earlier.bucket, key, earlier.uploadId);
      const upload = practice.seed(key, [8 * mib, 8 * mib, 1024, 8 * mib, 77], 60_000);
      practice.seed('film/reel 2.mov', [8 * mib]);
      await app.scan(practice.store, upload.bucket, { activeHours: 24 });
      await app.bucket.open(key);
      await app.inspector.ifCompleted.scrollIntoViewIfNeeded();
      await mkdir(screens, { recursive: true });
      const picture = (name: string) =>
        app.page.screenshot({ animations: 'disabled', path: join(screens, `${name}-${colorScheme}.png`) });
      await picture('8-as-an-object');
      expect(await violations(app)).toEqual([]);
      await app.inspector.complete.click();
      await app.completion.replace.check();
      await picture('9-complete');
      expect(await violations(app)).toEqual([]);
      await app.page.keyboard.press('Escape');
      await expect(app.completion.dialog).toBeHidden();
      await expect(app.inspector.region).toBeVisible();
    });
  });
}

test('where the object may not be seen, that is said, and nothing is called completed', async ({ app, practice }) => {
  practice.behave({ faults: [denied('HeadObject', 'ListObjectsV2')] });
  const upload = practice.seed(key, [5 * mib]);
  await app.scan(practice.store, upload.bucket);
  await app.bucket.open(key);
  await app.inspector.complete.click();
  await expect(app.completion.dialog).toContainText('these credentials lack s3:GetObject or s3:ListBucket');
  await expect(app.completion.start).toBeDisabled();
  await app.completion.dialog.getByRole('checkbox', { name: 'Complete it all the same' }).check();
  await app.startCompletion();
  await expect(app.activity.verdict(key)).toHaveText('unverified');
});
