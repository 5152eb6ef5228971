import { DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { clientOf } from '../../electron/practice/testing/practice-client.ts';
import { expect, test } from '../fixtures.ts';

const Bucket = 'attic';

test('a bucket that looks empty and cannot be deleted: every cause is named, uploads are cleared, the rest is handed over', {
  tag: '@not-electron',
}, async ({ app, practice }) => {
  practice.store.createBucket(Bucket);
  practice.store.seedUpload({
    bucket: Bucket,
    key: 'half/of a film.mov',
    initiatedAt: Date.now() - 40 * 86_400_000,
    parts: [{ partNumber: 1, size: 1024 }],
  });
  const client = clientOf(practice.store);
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));

  await app.scan(practice.store, Bucket);
  await app.deletion.open();
  await expect(app.deletion.summary).toContainText('3 causes were found.');
  await expect(app.deletion.causes).toContainText([
    /1 incomplete upload.*“half\/of a film\.mov”/,
    /1 older version.*“gone”/,
    /1 delete marker.*“gone”/,
  ]);
  await expect(app.deletion.unknown).toContainText([/hides/, /right to delete/]);
  const script = await app.deletion.saveCommands();
  expect(script).toContain('aws s3api list-object-versions');
  expect(script.trimEnd().split('\n').at(-1)).toMatch(/^aws s3api delete-bucket .*--bucket attic$/);

  await app.deletion.clearUploads.click();
  await expect(app.deletion.dialog).toBeHidden();
  await app.startCleanUp();
  await expect.poll(() => practice.store.uploads(Bucket).map(({ phase }) => phase)).toEqual(['aborted']);
  await app.deletion.open();
  await expect(app.deletion.summary).toContainText('2 causes were found.');
  await expect(app.deletion.clearUploads).toBeVisible();
  expect(practice.store.calls.filter(({ operation }) => operation === 'DeleteBucket')).toEqual([]);
  client.destroy();
});
