import { EventEmitter } from 'node:events';
import { createApp } from './application.ts';
import { createContents } from './contents.ts';
import { type Desktop, readSwitches } from './desktop.ts';
import { createHear } from './hear.ts';
import type { Tell } from './messages.ts';
import { createPorts } from './ports.ts';
import { createSafeStorage } from './safe-storage.ts';
import { createSession } from './session.ts';
import { createEvent, strict } from './strict.ts';
import { createSurroundings } from './surroundings.ts';
import { createWindows } from './window.ts';
import type { World } from './world.ts';

/*
 * A double of the `electron` module of the main process, on plain Node. It runs within unit tests (in-process.ts) and in a
 * process of its own under the built main.js (launch.ts), whose window a screen then shows as a page of a real Chromium
 * (screen.ts).
 *
 * It imitates: Electron's order of calls (before ready, after ready), its lifecycle (ready, quit, close, exit), absolute
 * paths, the window's and the page's events, loads that fail where the window goes, objects that throw once destroyed, the
 * isolated world of the preload script, ports (a closed one is told at both ends), the page's own scheme with the headers
 * that the app answers, navigation, downloads, new windows, a page that crashes, a second instance. Its `World` misbehaves
 * where a test wants it to. Whatever it does not know throws, so that no code passes because of what nobody imitated.
 *
 * It does not imitate: privileges of schemes (the page lives at an https origin, so secure context and storage are https's),
 * the sandbox and its processes (but that a late enableSandbox kills pages), a sandboxed preload's own globals, permissions
 * that Chromium asks for, menus and dialogs on screen (only that they were asked for), system notifications, the system's
 * key stores and their encryption, the system's proxy settings, TLS by BoringSSL, GPU, Wayland itself (only its order of
 * events), the lock between instances, a start by `relaunch` (only that it was asked for), reading from an asar archive and
 * its integrity, fuses, signing, installers. A page that comes back after a crash begins at the app's own address. Nor are its
 * figures of time and memory those of Electron. Those need the real one.
 */

/** A call of a member of Electron's. */
export interface Call {
  name: string;
  args: readonly unknown[];
}

export interface ElectronOptions {
  world: World;
  /** The command line, without the program and the app. */
  args: readonly string[];
  tell: Tell;
  exit(code: number): void;
}

/** A double, with nothing done yet: see above. */
export function createElectron({ world, args, tell, exit }: ElectronOptions) {
  const calls: Call[] = [];
  const record = (name: string, given: readonly unknown[]) => {
    calls.push({ name, args: given });
    tell({ kind: 'call', name, args: given.map(plain) });
  };
  const desktop: Desktop = {
    world,
    tell,
    record,
    exit,
    switches: readSwitches(args),
    ready: false,
    sandboxMismatch: false,
  };
  const ports = createPorts(tell, record);
  const windows = createWindows(desktop, ports, () => app);
  const app = createApp(desktop, windows);
  const { protocol, session, defaultSession } = createSession(desktop);
  const { notifications, choose, ...surroundings } = createSurroundings(desktop);
  const ipcMain = strict('ipcMain', new EventEmitter(), record, ['loose-parts:connect']);

  return {
    /** What `import … from 'electron'` gives. */
    module: {
      app,
      BrowserWindow: windows.BrowserWindow,
      ipcMain,
      MessageChannelMain: ports.MessageChannelMain,
      protocol,
      session,
      safeStorage: createSafeStorage(desktop),
      ...surroundings,
    },
    world,
    calls,
    hear: createHear({
      desktop,
      app,
      windows,
      ports,
      session: defaultSession,
      ipcMain,
      powerMonitor: surroundings.powerMonitor,
      choose,
    }),
    app,
    session: defaultSession,
    ipcMain,
    /** Contents that no window shows, as developer tools have them. */
    createContents() {
      const contents = createContents(desktop, ports);
      app.emit('web-contents-created', createEvent({}), contents);
      return contents;
    },
    /** Every window that was made. */
    windows: windows.made,
    /** Every notification that was made. */
    notifications,
  };
}
export type Electron = ReturnType<typeof createElectron>;

/** What of an argument can cross to another process: its own plain data. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') return '[function]';
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null');
  } catch {
    return '[cyclic]';
  }
}
