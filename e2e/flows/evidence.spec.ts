import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

// What is said of an upload, and of a job, is what the record holds: no more, and everywhere the same.

test('one clean look does not say that nothing is left; two do, and the details say the same', async ({
  app,
  practice,
}) => {
  const { key } = practice.seed('renders/take 7.mov', [5 << 20, 1024]);
  // Time enough between the two looks to see what is said then.
  await app.scan(practice.store, bucketName, { quietSeconds: 6 });
  await app.abort(key);
  const { activity, inspector } = app;
  await expect(activity.verdict(key)).toHaveText('clearing');
  await expect(activity.cell(key, 'bytes')).toHaveText('–');
  await expect(activity.toggle).toContainText('what is left is not known · 0 bytes freed');
  await expect(activity.region).toContainText('0 bytes freed, what is left is not known');
  await expect(activity.region).not.toContainText('0 bytes left');

  await expect(activity.verdict(key)).toHaveText('clear');
  await expect(activity.proof).toHaveText('1 clear, 5 MiB, two looks each');
  await expect(activity.toggle).not.toContainText(/left/);
  await expect(activity.cell(key, 'bytes')).toHaveText('0 bytes');

  await activity.close();
  await app.bucket.open(key);
  await expect(inspector.region).toContainText('The server has no such upload any more, as the verdict says:');
  await expect(inspector.region).not.toContainText('Verify tells which');
  await expect(inspector.region.getByRole('heading', { name: 'No parts any more' })).toBeVisible();
  await expect(inspector.abort).toBeDisabled();
  // The practice store was seeded in the name of whoever asks now.
  await expect(inspector.region).toContainText('Not proved. Every upload is said to be started by you.');
  // By look, the oldest first: one before the abort, and two clean ones after it.
  const looks = inspector.region.getByRole('list', { name: 'Recorded calls' }).locator('> li');
  await expect(looks).toHaveCount(4);
  const clean = [/ListParts.*no such upload/, /Listing.*not in it/, /Object.*none/];
  for (const [at, name] of [
    [2, 'clean look 1 of 2'],
    [3, 'clean look 2 of 2'],
  ] as const) {
    await expect(looks.nth(at)).toContainText(name);
    for (const told of clean) await expect(looks.nth(at)).toContainText(told);
  }
});

test('a job that came to nothing does not read as finished', async ({ app, practice }) => {
  const refused = practice.seed('locked.bin', [1024]);
  practice.behave({
    faults: [{ operations: ['AbortMultipartUpload'], effect: { kind: 'error', status: 403, code: 'AccessDenied' } }],
  });
  await app.scan(practice.store, bucketName);
  await app.abort(refused.key);
  await expect(app.activity.verdict(refused.key)).toHaveText('refused');
  const jobs = app.activity.region.getByRole('list', { name: 'Jobs' });
  await expect(jobs).toContainText('refused');
  await expect(jobs).not.toContainText('finished');
  await expect(app.activity.toggle).toContainText('1 job ended');
  await expect(app.activity.region).toContainText('1 KiB left');
  await app.history.open();
  await expect(app.history.rows.first().getByRole('cell').last()).toHaveText('refused');
});
