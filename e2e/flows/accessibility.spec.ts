import { testCertificate } from '../../electron/engine/store/transport/testing/certificates/read.ts';
import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import { connectionTo } from '../pages/app.ts';
import { violations } from '../pages/axe.ts';
import { startRelay } from '../support/servers/relay.ts';
import { longWaitAfterFirstAbort } from '../support/stores/practice.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('every screen passes axe', async ({ app, practice }) => {
      // axe over seven screens, one after the other.
      test.slow();
      const key = 'renders/scene 42.exr';
      practice.behave({ lateParts: [{ afterAbort: 1, parts: 2, size: 2048 }] });
      practice.seed(key, [6 << 20, 6 << 20, 1024]);
      practice.seed('fresh.bin', [4096], 60_000);
      const { bucket } = practice.seed('another.bin', [4096]);
      const passes = async (screen: string): Promise<void> => {
        await test.step(screen, async () => expect(await violations(app), screen).toEqual([]));
      };

      await expect(app.welcome.addConnection).toBeVisible();
      await passes('welcome');
      await app.welcome.addConnection.click();
      await expect(app.form.dialog).toBeVisible();
      await app.form.save.click();
      await passes('connection form, with complaints');
      await app.page.keyboard.press('Escape');
      await app.connect(practice.store, { activeHours: 24 });
      await expect(app.overview).toBeVisible();
      await passes('overview');
      await app.sidebar.open(bucket);
      await app.bucket.scanWhole();
      await app.bucket.select('fresh.bin');
      await app.bucket.select(key);
      await passes('bucket');
      await app.bucket.open(key);
      await app.inspector.verify.click();
      await expect(app.inspector.status).toContainText('present');
      await passes('inspector');
      // An open inspector would make ListParts calls of its own.
      await app.inspector.close.click();
      practice.behave({ faults: [longWaitAfterFirstAbort(key)] });
      await app.bucket.abort.click();
      await expect(app.plan.start).toBeVisible();
      await app.plan.tick('fresh.bin').check();
      await passes('plan');
      await app.plan.tick('fresh.bin').uncheck();
      await app.startCleanUp();
      await expect(app.activity.verdict(key)).toHaveText('stubborn');
      await passes('activity');
    });

    test('what is about ways in passes axe', async ({ app, practice }) => {
      test.slow();
      practice.behave({ expectedOwner: 'ignored', tells: { initiator: false, storageClass: true } });
      const { bucket } = practice.seed('here.bin', [4096]);
      practice.seed('there.bin', [4096]);
      const passes = async (screen: string): Promise<void> => {
        await test.step(screen, async () => expect(await violations(app), screen).toEqual([]));
      };
      const certified = await startRelay(practice.store.endpointUrl, testCertificate('self-signed'));
      try {
        await app.welcome.addConnection.click();
        await app.form.fill({ ...connectionTo(practice.store), endpointUrl: certified.url });
        await app.form.testConnection.click();
        await expect(app.form.certificate).toBeVisible();
        await passes('a certificate that nobody vouches for');
        await app.page.keyboard.press('Escape');
      } finally {
        await certified.close();
      }
      await app.connect(practice.store, {
        readOnly: true,
        production: true,
        colour: 'Red',
        expectedBucketOwner: '999988887777',
      });
      await app.sidebar.open(bucket);
      await app.bucket.scanWhole();
      await app.sidebar.open('Test store');
      await app.connection.facts.locator('summary').click();
      await expect(app.connection.probeAgain).toBeVisible();
      await passes('overview with facts, and an absent guard');
      await app.connection.edit.click();
      for (const title of ['Safety', 'Owner and payment', 'Time limits', 'Proxy', 'Certificates']) {
        await app.form.openSection(title);
      }
      await passes('connection form with every section open');
      await app.page.keyboard.press('Escape');

      await app.sidebar.open(bucket);
      practice.behave({ faults: [denied('ListParts', 'AbortMultipartUpload')] });
      await app.permissions.openFromBucket();
      await expect(app.permissions.rights).toBeVisible();
      await passes('permissions');
      await app.page.keyboard.press('Escape');
      await app.bucketSettings.open();
      await passes('bucket settings');
    });
  });
}
