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

test('what was typed stays when another language is chosen, and means what it says in that language', async ({
  app,
  practice,
}) => {
  practice.seed('left over', [5]);
  const { page, history } = app;
  await app.scan(practice.store, bucketName);
  await app.abort('left over');
  await expect(app.activity.verdict('left over')).toHaveText('clear');
  await app.activity.close();
  await history.entry.click();
  await history.search.fill('frei');
  await expect(history.main.getByText('No job matches “frei”.')).toBeVisible();

  await page.getByRole('button', { name: 'Language', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  // The badge reads so: whoever searches for what they see finds it, and the code as well.
  const search = page.getByLabel('Suchen', { exact: true });
  await expect(search).toHaveValue('frei');
  const row = page.getByRole('main').locator('tbody').getByRole('row');
  await expect(row).toContainText('1 frei');
  await search.fill('clear');
  await expect(row).toHaveCount(1);
  await search.fill('hartnäckig');
  await expect(row).toHaveCount(0);

  // A dialog stays open as it is. It covers the menu: chosen all the same, it takes nothing away.
  await page.getByRole('button', { name: 'Neue Verbindung' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My attic');
  await page.getByRole('button', { name: 'Sprache', exact: true, includeHidden: true }).dispatchEvent('click');
  await page.getByRole('menuitemradio', { name: 'English', includeHidden: true }).dispatchEvent('click');
  await expect(dialog.getByRole('button', { name: 'Save connection' })).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('My attic');
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
