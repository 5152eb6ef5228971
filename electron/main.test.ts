import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Contract } from '../shared/contract.ts';
import type * as Double from './desktop/electron-double.ts';
import { openDataFolder } from './host/data-folder.ts';
import type { HostPorts } from './host/open-engine.ts';

vi.mock('./host/open-engine.ts', () => ({ openEngine: (ports: HostPorts) => openEngine(ports) }));

let openEngine: (ports: HostPorts) => Promise<unknown>;
let electron: typeof Double;
let folder: string;
let ports: HostPorts | null;
let ended: string[];
let output: string;
const argv = process.argv;

beforeEach(async () => {
  vi.resetModules();
  await freshElectron();
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-desktop-'));
  ports = null;
  ended = [];
  output = '';
  openEngine = async (given) => {
    const { exampleRouter } = await import('./host/example-router.ts');
    ports = given;
    const messages = [{ type: 'events' as const, seq: 1, events: [] }];
    const router = exampleRouter({ messages, onLeave: () => ended.push('subscription') });
    return { router, close: async () => ended.push('engine') };
  };
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      output += String(chunk);
      return true;
    });
  }
});
afterEach(() => {
  process.argv = argv;
  rmSync(folder, { recursive: true, force: true });
});

/** A double that no other test has touched, for main.ts and for the test alike. */
async function freshElectron(): Promise<void> {
  const double = await import('./desktop/electron-double.ts');
  electron = double;
  vi.doMock('electron', () => double);
}

/** Runs main.ts to the point where the window loads the page. */
async function launch(...flags: string[]): Promise<Double.BrowserWindow> {
  process.argv = ['electron', '.', '--some-chromium-switch', '--data-dir', folder, ...flags];
  await import('./main.ts');
  electron.app.ready.resolve();
  await vi.waitFor(() => electron.lastCall('window.loadURL'));
  const [window] = electron.BrowserWindow.made;
  if (!window) throw new Error('no window');
  return window;
}
const exited = () => vi.waitFor(() => electron.lastCall('app.exit')[0]);

function ask(frame: unknown): void {
  electron.ipcMain.emit('loose-parts:connect', { senderFrame: frame });
}
function handedOver(): MessagePort | null {
  const call = electron.calls.findLast(({ name }) => name === 'frame.postMessage');
  if (!call) return null;
  const [channel, , transferred] = call.args;
  expect(channel).toBe('loose-parts:port');
  const port: unknown = Array.isArray(transferred) ? transferred[0] : null;
  return port instanceof MessagePort ? port : null;
}

describe('window', () => {
  test('is made with every protection, and loads the page over app://', async () => {
    const window = await launch();
    expect(electron.lastCall('window.loadURL')).toEqual(['app://loose-parts/']);
    expect(window.options).toMatchObject({
      minWidth: 1024,
      minHeight: 700,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        preload: expect.stringMatching(/preload\.cjs$/),
      },
    });
    const { webPreferences } = window.options as { webPreferences: object };
    for (const name of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
      expect(webPreferences).not.toHaveProperty(name);
    }
    expect(electron.BrowserWindow.made).toHaveLength(1);
    expect(electron.calls.map(({ name }) => name)).toContain('app.enableSandbox');
  });

  test('registers the scheme and the sandbox before the app is ready', async () => {
    process.argv = ['electron', '.', '--data-dir', folder];
    await import('./main.ts');
    expect(electron.lastCall('protocol.registerSchemesAsPrivileged')).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
    ]);
    expect(electron.calls.map(({ name }) => name)).toContain('app.enableSandbox');
    expect(electron.BrowserWindow.made).toHaveLength(0);
  });

  test('says on stdout that it is open once it is drawn, and keeps its place', async () => {
    const window = await launch();
    expect(output).not.toContain('Loose Parts is open.');
    window.emit('ready-to-show');
    expect(output).toContain('Loose Parts is open.\n');
    window.emit('close');
    const path = join(folder, 'window.json');
    await vi.waitFor(() => expect(existsSync(path)).toBe(true));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      bounds: { x: 10, y: 20, width: 1200, height: 800 },
    });
  });

  test('hands notices of the engine to the system while it is not in front', async () => {
    await launch();
    const words = { title: 'A clean-up has ended', body: '' };
    const about = { id: 'n', at: 0, connectionId: 'c', bucket: 'b', jobId: null, kind: 'finished' as const };
    ports?.onNotice?.({ ...about, ...words });
    expect(electron.Notification.made[0]?.options).toMatchObject(words);
  });

  test('lets the engine ask for the system’s proxy', async () => {
    await launch();
    electron.world.proxy = 'PROXY proxy.example.com:3128; DIRECT';
    expect(await ports?.resolveProxy('https://s3.example.com')).toBe('http://proxy.example.com:3128');
    expect(electron.lastCall('session.resolveProxy')).toEqual(['https://s3.example.com']);
  });

  test('brings the page back when its process crashed', async () => {
    const window = await launch();
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(electron.calls.map(({ name }) => name)).not.toContain('webContents.reload');
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
    expect(electron.calls.map(({ name }) => name)).toContain('webContents.reload');
  });
});

describe('what the page may not do', () => {
  const away = ['https://example.com/', 'app://loose-parts.evil.example/', 'app://loose-partsx/', 'file:///etc/passwd'];

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s elsewhere is refused', async (name) => {
    const window = await launch();
    for (const url of [...away, 'javascript:alert(1)', 'data:text/html,x', 'app://user@loose-parts/', 'not a url']) {
      const event = electron.createEvent({ url });
      window.webContents.emit(name, event);
      expect([url, event.defaultPrevented]).toEqual([url, true]);
    }
    const reload = electron.createEvent({ url: 'app://loose-parts/' });
    window.webContents.emit(name, reload);
    expect(reload.defaultPrevented).toBe(false);
  });

  test('new windows and webviews are refused, also to contents made later', async () => {
    const window = await launch();
    const later = new electron.WebContentsDouble();
    electron.app.emit('web-contents-created', {}, later);
    for (const contents of [window.webContents, later]) {
      for (const url of [...away, 'app://loose-parts/'])
        expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
      const event = electron.createEvent({});
      contents.emit('will-attach-webview', event);
      expect(event.defaultPrevented).toBe(true);
    }
    expect(electron.calls.map(({ name }) => name)).not.toContain('shell.openExternal');
  });

  test('a sign-in page opens in the person’s browser, and in no window of ours', async () => {
    const { webContents } = await launch();
    const url = 'https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH';
    expect(webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
    expect(electron.lastCall('shell.openExternal')).toEqual([url]);
  });

  test('every permission is denied, asked for or checked, but writing text to the clipboard from the page', async () => {
    await launch();
    const { handlers } = electron.session.defaultSession;
    const request = handlers.get('request') as (...args: unknown[]) => void;
    const check = handlers.get('check') as (...args: unknown[]) => boolean;
    const asked = (permission: string, requestingUrl: string, isMainFrame: boolean) => {
      let answer: unknown = 'none';
      request({}, permission, (granted: boolean) => (answer = granted), { requestingUrl, isMainFrame });
      return [answer, check({}, permission, requestingUrl, { isMainFrame })];
    };
    const page = 'app://loose-parts/';
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fullscreen',
      'usb',
    ]) {
      expect([permission, ...asked(permission, page, true)]).toEqual([permission, false, false]);
    }
    expect(asked('clipboard-sanitized-write', page, true)).toEqual([true, true]);
    expect(asked('clipboard-sanitized-write', page, false)).toEqual([false, false]);
    expect(asked('clipboard-sanitized-write', 'https://example.com/', true)).toEqual([false, false]);
    expect(asked('clipboard-sanitized-write', 'app://loose-parts.evil.example/', true)).toEqual([false, false]);
  });

  test('devices, screen capture and the spell checker are off', async () => {
    await launch();
    const { defaultSession } = electron.session;
    expect((defaultSession.handlers.get('device') as () => unknown)()).toBe(false);
    const streams: unknown[] = [];
    (defaultSession.handlers.get('display') as (...args: unknown[]) => void)({}, (given: unknown) =>
      streams.push(given),
    );
    expect(streams).toEqual([null]);
    expect(electron.lastCall('session.setSpellCheckerEnabled')).toEqual([false]);
  });

  const blob = 'blob:app://loose-parts/7f1d2c3e-0000-4000-8000-000000000000';
  test.each([
    ['a file that the page made', [blob], 'app://loose-parts/', true],
    ['a file from elsewhere', ['https://evil.example/x.exe'], 'app://loose-parts/', false],
    ['a file of the app itself', ['app://loose-parts/index.html'], 'app://loose-parts/', false],
    ['a blob of another origin', ['blob:https://evil.example/7f1d'], 'app://loose-parts/', false],
    [
      'a blob of an origin that begins like ours',
      ['blob:app://loose-parts.evil.example/7f1d'],
      'app://loose-parts/',
      false,
    ],
    ['a blob within a blob', [`blob:${blob}`], 'app://loose-parts/', false],
    ['data in a URL', ['data:text/html,x'], 'app://loose-parts/', false],
    ['our blob, led elsewhere', [blob, 'https://evil.example/x'], 'app://loose-parts/', false],
    ['our blob, started from elsewhere', [blob], 'https://evil.example/', false],
    ['our blob, by a window that is gone', [blob], null, false],
    ['nothing', [], 'app://loose-parts/', false],
  ])('saving %s', async (_, chain, startedBy, isAllowed) => {
    await launch();
    const download = electron.createEvent({});
    const contents = { isDestroyed: () => startedBy === null, getURL: () => startedBy ?? blob };
    electron.session.defaultSession.emit('will-download', download, { getURLChain: () => chain }, contents);
    expect(download.defaultPrevented).toBe(!isAllowed);
  });
});

describe('port', () => {
  function client(port: MessagePort): ContractRouterClient<Contract> {
    port.start();
    return createORPCClient(new RPCLink({ port }));
  }

  test('the page gets one, and the engine answers on it', async () => {
    const window = await launch();
    ask(window.webContents.mainFrame);
    const port = handedOver();
    if (!port) throw new Error('no port');
    expect(await client(port).app.info()).toMatchObject({ version: '1.2.3' });
    port.close();
  });

  test.each([
    ['no frame', () => null],
    [
      'an iframe with the right origin',
      () => ({ ...electron.pageFrame(), parent: electron.pageFrame(), routingId: 2 }),
    ],
    ['an iframe that claims the main frame’s ids', () => ({ ...electron.pageFrame(), parent: electron.pageFrame() })],
    ['the main frame of another window', () => ({ ...electron.pageFrame(), routingId: 9 })],
    ['the main frame of another process', () => ({ ...electron.pageFrame(), processId: 9 })],
    ['another origin', () => ({ ...electron.pageFrame(), origin: 'https://example.com' })],
    ['an origin that begins alike', () => ({ ...electron.pageFrame(), origin: 'app://loose-parts.evil.example' })],
    ['an opaque origin', () => ({ ...electron.pageFrame(), origin: 'null' })],
    ['another URL', () => ({ ...electron.pageFrame(), url: 'https://example.com/' })],
    ['a URL that begins alike', () => ({ ...electron.pageFrame(), url: 'app://loose-parts.evil.example/' })],
    ['a URL with our host as its user', () => ({ ...electron.pageFrame(), url: 'app://loose-parts@evil.example/' })],
  ])('%s gets none', async (_name, frame) => {
    await launch();
    ask(frame());
    expect(handedOver()).toBeNull();
  });

  test('a reloaded page gets a new one; the old one is closed and its subscription ends', async () => {
    const window = await launch();
    ask(window.webContents.mainFrame);
    const first = handedOver();
    if (!first) throw new Error('no port');
    const closed = new Promise((resolve) => first.addEventListener('close', resolve));
    const live = await client(first).live.subscribe();
    expect(await live.next()).toMatchObject({ value: { seq: 1 } });
    ask(window.webContents.mainFrame);
    const second = handedOver();
    if (!second) throw new Error('no port');
    expect(second).not.toBe(first);
    await closed;
    await vi.waitFor(() => expect(ended).toEqual(['subscription']));
    expect(await client(second).app.info()).toMatchObject({ version: '1.2.3' });
    second.close();
  });
});

describe('page files', () => {
  test('come over app:// with the policy; another host or method is refused', async () => {
    await launch();
    const handle = electron.session.defaultSession.handlers.get('protocol:app') as (
      request: Request,
    ) => Promise<Response>;
    const answer = await handle({ url: 'app://evil.example/index.html', method: 'GET' } as Request);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*connect-src 'none'/);
    expect((await handle({ url: 'app://loose-parts/', method: 'POST' } as Request)).status).toBe(405);
  });
});

describe('engine', () => {
  test('gets the data folder, the vault and the practice wish', async () => {
    await launch('--practice');
    expect(ports).toMatchObject({ host: 'desktop', dataDir: folder, practice: true });
    await ports?.vault.store('c1', { secretAccessKey: 'hush-little-secret' });
    const path = join(folder, 'secrets.json');
    expect(readFileSync(path, 'utf8')).not.toContain('hush-little-secret');
    // Windows has no modes: a folder of the person's own keeps others out there.
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('is closed before the app exits, and the folder is free again', async () => {
    await launch();
    electron.app.emit('window-all-closed');
    expect(await exited()).toBe(0);
    expect(ended).toEqual(['engine']);
    openDataFolder(folder).release();
  });

  test('that never closes does not keep the app from exiting', async () => {
    const open = openEngine;
    openEngine = async (given) => ({ ...((await open(given)) as object), close: () => new Promise(() => {}) });
    await launch();
    vi.useFakeTimers();
    electron.app.quit();
    await vi.advanceTimersByTimeAsync(4_900);
    expect(electron.calls.map(({ name }) => name)).not.toContain('app.exit');
    await vi.advanceTimersByTimeAsync(200);
    vi.useRealTimers();
    expect(await exited()).toBe(0);
  });

  test('that cannot start is told in one sentence', async () => {
    openEngine = async () => Promise.reject(new Error('the index is newer than this version'));
    process.argv = ['electron', '.', '--data-dir', folder];
    await import('./main.ts');
    electron.app.ready.resolve();
    expect(await exited()).toBe(78);
    expect(output).toBe('Loose Parts could not start: the index is newer than this version\n');
    expect(electron.BrowserWindow.made).toHaveLength(0);
  });
});

describe('instances', () => {
  test('a second one ends, having shown the first', async () => {
    electron.world.isFirstInstance = false;
    process.argv = ['electron', '.', '--data-dir', folder];
    await import('./main.ts');
    expect(await exited()).toBe(0);
    expect(output).toContain('open already');
  });

  test('the first one’s window comes to the front', async () => {
    await launch();
    electron.app.emit('second-instance');
    expect(electron.calls.map(({ name }) => name)).toEqual(expect.arrayContaining(['window.restore', 'window.focus']));
  });

  test('a data folder that the browser host holds, or that cannot be written, is told', async () => {
    const held = openDataFolder(folder);
    process.argv = ['electron', '.', '--data-dir', folder];
    await import('./main.ts');
    electron.app.ready.resolve();
    expect(await exited()).toBe(78);
    held.release();
    expect(output).toContain('running already with the data folder');

    vi.resetModules();
    await freshElectron();
    writeFileSync(join(folder, 'file'), '');
    process.argv = ['electron', '.', '--data-dir', join(folder, 'file', 'below')];
    await import('./main.ts');
    expect(await exited()).toBe(78);
    expect(output).toContain('cannot be written');
  });

  test('a folder of something else is told, and nothing is put into it', async () => {
    writeFileSync(join(folder, 'thesis.doc'), '');
    process.argv = ['electron', '.', '--data-dir', folder];
    await import('./main.ts');
    expect(await exited()).toBe(78);
    expect(output).toContain('is not empty, and nothing in it is of Loose Parts');
    expect(readdirSync(folder)).toEqual(['thesis.doc']);
  });
});
