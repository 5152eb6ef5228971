import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { denied, startPracticeStore } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

/** Pictures of every screen, to be looked at. */
const reports = join(import.meta.dirname, '../reports/screens');
/** The smallest window that the app is made for, and a large one. */
const sizes = [
  [1024, 700],
  [1600, 1000],
] as const;
/** The README's pictures: taken anew with UPDATE_SCREENSHOTS=1. */
const readme = process.env.UPDATE_SCREENSHOTS === '1' ? join(import.meta.dirname, '../../build/screenshots') : null;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('every screen has its picture', async ({ app }) => {
      // The sample buckets in a store of ours: its stubborn upload can be told to wait for the picture.
      const store = await startPracticeStore({ scenario: 'samples' });
      const picture = async (name: string, folder = reports): Promise<void> => {
        await mkdir(folder, { recursive: true });
        const path = join(folder, `${name}-${colorScheme}.png`);
        await app.page.screenshot({ animations: 'disabled', caret: 'hide', path });
      };

      await expect(app.welcome.tryPractice).toBeVisible();
      await picture('1-welcome');
      await app.welcome.addConnection.click();
      await expect(app.form.field('Name')).toBeVisible();
      await picture('2-connection');
      await app.page.keyboard.press('Escape');
      await app.connect(store, { name: 'Film archive', activeHours: 24 });
      for (const bucket of ['live-ingest', 'media-archive', 'nightly-backups', 'no-look-inside', 'stubborn-renders']) {
        await app.sidebar.open(bucket);
        await app.bucket.scanWhole();
      }
      await app.sidebar.open('Film archive');
      await expect(app.overview).toBeVisible();
      await picture('3-overview');

      await app.sidebar.open('media-archive');
      await expect(app.bucket.rows.first()).toBeVisible();
      await picture('4-bucket');
      await app.bucket.row('proxies/clip-0107.mxf').click();
      await expect(app.inspector.parts).toBeVisible();
      await app.inspector.verify.click();
      await expect(app.inspector.status).toContainText('present');
      await picture('5-inspector');

      const stubborn = 'final/scene-042.exr';
      const mib = 1024 * 1024;
      const lateParts = Array.from({ length: 20 }, (_, i) => ({
        afterAbort: i + 1,
        parts: Math.max(1, 5 - i),
        size: 64 * mib,
      }));
      store.setBehaviour('stubborn-renders', { lateParts });
      await app.sidebar.open('stubborn-renders');
      await app.abort(stubborn);
      // A few attempts in, the waits are long enough for a calm picture.
      await expect(async () => {
        await app.activity.tryNow(stubborn).click({ timeout: 1000 });
        await expect(app.activity.attempts(stubborn)).toHaveAccessibleName(/^[4-9] attempts/, { timeout: 300 });
      }).toPass();
      await expect(app.activity.verdict(stubborn)).toHaveText('stubborn');
      await app.bucket.open(stubborn);
      await expect(app.inspector.parts).toBeVisible();
      await picture('6-activity');

      await app.sidebar.open('live-ingest');
      await app.bucket.select('camera-3/today.mxf');
      await app.bucket.select('camera-1/last-week.mxf');
      await app.bucket.abort.click();
      await expect(app.plan.start).toBeVisible();
      await picture('7-plan');
      await app.page.keyboard.press('Escape');

      if (readme) {
        await app.page.setViewportSize({ width: 1440, height: 900 });
        await app.sidebar.open('media-archive');
        await app.bucket.row('proxies/clip-0107.mxf').click();
        await expect(app.inspector.parts).toBeVisible();
        await picture('bucket', readme);
      }
      await app.page.close();
      await store.close();
    });

    test('every way in has its picture', async ({ app, practice }) => {
      test.slow();
      const store = practice.store;
      practice.behave({ expectedOwner: 'ignored', tells: { initiator: false, storageClass: true } });
      const stubborn = 'final/scene-042.exr';
      practice.seed(stubborn, [64 << 20, 64 << 20]);
      for (let i = 0; i < 12; i++) practice.seed(`proxies/clip-${i}.mxf`, [8 << 20, 8 << 20, 5 << 20]);
      await app.connect(store, {
        name: 'Film archive',
        production: true,
        colour: 'Red',
        expectedBucketOwner: '111122223333',
      });
      await app.sidebar.open(bucketName);
      await app.bucket.scanWhole();
      const pictures = async (name: string): Promise<void> => {
        await mkdir(reports, { recursive: true });
        for (const [width, height] of sizes) {
          await app.page.setViewportSize({ width, height });
          const path = join(reports, `${name}-${width}-${colorScheme}.png`);
          await app.page.screenshot({ animations: 'disabled', caret: 'hide', path });
        }
      };
      await app.sidebar.open('Film archive');
      await app.connection.facts.locator('summary').click();
      await expect(app.connection.probeAgain).toBeVisible();
      await pictures('8-facts');
      await app.connection.edit.click();
      await pictures('9-form');
      for (const title of ['Safety', 'Owner and payment', 'Proxy', 'Certificates']) await app.form.openSection(title);
      await app.form.section('Safety').scrollIntoViewIfNeeded();
      await pictures('10-form-open');
      await app.page.keyboard.press('Escape');
      await app.sidebar.open(bucketName);
      practice.behave({ faults: [denied('AbortMultipartUpload')] });
      await app.permissions.openFromBucket();
      await expect(app.permissions.rights).toBeVisible();
      await pictures('11-permissions');
      await app.page.keyboard.press('Escape');
      await app.bucketSettings.open();
      await pictures('12-bucket-settings');
      await app.page.keyboard.press('Escape');

      const lateParts = Array.from({ length: 20 }, (_, i) => ({
        afterAbort: i + 1,
        parts: Math.max(1, 5 - i),
        size: 64 << 20,
      }));
      practice.behave({ faults: [], lateParts });
      await app.bucket.select(stubborn);
      await app.bucket.abort.click();
      await app.plan.typeBucketName(bucketName);
      await app.startCleanUp();
      await expect(async () => {
        await app.activity.tryNow(stubborn).click({ timeout: 1000 });
        await expect(app.activity.attempts(stubborn)).toHaveAccessibleName(/^[4-9] attempts/, { timeout: 300 });
      }).toPass();
      await expect(app.activity.verdict(stubborn)).toHaveText('stubborn');
      await pictures('13-stubborn');
    });
  });
}
