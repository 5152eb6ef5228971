import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '../fixtures.ts';
import { startBrowserHost } from '../support/hosts/browser.ts';

test('the file that a web browser is opened with leads to the app, once', {
  tag: '@browser',
}, async ({ dataDir, page }) => {
  test.skip(process.platform === 'win32', 'there the system opens the file, and no program on the path');
  // Nobody's web browser comes up: the test opens the file in its own.
  const bin = await mkdtemp(join(tmpdir(), 'loose-parts-bin-'));
  for (const name of ['xdg-open', 'open']) await writeFile(join(bin, name), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const env = { PATH: bin, DISPLAY: ':0', CI: '', SSH_CONNECTION: '' };
  const host = await startBrowserHost({ dataDir, open: true, env });
  try {
    const file = join(dataDir, 'open-in-browser.html');
    expect(existsSync(file)).toBe(true);
    await page.goto(pathToFileURL(file).href);
    await expect(page.getByRole('main').getByRole('button', { name: 'Add connection' })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(new URL(host.url).origin);
    expect(existsSync(file)).toBe(false);
    await page.reload();
    await expect(page.getByRole('main').getByRole('button', { name: 'Add connection' })).toBeVisible();
  } finally {
    await host.stop();
    await rm(bin, { recursive: true, force: true });
  }
});
