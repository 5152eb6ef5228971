import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Notice } from '../../shared/schema/watch.ts';
import type * as Double from './testing/electron-double.ts';

let electron: typeof Double;
let notify: (notice: Notice) => void;
let window: Double.BrowserWindow | null;
beforeEach(async () => {
  vi.resetModules();
  const double = await import('./testing/electron-double.ts');
  electron = double;
  vi.doMock('electron', () => double);
  const { createNotifier } = await import('./notifications.ts');
  window = new double.BrowserWindow({});
  notify = createNotifier(() => window as never);
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
const shown = () => electron.calls.filter(({ name }) => name === 'notification.show').length;

test('shows title and body without a sound while the window is not in front', () => {
  notify(notice);
  expect(shown()).toBe(1);
  expect(electron.Notification.made[0]?.options).toEqual({
    title: 'Clean-up of attic has ended',
    body: '3 of 3 clear.',
    silent: true,
  });
});

test('shows nothing while the window is in front, gone, or the system has no notifications', () => {
  electron.world.focused = true;
  notify(notice);
  electron.world.focused = false;
  electron.world.notifications = false;
  notify(notice);
  electron.world.notifications = true;
  window = null;
  notify(notice);
  expect(shown()).toBe(0);
});

test('a click brings the window back to the front', () => {
  notify(notice);
  electron.Notification.made[0]?.emit('click');
  const names = electron.calls.map(({ name }) => name);
  expect(names.slice(names.indexOf('notification.show') + 1)).toEqual([
    'window.restore',
    'window.show',
    'window.focus',
  ]);
});

test('a click after the window is gone does nothing', () => {
  notify(notice);
  window = null;
  electron.Notification.made[0]?.emit('click');
  expect(electron.calls.map(({ name }) => name)).not.toContain('window.focus');
});

test('the app is named to Windows, and only to it, as its installer names it', async () => {
  const { identifyApp } = await import('./notifications.ts');
  for (const platform of ['darwin', 'linux'] as const) identifyApp(electron.app, platform);
  expect(electron.calls.map(({ name }) => name)).not.toContain('app.setAppUserModelId');
  identifyApp(electron.app, 'win32');
  const installer = readFileSync(new URL('../../build/electron-builder.yml', import.meta.url), 'utf8');
  expect(electron.lastCall('app.setAppUserModelId')).toEqual([/^appId: (.+)$/m.exec(installer)?.[1]]);
});
