import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestElectron, type TestElectron } from '../e2e/support/desktop-double/in-process.ts';
import { createEvent } from '../e2e/support/desktop-double/strict.ts';
import type { World } from '../e2e/support/desktop-double/world.ts';
import type { Contract } from '../shared/contract.ts';
import { openDataFolder } from './host/data-folder.ts';
import type { HostPorts } from './host/open-engine.ts';

vi.mock('./host/open-engine.ts', () => ({ openEngine: (ports: HostPorts) => openEngine(ports) }));

let openEngine: (ports: HostPorts) => Promise<unknown>;
let electron: TestElectron;
let folder: string;
/** For what is not Loose Parts' own. */
let elsewhere: string;
let ports: HostPorts | null;
let ended: string[];
let output: string;
const argv = process.argv;

beforeEach(async () => {
  freshElectron();
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-desktop-'));
  elsewhere = mkdtempSync(join(tmpdir(), 'loose-parts-elsewhere-'));
  ports = null;
  ended = [];
  output = '';
  openEngine = async (given) => {
    const { exampleRouter } = await import('./host/testing/example-router.ts');
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
afterEach(async () => {
  // What is still open would go on in the next test.
  const open = electron.windows.find(({ gone }) => !gone);
  open?.destroy();
  if (open) await exited();
  vi.unstubAllEnvs();
  process.argv = argv;
  for (const path of [folder, elsewhere]) rmSync(path, { recursive: true, force: true });
});

/** A double that nobody has touched, for main.ts and for the test alike. */
function freshElectron(world: Partial<World> = {}, args: readonly string[] = []): void {
  vi.resetModules();
  electron = createTestElectron(world, args);
  vi.doMock('electron', () => electron.module);
}

/** Runs main.ts as Electron does, up to the moment when the app is ready. */
async function run(...flags: string[]): Promise<void> {
  process.argv = ['electron', '.', '--some-chromium-switch', '--data-dir', folder, ...flags];
  await import('./main.ts');
  electron.app.becomeReady();
}

type Window = TestElectron['windows'][number];

/** Runs main.ts to the point where the window loads the page. */
async function launch(...flags: string[]): Promise<Window> {
  await run(...flags);
  // A login shell is asked first, and a busy machine may need longer than the second that is the default.
  await vi.waitFor(() => electron.lastCall('window.loadURL'), { timeout: 60_000 });
  const [window] = electron.windows;
  if (!window) throw new Error('no window');
  return window;
}
async function exited(): Promise<number | null> {
  await vi.waitFor(() => expect(electron.exitCode()).not.toBeNull());
  return electron.exitCode();
}
const called = (name: string) => electron.names().includes(name);

/** The page asks for a port, by its preload script. */
const ask = () => electron.hear({ kind: 'ipc', channel: 'loose-parts:connect', data: { nothing: true } });
function newestPort(): MessagePort {
  const port = electron.pagePorts.at(-1);
  if (!port) throw new Error('no port');
  return port;
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
    const { webPreferences } = window.options;
    for (const name of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
      expect(webPreferences).not.toHaveProperty(name);
    }
    expect(electron.windows).toHaveLength(1);
    expect(electron.names()).toContain('app.enableSandbox');
  });

  test('registers the scheme and the sandbox before the app is ready', async () => {
    await run();
    expect(electron.lastCall('protocol.registerSchemesAsPrivileged')).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
    ]);
    expect(electron.names()).toContain('app.enableSandbox');
  });

  test('without a sandbox asks for none, which would kill every page, and says so in the log', async () => {
    freshElectron({}, ['--no-sandbox']);
    const window = await launch();
    expect(called('app.enableSandbox')).toBe(false);
    expect(window.options.webPreferences?.sandbox).toBe(true);
    const log = readFileSync(join(folder, 'logs', 'loose-parts.log'), 'utf8');
    expect(log).toContain('started with --no-sandbox');
  });

  test.each([
    [['--password-store=kwallet6'], 'kwallet6'],
    [[], 'gnome_libsecret'],
  ])('looks for a keyring on a desktop that Chromium does not know, unless told (%s)', async (args, backend) => {
    vi.stubEnv('XDG_CURRENT_DESKTOP', 'sway');
    freshElectron({ desktop: 'sway' }, args);
    await launch();
    const expected = process.platform === 'linux' ? { kind: 'system', backend } : { kind: 'system' };
    expect(ports?.vault.protection).toMatchObject(expected);
  });

  test('says on stdout that it is open once it is drawn, and keeps its place', async () => {
    await launch();
    expect(output).not.toContain('Loose Parts is open.');
    electron.hear({ kind: 'painted' });
    expect(output).toContain('Loose Parts is open.\n');
    electron.hear({ kind: 'close' });
    const path = join(folder, 'window.json');
    await vi.waitFor(() => expect(existsSync(path)).toBe(true));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      bounds: { x: 10, y: 20, width: 1200, height: 800 },
    });
  });

  test('hands notices of the engine to the system while it is not in front', async () => {
    await launch();
    const about = { id: 'n', at: 0, connectionId: 'c', bucket: 'attic', jobId: null };
    ports?.onNotice?.({ ...about, kind: 'came back', uploads: 2 });
    expect(electron.notifications[0]?.options).toMatchObject({ title: '2 aborted uploads came back in attic' });
  });

  test('lets the engine ask for the system’s proxy', async () => {
    await launch();
    electron.world.proxy = 'PROXY proxy.example.com:3128; DIRECT';
    expect(await ports?.resolveProxy('https://s3.example.com')).toBe('http://proxy.example.com:3128');
    expect(electron.lastCall('session.resolveProxy')).toEqual(['https://s3.example.com']);
  });

  test('is shown where Electron says that it can be only once it is', async () => {
    electron.world.wayland = true;
    const window = await launch();
    electron.hear({ kind: 'painted' });
    expect(window.isVisible()).toBe(false);
    await vi.waitFor(() => expect(window.isVisible()).toBe(true));
    expect(output).toBe('Loose Parts is open.\n');
  });

  test('comes back where it stood, in the page’s theme', async () => {
    await launch();
    electron.hear({ kind: 'painted' });
    electron.hear({ kind: 'theme colour', colour: '#12151b' });
    expect(electron.module.nativeTheme.themeSource).toBe('dark');
    electron.hear({ kind: 'moved', bounds: { x: 300, y: 200, width: 1100, height: 750 } });
    electron.hear({ kind: 'close' });
    expect(await exited()).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('window.json'))).toEqual(['window.json']);

    freshElectron();
    const { options } = await launch();
    expect(options).toMatchObject({ x: 300, y: 200, width: 1100, height: 750, backgroundColor: '#12151b' });
    expect(electron.module.nativeTheme.themeSource).toBe('dark');
    electron.hear({ kind: 'theme colour', colour: null });
    expect(electron.module.nativeTheme.themeSource).toBe('system');
  });

  test('fits a small display', async () => {
    electron.world.displays = [{ x: 0, y: 0, width: 911, height: 472 }];
    expect((await launch()).options).toMatchObject({ width: 911, height: 472, minWidth: 911, minHeight: 472 });
  });

  test('closed before its page has loaded, needs no word', async () => {
    electron.holdLoads();
    await launch();
    electron.hear({ kind: 'close' });
    expect(await exited()).toBe(0);
    expect(output).toBe('');
    expect(called('dialog.showErrorBox')).toBe(false);
  });

  test('whose page cannot be loaded is told', async () => {
    electron.holdLoads();
    await launch();
    electron.hear({ kind: 'loaded', load: 1, error: 'ERR_UNEXPECTED (-9)' });
    expect(await exited()).toBe(78);
    expect(output).toContain('ERR_UNEXPECTED (-9)');
  });

  test('offers what can be done with text, and nothing elsewhere', async () => {
    await launch();
    electron.hear({ kind: 'context menu', editable: false, secret: false, selection: '' });
    expect(called('menu')).toBe(false);
    electron.hear({ kind: 'context menu', editable: true, secret: false, selection: '' });
    expect(electron.lastCall('menu')).toEqual([expect.arrayContaining([{ role: 'paste', enabled: true }])]);
  });

  test('brings the page back when its process crashed', async () => {
    const window = await launch();
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(electron.names()).not.toContain('webContents.reload');
    electron.hear({ kind: 'crashed' });
    expect(electron.names()).toContain('webContents.reload');
  });
});

describe('what is asked for from outside', () => {
  const link = 'loose-parts://open/connections/c/buckets/attic';
  let asked: unknown[];
  beforeEach(() => {
    asked = [];
    const before = openEngine;
    openEngine = async (given) =>
      Object.assign(Object(await before(given)), { open: async (one: unknown) => asked.push(one) });
  });
  const opened = (count: number) => vi.waitFor(() => expect(asked).toHaveLength(count));

  test('comes with the command line, and is handed to the engine once that stands', async () => {
    writeFileSync(join(elsewhere, 'mine.loose-parts-plan'), '{}');
    await launch(join(elsewhere, 'mine.loose-parts-plan'), 'neither');
    await opened(1);
    expect(asked).toEqual([{ kind: 'plan file', name: 'mine.loose-parts-plan', text: '{}' }]);
  });

  test('what follows -- is no option, whatever a link holds', async () => {
    await launch('--', link, '--practice', `--data-dir=${elsewhere}`);
    await opened(1);
    expect(ports?.practice).toBe(false);
    expect(ports?.dataDir).toBe(folder);
  });

  test('comes from macOS before there is anything to open it with', async () => {
    process.argv = ['electron', '.', '--data-dir', folder];
    await import('./main.ts');
    electron.hear({ kind: 'open url', url: link });
    electron.hear({ kind: 'open file', path: join(elsewhere, 'gone.json') });
    electron.app.becomeReady();
    await opened(2);
    expect(asked).toEqual([
      { kind: 'link', text: link },
      { kind: 'refused', refusal: { why: 'unreadable', name: 'gone.json' } },
    ]);
    await vi.waitFor(() => electron.lastCall('window.loadURL'), { timeout: 60_000 });
  });

  test('is handed from one start to the other, and nothing else is taken from there', async () => {
    freshElectron({ firstInstance: false });
    await run(link, 'neither');
    const [handed] = electron.lastCall('app.requestSingleInstanceLock');
    expect(handed).toEqual({ asked: [link], folder: process.cwd() });

    freshElectron({ minimized: true });
    await launch();
    for (const data of [handed, null, { asked: [1], folder: 7 }, { asked: Array.from({ length: 9 }, () => link) }])
      electron.hear({ kind: 'second instance', data });
    await opened(1);
    expect(electron.names().filter((name) => name === 'window.focus')).toHaveLength(4);
    expect(asked).toEqual([{ kind: 'link', text: link }]);
  });

  test.each([
    ['a link of 64 KB', [`loose-parts://open/connections/c/buckets/${'a'.repeat(65_536)}`]],
    ['a thousand files', Array.from({ length: 1000 }, (_, i) => `/home/jo/plans/${i}.loose-parts-plan`)],
  ])('%s is not handed to the start that is open, whose end it could be', async (_, words) => {
    freshElectron({ firstInstance: false });
    await run(...words);
    expect(await exited()).toBe(78);
    expect(called('app.requestSingleInstanceLock')).toBe(false);
    expect(output).toContain('is too long');
    expect(electron.lastCall('dialog.showErrorBox')[1]).toContain('Nothing was opened.');
  });

  test('while the app ends, is what it starts again for', async () => {
    const stalled = openEngine;
    const closed = Promise.withResolvers<void>();
    openEngine = async (given) => Object.assign(Object(await stalled(given)), { close: () => closed.promise });
    vi.stubEnv('APPIMAGE', '/home/jo/loose-parts.AppImage');
    await launch('--practice');
    electron.app.quit();
    electron.hear({ kind: 'second instance', data: { asked: [link, 'mine.json'], folder: '/home/jo' } });
    electron.hear({ kind: 'open url', url: link });
    // As a start without anything to open: the person wants the app.
    electron.hear({ kind: 'second instance', data: { asked: [], folder: '/' } });
    closed.resolve();
    expect(await exited()).toBe(0);
    const args = ['.', '--data-dir', folder, '--practice', '--'];
    const again = (...words: string[]) => [{ execPath: '/home/jo/loose-parts.AppImage', args: [...args, ...words] }];
    expect(electron.calls.filter(({ name }) => name === 'app.relaunch').map((call) => call.args)).toEqual([
      again(link, resolve('/home/jo', 'mine.json')),
      again(link),
      again(),
    ]);
    expect(asked).toEqual([]);
  });

  test('is chosen from the menu', async () => {
    writeFileSync(join(elsewhere, 'mine.json'), '[]');
    freshElectron({ chosenFiles: [join(elsewhere, 'mine.json')] });
    await launch();
    for (let times = 0; times < 2; times++) electron.hear({ kind: 'menu', label: 'Open a plan…' });
    await opened(1);
    expect(asked).toEqual([{ kind: 'plan file', name: 'mine.json', text: '[]' }]);
  });
});

describe('what the page may not do', () => {
  /** What Electron tells of a window that a page wants to open. */
  const opening = (url: string) => ({
    url,
    frameName: '',
    features: '',
    disposition: 'foreground-tab' as const,
    referrer: { url: '', policy: 'default' as const },
  });
  const away = ['https://example.com/', 'app://loose-parts.evil.example/', 'app://loose-partsx/', 'file:///etc/passwd'];

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s elsewhere is refused', async (name) => {
    const window = await launch();
    for (const url of [...away, 'javascript:alert(1)', 'data:text/html,x', 'app://user@loose-parts/', 'not a url']) {
      const event = createEvent({ url });
      window.webContents.emit(name, event);
      expect([url, event.defaultPrevented]).toEqual([url, true]);
    }
    const reload = createEvent({ url: 'app://loose-parts/' });
    window.webContents.emit(name, reload);
    expect(reload.defaultPrevented).toBe(false);
  });

  test('new windows and webviews are refused, also to contents made later', async () => {
    const window = await launch();
    for (const contents of [window.webContents, electron.createContents()]) {
      for (const url of [...away, 'app://loose-parts/'])
        expect(contents.openHandler?.(opening(url))).toEqual({ action: 'deny' });
      const event = createEvent({});
      contents.emit('will-attach-webview', event);
      expect(event.defaultPrevented).toBe(true);
    }
    expect(electron.names()).not.toContain('shell.openExternal');
  });

  test('a sign-in page opens in the person’s browser, and in no window of ours', async () => {
    const { webContents } = await launch();
    const url = 'https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH';
    expect(webContents.openHandler?.(opening(url))).toEqual({ action: 'deny' });
    expect(electron.lastCall('shell.openExternal')).toEqual([url]);
  });

  test('every permission is denied, asked for or checked, but writing text to the clipboard from the page', async () => {
    await launch();
    const asked = (permission: string, url: string, isMainFrame: boolean) => {
      const { granted, has } = electron.session.askPermission(permission, url, isMainFrame);
      return [granted, has];
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

  test('WebRTC sends nothing past a proxy, in any contents', async () => {
    await launch();
    expect(electron.lastCall('webContents.setWebRTCIPHandlingPolicy')).toEqual(['disable_non_proxied_udp']);
    const before = electron.names().filter((name) => name === 'webContents.setWebRTCIPHandlingPolicy').length;
    electron.createContents();
    const after = electron.names().filter((name) => name === 'webContents.setWebRTCIPHandlingPolicy').length;
    expect(after).toBe(before + 1);
  });

  test.each([
    'https://example.com/',
    'http://127.0.0.1:9000/bucket',
    'ws://example.com/',
    'wss://app/loose-parts',
    'file:///etc/passwd',
    'app://loose-parts.evil.example/',
    'app://user@loose-parts/',
    'blob:https://example.com/7f1d',
    'data:text/html,x',
    'data:text/javascript,x',
    'chrome://settings/',
    'ftp://example.com/',
    'no URL',
  ])('a request for %s is cancelled, whoever makes it', async (url) => {
    await launch();
    expect(electron.session.request(url)).toBe(true);
  });

  test.each([
    'app://loose-parts/',
    'app://loose-parts/assets/index.js?x',
    'blob:app://loose-parts/7f1d2c3e',
    'data:image/svg+xml,x',
    'devtools://devtools/bundled/inspector.html',
  ])('a request for %s goes on', async (url) => {
    await launch();
    expect(electron.session.request(url)).toBe(false);
  });

  test('devices, screen capture and the spell checker are off', async () => {
    await launch();
    expect(electron.session.askDevices()).toEqual({ device: false, display: null });
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
    const download = createEvent({});
    const contents = { isDestroyed: () => startedBy === null, getURL: () => startedBy ?? blob };
    electron.session.emit('will-download', download, { getURLChain: () => chain }, contents);
    expect(download.defaultPrevented).toBe(!isAllowed);
  });
});

describe('port', () => {
  function client(port: MessagePort): ContractRouterClient<Contract> {
    port.start();
    return createORPCClient(new RPCLink({ port }));
  }

  test('the page gets one, and the engine answers on it', async () => {
    await launch();
    ask();
    const port = newestPort();
    expect(await client(port).app.info()).toMatchObject({ version: '1.2.3' });
    port.close();
  });

  type Frame = Window['webContents']['mainFrame'];
  test.each<[string, (page: Frame) => Frame | null]>([
    ['no frame', () => null],
    ['an iframe with the right origin', (page) => ({ ...page, parent: page, routingId: 2 })],
    ['an iframe that claims the main frame’s ids', (page) => ({ ...page, parent: page })],
    ['the main frame of another window', (page) => ({ ...page, routingId: 9 })],
    ['the main frame of another process', (page) => ({ ...page, processId: 9 })],
    ['another origin', (page) => ({ ...page, origin: 'https://example.com' })],
    ['an origin that begins alike', (page) => ({ ...page, origin: 'app://loose-parts.evil.example' })],
    ['an opaque origin', (page) => ({ ...page, origin: 'null' })],
    ['another URL', (page) => ({ ...page, url: 'https://example.com/' })],
    ['a URL that begins alike', (page) => ({ ...page, url: 'app://loose-parts.evil.example/' })],
    ['a URL with our host as its user', (page) => ({ ...page, url: 'app://loose-parts@evil.example/' })],
  ])('%s gets none', async (_name, frame) => {
    const window = await launch();
    electron.ipcMain.emit('loose-parts:connect', { senderFrame: frame(window.webContents.mainFrame) });
    expect(electron.pagePorts).toEqual([]);
  });

  test('a reloaded page gets a new one; the old one is closed and its subscription ends', async () => {
    await launch();
    ask();
    const first = newestPort();
    const closed = new Promise((resolve) => first.addEventListener('close', resolve));
    const live = await client(first).live.subscribe();
    expect(await live.next()).toMatchObject({ value: { seq: 1 } });
    ask();
    const second = newestPort();
    expect(second).not.toBe(first);
    await closed;
    await vi.waitFor(() => expect(ended).toEqual(['subscription']));
    expect(await client(second).app.info()).toMatchObject({ version: '1.2.3' });
    second.close();
  });

  test('a page that is gone has no subscription any more', async () => {
    await launch();
    ask();
    const live = await client(newestPort()).live.subscribe();
    expect(await live.next()).toMatchObject({ value: { seq: 1 } });
    electron.hear({ kind: 'document' });
    await vi.waitFor(() => expect(ended).toEqual(['subscription']));
  });
});

describe('page files', () => {
  test('come over app:// with the policy; another host or method is refused', async () => {
    await launch();
    const handle = electron.session.handlers.protocols.get('app');
    if (!handle) throw new Error('The scheme is not answered');
    const answer = await handle(new Request('app://evil.example/index.html'));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*connect-src 'none'/);
    expect((await handle(new Request('app://loose-parts/', { method: 'POST' }))).status).toBe(405);
  });
});

describe('engine', () => {
  test('gets the data folder, the vault and the practice wish', async () => {
    await launch('--practice');
    expect(ports).toMatchObject({ host: 'desktop', dataDir: folder, practice: true });
    const stored = ports?.vault.store('c1', { secretAccessKey: 'hush-little-secret' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(called('safeStorage.encryptStringAsync'), 'nothing is asked before the window stands').toBe(false);
    electron.hear({ kind: 'painted' });
    await stored;
    const path = join(folder, 'secrets.json');
    expect(readFileSync(path, 'utf8')).not.toContain('hush-little-secret');
    // Windows has no modes: a folder of the person's own keeps others out there.
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('is closed before the app exits, and the folder is free again', async () => {
    await launch();
    electron.hear({ kind: 'close' });
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
    expect(called('app.exit')).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    vi.useRealTimers();
    expect(await exited()).toBe(0);
  });

  test('that cannot start is told in one sentence', async () => {
    openEngine = async () => Promise.reject(new Error('the index is newer than this version'));
    await run();
    expect(await exited()).toBe(78);
    expect(output).toBe('Loose Parts could not start: the index is newer than this version\n');
    expect(electron.windows).toHaveLength(0);
  });
});

describe.skipIf(process.platform === 'win32')('started from the Dock or a launcher', () => {
  /** The person's shell, whose profile knows where their tools are. */
  function shellOf(script: string): string {
    const path = join(elsewhere, 'shell');
    writeFileSync(path, `#!/bin/sh\n${script}\nshift\neval "$1"\n`, { mode: 0o755 });
    return path;
  }

  test('credential processes are found where the person’s shell finds them', async () => {
    vi.stubEnv('SHELL', shellOf('echo Hello\nexport AWS_CONFIG_FILE=/home/jo/aws PATH="/home/jo/bin:$PATH" SECRET=x'));
    freshElectron({ packaged: true });
    await launch();
    expect(ports?.environment).toMatchObject({
      AWS_CONFIG_FILE: '/home/jo/aws',
      PATH: expect.stringMatching(/^\/home\/jo\/bin:/),
    });
    expect(ports?.environment).not.toHaveProperty('SECRET');
  });

  test('a shell that fails keeps nobody from starting', async () => {
    vi.stubEnv('SHELL', shellOf('exit 1'));
    freshElectron({ packaged: true });
    await launch();
    expect(ports?.environment?.PATH).toBe(process.env.PATH);
    expect(readFileSync(join(folder, 'logs', 'loose-parts.log'), 'utf8')).toContain('exit code 1');
  });

  test('from a terminal no shell is asked', async () => {
    vi.stubEnv('SHELL', shellOf('export AWS_CONFIG_FILE=/home/jo/aws'));
    await launch();
    expect(ports?.environment?.AWS_CONFIG_FILE).toBeUndefined();
  });
});

describe('instances', () => {
  test('a second one ends, having shown the first', async () => {
    electron.world.firstInstance = false;
    await run();
    expect(await exited()).toBe(0);
    expect(output).toContain('open already');
  });

  test('the first one’s window comes to the front', async () => {
    await launch();
    electron.world.minimized = true;
    electron.hear({ kind: 'second instance' });
    expect(electron.names()).toEqual(expect.arrayContaining(['window.restore', 'window.focus']));
  });

  test('a data folder that the browser host holds, or that cannot be written, is told', async () => {
    const held = openDataFolder(folder);
    await run();
    expect(await exited()).toBe(78);
    held.release();
    expect(output).toContain('running already with the data folder');

    freshElectron();
    writeFileSync(join(folder, 'file'), '');
    process.argv = ['electron', '.', '--data-dir', join(folder, 'file', 'below')];
    await import('./main.ts');
    expect(await exited()).toBe(78);
    expect(output).toMatch(/file.below cannot be written \((ENOTDIR|EEXIST|ENOENT)\)/);
  });

  test('the box says so in the language that was chosen, and the terminal in English', async () => {
    const held = openDataFolder(folder);
    writeFileSync(join(folder, 'language.json'), '{"language":"de"}');
    await run();
    expect(await exited()).toBe(78);
    held.release();
    expect(output).toContain('running already with the data folder');
    const [title, sentence] = electron.lastCall('dialog.showErrorBox') ?? [];
    expect(title).toBe('Loose Parts');
    expect(sentence).toBe(
      `Loose Parts läuft schon mit dem Datenordner ${folder}. Schließen Sie es, oder wählen Sie mit --data-dir einen anderen Ordner.`,
    );
  });

  test('a data folder may be named as it lies from here', async () => {
    process.argv = ['electron', '.', '--data-dir', relative(process.cwd(), folder)];
    await import('./main.ts');
    electron.app.becomeReady();
    // A login shell is asked first, and a busy machine may need longer than the second that is the default.
    await vi.waitFor(() => electron.lastCall('window.loadURL'), { timeout: 60_000 });
    expect(electron.lastCall('app.setPath')).toEqual(['userData', join(folder, 'desktop')]);
    expect(ports?.dataDir).toBe(folder);
    expect(output).toBe('');
  });

  test('what is no fault of the data folder is not called one', async () => {
    vi.spyOn(electron.module.app, 'setPath').mockImplementation(() => {
      throw new Error('Failed to get path');
    });
    await run();
    expect(await exited()).toBe(78);
    expect(output).toBe('Loose Parts could not start: Failed to get path\n');
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
