import { EventEmitter } from 'node:events';
import type { WebContents, WebFrameMain } from 'electron';
import type { Desktop } from './desktop.ts';
import { toCarried } from './messages.ts';
import type { Ports } from './ports.ts';
import { alive, createEvent, strict } from './strict.ts';

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type FrameMembers = Pick<WebFrameMain, 'processId' | 'routingId' | 'origin' | 'url' | 'detached'> & {
  /** null: a main frame. */
  parent: unknown;
  postMessage(channel: string, data: unknown, transfer?: readonly unknown[]): void;
};
type ContentsMembers = Pick<
  WebContents,
  'reload' | 'getURL' | 'isDestroyed' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'
> & {
  mainFrame: FrameMembers;
};

const events = [
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'did-finish-load',
  'render-process-gone',
  'context-menu',
  'did-change-theme-color',
];

/** What a window shows: one main frame, which gets another routing ID with every document. */
class ContentsDouble extends EventEmitter implements ContentsMembers {
  readonly desktop: Desktop;
  readonly ports: Ports;
  url = '';
  documents = 1;
  gone = false;
  openHandler: OpenHandler | null = null;

  constructor(desktop: Desktop, ports: Ports) {
    super();
    this.desktop = desktop;
    this.ports = ports;
  }
  get mainFrame(): FrameMembers {
    const { desktop, ports, url, documents } = this;
    return {
      parent: null,
      processId: 4,
      routingId: documents,
      origin: URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : 'null',
      url,
      detached: false,
      postMessage(channel, data, transfer = []) {
        desktop.record('frame.postMessage', [channel, data]);
        desktop.tell({ kind: 'ipc', channel, data: toCarried(data), ports: ports.send(transfer) });
      },
    };
  }
  getURL(): string {
    return this.url;
  }
  isDestroyed(): boolean {
    return this.gone;
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  /** Recorded; the double's Chromium keeps its own. */
  setWebRTCIPHandlingPolicy(): void {}
  reload(): void {
    if (this.desktop.sandboxMismatch) this.dieAtStart();
    else this.desktop.tell({ kind: 'reload' });
  }
  /** The process of the page dies before it shows anything. */
  dieAtStart(): void {
    setImmediate(() => this.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 133 }));
  }
}

export type { ContentsDouble };

export function createContents(desktop: Desktop, ports: Ports): ContentsDouble {
  return alive(strict('webContents', new ContentsDouble(desktop, ports), desktop.record, events));
}
