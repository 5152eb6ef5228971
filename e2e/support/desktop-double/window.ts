import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { AppDouble } from './application.ts';
import { type ContentsDouble, createContents } from './contents.ts';
import { type Desktop, mustBeReady } from './desktop.ts';
import type { Ports } from './ports.ts';
import { alive, createEvent, strict } from './strict.ts';

type WindowMembers = Pick<
  BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'close'
  | 'destroy'
  | 'isVisible'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFocused'
  | 'isDestroyed'
  | 'getNormalBounds'
  | 'setBackgroundColor'
  | 'setProgressBar'
>;

const events = [
  'ready-to-show',
  'show',
  'close',
  'closed',
  'moved',
  'resized',
  'maximize',
  'unmaximize',
  'session-end',
];

/** The app's window, whose page a screen shows. Its state (minimized, focused, where it stands) is the world's. */
class WindowDouble extends EventEmitter implements WindowMembers {
  readonly desktop: Desktop;
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: ContentsDouble;
  visible: boolean;
  /** There was something to see. */
  painted = false;
  gone = false;
  /** The load under way, and how to end it: with an error, or null. */
  loading: { load: number; end: (error: string | null) => void } | null = null;
  lastLoad = 0;

  constructor(desktop: Desktop, options: BrowserWindowConstructorOptions, contents: ContentsDouble) {
    super();
    mustBeReady(desktop, 'BrowserWindow');
    const { sandbox, contextIsolation, nodeIntegration, preload } = options.webPreferences ?? {};
    if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false || preload === undefined) {
      throw new TypeError('The desktop double shows sandboxed, isolated pages with a preload script only');
    }
    this.desktop = desktop;
    this.options = options;
    this.webContents = contents;
    this.visible = options.show !== false;
    const { x, y, width = 800, height = 600 } = options;
    const place = { ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }), width, height };
    desktop.tell({ kind: 'window', ...place, preload: readPreload(preload) });
  }
  async loadURL(url: string): Promise<void> {
    const { desktop, webContents } = this;
    webContents.url = url;
    if (desktop.sandboxMismatch) return webContents.dieAtStart();
    const load = ++this.lastLoad;
    const error = await new Promise<string | null>((end) => {
      this.loading = { load, end };
      desktop.tell({ kind: 'load', load, url });
    });
    if (error !== null) throw new Error(`${error} loading '${url}'`);
  }
  show(): void {
    const wasVisible = this.visible;
    this.visible = true;
    this.desktop.tell({ kind: 'show' });
    this.emit('show');
    if (!wasVisible && this.desktop.world.wayland && this.painted) this.emit('ready-to-show');
  }
  /** The page has drawn something. */
  paint(): void {
    this.painted = true;
    if (this.visible || !this.desktop.world.wayland) this.emit('ready-to-show');
  }
  focus(): void {}
  restore(): void {
    this.desktop.world.minimized = false;
  }
  maximize(): void {
    this.desktop.world.maximized = true;
    this.emit('maximize');
  }
  setBackgroundColor(): void {}
  setProgressBar(): void {}
  isVisible(): boolean {
    return this.visible;
  }
  isMinimized(): boolean {
    return this.desktop.world.minimized;
  }
  isMaximized(): boolean {
    return this.desktop.world.maximized;
  }
  isFocused(): boolean {
    return this.desktop.world.focused;
  }
  isDestroyed(): boolean {
    return this.gone;
  }
  getNormalBounds(): Rectangle {
    return { ...this.desktop.world.bounds };
  }
  /** The app's wish, or the person's: it may be declined. */
  close(): void {
    const closing = createEvent({});
    this.emit('close', closing);
    if (!closing.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.gone) return;
    const { desktop, webContents, loading } = this;
    this.gone = true;
    webContents.ports.closeSent();
    webContents.gone = true;
    desktop.tell({ kind: 'gone' });
    // As lib/browser/api/web-contents.ts: a load whose page is destroyed has failed.
    loading?.end('ERR_FAILED (-2)');
    this.emit('closed');
  }
}

export type { WindowDouble };

function readPreload(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // As Electron: the page's console says so, and the page goes on without.
    return `console.error('Unable to load preload script', ${JSON.stringify([path, String(error)])})`;
  }
}

export interface Windows {
  /** The window that is open. */
  current(): WindowDouble | null;
  /** Every window that was ever made. */
  made: WindowDouble[];
  closeAll(): boolean;
  BrowserWindow: new (options?: BrowserWindowConstructorOptions) => WindowDouble;
}

/** @param app the app, once it is made: it is told of windows */
export function createWindows(desktop: Desktop, ports: Ports, app: () => AppDouble): Windows {
  class OfApp extends WindowDouble {
    constructor(options: BrowserWindowConstructorOptions = {}) {
      super(desktop, options, createContents(desktop, ports));
    }
  }
  const windows: Windows = {
    made: [],
    current: () => windows.made.find(({ gone }) => !gone) ?? null,
    closeAll() {
      windows.current()?.close();
      return windows.current() === null;
    },
    BrowserWindow: strict(
      'BrowserWindow',
      new Proxy(OfApp, {
        construct(_, [options]) {
          if (windows.current()) throw new TypeError('The desktop double shows one window');
          const window = alive(strict('window', new OfApp(options), desktop.record, events));
          windows.made.push(window);
          window.once('closed', () => {
            if (!app().quitting) app().emit('window-all-closed');
          });
          app().emit('web-contents-created', createEvent({}), window.webContents);
          return window;
        },
      }),
      desktop.record,
    ),
  };
  return windows;
}
