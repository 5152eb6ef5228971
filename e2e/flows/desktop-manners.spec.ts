import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { longWaitAfterFirstAbort } from '../support/stores/practice.ts';

// How the desktop app behaves among others: its end while it works, sleep, dock and task bar. On a double of Electron.

const key = 'renders/scene 42.exr';

test.describe('@desktop while a job runs', () => {
  test('quitting asks once, and the job goes on the next time', async ({ openDesktop, practice }) => {
    practice.behave({ faults: [longWaitAfterFirstAbort(key)] });
    const upload = practice.seed(key, [5 * 1024]);
    const desktop = await openDesktop({ world: { answers: [1, 0] } });
    const app = new App(desktop.page(), desktop.kill);
    const questions = () => desktop.calls('dialog.showMessageBox');
    await app.scan(practice.store, upload.bucket);
    await app.abort(key);
    await expect.poll(() => desktop.calls('app.setBadgeCount').at(-1)).toEqual([1]);
    // As Cmd-Q; the first answer is to stay.
    desktop.act({ kind: 'quit' });
    await expect
      .poll(questions)
      .toEqual([
        [
          expect.anything(),
          expect.objectContaining({ message: 'A job is running. Quit anyway?', buttons: ['Quit', 'Keep it open'] }),
        ],
      ]);
    await expect(app.activity.grid).toBeVisible();
    // As the window's button; the second is to quit, and nobody is asked again on the way.
    desktop.act({ kind: 'close' });
    expect(await desktop.ended).toBe(0);
    expect(questions()).toHaveLength(2);

    const again = await openDesktop();
    await expect.poll(() => again.calls('app.setBadgeCount').at(-1)).toEqual([1]);
    await expect(new App(again.page(), again.kill).activity.region).toBeVisible();
  });

  test('a terminal’s Ctrl-C and the system’s own end are not kept waiting', async ({ openDesktop, practice }) => {
    practice.behave({ faults: [longWaitAfterFirstAbort(key)] });
    const upload = practice.seed(key, [5 * 1024]);
    const desktop = await openDesktop();
    const app = new App(desktop.page(), desktop.kill);
    await app.scan(practice.store, upload.bucket);
    await app.abort(key);
    await expect.poll(() => desktop.calls('app.setBadgeCount').at(-1)).toEqual([1]);
    desktop.act({ kind: 'power', event: 'shutdown' });
    expect(await desktop.ended).toBe(0);
    const again = await openDesktop();
    await expect.poll(() => again.calls('app.setBadgeCount').at(-1)).toEqual([1]);
    expect(await again.stop()).toBe(0);
    expect(again.calls('dialog.showMessageBox')).toEqual([]);
  });
});

test('@desktop the end of a job is told by the system while the window is not in front', async ({
  openDesktop,
  practice,
}) => {
  practice.seed(key, [5 * 1024]);
  const locked = practice.seed('locked.bin', [2048]);
  practice.behave({
    faults: [
      {
        operations: ['AbortMultipartUpload'],
        key: locked.key,
        effect: { kind: 'error', status: 403, code: 'AccessDenied' },
      },
    ],
  });
  const desktop = await openDesktop({ world: { focused: false } });
  const app = new App(desktop.page(), desktop.kill);
  await app.scan(practice.store, locked.bucket);
  await app.abort(key, locked.key);
  await expect
    .poll(() => desktop.calls('new Notification'))
    .toEqual([
      [
        {
          title: `Clean-up of ${locked.bucket} has ended`,
          body: '1 of 2 clear, 5 KiB freed, 2 KiB left, 1 refused.',
          silent: true,
        },
      ],
    ]);
});

test('@desktop without a job nobody is asked', async ({ openDesktop }) => {
  const desktop = await openDesktop();
  desktop.act({ kind: 'quit' });
  expect(await desktop.ended).toBe(0);
  expect(desktop.calls('dialog.showMessageBox')).toEqual([]);
});

test('@desktop sleep and waking are on record, and the app goes on', async ({ openDesktop, dataDir, practice }) => {
  const upload = practice.seed(key, [5 * 1024]);
  const desktop = await openDesktop();
  const app = new App(desktop.page(), desktop.kill);
  await app.scan(practice.store, upload.bucket);
  desktop.act({ kind: 'power', event: 'suspend' });
  desktop.act({ kind: 'power', event: 'resume' });
  const log = () => readFileSync(join(dataDir, 'logs/loose-parts.log'), 'utf8');
  await expect.poll(log).toContain('The computer woke up');
  await app.bucket.scanWhole();
  expect(log()).not.toMatch(/"level":"error"/);
});

test.describe('@desktop Help', () => {
  test('shows what would be copied before it is, and copies that', async ({ openDesktop }) => {
    const desktop = await openDesktop({ args: ['--no-sandbox'], world: { answers: [0] } });
    await expect(desktop.page().getByRole('main')).toBeVisible();
    desktop.act({ kind: 'menu', label: 'Copy diagnostics…' });
    await expect.poll(() => desktop.calls('clipboard.writeText')).toHaveLength(1);
    const [[box]] = z
      .tuple([z.tuple([z.object({ detail: z.string(), buttons: z.array(z.string()) })])])
      .parse(desktop.calls('dialog.showMessageBox'));
    expect(desktop.calls('clipboard.writeText')).toEqual([[box.detail]]);
    expect(box.detail).toMatch(/^Loose Parts \d/);
    expect(box.detail).toContain('started with --no-sandbox');
    expect(box.buttons).toEqual(['Copy', 'Close']);
  });

  test('looks for no update in a build that nobody signed', async ({ openDesktop }) => {
    const desktop = await openDesktop({ world: { packaged: true } });
    await expect(desktop.page().getByRole('main')).toBeVisible();
    desktop.act({ kind: 'menu', label: 'Check for updates…' });
    await expect
      .poll(() => desktop.calls('dialog.showMessageBox'))
      .toEqual([[expect.objectContaining({ message: 'This build does not update itself.' })]]);
  });

  test('leads to the licences of others and to what the app is made of', async ({ openDesktop }) => {
    const desktop = await openDesktop();
    await expect(desktop.page().getByRole('main')).toBeVisible();
    desktop.act({ kind: 'menu', label: 'Licences of others' });
    await expect.poll(() => desktop.calls('shell.openPath')).toHaveLength(1);
    const [path] = z.tuple([z.string()]).parse(desktop.calls('shell.openPath')[0]);
    expect(readFileSync(path, 'utf8')).toMatch(/^zod \d/m);
    desktop.act({ kind: 'menu', label: 'About Loose Parts' });
    await expect.poll(() => desktop.calls('app.showAboutPanel')).toHaveLength(1);
    expect(desktop.calls('app.setAboutPanelOptions')).toEqual([
      [
        expect.objectContaining({
          applicationName: 'Loose Parts',
          applicationVersion: expect.stringMatching(/^\d+\.\d+/),
        }),
      ],
    ]);
  });
});
