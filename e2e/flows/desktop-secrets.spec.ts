import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { beginStubbornJob } from '../support/stubborn-job.ts';

const key = 'renders/scene 42.exr';

test.describe('@desktop an entered key', () => {
  test('is kept encrypted, and a job goes on with it by itself after a kill -9', async ({
    openDesktop,
    practice,
    dataDir,
  }) => {
    const first = await openDesktop();
    const upload = await beginStubbornJob(new App(first.page(), first.kill), practice, { key, seconds: 12 });
    await first.kill();
    const kept = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
    expect(kept).not.toContain(practice.store.secretAccessKey);
    expect(kept).not.toContain(Buffer.from(practice.store.secretAccessKey).toString('base64'));

    const second = await openDesktop();
    const after = new App(second.page(), second.kill);
    await after.activity.open();
    await expect(after.activity.verdict(key)).toHaveText('clear');
    expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
  });

  test('is kept on a desktop that Chromium does not know, where a keyring runs', async ({
    openDesktop,
    practice,
    dataDir,
  }) => {
    const desktop = await openDesktop({ world: { desktop: 'sway' }, env: { XDG_CURRENT_DESKTOP: 'sway' } });
    await new App(desktop.page(), desktop.kill).connect(practice.store);
    expect(existsSync(join(dataDir, 'secrets.json'))).toBe(true);
  });

  test('is not kept where no keyring answers: the form says so, and what would do', async ({
    openDesktop,
    practice,
    dataDir,
  }) => {
    const desktop = await openDesktop({
      world: { desktop: 'sway', keyring: 'absent' },
      env: { XDG_CURRENT_DESKTOP: 'sway' },
    });
    const app = new App(desktop.page(), desktop.kill);
    await app.welcome.addConnection.click();
    await app.form.fill({ ...practice.store, name: 'Shop', quietSeconds: 1, activeHours: 0 });
    await app.form.save.click();
    await expect(app.form.dialog).toContainText('No keyring answers here');
    await expect(app.form.dialog).toContainText('--password-store');
    expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false);
  });
});
