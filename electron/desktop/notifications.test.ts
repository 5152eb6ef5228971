import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import { createTestElectron, type TestElectron } from '../../e2e/support/desktop-double/in-process.ts';
import type { Notice } from '../../shared/watch.ts';

let electron: TestElectron;
let notify: (notice: Notice) => void;
let hasWindow: boolean;
beforeEach(async () => {
  vi.resetModules();
  electron = createTestElectron({ minimized: true });
  electron.app.becomeReady();
  vi.doMock('electron', () => electron.module);
  const { createNotifier } = await import('./notifications.ts');
  const webPreferences = { sandbox: true, contextIsolation: true, nodeIntegration: false, preload: '/preload.cjs' };
  const window = new electron.module.BrowserWindow({ webPreferences });
  hasWindow = true;
  notify = createNotifier(() => (hasWindow ? window : null));
});

const notice: Notice = {
  id: 'n',
  at: 0,
  connectionId: 'c',
  bucket: 'attic',
  jobId: 'j',
  kind: 'finished',
  title: 'Clean-up of attic has ended',
  body: '3 of 3 clear.',
};
const shown = () => electron.names().filter((name) => name === 'notification.show').length;

test('shows title and body without a sound while the window is not in front', () => {
  notify(notice);
  expect(shown()).toBe(1);
  expect(electron.notifications[0]?.options).toEqual({
    title: 'Clean-up of attic has ended',
    body: '3 of 3 clear.',
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

test('the app is named to Windows, and only to it, as its installer names it', async () => {
  const { identifyApp } = await import('./notifications.ts');
  for (const platform of ['darwin', 'linux'] as const) identifyApp(electron.module.app, platform);
  expect(electron.names()).not.toContain('app.setAppUserModelId');
  identifyApp(electron.module.app, 'win32');
  const installer = readFileSync(new URL('../../build/electron-builder.yml', import.meta.url), 'utf8');
  expect(electron.lastCall('app.setAppUserModelId')).toEqual([/^appId: (.+)$/m.exec(installer)?.[1]]);
});
