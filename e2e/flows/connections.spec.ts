import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';
import { beginStubbornJob } from '../support/stubborn-job.ts';

test('a connection is edited, and its secret stays', async ({ app, practice }) => {
  practice.seed('here.bin', [100]);
  await app.connect(practice.store);
  await app.connection.choose('Edit…');
  await expect(app.form.field('Endpoint URL')).toHaveValue(practice.store.endpointUrl);
  await expect(app.form.field('Secret access key')).toHaveValue('');
  await app.form.field('Name').fill('Renamed');
  await app.form.openSection('Owner and payment');
  await app.form.field('Requester Pays').check();
  await app.form.save.click();
  await expect(app.form.dialog).toBeHidden();
  await expect(app.page).toHaveTitle('Renamed – Loose Parts');

  await app.connection.edit.click();
  await app.form.openSection('Owner and payment');
  await expect(app.form.field('Requester Pays')).toBeChecked();
  await app.page.keyboard.press('Escape');
  await app.sidebar.open(bucketName);
  await app.bucket.scanWhole();
  await expect(app.bucket.row('here.bin')).toBeVisible();
});

test('a test needs no name, and completes the address', async ({ app, practice }) => {
  const { endpointUrl, accessKeyId, secretAccessKey, region } = practice.store;
  const { form } = app;
  await app.welcome.addConnection.click();
  await form.field('Endpoint URL').fill(new URL(endpointUrl).host);
  await form.field('Region').fill(region);
  await expect(form.field('Endpoint URL')).toHaveValue(endpointUrl);
  await form.field('Access key ID').fill(accessKeyId);
  await form.field('Secret access key').fill(secretAccessKey);
  await form.testConnection.click();
  await expect(form.dialog.getByRole('status')).toContainText('It works: 1 bucket');

  await form.field('Endpoint URL').fill(`${endpointUrl}/${bucketName}`);
  await form.testConnection.click();
  await expect(form.field('Endpoint URL')).toHaveValue(endpointUrl);
  await expect(form.dialog).toContainText(`${bucketName} is a bucket, and no part of the address`);
  await expect(form.dialog.getByRole('status')).toContainText('It works: 1 bucket');

  await form.field('Endpoint URL').fill('s3://films/2024/');
  await form.field('Region').focus();
  await expect(form.field('Endpoint URL')).toHaveValue('');
  await expect(form.dialog).toContainText('films is a bucket, and no part of the address');
  await form.save.click();
  await expect(form.field('Name')).toBeFocused();
});

test('a preset only fills in fields; a problem opens its section and takes the focus', async ({ app }) => {
  await app.welcome.addConnection.click();
  const { form } = app;
  await form.field('Name').fill('Mine');
  await form.field('Access key ID').fill('AK');
  await form.field('Secret access key').fill('secret');
  await form.field('Preset').selectOption({ label: 'Wasabi' });
  await expect(form.field('Endpoint URL')).toHaveValue('https://s3.us-east-1.wasabisys.com');
  await form.field('Region').fill('eu-central-2');
  await expect(form.field('Endpoint URL')).toHaveValue('https://s3.eu-central-2.wasabisys.com');
  await expect(form.field('Path-style addressing')).toBeChecked();
  await expect(form.field('Name')).toHaveValue('Mine');

  await form.openSection('Owner and payment');
  await form.field('Expected bucket owner').fill('1234');
  await form.section('Owner and payment').click();
  await expect(form.field('Expected bucket owner')).toBeHidden();
  await form.save.click();
  await expect(form.field('Expected bucket owner')).toBeFocused();
  await expect(form.dialog).toContainText('An account ID has 12 digits');
});

test('one keystroke goes to a connection, and the title says where one is', async ({ app, practice }) => {
  practice.seed('here.bin', [100]);
  await app.connect(practice.store, { name: 'First' });
  await app.addConnection(practice.store, { name: 'Second', production: true, colour: 'Red' });
  await expect(app.page).toHaveTitle('Second (PRODUCTION) – Loose Parts');
  await app.page.keyboard.press('Alt+Digit1');
  await expect(app.page).toHaveTitle('First – Loose Parts');
  await app.sidebar.entry(bucketName).first().click();
  await expect(app.page).toHaveTitle(`${bucketName} – First – Loose Parts`);
  // Where text is entered as well: this is no Mac.
  await app.bucket.filter.focus();
  await app.page.keyboard.press('Alt+Digit2');
  await expect(app.page).toHaveTitle('Second (PRODUCTION) – Loose Parts');
  await app.page.keyboard.press('Alt+Digit3');
  await expect(app.page, 'there is no third').toHaveTitle('Second (PRODUCTION) – Loose Parts');
  await expect(app.sidebar.entry('First')).toHaveAttribute('aria-keyshortcuts', 'Alt+1');

  // What lies beneath a dialog does not change under it.
  await app.connection.edit.click();
  await expect(app.form.dialog).toBeVisible();
  await app.page.keyboard.press('Alt+Digit1');
  await expect(app.form.field('Name')).toHaveValue('Second');
  await app.page.keyboard.press('Escape');
  await expect(app.page).toHaveTitle('Second (PRODUCTION) – Loose Parts');
});

test('production is marked in the sidebar, the heading and the plan', async ({ app, practice }) => {
  const { key, bucket } = practice.seed('old.bin', [100]);
  await app.connect(practice.store, { name: 'Shop', production: true, colour: 'Red' });
  await expect(app.sidebar.entry('Shop')).toContainText('PRODUCTION');
  await app.sidebar.open(bucket);
  await app.bucket.scanWhole();
  await expect(app.bucket.main.getByText('PRODUCTION', { exact: true })).toBeVisible();
  await app.bucket.select(key);
  await app.bucket.abort.click();
  await expect(app.plan.dialog).toContainText(`In bucket ${bucket} of connection Shop`);
  await expect(app.plan.dialog.getByText('PRODUCTION', { exact: true })).toBeVisible();
});

test('a read-only connection shows everything and changes nothing', async ({ app, practice }) => {
  const upload = practice.seed('kept.bin', [6 << 20]);
  await app.connect(practice.store, { readOnly: true });
  await app.sidebar.open(upload.bucket);
  await app.bucket.scanWhole();
  await expect(app.bucket.main.getByText('Read-only', { exact: true })).toBeVisible();
  await app.bucket.select(upload.key);
  await expect(app.bucket.abort).toBeDisabled();
  await expect(app.bucket.abort).toHaveAttribute('title', /read-only/);
  // It is off, and still there for who goes from key to key.
  await app.bucket.abort.focus();
  await expect(app.bucket.abort).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.plan.dialog).toBeHidden();
  await app.bucket.open(upload.key);
  await expect(app.inspector.verify).toBeEnabled();
  await expect(app.inspector.abort).toBeDisabled();
  await expect(app.inspector.complete).toBeDisabled();
  await expect(app.inspector.region).toContainText('This connection is read-only.');
  await expect(app.bucket.cleanUpAll).toBeDisabled();
  expect(practice.fateOf(upload).phase).toBe('open');
  expect(practice.count('AbortMultipartUpload')).toBe(0);
});

test('a job whose connection becomes read-only sends nothing, says why, and goes on afterwards', async ({
  app,
  practice,
}) => {
  const upload = await beginStubbornJob(app, practice, { key: 'old.bin' });
  await expect(app.activity.cell(upload.key, 'next')).toContainText(/in (1:00|0:[345]\d)/);
  const setReadOnly = async (on: boolean) => {
    await app.activity.close();
    await app.sidebar.open('Test store');
    await app.connection.edit.click();
    await app.form.openSection('Safety');
    await app.form.field('Read-only').setChecked(on);
    await app.form.save.click();
    await expect(app.form.dialog).toBeHidden();
    await app.activity.open();
  };
  await setReadOnly(true);
  await app.activity.tryNow(upload.key).click();
  await expect(app.activity.region).toContainText('This connection has become read-only.');
  expect(practice.count('AbortMultipartUpload')).toBe(1);
  expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 2 });

  await setReadOnly(false);
  await expect(app.activity.verdict(upload.key)).toHaveText('clear');
  expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
});

test('with every connection removed, History is still within reach', async ({ app, practice }) => {
  const { key } = practice.seed('old.bin', [100]);
  await app.scan(practice.store, bucketName);
  await app.abort(key);
  await expect(app.activity.verdict(key)).toHaveText('clear');
  await expect(app.activity.pause, 'the job has ended').toBeHidden();
  await app.sidebar.open('Test store');
  await app.connection.remove();
  await expect(app.welcome.addConnection).toBeVisible();
  await app.page.getByRole('main').getByRole('button', { name: 'History' }).click();
  await expect(app.history.rows).toHaveCount(1);
  await expect(app.history.rows.first()).toContainText('removed since');
  await expect(app.page).toHaveTitle('History – Loose Parts');
  await app.sidebar.navigation.getByRole('button', { name: 'Welcome' }).click();
  await expect(app.welcome.tryPractice).toBeVisible();
});
