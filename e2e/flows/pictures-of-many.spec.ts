import { join } from 'node:path';
import { fillFolder } from '../bench/million.ts';
import { expect, test } from '../fixtures.ts';

const screens = join(import.meta.dirname, '../reports/screens');
const uploads = 100_000;
/** Areas of a map, bars of a timeline, and elements of the whole dialog: no more, however many uploads there are. */
const [mostAreas, mostBars, mostElements] = [41, 48, 2500];

test('pictures of 100,000 uploads, in light and dark: no more is drawn than of a few', async ({ dataDir, openApp }) => {
  const { bucket } = await fillFolder(dataDir, uploads);
  const app = await openApp();
  await app.sidebar.open(bucket);
  await expect(app.bucket.grid).toBeVisible();
  await app.costs.open();
  await app.costs.setPrice('USD', '0.023');
  await app.costs.close();
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    await app.page.screenshot({ path: join(screens, `bucket-of-${uploads}-${colorScheme}.png`) });
  }
  await app.findings.open('Pictures…');
  const { pictures } = app.findings;
  const areas = pictures.getByRole('region', { name: 'Bytes by prefix' });
  const begun = pictures.getByRole('region', { name: 'Uploads by when they were begun' });
  await expect(begun.getByRole('img')).toHaveAccessibleName(/^100,000 uploads begun from /);
  expect(await begun.locator('svg rect').count()).toBeLessThanOrEqual(mostBars);
  await expect(areas.getByRole('img')).toHaveAccessibleName(/ in 2 areas$/);
  await areas.getByText('Bytes by prefix as a table').click();
  for (const folder of ['footage/', '2026/', 'camera-1/']) await areas.getByRole('button', { name: folder }).click();
  // 365 days, of which the smallest stand together.
  await expect(areas.getByRole('img')).toHaveAccessibleName(
    new RegExp(` in ${mostAreas} areas of footage/2026/camera-1/$`),
  );
  await expect(areas.getByRole('row').last()).toContainText(/smaller ones/);
  await areas.getByText('Bytes by prefix as a table').click();
  expect(await pictures.locator('*').count()).toBeLessThan(mostElements);
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    await app.page.setViewportSize({ width: 1280, height: 1500 });
    await app.page.screenshot({ path: join(screens, `pictures-of-${uploads}-${colorScheme}.png`) });
  }
});
