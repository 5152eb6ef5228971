import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import { type App, connectionTo } from '../pages/app.ts';
import type { ConnectionFields } from '../pages/connection-form.ts';
import type { Keys } from '../support/stores/seeding.ts';

/** Tests a connection and expects these words about what is wrong. */
async function expectFailure(app: App, keys: Keys, changed: Partial<ConnectionFields>, words: string): Promise<void> {
  await app.welcome.addConnection.click();
  await app.form.fill({ ...connectionTo(keys), ...changed });
  await app.form.testConnection.click();
  await expect(app.form.failure).toContainText(words);
}

test('a wrong secret is called wrong', { tag: '@both' }, async ({ app, practice }) => {
  await expectFailure(
    app,
    practice.store,
    { secretAccessKey: 'mistyped-secret-key' },
    'The secret access key is wrong',
  );
});

test('an unknown access key ID is called unknown', async ({ app, practice }) => {
  await expectFailure(app, practice.store, { accessKeyId: 'NOBODY' }, 'The access key ID is not known there');
});

test('an endpoint that answers with a web page is no S3 server', async ({ app, practice }) => {
  const console = createServer((_, response) => response.end('<!doctype html><title>Console</title>Please sign in'));
  await new Promise<void>((resolve) => console.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = console.address() as AddressInfo;
    const words = `What answers is not an S3 server at 127.0.0.1:${port}`;
    await expectFailure(app, practice.store, { endpointUrl: `http://127.0.0.1:${port}` }, words);
  } finally {
    console.closeAllConnections();
    console.close();
  }
});

test('a port where nothing listens answers nothing', async ({ app, practice }) => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  await expectFailure(app, practice.store, { endpointUrl: `http://127.0.0.1:${port}` }, 'Nothing answers at 127.0.0.1');
});

test('a host that DNS does not know is not found', async ({ app, practice }) => {
  await expectFailure(
    app,
    practice.store,
    { endpointUrl: 'http://nowhere.invalid' },
    'No such host at nowhere.invalid',
  );
});

test('clocks that disagree are told of', async ({ app, practice }) => {
  practice.store.setClockSkew(3_600_000);
  await expectFailure(app, practice.store, {}, 'The clocks disagree');
});

test('a bucket that may not be listed shows "No access", and never "empty"', async ({ app, practice }) => {
  practice.behave({ faults: [denied('ListMultipartUploads')] });
  const { bucket } = practice.seed('hidden.bin', [100]);
  await app.connect(practice.store);
  await app.sidebar.open(bucket);
  await app.bucket.scan.click();
  const main = app.page.getByRole('main');
  await expect(main.getByText('No access').first()).toBeVisible();
  await expect(main.getByText('s3:ListBucketMultipartUploads').first()).toBeVisible();
  await expect(app.sidebar.entry(bucket)).toContainText('No access');
  await expect(main).not.toContainText(/empty|no incomplete uploads|\b0 uploads/i);
});

test('where buckets may not be listed, one can be added by name', async ({ app, practice }) => {
  practice.store.setFaults([denied('ListBuckets')]);
  const { bucket, key } = practice.seed('here.bin', [100]);
  await app.connect(practice.store);
  await expect(app.sidebar.navigation).toContainText('No access');
  await app.sidebar.addBucket(bucket);
  await app.bucket.scanWhole();
  await expect(app.bucket.row(key)).toBeVisible();
});
