import type { EventEmitter } from 'node:events';
import type { AppDouble } from './application.ts';
import type { Desktop } from './desktop.ts';
import { type FromScreen, fromCarried } from './messages.ts';
import type { Ports } from './ports.ts';
import type { SessionDouble } from './session.ts';
import { createEvent } from './strict.ts';
import type { WindowDouble, Windows } from './window.ts';
import { worldSchema } from './world.ts';

type Of<Kind extends FromScreen['kind']> = Extract<FromScreen, { kind: Kind }>;

export interface Hearing {
  desktop: Desktop;
  app: AppDouble;
  windows: Windows;
  ports: Ports;
  session: SessionDouble;
  ipcMain: EventEmitter;
  powerMonitor: EventEmitter;
  choose(label: string): void;
}

/** Does what Electron does when Chromium, or the person at the screen, has done something. */
export function createHear(parts: Hearing): (message: FromScreen) => void {
  const { desktop, app, windows, ports, session, ipcMain } = parts;
  return (message) => {
    const window = windows.current();
    switch (message.kind) {
      case 'second instance':
        app.emit('second-instance', createEvent({}), [], '/', message.data ?? {});
        break;
      case 'open url':
        app.emit('open-url', createEvent({}), message.url);
        break;
      case 'open file':
        app.emit('open-file', createEvent({}), message.path);
        break;
      case 'quit':
        app.quit();
        break;
      case 'menu':
        parts.choose(message.label);
        break;
      case 'world':
        Object.assign(desktop.world, worldSchema.parse({ ...desktop.world, ...message.differences }));
        break;
      case 'power':
        parts.powerMonitor.emit(message.event);
        break;
      case 'download': {
        const event = createEvent({});
        const source = { isDestroyed: () => window === null, getURL: () => message.startedBy };
        session.emit('will-download', event, { getURLChain: () => [message.url] }, source);
        desktop.tell({ kind: 'verdict', request: message.request, allowed: !event.defaultPrevented });
        break;
      }
      case 'request':
        void answer(parts, message);
        break;
      case 'port':
        ports.hear(message.port, message.data);
        break;
      case 'port closed':
        ports.heardClose(message.port);
        break;
      case 'ipc': {
        const event = createEvent({ senderFrame: window?.webContents.mainFrame ?? null, ports: [] });
        ipcMain.emit(message.channel, event, fromCarried(message.data));
        break;
      }
      default:
        // What a screen still says of a window that has just gone concerns nobody.
        if (window) hearOfWindow(parts, window, message);
    }
  };
}

type WindowKind = Exclude<
  FromScreen['kind'],
  | 'second instance'
  | 'open url'
  | 'open file'
  | 'quit'
  | 'power'
  | 'world'
  | 'menu'
  | 'download'
  | 'request'
  | 'port'
  | 'port closed'
  | 'ipc'
>;

function hearOfWindow({ desktop, ports }: Hearing, window: WindowDouble, message: Of<WindowKind>): void {
  const { webContents } = window;
  switch (message.kind) {
    case 'loaded': {
      const { loading } = window;
      if (loading?.load !== message.load) break;
      window.loading = null;
      loading.end(message.error);
      if (message.error === null) webContents.emit('did-finish-load');
      break;
    }
    case 'reloaded':
      webContents.emit('did-finish-load');
      break;
    case 'painted':
      window.paint();
      break;
    case 'document':
      webContents.documents++;
      ports.closeSent();
      break;
    case 'crashed':
      ports.closeSent();
      webContents.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 5 });
      break;
    case 'navigation': {
      const event = createEvent({ url: message.url, isMainFrame: message.mainFrame });
      webContents.emit(message.mainFrame ? 'will-navigate' : 'will-frame-navigate', event);
      desktop.tell({ kind: 'verdict', request: message.request, allowed: !event.defaultPrevented });
      break;
    }
    case 'open': {
      const referrer = { url: '', policy: 'default' as const };
      const details = {
        url: message.url,
        frameName: '',
        features: '',
        disposition: 'foreground-tab' as const,
        referrer,
      };
      if (webContents.openHandler?.(details).action !== 'deny') {
        throw new TypeError('The desktop double opens no second window');
      }
      break;
    }
    case 'theme colour':
      webContents.emit('did-change-theme-color', createEvent({}), message.colour);
      break;
    case 'context menu': {
      const { editable: isEditable, secret, selection: selectionText } = message;
      const canCopy = selectionText !== '' && !secret;
      const editFlags = { canCut: canCopy && isEditable, canCopy, canPaste: isEditable, canSelectAll: true };
      webContents.emit('context-menu', createEvent({}), { isEditable, selectionText, editFlags });
      break;
    }
    case 'close':
      window.close();
      break;
    case 'moved':
      desktop.world.bounds = message.bounds;
      window.emit('moved');
      window.emit('resized');
      break;
    default:
      message satisfies never;
  }
}

/** Answers the page's request as the app's handler of its scheme does. */
async function answer({ desktop, session }: Hearing, { request, url, method }: Of<'request'>): Promise<void> {
  const handler = session.handlers.protocols.get(new URL(url).protocol.slice(0, -1));
  const response = handler ? await handler(new Request(url, { method })) : new Response(null, { status: 404 });
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const headers = Object.fromEntries(response.headers);
  desktop.tell({ kind: 'response', request, status: response.status, headers, body });
}
