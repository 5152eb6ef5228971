import { expect, test } from '../fixtures.ts';
import { longWaitAfterFirstAbort } from '../support/stores/practice.ts';

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
  await expect(app.activity.cell(key, 'parts')).toContainText(/2$/);
  await expect(app.activity.partsLeftLine(key)).toHaveAccessibleName('2, 2 parts left');
  await expect(app.activity.cell(key, 'bytes')).toHaveText('6.00 KiB');
  await expect(app.activity.cell(key, 'next')).toContainText(/in (1:00|0:5\d)/);
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 2 });

  await app.activity.tryNow(key).click();
  await expect(app.activity.verdict(key)).toHaveText('clear');
  await expect(app.activity.attempts(key)).toHaveAccessibleName(/^3 attempts/);
  await expect(app.activity.partsLeftLine(key)).toHaveAccessibleName('2, 2, 1, 0 parts left');
  expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });

  const calls = practice.store.calls.slice(before).map(({ operation }) => operation);
  const stretches = calls.join(' ').split('AbortMultipartUpload');
  expect(stretches, 'three aborts part the log in four').toHaveLength(4);
  for (const stretch of stretches.slice(0, 3)) {
    expect(stretch).toContain('ListParts');
    expect(stretch).toContain('ListMultipartUploads');
  }
});

test('a stubborn job gives up at its deadline, which can be moved, and is gone on with', async ({ app, practice }) => {
  practice.behave({
    lateParts: Array.from({ length: 50 }, (_, i) => ({ afterAbort: i + 1, parts: 1, size: 1024 })),
  });
  const upload = practice.seed(key, [1024, 1024]);
  await app.scan(practice.store, upload.bucket, { activeHours: 24 });
  await app.abort(key);
  await expect(app.activity.verdict(key)).toHaveText('stubborn');
  await expect(app.activity.deadline).toHaveText(/^Gives up in (1 day|23 hours)/);
  await app.activity.moveDeadline('In 3 days');
  await expect(app.activity.deadline).toHaveText(/^Gives up in (3|2) days/);
  await expect(app.activity.deadline).toHaveAttribute('title', /UTC/);

  const { dialog, field, set } = await app.activity.enterDeadline();
  await field.fill('2020-01-01T12:00');
  await set.click();
  await expect(dialog).toContainText('That time has passed');
  // On a busy machine those seconds may be over before the click.
  await expect(async () => {
    await field.fill(localTime(Date.now() + 3_000));
    await set.click();
    await expect(dialog).toBeHidden({ timeout: 1_500 });
  }).toPass();
  await expect(app.activity.verdict(key)).toHaveText('gave up');
  await expect(app.activity.item(key)).toContainText('The deadline passed with 1 part (1 KiB) left.');
  await expect(app.activity.deadline).toBeHidden();

  // A new plan of what is left. Its part has just landed, which makes it active: that is confirmed like any other.
  practice.behave({ lateParts: [] });
  await app.activity.goOn.click();
  await expect(app.plan.dialog).toContainText('1 active upload left out');
  await app.plan.tick(key).check();
  await app.plan.typeBucketName(upload.bucket);
  await app.plan.start.click();
  await expect(app.plan.dialog).toBeHidden();
  await expect(app.activity.verdict(key)).toHaveText('clear');
  expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
});

/** A time as a field of type `datetime-local` takes it, to the second. */
function localTime(time: number): string {
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

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
