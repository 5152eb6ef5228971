import { slowDown } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';

const given = 'Test store is given time';
const asks = /The store asks to wait until \d\d:\d\d:\d\d \(503 SlowDown\)\. Going on in \d+:\d\d\./;

test('a store that asks for time in mid-scan is said to everywhere, with the time at which the scan goes on', {
  tag: '@both',
}, async ({ app, practice }) => {
  const { bucket } = practice.seed('first.bin', [1024]);
  practice.behave({ faults: [slowDown(600, { operations: ['ListParts'] })] });
  await app.connect(practice.store);
  await app.sidebar.open(bucket);
  await app.bucket.scan.click();

  await expect(app.bucket.main.getByText(/^Waiting until \d\d:\d\d:\d\d$/)).toBeVisible();
  await expect(app.bucket.main.getByRole('status', { name: given })).toHaveText(asks);
  await expect(app.activity.toggle).toContainText(asks);
  await expect(app.sidebar.navigation).toContainText(asks);
  await app.sidebar.open('Test store');
  await expect(app.page.getByRole('main').getByRole('status', { name: given })).toHaveText(asks);

  // It can be stopped, and what was listed stays.
  await app.sidebar.open(bucket);
  await app.bucket.main.getByRole('button', { name: 'Stop scan' }).click();
  await expect(app.bucket.main.getByText('Stopped early')).toBeVisible();
});

test('a wait that is over is withdrawn by itself, and the scan goes on', { tag: '@both' }, async ({
  app,
  practice,
}) => {
  const { bucket } = practice.seed('first.bin', [1024]);
  practice.behave({ faults: [slowDown(3, { operations: ['ListParts'], times: 1 })] });
  await app.connect(practice.store);
  await app.sidebar.open(bucket);
  await app.bucket.scan.click();
  await expect(app.activity.toggle).toContainText(asks);
  await expect(app.bucket.main.getByText('Scanned', { exact: true })).toBeVisible();
  await expect(app.activity.toggle).not.toContainText('asks to wait');
  await expect(app.bucket.main.getByRole('status', { name: given })).toBeHidden();
});
