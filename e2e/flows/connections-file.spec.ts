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

test('a file that names a proxy, a CA file or a token file is told what was left out', async ({ app }) => {
  const shop = {
    name: 'Shop',
    endpointUrl: null,
    region: 'eu-central-1',
    pathStyle: false,
    activeWindowMs: 0,
    quietIntervalMs: 0,
    proxy: { kind: 'manual', url: 'http://proxy.partner.example:3128', username: null },
    tls: { caFile: '/etc/ssl/certs/partner\u202egpj.pem', pinned: null },
    credentials: { kind: 'static', accessKeyId: 'AKIDSHOP', hasSessionToken: false },
  };
  const role = { kind: 'webIdentity', roleArn: 'arn:aws:iam::123456789012:role/r', sessionName: null };
  const lab = { ...shop, name: 'Lab', proxy: { kind: 'system' }, tls: { caFile: null, pinned: null } };
  const cluster = { ...lab, name: 'Cluster', credentials: { ...role, tokenFile: '/home/me/.ssh/id_ed25519' } };
  const connections = [shop, { ...lab, credentials: { kind: 'anonymous' } }, cluster];
  await app.connectionsFile.import(
    JSON.stringify({ kind: 'loose-parts connections', version: 1, connections }),
    'welcome',
  );
  const { dialog, leftOut } = app.connectionsFile;
  await expect(dialog).toContainText('3 connections added.');
  await expect(dialog).toContainText('These were left out; set by hand what you have checked:');
  await expect(leftOut).toContainText('Shop');
  await expect(leftOut).toContainText('Proxy: http://proxy.partner.example:3128');
  await expect(leftOut, 'with nothing that hides').toContainText('CA file: /etc/ssl/certs/partner⟨U+202E⟩gpj.pem');
  await expect(leftOut).toContainText('Cluster');
  await expect(leftOut).toContainText('Token file: /home/me/.ssh/id_ed25519');
  await expect(leftOut).not.toContainText('Lab');
  await app.connectionsFile.close();
  await app.sidebar.open('Shop');
  await app.connection.edit.click();
  await expect(app.form.dialog).toContainText('as the system says');
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
