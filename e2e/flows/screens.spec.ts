import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';

/** Pictures of every screen go to the reports; with UPDATE_SCREENSHOTS=1 also to where the README shows them. */
const folders = [
  join(import.meta.dirname, '../reports/screens'),
  ...(process.env.UPDATE_SCREENSHOTS === '1' ? [join(import.meta.dirname, '../../build/screenshots')] : []),
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('every screen has its picture', async ({ app }) => {
      for (const folder of folders) await mkdir(folder, { recursive: true });
      const picture = async (name: string): Promise<void> => {
        const shot = { animations: 'disabled', caret: 'hide' } as const;
        for (const folder of folders) {
          await app.page.screenshot({ ...shot, path: join(folder, `${name}-${colorScheme}.png`) });
        }
      };

      await expect(app.welcome.tryPractice).toBeVisible();
      await picture('1-welcome');
      await app.welcome.addConnection.click();
      await expect(app.form.field('Name')).toBeVisible();
      await picture('2-connection');
      await app.page.keyboard.press('Escape');
      await app.welcome.tryPractice.click();
      for (const bucket of ['media-archive', 'nightly-backups', 'live-ingest', 'no-look-inside', 'stubborn-renders']) {
        await app.sidebar.open(bucket);
        await app.bucket.scanWhole();
      }
      await app.sidebar.open('Practice storage');
      await expect(app.overview).toBeVisible();
      await picture('3-overview');
      await app.sidebar.open('stubborn-renders');
      const stubborn = 'final/scene-042.exr';
      await app.abort(stubborn);
      await expect(app.activity.verdict(stubborn)).toHaveText('stubborn');
      await app.bucket.open(stubborn);
      await expect(app.inspector.parts).toBeVisible();
      await picture('6-activity');
      await app.activity.close();
      await app.sidebar.open('media-archive');
      await expect(app.bucket.rows.first()).toBeVisible();
      await picture('4-bucket');
      await app.bucket.cell('footage/2024/clip-0001.mxf', 'key').or(app.bucket.rows.first()).first().click();
      await expect(app.inspector.parts).toBeVisible();
      await app.inspector.verify.click();
      await expect(app.inspector.status).toContainText('present');
      await picture('5-inspector');
      await app.sidebar.open('live-ingest');
      await app.bucket.select('camera-3/today.mxf');
      await app.bucket.select('camera-1/last-week.mxf');
      await app.bucket.abort.click();
      await expect(app.plan.start).toBeVisible();
      await picture('7-plan');
    });
  });
}
