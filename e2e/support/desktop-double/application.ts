import { EventEmitter } from 'node:events';
import { isAbsolute } from 'node:path';
import type { App, CommandLine } from 'electron';
import { type Desktop, mustBeBeforeReady, mustBeReady } from './desktop.ts';
import { createEvent, strict } from './strict.ts';

type AppMembers = Pick<
  App,
  | 'isPackaged'
  | 'whenReady'
  | 'isReady'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'getLocale'
  | 'setPath'
  | 'setBadgeCount'
  | 'setAboutPanelOptions'
  | 'showAboutPanel'
  | 'requestSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'relaunch'
  | 'quit'
  | 'exit'
> & { commandLine: Pick<CommandLine, 'hasSwitch' | 'getSwitchValue' | 'appendSwitch'> };

const events = [
  'ready',
  'second-instance',
  'open-url',
  'open-file',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'web-contents-created',
];

/** What quitting asks of the windows. */
export interface OpenWindows {
  /** Closes every window; false where one of them does not want to. */
  closeAll(): boolean;
}

/**
 * `app`: its order of events is Electron's. `ready` comes once the main module has run; quitting asks `before-quit`, closes
 * windows, asks `will-quit`, and exits; `exit` asks nobody.
 */
class AppDouble extends EventEmitter implements AppMembers {
  readonly desktop: Desktop;
  readonly windows: OpenWindows;
  readonly readiness = Promise.withResolvers<void>();
  /** The exit code; null while the app runs. */
  exited: number | null = null;
  /** Between `before-quit` and the end, no window's end is told as `window-all-closed`. */
  quitting = false;
  commandLine: AppMembers['commandLine'];

  constructor(desktop: Desktop, windows: OpenWindows) {
    super();
    this.desktop = desktop;
    this.windows = windows;
    const { switches } = desktop;
    this.commandLine = strict(
      'app.commandLine',
      {
        hasSwitch: (name) => switches.has(name),
        getSwitchValue: (name) => switches.get(name) ?? '',
        appendSwitch(name, value) {
          mustBeBeforeReady(desktop, 'app.commandLine.appendSwitch');
          switches.set(name, value ?? '');
        },
      } satisfies AppMembers['commandLine'],
      desktop.record,
    );
  }
  get isPackaged(): boolean {
    return this.desktop.world.packaged;
  }
  isReady(): boolean {
    return this.desktop.ready;
  }
  whenReady(): Promise<void> {
    return this.readiness.promise;
  }
  enableSandbox(): void {
    mustBeBeforeReady(this.desktop, 'app.enableSandbox()');
    if (this.desktop.switches.delete('no-sandbox')) this.desktop.sandboxMismatch = true;
  }
  setAppUserModelId(): void {}
  /** Before `ready` it is empty on some systems, and so it is here on all. */
  getLocale(): string {
    return this.desktop.ready ? this.desktop.world.locale : '';
  }
  setPath(_name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
  }
  /** Shown on docks that have badges. */
  setBadgeCount(): boolean {
    mustBeReady(this.desktop, 'app.setBadgeCount()');
    return true;
  }
  setAboutPanelOptions(): void {}
  showAboutPanel(): void {}
  setAsDefaultProtocolClient(): boolean {
    return true;
  }
  relaunch(): void {}
  requestSingleInstanceLock(): boolean {
    return this.desktop.world.firstInstance;
  }
  quit(): void {
    const asked = createEvent({});
    this.emit('before-quit', asked);
    if (asked.defaultPrevented) return;
    this.quitting = true;
    this.quitting = this.windows.closeAll();
    if (!this.quitting || this.exited !== null) return;
    const last = createEvent({});
    this.emit('will-quit', last);
    if (!last.defaultPrevented) this.exit(0);
  }
  exit(code = 0): void {
    if (this.exited !== null) return;
    this.exited = code;
    this.desktop.exit(code);
  }
  /** The main module has run. */
  becomeReady(): void {
    this.desktop.ready = true;
    this.emit('ready');
    this.readiness.resolve();
  }
}

export type { AppDouble };

/** What code under test sees of it, and the app itself. */
export function createApp(desktop: Desktop, windows: OpenWindows): AppDouble {
  return strict('app', new AppDouble(desktop, windows), desktop.record, events);
}
