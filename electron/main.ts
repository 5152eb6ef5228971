import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import type { StartWarning } from '../shared/schema/start-warnings.ts';
import { says } from '../shared/words/says.ts';
import { saidIn } from '../shared/words/sentence-of.ts';
import { inEnglish, words } from '../shared/words/words.ts';
import { carriersOf, describeApp, showDiagnostics } from './desktop/about.ts';
import { appSchemes, installAppProtocol } from './desktop/app-protocol.ts';
import { askedOf, canBeHanded, choosePlanFile, claimLinks, type Handed, openDoor } from './desktop/asked.ts';
import { passwordStore } from './desktop/key-store.ts';
import { withLoginShell } from './desktop/login-shell.ts';
import { menuTemplate } from './desktop/menu.ts';
import { createNotifier, identifyApp } from './desktop/notifications.ts';
import { installPortHandover } from './desktop/port-handover.ts';
import { askBeforeQuit } from './desktop/quit-question.ts';
import { denyPermissions, lockDownEveryContents, refuseForeignRequests } from './desktop/security.ts';
import { startAgain } from './desktop/start-again.ts';
import { createSystemProxy } from './desktop/system-proxy.ts';
import { createUpdates, type Updater } from './desktop/updates.ts';
import { createVault } from './desktop/vault.ts';
import { createWindow, loadPage } from './desktop/window.ts';
import { readWindowState } from './desktop/window-state.ts';
import { createWorkSigns, type Work, workOf } from './desktop/work-signs.ts';
import { asidePath } from './engine/index/aside.ts';
import type { Log } from './engine/ports/ports.ts';
import { defaultDataFolder, prepareDataFolder } from './host/data-folder.ts';
import { diagnosticsText } from './host/diagnostics.ts';
import { desktopReadyLine, exitCodes, StartError, startFailure, systemCode } from './host/exit.ts';
import { readLog } from './host/file-log.ts';
import { openLanguage } from './host/language.ts';
import { Lifetime } from './host/lifetime.ts';
import { openEngine } from './host/open-engine.ts';
import { pageFiles } from './host/page-files.ts';
import { version } from './host/version.ts';

/** The composition root of the desktop app: its lifecycle, its one window, and the wiring of what is in desktop/. */

const preload = fileURLToPath(new URL('./preload.cjs', import.meta.url));
const notices = 'third-party-notices.txt';
const builtNotices = fileURLToPath(new URL(`./${notices}`, import.meta.url));
const pageRoot = fileURLToPath(new URL('../renderer', import.meta.url));

// Lenient, because Chromium's own switches are among the arguments; `npm start` has checked ours.
const { values: flags, positionals } = parseArgs({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  strict: false,
  options: { 'data-dir': { type: 'string' }, practice: { type: 'boolean' } },
});
// Absolute, because Electron takes nothing else for its own files.
const dataDir = resolve(
  typeof flags['data-dir'] === 'string'
    ? flags['data-dir']
    : defaultDataFolder(process.platform, process.env, homedir()),
);

/** What this start is asked to open: links and files. */
const handed: Handed = { asked: askedOf(positionals), folder: process.cwd() };

const lifetime = new Lifetime();
let window: BrowserWindow | null = null;
let closing: 'no' | 'in order' | 'failed' = 'no';
let work: Work = workOf([]);
/** What was wrong at the start and is told to the person. */
const warnings: StartWarning[] = [];
/** Where a file was put that stood in the place of Chromium's folder; null: none did. */
let profileAside: string | null = null;
/** The person sees the window. */
const windowStands = Promise.withResolvers<void>();

// These must come before the app is ready.
protocol.registerSchemesAsPrivileged(appSchemes);
// Where the app was started without a sandbox, Chromium has set up its processes by now, and one that is asked for this
// late kills every page. (Each page's own `sandbox: true` stays, and is without effect there.)
const isSandboxed = !app.commandLine.hasSwitch('no-sandbox');
if (isSandboxed) app.enableSandbox();
const keyring = passwordStore(process.platform, process.env, app.commandLine);
if (keyring !== null) app.commandLine.appendSwitch('password-store', keyring);
identifyApp(app, process.platform);
const door = openDoor({
  app,
  front() {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  },
  late(asked) {
    if (closing !== 'in order') return false;
    const started = app.isPackaged ? [] : process.argv.slice(1, 2);
    const practice = flags.practice === true ? ['--practice'] : [];
    const sandbox = isSandboxed ? [] : ['--no-sandbox'];
    startAgain({ app, args: [...started, ...sandbox, '--data-dir', dataDir, ...practice], env: process.env }, asked);
    return true;
  },
});

if (claimInstance()) {
  claimLinks(app, process.platform);
  for (const text of handed.asked) door.add({ text, folder: handed.folder });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closing !== 'no') return;
    closing = 'in order';
    event.preventDefault();
    void lifetime.end().then(() => app.exit(exitCodes.done));
  });
  app.whenReady().then(start).catch(fail);
}

/** One app per data folder: a second one brings the first one's window to the front and ends. */
function claimInstance(): boolean {
  if (!canBeHanded(process.argv)) {
    fail(new StartError(says('askedTooMuch')));
    return false;
  }
  try {
    // Chromium's own files; the lock between instances lives there too.
    app.setPath('userData', makeProfile(join(prepareDataFolder(dataDir), 'desktop')));
  } catch (error) {
    const code = systemCode(error);
    const isTold = error instanceof StartError || code === null;
    fail(isTold ? error : new StartError(says('folderUnwritable', { folder: dataDir, code })));
    return false;
  }
  if (app.requestSingleInstanceLock(handed)) return true;
  process.stdout.write('Loose Parts is open already; its window comes to the front.\n');
  app.exit(exitCodes.done);
  return false;
}

/** Makes Chromium's own folder, or takes the one that is there. What is no folder is set aside. @throws Error of the system */
function makeProfile(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) {
    const aside = asidePath(path, Date.now());
    renameSync(path, aside);
    profileAside = aside;
  }
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

async function start(): Promise<void> {
  const { path, log } = lifetime.openFolder(dataDir);
  if (!isSandboxed) log.warn('Chromium’s sandbox is off, because the app was started with --no-sandbox');

  lockDownEveryContents(app, log, (url) => shell.openExternal(url));
  denyPermissions(session.defaultSession);
  refuseForeignRequests(session.defaultSession, log);
  // Chromium tells the page the same: `navigator.language`.
  const language = openLanguage(path, app.getLocale());
  if (profileAside !== null) warnings.push({ what: 'profile forgotten', aside: profileAside });
  installAppProtocol(
    session.defaultSession.protocol,
    pageFiles(pageRoot, 'port', () => language.choice),
  );
  installMenu(log, path);

  const vault = createVault({
    safeStorage,
    platform: process.platform,
    path: join(path, 'secrets.json'),
    windowStands: windowStands.promise,
  });
  const practice = flags.practice === true;
  // From a terminal (`npm start`) the app has it all; on Windows every program has the person's whole environment.
  const asksShell = app.isPackaged && process.platform !== 'win32';
  const environment = asksShell ? await withLoginShell({ env: process.env, log }) : process.env;
  const onNotice = createNotifier(() => window);
  const signs = createWorkSigns({ app, window: () => window, powerSaveBlocker, log });
  const statePath = join(path, 'window.json');
  const { state: saved, warning } = readWindowState(statePath, Date.now());
  if (warning !== null) warnings.push(warning);
  for (const sentence of inEnglish((say) => say.startWarnings(warnings))) log.warn(sentence);
  const engine = await openEngine({
    host: 'desktop',
    warnings,
    vault,
    log,
    dataDir: path,
    practice,
    environment,
    onNotice,
    onJobs(jobs) {
      work = workOf(jobs);
      signs.show(work);
    },
    chooseLanguage(choice) {
      language.choose(choice);
      installMenu(log, path);
    },
    resolveProxy: createSystemProxy(session.defaultSession),
  });
  lifetime.closeAtEnd(() => engine.close());
  lifetime.closeAtEnd(() => signs.clear());
  door.lead((asked) => engine.open(asked), log);
  powerMonitor.on('suspend', () => log.info('The computer goes to sleep'));
  powerMonitor.on('resume', () => {
    log.info('The computer woke up');
    engine.woke();
  });

  window = createWindow({
    preload,
    saved,
    statePath,
    log,
    onShown() {
      windowStands.resolve();
      // Jobs that an earlier run left open were there before the window.
      signs.show(work);
      process.stdout.write(`${desktopReadyLine}\n`);
    },
  });
  window.on('closed', () => {
    window = null;
  });
  const asked = window;
  const leave = askBeforeQuit({
    app,
    window,
    ask: (question) => dialog.showMessageBox(asked, question),
    running: () => work.running,
    log,
  });
  // A terminal's Ctrl-C, and the end of the system: whoever sent it has decided, and waits not for long.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.prependListener(signal, leave);
    lifetime.closeAtEnd(() => process.off(signal, leave));
  }
  powerMonitor.on('shutdown', leave);
  const createChannel = () => new MessageChannelMain();
  lifetime.closeAtEnd(installPortHandover({ ipcMain, window, router: engine.router, log, createChannel }));
  if (await loadPage(window)) log.info('Started', { version, host: 'desktop' });
}

/** The menu, and what its Help does. */
function installMenu(log: Log, folder: string): void {
  const versions = {
    app: version,
    electron: process.versions.electron ?? 'unknown',
    chromium: process.versions.chrome ?? 'unknown',
    node: process.versions.node,
  };
  const text = () =>
    diagnosticsText({
      version,
      carriers: carriersOf(versions),
      platform: process.platform,
      arch: process.arch,
      release: release(),
      origin: app.isPackaged ? 'installed' : 'from source',
      isSandboxed,
      running: work.running,
      log: readLog(folder),
    });
  const failed = (error: unknown) => log.warn('A dialog could not be shown', { error });
  describeApp(app, versions);
  const checkForUpdates = createUpdates({
    isSigned: () => app.isPackaged && isSignedBuild(),
    load: async (): Promise<Updater> => (await import('electron-updater')).default.autoUpdater,
    dialog,
    running: () => work.running,
    log,
  });
  const template = menuTemplate(process.platform, {
    openPlan: () => void choosePlanFile(dialog).then((asked) => asked && door.add(asked), failed),
    checkForUpdates: () => void checkForUpdates(),
    showDiagnostics: () => void showDiagnostics({ text, dialog, clipboard }).catch(failed),
    showLicences: () => void shell.openPath(app.isPackaged ? join(process.resourcesPath, notices) : builtNotices),
    showAbout: () => app.showAboutPanel(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** What `npm run package` wrote into the app where it signed it; what cannot be read is not signed. */
function isSignedBuild(): boolean {
  try {
    const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    return typeof file === 'object' && file !== null && 'signed' in file && file.signed === true;
  } catch {
    return false;
  }
}

/** Says what went wrong where the person looks: on the terminal, in English as all there, and in a box where there is none. */
function fail(error: unknown): void {
  const said = startFailure(error);
  lifetime.log?.error('The desktop app could not start', { error });
  process.stderr.write(`${said.english}\n`);
  if (!process.stderr.isTTY) {
    // The start may not have come as far as that. The choice is only read, whatever the folder is.
    openLanguage(dataDir, app.getLocale());
    dialog.showErrorBox('Loose Parts', saidIn(said, words.sayings));
  }
  closing = 'failed';
  void lifetime.end().then(() => app.exit(exitCodes.told));
}
