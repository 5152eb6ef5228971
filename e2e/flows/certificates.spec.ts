import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { authorityFile, testCertificate } from '../../electron/engine/store/transport/testing/certificates/read.ts';
import { expect, test } from '../fixtures.ts';
import { App, connectionTo } from '../pages/app.ts';
import { startRelay } from '../support/servers/relay.ts';

test('a self-signed certificate is shown, pinned, and missed when another one comes', async ({ app, practice }) => {
  const shown = testCertificate('self-signed');
  const relay = await startRelay(practice.store.endpointUrl, shown);
  try {
    const upload = practice.seed('here.bin', [100]);
    await app.welcome.addConnection.click();
    await app.form.fill({ ...connectionTo(practice.store), endpointUrl: relay.url });
    await app.form.testConnection.click();
    await expect(app.form.failure).toContainText('certificate');
    await expect(app.form.certificate).toContainText(new X509Certificate(shown.cert).fingerprint256);
    await expect(app.form.certificate).toContainText('It vouches for itself');
    expect(practice.store.calls, 'nothing was sent to a server that nobody knows').toEqual([]);
    await app.form.trustCertificate.click();
    await expect(app.form.dialog.getByRole('status')).toContainText('1 bucket');
    await app.form.save.click();
    await expect(app.form.dialog).toBeHidden();
    await app.sidebar.open(upload.bucket);
    await app.bucket.scanWhole();
    await expect(app.bucket.row(upload.key)).toBeVisible();

    relay.showCertificate(testCertificate('self-signed-again'));
    const before = practice.store.calls.length;
    await app.bucket.scan.click();
    await expect(app.bucket.main).toContainText('The server’s certificate has changed');
    await expect(app.bucket.row(upload.key), 'what was known stays').toBeVisible();
    expect(practice.store.calls).toHaveLength(before);
  } finally {
    await relay.close();
  }
});

test('@desktop an authority that the login shell names is offered, because the installed app does not read it', async ({
  openDesktop,
  practice,
}, info) => {
  test.skip(process.platform === 'win32', 'no login shell is asked there');
  // As a company's machine has it: in the profile of the person's shell, which a start from a launcher does not see.
  const shell = info.outputPath('shell');
  const script = `export NODE_EXTRA_CA_CERTS=${authorityFile}\nshift\neval "$1"`;
  writeFileSync(shell, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const relay = await startRelay(practice.store.endpointUrl, testCertificate('good'));
  try {
    const desktop = await openDesktop({ world: { packaged: true }, env: { SHELL: shell } });
    const app = new App(desktop.page(), desktop.kill);
    await app.welcome.addConnection.click();
    await app.form.fill({ ...connectionTo(practice.store), endpointUrl: relay.url });
    await app.form.testConnection.click();
    await expect(app.form.failure).toContainText('The installed app does not read NODE_EXTRA_CA_CERTS.');
    await app.form.dialog.getByRole('button', { name: `Use ${authorityFile} as the CA file` }).click();
    await expect(app.form.dialog.getByRole('status')).toContainText('It works');
    await app.form.save.click();
    await expect(app.form.dialog).toBeHidden();
    await expect(app.sidebar.entry('Test store')).toBeVisible();
  } finally {
    await relay.close();
  }
});
