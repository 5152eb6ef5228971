import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { AboutDialog } from '../pages/about.ts';

test('a web browser shows what would be copied of a fault before it is, and copies that', {
  tag: '@browser',
}, async ({ app, practice, dataDir, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.connect(practice.store);
  await appendFile(join(dataDir, 'logs/loose-parts.log'), '{"level":"warn","message":"A thing went wrong"}\n');
  const about = new AboutDialog(app.page);
  await about.open();
  await expect(about.diagnostics).toHaveValue(/^Loose Parts \d+\.\d+\.\d+\nNode\.js 24\..+, in a web browser\n/);
  await expect(about.diagnostics).toHaveValue(
    /\nJobs under way: 0\nNewest warnings and errors:\n.*A thing went wrong/s,
  );
  await expect(about.diagnostics).not.toHaveValue(new RegExp(practice.store.secretAccessKey));
  await about.copy.click();
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await about.diagnostics.inputValue());
  await app.page.keyboard.press('Escape');
  await expect(about.dialog).toBeHidden();
});

test('the desktop app, whose menu has it, offers it nowhere else', { tag: '@not-electron' }, async ({
  app,
  practice,
}) => {
  await app.connect(practice.store);
  await app.page.getByRole('button', { name: 'More for connections' }).click();
  await expect(app.page.getByRole('menuitem', { name: 'Import connections…' })).toBeVisible();
  await expect(app.page.getByRole('menuitem', { name: 'About Loose Parts…' })).toBeHidden();
});
