import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from '../fixtures.ts';
import { connectionTo } from '../pages/app.ts';
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

test('https for a port without TLS is told, and the address that answers is one click away', async ({
  app,
  practice,
}) => {
  const { endpointUrl } = practice.store;
  await app.welcome.addConnection.click();
  await app.form.fill({ ...connectionTo(practice.store), endpointUrl: endpointUrl.replace('http:', 'https:') });
  await app.form.testConnection.click();
  await expect(app.form.failure).toContainText('the wrong one of http:// and https://');
  await expect(app.form.failure).toContainText('That port answers without TLS.');
  await app.form.dialog.getByRole('button', { name: `Use ${endpointUrl}`, exact: true }).click();
  await expect(app.form.field('Endpoint URL')).toHaveValue(endpointUrl);
  await app.form.testConnection.click();
  await expect(app.form.dialog.getByRole('status').filter({ hasText: 'works' })).toBeVisible();
});

test('an endpoint URL that holds the bucket is tried without it', async ({ app, practice }) => {
  const { endpointUrl } = practice.store;
  await app.welcome.addConnection.click();
  await app.form.fill({ ...connectionTo(practice.store), endpointUrl: `${endpointUrl}/${bucketName}` });
  await app.form.testConnection.click();
  await expect(app.form.field('Endpoint URL')).toHaveValue(endpointUrl);
  await expect(app.form.dialog.getByRole('status').filter({ hasText: 'works' })).toBeVisible();
});

test('a store that sends us elsewhere is asked there once a person says so, and not before', async ({
  app,
  practice,
}) => {
  const { endpointUrl } = practice.store;
  const sender = createServer(({ url }, response) => {
    response.writeHead(307, { location: `${endpointUrl}${url}` }).end();
  });
  sender.listen(0, '127.0.0.1');
  await once(sender, 'listening');
  const address = sender.address();
  const port = typeof address === 'object' ? address?.port : null;
  try {
    await app.connect(practice.store, { endpointUrl: `http://127.0.0.1:${port}` });
    const main = app.page.getByRole('main');
    await expect(main).toContainText('The server sends us elsewhere');
    await expect(main).toContainText('Your keys do not follow there by themselves.');
    expect(practice.store.calls).toEqual([]);
    await main.getByRole('button', { name: `Change the endpoint to ${endpointUrl}…` }).click();
    await expect(app.form.field('Endpoint URL')).toHaveValue(endpointUrl);
    await app.form.save.click();
    await expect(app.overview).toContainText(bucketName);
    await expect(main).not.toContainText('sends us elsewhere');
  } finally {
    sender.close();
  }
});
