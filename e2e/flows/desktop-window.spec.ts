import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';

// The desktop app's own shell: the built main.js and preload.cjs on a double of Electron (support/desktop-double).

const logOf = (dataDir: string) => readFileSync(join(dataDir, 'logs/loose-parts.log'), 'utf8');

test.describe('@desktop the window', () => {
  test('is shown, says so, and the app ends in order', async ({ openDesktop, dataDir }) => {
    const desktop = await openDesktop();
    await expect(new App(desktop.page(), desktop.kill).welcome.addConnection).toBeVisible();
    await expect.poll(desktop.isShown).toBe(true);
    await expect.poll(desktop.output).toBe('Loose Parts is open.');
    expect(await desktop.stop()).toBe(0);
    expect(desktop.output()).toBe('Loose Parts is open.');
    expect(logOf(dataDir)).not.toMatch(/"level":"(warn|error)"/);
  });

  test('is shown on a desktop that says so only afterwards', async ({ openDesktop }) => {
    const desktop = await openDesktop({ world: { wayland: true } });
    await expect.poll(desktop.isShown).toBe(true);
    await expect.poll(desktop.output).toBe('Loose Parts is open.');
  });

  test('comes back to its place, and leaves nothing half-written', async ({ openDesktop, dataDir }) => {
    const first = await openDesktop();
    await expect.poll(first.isShown).toBe(true);
    first.act({ kind: 'moved', bounds: { x: 120, y: 80, width: 1300, height: 850 } });
    first.act({ kind: 'close' });
    expect(await first.ended).toBe(0);
    expect(readdirSync(dataDir).filter((name) => /window|tmp/.test(name))).toEqual(['window.json']);
    const second = await openDesktop();
    expect(second.window()).toMatchObject({ x: 120, y: 80, width: 1300, height: 850 });
  });

  test('works without Chromium’s sandbox, where that was asked for', async ({ openDesktop, dataDir }) => {
    const desktop = await openDesktop({ args: ['--no-sandbox', '--practice'] });
    await new App(desktop.page(), desktop.kill).sidebar.open('nightly-backups');
    expect(desktop.calls('app.enableSandbox')).toEqual([]);
    expect(logOf(dataDir)).toContain('started with --no-sandbox');
  });

  test('keeps its data in a folder that is named as it lies from here', async ({ openDesktop, dataDir }) => {
    const below = join(dataDir, 'mine');
    mkdirSync(below);
    const desktop = await openDesktop({ dataDir: 'mine', cwd: dataDir });
    await expect(new App(desktop.page(), desktop.kill).welcome.addConnection).toBeVisible();
    expect(readdirSync(below)).toContain('index.sqlite');
    expect(desktop.calls('app.setPath')).toEqual([['userData', join(below, 'desktop')]]);
  });

  test('shows the page again after it crashed, and asks where it keeps crashing', async ({ openDesktop, dataDir }) => {
    const desktop = await openDesktop({ args: ['--practice'] });
    await new App(desktop.page(), desktop.kill).sidebar.open('nightly-backups');
    for (let crash = 1; crash <= 4; crash++) await desktop.crash();
    const app = new App(desktop.page(), desktop.kill);
    await app.sidebar.open('nightly-backups');
    await app.bucket.scanWhole();
    // Three times by itself; the person let the fourth one be tried.
    const asked = desktop.calls('dialog.showMessageBox');
    expect(asked).toEqual([[expect.objectContaining({ message: 'The window’s content keeps crashing.' })]]);
    expect(logOf(dataDir).match(/The page’s process ended"/g)).toHaveLength(4);
  });

  test('comes to the front when the app is started again', async ({ openDesktop }) => {
    const desktop = await openDesktop({ world: { minimized: true } });
    desktop.act({ kind: 'second instance' });
    await expect.poll(() => desktop.calls('window.focus').length).toBe(1);
    expect(desktop.calls('window.restore')).toHaveLength(1);
  });

  test('gives its title bar, menus and dialogs the page’s theme', async ({ openDesktop }) => {
    const first = await openDesktop();
    const { page } = new App(first.page(), first.kill);
    const themes = () => first.calls('nativeTheme.themeSource').map(([theme]) => theme);
    await page.getByRole('button', { name: /^Theme: as the system/ }).click();
    await expect.poll(themes).toEqual(['system', 'light']);
    await page.getByRole('button', { name: /^Theme: light/ }).click();
    await expect.poll(themes).toEqual(['system', 'light', 'dark']);
    await expect.poll(first.isShown).toBe(true);
    await first.stop();

    // Before the page has said anything, so that nothing flashes.
    const second = await openDesktop();
    expect(second.calls('nativeTheme.themeSource')[0]).toEqual(['dark']);
    await second
      .page()
      .getByRole('button', { name: /^Theme: dark/ })
      .click();
    await expect.poll(() => second.calls('nativeTheme.themeSource').at(-1)).toEqual(['system']);
  });

  test('has a menu for text under the second mouse button', async ({ openDesktop }) => {
    const desktop = await openDesktop();
    const app = new App(desktop.page(), desktop.kill);
    await app.welcome.addConnection.click();
    const menus = () =>
      desktop.calls('menu').map(([template]) => (Array.isArray(template) ? template.map(describeEntry) : template));
    await app.form.field('Secret access key').fill('hush');
    await app.form.field('Secret access key').click({ button: 'right' });
    await expect.poll(menus).toEqual([['cut off', 'copy off', 'paste', '-', 'selectAll']]);
    await app.form.field('Name').fill('Shop');
    await app.form.field('Name').selectText();
    await app.form.field('Name').click({ button: 'right' });
    await expect.poll(menus).toHaveLength(2);
    expect(menus()[1]).toEqual(['cut', 'copy', 'paste', '-', 'selectAll']);
  });
});

function describeEntry(entry: { role?: string; enabled?: boolean }): string {
  return `${entry.role ?? '-'}${entry.enabled === false ? ' off' : ''}`;
}
