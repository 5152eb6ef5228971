import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';

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
