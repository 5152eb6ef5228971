import { german } from '../../shared/words/german.ts';
import { expect, test } from '../fixtures.ts';
import { connectionTo } from '../pages/app.ts';
import { tabTo } from '../pages/keyboard.ts';

// The way of keyboard.spec.ts, for a person whose system speaks German: no name is English on it, and none is needed.

test.use({ locale: 'de-DE' });

test('@desktop from the first screen to a proved abort by keyboard alone, in German', async ({
  openDesktop,
  practice,
}) => {
  const upload = practice.seed('über Tasten.bin', [4096]);
  const desktop = await openDesktop({ world: { locale: 'de-DE' } });
  const page = desktop.page();
  const { keyboard } = page;
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const { form, settings } = german.page.connections;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

  await tabTo(page, button(form.addTitle));
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: form.addTitle });
  const field = (name: string) => dialog.getByLabel(name, { exact: true });
  const type = async (name: string, text: string): Promise<void> => {
    await tabTo(page, field(name));
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(text);
  };
  await expect(field(form.name)).toBeFocused();
  const fields = connectionTo(practice.store);
  await type(form.name, 'Prüfspeicher');
  await type(form.endpointUrl, fields.endpointUrl);
  await type(form.credentials.accessKeyId, fields.accessKeyId ?? '');
  await type(form.credentials.secretAccessKey, fields.secretAccessKey ?? '');
  await tabTo(page, dialog.locator('summary', { hasText: settings.times.title }));
  await keyboard.press('Enter');
  await type(settings.times.quietInterval, '1');
  await keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  const tree = page.getByRole('navigation', { name: 'Verbindungen' }).getByRole('tree');
  const bucket = tree.getByRole('treeitem', { name: new RegExp(`^${upload.bucket}`) });
  await expect(bucket).toBeVisible();
  await tabTo(page, tree.locator('[aria-current="page"]'));
  await keyboard.press('ArrowRight');
  await expect(bucket).toBeFocused();
  await keyboard.press('Enter');
  const main = page.getByRole('main');
  await tabTo(page, main.getByRole('button', { name: german.page.uploads.bucket.scan.start, exact: true }));
  await keyboard.press('Enter');
  const grid = main.getByRole('grid', { name: 'Unvollständige Uploads' });
  const row = grid.getByRole('row', { name: new RegExp(upload.key) });
  await expect(row).toBeVisible();
  await tabTo(page, grid);
  await keyboard.press('ArrowDown');
  await keyboard.press(' ');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await tabTo(page, main.getByRole('button', { name: german.page.uploads.ticked.abort(1), exact: true }));
  await keyboard.press('Enter');
  const plan = page.getByRole('dialog', { name: german.page.cleanup.title });
  await tabTo(page, plan.getByRole('button', { name: 'Aufräumen starten', exact: true }));
  await keyboard.press('Enter');
  await expect(plan).toBeHidden();
  const activity = page.getByRole('region', { name: 'Aktivität' });
  await expect(activity.getByText(german.stateNames.clear, { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(practice.fateOf(upload).phase).toBe('aborted');
});
