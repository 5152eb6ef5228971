import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';

const gib = 1024 ** 3;

test('CloudWatch is asked once it is switched on, and told with its day on the overview and of the bucket', async ({
  app,
  practice,
}) => {
  const { store } = practice;
  store.createBucket('archive');
  for (const [key, storageClass, gibs] of [
    ['a', 'STANDARD', 3],
    ['b', 'DEEP_ARCHIVE', 5],
  ] as const) {
    store.seedUpload({
      bucket: 'archive',
      key,
      initiatedAt: Date.now() - 9 * 86_400_000,
      storageClass,
      parts: [{ partNumber: 1, size: gibs * gib }],
    });
  }
  const asked = () => store.calls.filter(({ operation }) => operation === 'GetMetricData').length;
  await app.connect(store);
  await app.cloudWatch.open();
  await expect(app.cloudWatch.dialog).toContainText('14 for a bucket, at 0.01 USD for 1,000');
  await app.cloudWatch.switchOn.click();
  await expect(app.cloudWatch.dialog.getByRole('alert')).toContainText('Enter the endpoint of its CloudWatch.');
  await app.cloudWatch.endpoint.fill(store.endpointUrl);
  await app.cloudWatch.switchOn.click();
  await expect(app.cloudWatch.ask).toBeVisible();
  expect(asked()).toBe(0);
  await app.cloudWatch.ask.click();
  const row = app.cloudWatch.sizes.filter({ hasText: 'archive' });
  await expect(row).toContainText(/archive.*8 GiB.*5 GiB.*\d{4}-\d\d-\d\d/);
  expect(asked()).toBe(1);

  store.setFaults([denied('GetMetricData')]);
  await app.cloudWatch.ask.click();
  await expect(app.cloudWatch.dialog).toContainText('These credentials lack cloudwatch:GetMetricData.');
  // What was told stays.
  await expect(row).toContainText('8 GiB');
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByText(/^CloudWatch, \d{4}-\d\d-\d\d: 8 GiB in 1 bucket/)).toContainText(
    '5 GiB of it is staging storage',
  );
});
