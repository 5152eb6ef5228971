import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

test('what is no bucket is said before the store is asked; a URL of one is taken', async ({ app, practice }) => {
  await app.connect(practice.store);
  await app.sidebar.addBucket('https://example.com/somewhere');
  await expect(app.sidebar.navigation).toContainText('does not say which bucket it means');
  await expect(app.sidebar.bucketName).toHaveAttribute('aria-invalid', 'true');
  await app.sidebar.addBucket(`${practice.store.endpointUrl}/${bucketName}/a/key`);
  await expect(app.page.getByRole('heading', { name: bucketName })).toBeVisible();
  await expect(app.sidebar.bucketName).toBeHidden();
});
