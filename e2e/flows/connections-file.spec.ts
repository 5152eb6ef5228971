import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { keepFolder } from '../proofs/secrets/collection.ts';

test('connections go to a file without their secrets, and come back on another computer', {
  tag: ['@both', '@not-electron'],
}, async ({ openApp, practice }) => {
  const upload = practice.seed('here.bin', [100]);
  const app = await openApp();
  await app.connect(practice.store, { name: 'Shop', production: true, colour: 'Red', readOnly: true });
  const { fileName, text } = await app.connectionsFile.export();
  expect(fileName).toMatch(/^loose-parts-connections-\d{4}-\d\d-\d\d\.json$/);
  expect(text).not.toContain(practice.store.secretAccessKey);
  expect(JSON.parse(text)).toMatchObject({
    connections: [{ name: 'Shop', endpointUrl: practice.store.endpointUrl, production: true, readOnly: true }],
  });

  const elsewhere = await mkdtemp(join(tmpdir(), 'loose-parts-elsewhere-'));
  try {
    const other = await openApp({ dataDir: elsewhere });
    await expect(other.welcome.addConnection).toBeVisible();
    await other.connectionsFile.import(text, 'welcome');
    await expect(other.connectionsFile.dialog).toContainText('1 connection added.');
    await expect(other.connectionsFile.dialog.getByRole('listitem')).toHaveText(['Shop']);
    await other.connectionsFile.close();
    await other.sidebar.open('Shop');
    await expect(other.bucket.main).toContainText('No credentials');
    await expect(other.bucket.main).not.toContainText('There are no buckets here');
    await other.connection.edit.click();
    await other.form.field('Secret access key').fill(practice.store.secretAccessKey);
    await other.form.save.click();
    await expect(other.form.dialog).toBeHidden();
    await other.sidebar.open(upload.bucket);
    await other.bucket.scanWhole();
    await expect(other.bucket.row(upload.key)).toBeVisible();
    await expect(other.page).toHaveTitle(`${upload.bucket} – Shop (PRODUCTION) – Loose Parts`);
    await other.connectionsFile.import(text, 'menu');
    await expect(other.connectionsFile.dialog.getByRole('listitem'), 'names that are taken get a number').toHaveText([
      'Shop (2)',
    ]);
    await other.connectionsFile.close();
  } finally {
    keepFolder(elsewhere);
    await rm(elsewhere, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('a file that is none gets a sentence, and adds nothing', async ({ app }) => {
  for (const [text, words] of [
    ['{"kind": "loose-parts', 'The file is not JSON, or it is not whole.'],
    ['{"buckets": []}', 'not one of connections that Loose Parts has exported'],
    ['', 'The file is empty.'],
  ] as const) {
    await app.connectionsFile.import(text, 'welcome');
    await expect(app.connectionsFile.dialog).toContainText(words);
    await app.connectionsFile.close();
    await expect(app.connectionsFile.dialog).toBeHidden();
  }
  await expect(app.welcome.addConnection).toBeVisible();
});
