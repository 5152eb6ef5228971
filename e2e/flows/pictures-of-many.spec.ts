import { join } from 'node:path';
import { fillFolder } from '../bench/million.ts';
import { expect, test } from '../fixtures.ts';

const screens = join(import.meta.dirname, '../reports/screens');
const uploads = 100_000;
/** What reads every row, on a busy machine. */
const slow = { timeout: 300_000 };
/** Bars of a timeline, and elements of the whole dialog: no more, however many uploads there are. */
const [mostBars, mostElements] = [48, 2500];
const looks = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['forced', { colorScheme: 'light', forcedColors: 'active' }],
] as const;

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
  await expect(app.bucket.ages.getByRole('button').first()).toBeVisible(slow);
  for (const [look, media] of looks) {
    await app.page.emulateMedia(media);
    await app.page.screenshot({ path: join(screens, `bucket-of-${uploads}-${look}.png`), animations: 'disabled' });
  }
  await app.page.emulateMedia({ forcedColors: 'none' });
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
  // 365 days, too small each: those that follow each other stand together, and every area has its names.
  await expect(areas.getByRole('img')).toHaveAccessibleName(/ in 12 areas of footage\/2026\/camera-1\/$/);
  await expect(table.getByRole('row').filter({ hasText: /^day-\d+\/ to day-\d+\/: \d+ smaller ones/ })).toHaveCount(12);
  await expect(areas.locator('svg text').filter({ hasText: /^day-0\/$/ })).toHaveCount(1);
  expect(await pictures.locator('*').count()).toBeLessThan(mostElements);
  await areas.getByText('Bytes by prefix as a table').click();
  await app.page.setViewportSize({ width: 1280, height: 1500 });
  const take = async (of: string) => {
    for (const [look, media] of looks) {
      await app.page.emulateMedia(media);
      await app.page.screenshot({
        path: join(screens, `pictures-of-${uploads}${of}-${look}.png`),
        animations: 'disabled',
      });
    }
    await app.page.emulateMedia({ forcedColors: 'none' });
  };
  await take('');
  // Into one of them: each of its days that holds anything, by its own name.
  await areas
    .locator('svg g[data-opens]')
    .filter({ hasText: /day-0\/ to / })
    .click();
  const days = areas.getByRole('img', { name: / in \d+ areas of footage\/2026\/camera-1\/ › day-0\/ to day-/ });
  await expect(days).toBeVisible();
  const each = days.locator('g[data-opens]');
  await expect(each.filter({ has: app.page.locator('text', { hasText: /^day-\d+\/$/ }) })).toHaveCount(
    await each.count(),
  );
  await take('-stretch');
  await areas.getByRole('navigation').getByRole('button', { name: 'camera-1/', exact: true }).click();
  await expect(areas.getByRole('img')).toHaveAccessibleName(/ in 12 areas of footage\/2026\/camera-1\/$/);
});
