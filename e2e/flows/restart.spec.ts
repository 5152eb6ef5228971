import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { longWaitAfterFirstAbort } from '../support/stores/practice.ts';

const key = 'renders/scene 42.exr';

// The browser host forgets entered secrets when it ends, so the keys come from a profile.
test('a job goes on by itself after a kill -9', { tag: '@both' }, async ({ openApp, practice, dataDir }) => {
  const { accessKeyId, secretAccessKey } = practice.store;
  const credentials = join(dataDir, 'aws-credentials');
  await writeFile(
    credentials,
    `[flow]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  const env = { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(dataDir, 'no-config') };
  practice.behave({ lateParts: [{ afterAbort: 1, parts: 2, size: 2048 }] });
  const upload = practice.seed(key, [2048]);

  const first = await openApp({ env });
  await first.scan(practice.store, upload.bucket, { profile: 'flow' });
  practice.behave({ faults: [longWaitAfterFirstAbort(key, 12)] });
  await first.abort(key);
  await expect(first.activity.verdict(key)).toHaveText('stubborn');
  // Longer than a first backoff: it waits for the twelve seconds.
  await expect(first.activity.cell(key, 'next')).toContainText(/in 0:(1\d|0[3-9])/);
  await first.kill();
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 2 });

  const second = await openApp({ env });
  await second.activity.open();
  await expect(second.activity.verdict(key)).toHaveText('stubborn');
  await expect(second.activity.attempts(key)).toHaveAccessibleName(/^1 attempt/);
  await expect(second.activity.verdict(key)).toHaveText('clear');
  expect(practice.count('AbortMultipartUpload')).toBe(2);
  expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
});

test('a job whose entered keys are gone says so, and goes on once they are entered again', {
  tag: '@browser',
}, async ({ openApp, practice }) => {
  practice.behave({ lateParts: [{ afterAbort: 1, parts: 2, size: 2048 }] });
  const upload = practice.seed(key, [2048]);
  const first = await openApp();
  await first.scan(practice.store, upload.bucket);
  practice.behave({ faults: [longWaitAfterFirstAbort(key)] });
  await first.abort(key);
  await expect(first.activity.verdict(key)).toHaveText('stubborn');
  await expect(first.activity.cell(key, 'next')).toContainText(/in (1:00|0:[345]\d)/);
  await first.kill();

  const second = await openApp();
  await second.activity.open();
  await second.activity.tryNow(key).click();
  await expect(second.activity.region).toContainText('No credentials');
  await second.activity.close();
  await second.sidebar.open('Test store');
  await second.page.getByRole('button', { name: 'Edit' }).click();
  await second.form.field('Secret access key').fill(practice.store.secretAccessKey);
  await second.form.save.click();
  await expect(second.form.dialog).toBeHidden();
  await second.activity.open();
  await expect(second.activity.verdict(key)).toHaveText('clear');
  await expect(second.activity.region).not.toContainText('No credentials');
  expect(practice.count('AbortMultipartUpload')).toBe(2);
});
