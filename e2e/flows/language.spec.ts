import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

// The page's language: the system's until a person chooses one, which the host keeps.

test('a chosen language is spoken at once, and the page goes on where it was', async ({ app, practice }) => {
  practice.seed('left over', [5]);
  practice.seed('another', [5]);
  const { page } = app;
  await app.scan(practice.store, bucketName);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const { filter } = app.bucket;
  await filter.fill('left');
  await expect(page.getByRole('gridcell', { name: 'another' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Language', exact: true }).click();
  await expect(page.getByRole('menuitemradio', { name: 'As the system' })).toBeChecked();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('grid', { name: 'Unvollständige Uploads' })).toBeVisible();
  await expect(filter).toHaveValue('left');

  // The host has kept it: a page that is loaded anew is German from its first paint on.
  await page.reload();
  await page.getByRole('button', { name: 'Sprache', exact: true }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Deutsch' })).toBeChecked();
  await page.getByRole('menuitemradio', { name: 'Wie das System' }).click();
  await expect(page.getByRole('grid', { name: 'Incomplete uploads' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('@desktop the menu speaks as the system does, and then as was chosen', async ({ openDesktop }) => {
  const desktop = await openDesktop({ world: { locale: 'de-AT' } });
  const page = desktop.page();
  const menus = () => desktop.calls('Menu.buildFromTemplate').map(([template]) => JSON.stringify(template));
  await expect.poll(() => menus().at(-1)).toContain('Plan öffnen …');
  await page.getByRole('button', { name: /^(?:Language|Sprache)$/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect.poll(() => menus().at(-1)).toContain('Open a plan…');
});
