import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import { createTestElectron, type TestElectron } from '../../e2e/support/desktop-double/in-process.ts';
import type { Notice } from '../../shared/schema/watch.ts';

let electron: TestElectron;
let notify: (notice: Notice) => void;
let hasWindow: boolean;
let held: Set<{ show(): void }>;
beforeEach(async () => {
  vi.resetModules();
  electron = createTestElectron({ minimized: true });
  electron.app.becomeReady();
  vi.doMock('electron', () => electron.module);
  const { createNotifier } = await import('./notifications.ts');
  const webPreferences = { sandbox: true, contextIsolation: true, nodeIntegration: false, preload: '/preload.cjs' };
  const window = new electron.module.BrowserWindow({ webPreferences });
  hasWindow = true;
  held = new Set();
  notify = createNotifier(() => (hasWindow ? window : null), held);
});

const notice: Notice = {
  id: 'n',
  at: 0,
  connectionId: 'c',
  bucket: 'attic',
  jobId: 'j',
  kind: 'waiting',
  errand: 'abort',
  code: 'DISK_FULL',
  connectionName: null,
};
const shown = () => electron.names().filter((name) => name === 'notification.show').length;

test('shows title and body without a sound while the window is not in front', () => {
  notify(notice);
  expect(shown()).toBe(1);
  expect(electron.notifications[0]?.options).toEqual({
    title: 'The clean-up in attic is waiting',
    body: 'The disk is full, and nothing is sent that cannot be recorded.',
    silent: true,
  });
});

test('shows nothing while the window is in front, gone, or the system has no notifications', () => {
  electron.world.focused = true;
  notify(notice);
  electron.world.focused = false;
  electron.world.notifications = 'unsupported';
  notify(notice);
  electron.world.notifications = 'shown';
  hasWindow = false;
  notify(notice);
  expect(shown()).toBe(0);
});

test('a click brings the window back to the front', () => {
  notify(notice);
  electron.notifications[0]?.emit('click');
  const names = electron.names();
  expect(names.slice(names.indexOf('notification.show') + 1)).toEqual([
    'window.isDestroyed',
    'window.isMinimized',
    'window.restore',
    'window.show',
    'window.focus',
  ]);
});

test('a click after the window is gone does nothing', () => {
  notify(notice);
  hasWindow = false;
  electron.notifications[0]?.emit('click');
  expect(electron.names()).not.toContain('window.focus');
});

test('one that is closed, clicked or refused is not held any more', async () => {
  for (let i = 0; i < 3; i++) notify(notice);
  expect(held.size).toBe(3);
  const [first, second] = electron.notifications;
  first?.close();
  second?.emit('click');
  expect(held.size).toBe(1);
});

test('what an unsigned app on macOS may not show does not pile up', async () => {
  electron.world.notifications = 'failed';
  for (let i = 0; i < 5; i++) notify(notice);
  expect(shown()).toBe(5);
  await vi.waitFor(() => expect(held.size).toBe(0));
});

test('nor do those whose end nobody tells: the newest are held', () => {
  for (let i = 0; i < 50; i++) notify(notice);
  expect(held.size).toBe(20);
  expect([...held].at(-1)).toBe(electron.notifications.at(-1));
});

test('the app is named to Windows, and only to it, as its installer names it', async () => {
  const { identifyApp } = await import('./notifications.ts');
  for (const platform of ['darwin', 'linux'] as const) identifyApp(electron.module.app, platform);
  expect(electron.names()).not.toContain('app.setAppUserModelId');
  identifyApp(electron.module.app, 'win32');
  const installer = readFileSync(new URL('../../build/electron-builder.yml', import.meta.url), 'utf8');
  expect(electron.lastCall('app.setAppUserModelId')).toEqual([/^appId: (.+)$/m.exec(installer)?.[1]]);
});
