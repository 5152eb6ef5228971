import { expect, test } from '../fixtures.ts';
import { longWaitAfterFirstAbort } from '../stores/practice.ts';

const key = 'renders/scene 42.exr';

test('a stubborn upload is aborted until nothing lands any more', async ({ app, practice }) => {
  practice.behave({
    lateParts: [
      { afterAbort: 1, parts: 2, size: 3 * 1024 },
      { afterAbort: 2, parts: 1, size: 3 * 1024 },
    ],
  });
  const upload = practice.seed(key, [5 * 1024, 5 * 1024]);
  await app.scan(practice.store, upload.bucket);
  practice.behave({ faults: [longWaitAfterFirstAbort(key)] });
  const before = practice.store.calls.length;
  await app.abort(key);

  await expect(app.activity.verdict(key)).toHaveText('stubborn');
  await expect(app.activity.attempts(key)).toHaveAccessibleName(/^1 attempt\. Attempt 1: HTTP 204, 2 parts left/);
  await expect(app.activity.cell(key, 'parts')).toHaveText('2');
  await expect(app.activity.cell(key, 'bytes')).toHaveText('6 KiB');
  await expect(app.activity.cell(key, 'next')).toContainText(/in (1:00|0:5\d)/);
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 2 });

  await app.activity.tryNow(key).click();
  await expect(app.activity.verdict(key)).toHaveText('clear', { timeout: 30_000 });
  await expect(app.activity.attempts(key)).toHaveAccessibleName(/^3 attempts/);
  expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });

  const calls = practice.store.calls.slice(before).map(({ operation }) => operation);
  const stretches = calls.join(' ').split('AbortMultipartUpload');
  expect(stretches, 'three aborts part the log in four').toHaveLength(4);
  for (const stretch of stretches.slice(0, 3)) {
    expect(stretch).toContain('ListParts');
    expect(stretch).toContain('ListMultipartUploads');
  }
});

test('a stubborn job can be cancelled', async ({ app, practice }) => {
  practice.behave({
    lateParts: Array.from({ length: 50 }, (_, i) => ({ afterAbort: i + 1, parts: 1, size: 1024 })),
  });
  const upload = practice.seed(key, [1024]);
  await app.scan(practice.store, upload.bucket);
  practice.behave({ faults: [longWaitAfterFirstAbort(key)] });
  await app.abort(key);
  await expect(app.activity.verdict(key)).toHaveText('stubborn');
  await app.activity.cancel();
  await expect(app.activity.verdict(key)).toHaveText('cancelled');
  expect(practice.count('AbortMultipartUpload')).toBe(1);
  expect(practice.fateOf(upload).phase).toBe('open');
});
