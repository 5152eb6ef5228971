import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { appSchemes, installAppProtocol } from './desktop/app-protocol.ts';
import { menuTemplate } from './desktop/menu.ts';
import { createNotifier, identifyApp } from './desktop/notifications.ts';
import { installPortHandover } from './desktop/port-handover.ts';
import { denyPermissions, lockDownEveryContents } from './desktop/security.ts';
import { createSystemProxy } from './desktop/system-proxy.ts';
import { createVault } from './desktop/vault.ts';
import { createWindow, loadPage } from './desktop/window.ts';
import type { Log } from './engine/ports.ts';
import { defaultDataFolder, openDataFolder, prepareDataFolder } from './host/data-folder.ts';
import { desktopReadyLine, exitCodes, StartError, startFailure } from './host/exit.ts';
import { createFileLog } from './host/file-log.ts';
import { openEngine } from './host/open-engine.ts';
import { pageFiles } from './host/page-files.ts';
import { version } from './host/version.ts';
import { endsWithin } from './host/within.ts';

/** The composition root of the desktop app: its lifecycle, its one window, and the wiring of what is in desktop/. */

/** Quitting waits no longer than this for the engine, ms. What it began is on disk in any case. */
const closeLimitMs = 5_000;
const preload = fileURLToPath(new URL('./preload.cjs', import.meta.url));
const pageRoot = fileURLToPath(new URL('../renderer', import.meta.url));

// Lenient, because Chromium's own switches are among the arguments; `npm start` has checked ours.
const { values: flags } = parseArgs({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  strict: false,
  options: { 'data-dir': { type: 'string' }, practice: { type: 'boolean' } },
});
const dataDir =
  typeof flags['data-dir'] === 'string'
    ? flags['data-dir']
    : defaultDataFolder(process.platform, process.env, homedir());

/** What has to end with the app, last first. */
const closers: (() => Promise<unknown> | unknown)[] = [];
let window: BrowserWindow | null = null;
let log: Log | null = null;
let closing = false;

// These two must come before the app is ready.
protocol.registerSchemesAsPrivileged(appSchemes);
app.enableSandbox();
identifyApp(app, process.platform);

if (claimInstance()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void closeEverything().then(() => app.exit(exitCodes.done));
  });
  app.whenReady().then(start).catch(fail);
}

/** One app per data folder: a second one brings the first one's window to the front and ends. */
function claimInstance(): boolean {
  try {
    // Chromium's own files; the lock between instances lives there too.
    const profile = join(prepareDataFolder(dataDir), 'desktop');
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    app.setPath('userData', profile);
  } catch (error) {
    if (error instanceof StartError) {
      fail(error);
      return false;
    }
    fail(new StartError(`The data folder ${dataDir} cannot be written. Choose another with --data-dir.`));
    return false;
  }
  if (app.requestSingleInstanceLock()) return true;
  process.stdout.write('Loose Parts is open already; its window comes to the front.\n');
  app.exit(exitCodes.done);
  return false;
}

async function start(): Promise<void> {
  const folder = openDataFolder(dataDir);
  closers.unshift(() => folder.release());
  const fileLog = createFileLog(join(folder.path, 'logs', 'loose-parts.log'));
  log = fileLog;

  lockDownEveryContents(app, fileLog, (url) => shell.openExternal(url));
  denyPermissions(session.defaultSession);
  installAppProtocol(session.defaultSession.protocol, pageFiles(pageRoot));
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));

  const vault = createVault({ safeStorage, platform: process.platform, path: join(folder.path, 'secrets.json') });
  const practice = flags.practice === true;
  const onNotice = createNotifier(() => window);
  const engine = await openEngine({
    host: 'desktop',
    vault,
    log: fileLog,
    dataDir: folder.path,
    practice,
    onNotice,
    resolveProxy: createSystemProxy(session.defaultSession),
  });
  closers.unshift(() => engine.close());

  window = createWindow({
    preload,
    statePath: join(folder.path, 'window.json'),
    log: fileLog,
    onShown: () => process.stdout.write(`${desktopReadyLine}\n`),
  });
  window.on('closed', () => {
    window = null;
  });
  const createChannel = () => new MessageChannelMain();
  closers.unshift(installPortHandover({ ipcMain, window, router: engine.router, log: fileLog, createChannel }));
  await loadPage(window);
  fileLog.info('Started', { version, host: 'desktop' });
}

async function closeEverything(): Promise<void> {
  const work = (async () => {
    for (const close of closers.splice(0)) await close();
  })();
  if (!(await endsWithin(closeLimitMs, work, (error) => log?.error('Closing failed', { error })))) {
    log?.warn('Closing took too long and was cut short');
  }
}

/** Says what went wrong where the person looks: on the terminal, and in a box where there is none. */
function fail(error: unknown): void {
  const sentence = startFailure(error);
  log?.error('The desktop app could not start', { error });
  process.stderr.write(`${sentence}\n`);
  if (!process.stderr.isTTY) dialog.showErrorBox('Loose Parts', sentence);
  closing = true;
  void closeEverything().then(() => app.exit(exitCodes.told));
}
