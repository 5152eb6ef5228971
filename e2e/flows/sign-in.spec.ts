import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import {
  assumed,
  startCredentialServices,
} from '../../electron/engine/connections/credentials/testing/credential-services.ts';
import {
  stsCertificateFile,
  testCertificate,
} from '../../electron/engine/store/transport/testing/certificates/read.ts';
import { startProxyServer } from '../../electron/engine/store/transport/testing/proxy-server.ts';
import { expect, test } from '../fixtures.ts';
import { startRelay } from '../support/servers/relay.ts';
import { bucketName, TestPractice } from '../support/stores/practice.ts';

const stsHost = 'sts.us-east-1.amazonaws.com';
const serial = 'arn:aws:iam::111122223333:mfa/jane.doe';

test('a role that wants an MFA code is answered by keyboard, and what it gave is said', async ({
  openApp,
  dataDir,
}) => {
  const services = await startCredentialServices();
  // The app asks AWS's own STS, by its name and over TLS; a proxy leads that name to the stand-in.
  const sts = await startRelay(services.url, testCertificate('sts'));
  const proxy = await startProxyServer({ ports: { [`${stsHost}:443`]: Number(new URL(sts.url).port) } });
  // Its keys are good only with the token that STS gives out.
  const practice = await TestPractice.start({ sessionToken: 'nobody-has-this-one' });
  try {
    const { accessKeyId, secretAccessKey } = practice.store;
    const sessionToken = 'the-session-of-jane';
    practice.store.openSession(sessionToken, Number.POSITIVE_INFINITY);
    services.answers.set('AssumeRole', ({ input }) =>
      input.TokenCode === '123456'
        ? assumed({ accessKeyId, secretAccessKey, sessionToken, expiresAt: Date.now() + 3_600_000 })
        : {
            status: 403,
            code: 'AccessDenied',
            message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
          },
    );
    const config = join(dataDir, 'aws-config');
    const credentials = join(dataDir, 'aws-credentials');
    await writeFile(
      config,
      `[profile cleaner]\nrole_arn = arn:aws:iam::111122223333:role/cleaner\nsource_profile = base\nmfa_serial = ${serial}\nregion = us-east-1\n`,
    );
    await writeFile(credentials, '[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret-of-base\n');
    const upload = practice.seed('here.bin', [100]);
    const app = await openApp({
      env: {
        AWS_CONFIG_FILE: config,
        AWS_SHARED_CREDENTIALS_FILE: credentials,
        NODE_EXTRA_CA_CERTS: stsCertificateFile,
      },
      systemProxy: proxy.url,
    });
    await app.connect(practice.store, { profile: 'cleaner' });
    const card = app.prompts.card('cleaner');
    await expect(card).toContainText(serial);
    await expect(app.connection.access).toContainText('needs sign-in');

    // The rest of the page is not held up, and the code is within reach of the Tab key.
    await app.sidebar.navigation.getByRole('button', { name: 'Add bucket' }).focus();
    await tabTo(app.prompts.code, () => app.page.keyboard.press('Tab'));
    await app.page.keyboard.type('999 999');
    await app.page.keyboard.press('Enter');
    await expect(app.connection.access).toContainText('AWS did not accept the code that was entered.');
    await app.connection.signIn.click();
    await expect(card).toBeVisible();
    await app.prompts.code.fill('123 456');
    await app.page.keyboard.press('Enter');
    await expect(app.prompts.cards).toHaveCount(0);
    await expect(app.connection.access).toContainText(
      /profile cleaner \(AssumeRole\) · expires in (5\d minutes|1 hour)/,
    );
    await app.sidebar.open(bucketName);
    await app.bucket.scanWhole();
    await expect(app.bucket.row(upload.key)).toBeVisible();
    expect(services.calls.map(({ input }) => [input.SerialNumber, input.TokenCode])).toEqual([
      [serial, '999999'],
      [serial, '123456'],
    ]);
  } finally {
    await proxy.close();
    await sts.close();
    await services.close();
    await practice.store.close();
  }
});

/** Goes from key to key until the element has the focus. */
async function tabTo(target: Locator, press: () => Promise<void>): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await press();
  }
  await expect(target, 'forty presses of Tab lead there').toBeFocused();
}
