import { describe, expect, test, vi } from 'vitest';
import { createTestElectron, type TestElectron } from './in-process.ts';

const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  preload: '/nowhere/preload.cjs',
};

function ready(...given: Parameters<typeof createTestElectron>): TestElectron {
  const electron = createTestElectron(...given);
  electron.app.becomeReady();
  return electron;
}
const open = (electron: TestElectron) => new electron.module.BrowserWindow({ show: false, webPreferences });

describe('what it does not know throws', () => {
  const { module } = ready();
  const objects = { ...module, defaultSession: module.session.defaultSession, window: open(ready()) };
  test.each(Object.keys(objects))('a member of %s, asked for or set', (name) => {
    const object: unknown = Reflect.get(objects, name);
    if (typeof object !== 'object' || object === null) {
      expect(() => Reflect.get(Object(object), 'fromWebContents')).toThrow(/does not know|is not/);
      return;
    }
    expect(() => Reflect.get(object, 'inventedMember')).toThrow('does not know');
    expect(() => Reflect.set(object, 'inventedMember', 1)).toThrow('does not know');
  });
  test('an event that nobody emits', () => {
    expect(() => module.app.on('child-process-gone', () => {})).toThrow(/does not know app.on\('child-process-gone'\)/);
    expect(() => module.app.once('gpu-info-update', () => {})).toThrow('does not know');
    module.app.on('will-quit', () => {});
  });
  test('a static member of a class', () => {
    expect(() => Reflect.get(module.BrowserWindow, 'getAllWindows')).toThrow('does not know');
    expect(() => Reflect.get(module.Notification, 'getHistory')).toThrow('does not know');
  });
});

describe('order of calls', () => {
  test.each([
    [
      'protocol.registerSchemesAsPrivileged',
      ({ module }: TestElectron) => module.protocol.registerSchemesAsPrivileged([]),
    ],
    ['app.enableSandbox', ({ module }: TestElectron) => module.app.enableSandbox()],
    ['app.commandLine.appendSwitch', ({ module }: TestElectron) => module.app.commandLine.appendSwitch('x')],
  ])('%s is too late once the app is ready', (_, call) => {
    const electron = createTestElectron();
    call(electron);
    electron.app.becomeReady();
    expect(() => call(electron)).toThrow('before app is ready');
  });
  test.each([
    ['session', ({ module }: TestElectron) => module.session.defaultSession],
    ['screen', ({ module }: TestElectron) => module.screen.getAllDisplays()],
    ['BrowserWindow', open],
    ['Notification', ({ module }: TestElectron) => new module.Notification({ title: 'x' })],
  ])('%s is too early before', (_, call) => {
    const electron = createTestElectron();
    expect(() => call(electron)).toThrow('before app is ready');
    electron.app.becomeReady();
    call(electron);
  });
  test('secrets are encrypted by nobody before', async () => {
    const electron = createTestElectron();
    await expect(electron.module.safeStorage.encryptStringAsync('x')).rejects.toThrow('before app is ready');
    expect(electron.module.safeStorage.getSelectedStorageBackend()).toBe('unknown');
  });
  test('a relative path is refused', () => {
    const { app } = createTestElectron().module;
    expect(() => app.setPath('userData', 'data')).toThrow('Path must be absolute');
    app.setPath('userData', '/data');
  });
});

describe('the window', () => {
  test('has a sandboxed, isolated page, or is not made', () => {
    for (const different of [{ sandbox: false }, { contextIsolation: false }, { nodeIntegration: true }]) {
      const { BrowserWindow } = ready().module;
      expect(() => new BrowserWindow({ webPreferences: { ...webPreferences, ...different } })).toThrow('sandboxed');
    }
  });
  test.each([
    [false, ['ready-to-show', 'show']],
    [true, ['show', 'ready-to-show']],
  ])('says that it can be shown: on Wayland (%s) only once it is', (wayland, order) => {
    const electron = ready({ wayland });
    const window = open(electron);
    const heard: string[] = [];
    for (const event of ['ready-to-show', 'show']) window.on(event, () => heard.push(event));
    electron.hear({ kind: 'painted' });
    window.show();
    expect(heard).toEqual(order);
  });
  test('that goes while it loads fails the load, and throws from then on', async () => {
    const electron = ready();
    electron.holdLoads();
    const window = open(electron);
    const load = window.loadURL('app://loose-parts/');
    electron.hear({ kind: 'close' });
    await expect(load).rejects.toThrow("ERR_FAILED (-2) loading 'app://loose-parts/'");
    expect(window.isDestroyed()).toBe(true);
    expect(() => window.focus()).toThrow('Object has been destroyed');
    expect(() => window.webContents).toThrow('Object has been destroyed');
  });
  test('dies again and again where the sandbox was asked for too late', async () => {
    const electron = createTestElectron({}, ['--no-sandbox']);
    electron.module.app.enableSandbox();
    electron.app.becomeReady();
    const window = open(electron);
    let deaths = 0;
    window.webContents.on('render-process-gone', () => deaths++);
    await window.loadURL('app://loose-parts/');
    window.webContents.reload();
    await vi.waitFor(() => expect(deaths).toBe(2));
    expect(electron.told.map(({ kind }) => kind)).not.toContain('load');
  });
});

describe('quitting', () => {
  function listened(electron: TestElectron): string[] {
    const heard: string[] = [];
    for (const event of ['before-quit', 'window-all-closed', 'will-quit'])
      electron.app.on(event, () => heard.push(event));
    return heard;
  }
  test('asks, closes windows, asks again and ends', () => {
    const electron = ready();
    const heard = listened(electron);
    open(electron);
    electron.app.quit();
    expect(heard).toEqual(['before-quit', 'will-quit']);
    expect(electron.exitCode()).toBe(0);
  });
  test('ends where a window does not want to close', () => {
    const electron = ready();
    const heard = listened(electron);
    open(electron).on('close', (event) => event.preventDefault());
    electron.app.quit();
    expect(heard).toEqual(['before-quit']);
    expect(electron.exitCode()).toBeNull();
  });
  test('a window that the person closes is the last one', () => {
    const electron = ready();
    const heard = listened(electron);
    open(electron);
    electron.hear({ kind: 'close' });
    expect(heard).toEqual(['window-all-closed']);
  });
});

describe('ports', () => {
  test('wait for start, carry text and bytes both ways, and are sent once', async () => {
    const electron = ready();
    const window = open(electron);
    const { port1, port2 } = new electron.module.MessageChannelMain();
    window.webContents.mainFrame.postMessage('a channel', null, [port2]);
    const [page] = electron.pagePorts;
    if (!page) throw new Error('no port');
    const heard: unknown[] = [];
    port1.on('message', ({ data }) => heard.push(data));
    page.postMessage('text');
    await vi.waitFor(() => expect(port1.waiting).toEqual(['text']));
    expect(heard).toEqual([]);
    port1.start();
    expect(heard).toEqual(['text']);
    const answer = new Promise((resolve) => page.addEventListener('message', ({ data }) => resolve(data)));
    page.start();
    port1.postMessage(new Uint8Array([1, 2]));
    expect(await answer).toEqual(new Uint8Array([1, 2]));
    expect(() => window.webContents.mainFrame.postMessage('a channel', null, [port2])).toThrow('of one’s own');
    expect(() => port1.postMessage({ an: 'object' })).toThrow('text, bytes and null only');
    page.close();
  });
  test.each([
    ['this end', ({ port1 }: { port1: { close(): void } }) => port1.close()],
    ['the page', (_: unknown, page: MessagePort) => page.close()],
    ['a new document', (_: unknown, __: unknown, electron: TestElectron) => electron.hear({ kind: 'document' })],
    ['a crash', (_: unknown, __: unknown, electron: TestElectron) => electron.hear({ kind: 'crashed' })],
  ])('closed by %s is closed at both ends, and each end is told once', async (_, close) => {
    const electron = ready();
    const window = open(electron);
    const channel = new electron.module.MessageChannelMain();
    window.webContents.mainFrame.postMessage('a channel', null, [channel.port2]);
    const [page] = electron.pagePorts;
    if (!page) throw new Error('no port');
    let told = 0;
    channel.port1.on('close', () => told++);
    const pageTold = new Promise((resolve) => page.addEventListener('close', resolve));
    page.start();
    close(channel, page, electron);
    await pageTold;
    await vi.waitFor(() => expect(told).toBe(1));
  });
});
