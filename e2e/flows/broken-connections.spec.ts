import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { App, connectionTo } from '../pages/app.ts';

test('a file of connections that cannot be read is set aside, and the person is told where', async ({
  openApp,
  dataDir,
}) => {
  await writeFile(join(dataDir, 'connections.json'), '{ "version": 1, "connections": [');
  const { page } = await openApp();
  const warning = page.getByRole('alert');
  await expect(warning).toContainText('The saved connections could not be read.');
  const aside = (await readdir(dataDir)).find((name) => name.startsWith('connections.json.broken-'));
  await expect(warning).toContainText(String(aside));
  await warning.getByRole('button', { name: 'Put this warning away' }).click();
  await expect(warning).toBeHidden();
});

test('@desktop everything that the shell keeps is damaged: it opens, says so, and keeps it anew', async ({
  openDesktop,
  dataDir,
  practice,
}) => {
  await mkdir(join(dataDir, 'connections.json', 'within'), { recursive: true });
  await mkdir(join(dataDir, 'window.json'));
  await writeFile(join(dataDir, 'desktop'), 'a file');
  await writeFile(join(dataDir, 'secrets.json'), '{"version":1,');
  await writeFile(join(dataDir, 'logs'), 'a file');
  await writeFile(join(dataDir, 'language.json'), '{"language":');
  await writeFile(join(dataDir, 'index.sqlite'), 'no database, but long enough to be looked at as one '.repeat(100));
  const first = await openDesktop();
  const app = new App(first.page(), first.kill);
  const warning = app.page.getByRole('alert');
  await expect(warning).toContainText('The saved connections could not be read.');
  await expect(warning).toContainText('The file of the window’s place and theme could not be read');
  await expect(warning).toContainText('What the window keeps for itself, such as the theme, could not be read');
  await expect(warning).toContainText('The index was damaged');
  const names = await readdir(dataDir);
  for (const name of ['connections.json', 'window.json', 'desktop', 'index.sqlite']) {
    const aside = names.find((each) => each.startsWith(`${name}.broken-`));
    await expect(warning).toContainText(String(aside));
  }
  await warning.getByRole('button', { name: 'Put this warning away' }).click();

  // A damaged vault may hold all that is left of somebody's secrets: it stays, and a new secret is refused in words.
  await app.welcome.addConnection.click();
  await app.form.fill(connectionTo(practice.store));
  await app.form.save.click();
  await expect(app.form.dialog).toContainText('The file of secrets is damaged. Move');
  expect(await readFile(join(dataDir, 'secrets.json'), 'utf8')).toBe('{"version":1,');

  first.act({ kind: 'moved', bounds: { x: 120, y: 80, width: 1300, height: 850 } });
  first.act({ kind: 'close' });
  expect(await first.ended).toBe(0);
  const second = await openDesktop();
  expect(second.window()).toMatchObject({ x: 120, y: 80, width: 1300, height: 850 });
  await expect(new App(second.page(), second.kill).welcome.addConnection).toBeVisible();
  await expect(second.page().getByRole('alert')).toBeHidden();
});
