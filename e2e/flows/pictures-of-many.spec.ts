import { join } from 'node:path';
import { fillFolder } from '../bench/million.ts';
import { expect, test } from '../fixtures.ts';

const screens = join(import.meta.dirname, '../reports/screens');
const uploads = 100_000;
/** What reads every row, on a busy machine. */
const slow = { timeout: 120_000 };
/** Areas of a map, bars of a timeline, and elements of the whole dialog: no more, however many uploads there are. */
const [mostAreas, mostBars, mostElements] = [41, 48, 2500];

test('pictures of 100,000 uploads, in light and dark: no more is drawn than of a few', async ({ dataDir, openApp }) => {
  // An index of so many rows is filled and summed; a busy machine takes its time.
  test.setTimeout(600_000);
  const { bucket } = await fillFolder(dataDir, uploads);
  const app = await openApp();
  await app.sidebar.open(bucket);
  await expect(app.bucket.main.getByText('100,000').first()).toBeVisible(slow);
  await app.costs.open();
  await app.costs.setPrice('USD', '0.023');
  await app.costs.close();
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    await app.page.screenshot({ path: join(screens, `bucket-of-${uploads}-${colorScheme}.png`) });
  }
  await app.bucket.cleanUpAll.click();
  // For so many the store itself is offered first.
  const offer = app.plan.dialog.getByRole('region', { name: 'Let the store do it' });
  await expect(offer).toContainText('100,000 uploads: for so many the store itself is the engine that scales', slow);
  await app.page.keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();
  await app.findings.open('Pictures…');
  const { pictures } = app.findings;
  const areas = pictures.getByRole('region', { name: 'Bytes by prefix' });
  const begun = pictures.getByRole('region', { name: 'Uploads by when they were begun' });
  await expect(begun.getByRole('img')).toHaveAccessibleName(/^100,000 uploads begun from /, slow);
  expect(await begun.locator('svg rect').count()).toBeLessThanOrEqual(mostBars);
  await expect(areas.getByRole('img')).toHaveAccessibleName(/ in 2 areas$/, slow);
  await areas.getByText('Bytes by prefix as a table').click();
  const table = areas.getByRole('table');
  for (const name of ['footage/', '2026/', 'camera-1/']) await table.getByRole('button', { name, exact: true }).click();
  // 365 days, of which the smallest stand together.
  await expect(areas.getByRole('img')).toHaveAccessibleName(
    new RegExp(` in ${mostAreas} areas of footage/2026/camera-1/$`),
  );
  await expect(table.getByRole('row').filter({ hasText: /smaller ones/ })).toHaveCount(1);
  await areas.getByText('Bytes by prefix as a table').click();
  expect(await pictures.locator('*').count()).toBeLessThan(mostElements);
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    await app.page.setViewportSize({ width: 1280, height: 1500 });
    await app.page.screenshot({ path: join(screens, `pictures-of-${uploads}-${colorScheme}.png`) });
  }
});
