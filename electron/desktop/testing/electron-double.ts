import { EventEmitter } from 'node:events';
import type { AskingFrame } from '../security.ts';

/**
 * A double of the `electron` module for tests in Node. It records what it is told and lets a test act as Chromium or the
 * person. Import it afresh for every test (`vi.resetModules`) and pass it to `vi.doMock('electron', …)`.
 */

/** Calls recorded by name, in order. */
export const calls: { name: string; args: unknown[] }[] = [];
const record = (name: string, ...args: unknown[]) => {
  calls.push({ name, args });
};
/** The arguments of the last call of that name. */
export function lastCall(name: string): unknown[] {
  const found = calls.findLast((call) => call.name === name);
  if (!found) throw new Error(`${name} was not called`);
  return found.args;
}

/** What the double answers; a test changes it before it imports what it tests. */
export const world = {
  isFirstInstance: true,
  encryption: true,
  backend: 'gnome_libsecret',
  stored: '',
  focused: false,
  notifications: true,
  proxy: 'DIRECT',
};

export const pageFrame = (): AskingFrame & { postMessage: (...args: unknown[]) => void } => ({
  parent: null,
  processId: 4,
  routingId: 1,
  origin: 'app://loose-parts',
  url: 'app://loose-parts/',
  postMessage: (...args) => record('frame.postMessage', ...args),
});

/** An event as Electron hands it to listeners. */
export function createEvent<T extends object>(fields: T): T & { preventDefault(): void; defaultPrevented: boolean } {
  return Object.assign(fields, {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  });
}

type OpenHandler = (details: { url: string }) => { action: string };

export class WebContentsDouble extends EventEmitter {
  mainFrame = pageFrame();
  openHandler: OpenHandler | null = null;
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  reload(): void {
    record('webContents.reload');
  }
}

type Handler = (...args: never[]) => unknown;
class SessionDouble extends EventEmitter {
  handlers = new Map<string, Handler>();
  protocol = { handle: (scheme: string, handler: Handler) => this.handlers.set(`protocol:${scheme}`, handler) };
  setPermissionRequestHandler = (handler: Handler) => this.handlers.set('request', handler);
  setPermissionCheckHandler = (handler: Handler) => this.handlers.set('check', handler);
  setDevicePermissionHandler = (handler: Handler) => this.handlers.set('device', handler);
  setDisplayMediaRequestHandler = (handler: Handler) => this.handlers.set('display', handler);
  resolveProxy = async (url: string) => {
    record('session.resolveProxy', url);
    return world.proxy;
  };
  setSpellCheckerEnabled = (enabled: boolean) => record('session.setSpellCheckerEnabled', enabled);
}
export const session = { defaultSession: new SessionDouble() };

class AppDouble extends EventEmitter {
  isPackaged = false;
  ready = Promise.withResolvers<void>();
  whenReady = () => this.ready.promise;
  enableSandbox = () => record('app.enableSandbox');
  setAppUserModelId = (id: string) => record('app.setAppUserModelId', id);
  setPath = (...args: unknown[]) => record('app.setPath', ...args);
  requestSingleInstanceLock = () => world.isFirstInstance;
  exit = (code: number) => {
    record('app.exit', code);
    this.emit('double:exit', code);
  };
  /** As Electron: closes windows, then asks once more, then exits. */
  quit = () => {
    const event = createEvent({});
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  };
}
export const app = new AppDouble();

export class BrowserWindow extends EventEmitter {
  static made: BrowserWindow[] = [];
  webContents = new WebContentsDouble();
  options: unknown;
  constructor(options: unknown) {
    super();
    this.options = options;
    BrowserWindow.made.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL = async (url: string) => {
    record('window.loadURL', url);
  };
  show = () => record('window.show');
  focus = () => record('window.focus');
  restore = () => record('window.restore');
  maximize = () => record('window.maximize');
  isMinimized = () => true;
  isMaximized = () => false;
  isDestroyed = () => false;
  isFocused = () => world.focused;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1200, height: 800 });
}

export class Notification extends EventEmitter {
  static made: Notification[] = [];
  static isSupported = () => world.notifications;
  options: unknown;
  constructor(options: unknown) {
    super();
    this.options = options;
    Notification.made.push(this);
  }
  show = () => record('notification.show');
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown) => record('protocol.registerSchemesAsPrivileged', schemes),
};
export const ipcMain = new EventEmitter();
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => record('Menu.setApplicationMenu', menu),
};
export const dialog = { showErrorBox: (...args: unknown[]) => record('dialog.showErrorBox', ...args) };
export const shell = {
  openExternal: async (url: string) => {
    record('shell.openExternal', url);
  },
};
export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };

/** "Encrypts" by turning the text around: enough to see that nothing is written as it is. */
export const safeStorage = {
  isEncryptionAvailable: () => world.encryption,
  getSelectedStorageBackend: () => world.backend,
  encryptString: (text: string) => Buffer.from(`locked:${[...text].toReversed().join('')}`),
  decryptString: (data: Buffer) => {
    const text = data.toString();
    if (!text.startsWith('locked:')) throw new Error('not encrypted by this system');
    return [...text.slice('locked:'.length)].toReversed().join('');
  },
};

/** Electron's port of the main process, over a real channel. As in Electron, `close` is told to the other end only. */
export class MessagePortDouble extends EventEmitter {
  readonly port: MessagePort;
  closed = false;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.addEventListener('message', (event: MessageEvent<unknown>) => this.emit('message', { data: event.data }));
    port.addEventListener('close', () => {
      if (!this.closed) this.emit('close');
    });
  }
  start = () => this.port.start();
  postMessage = (data: unknown) => this.port.postMessage(data);
  close = () => {
    this.closed = true;
    this.port.close();
  };
}
export class MessageChannelMain {
  port1: MessagePortDouble;
  /** What a page would receive: the raw end, which speaks to `port1`. */
  port2: MessagePort;
  constructor() {
    const channel = new MessageChannel();
    this.port1 = new MessagePortDouble(channel.port1);
    this.port2 = channel.port2;
  }
}
