/**
 * The isolated world of a sandboxed preload script: `require('electron')` gives `ipcRenderer`, of which it knows two
 * members; everything else throws. Self-contained, because a screen writes it into the page as text.
 *
 * @param send tells the double, as JSON of a `FromScreen`
 * @returns `require` for the preload script; `deliver` takes a `ToScreen` about messages and ports
 */
export function createPreloadWorld(send: (json: string) => void) {
  type Carried = { text: string } | { bytes: string } | { nothing: true };
  type Delivered =
    | { kind: 'ipc'; channel: string; data: Carried; ports: number[] }
    | { kind: 'port'; port: number; data: Carried }
    | { kind: 'port closed'; port: number };
  type Listener = (event: { ports: MessagePort[] }, data: unknown) => void;

  const listeners = new Map<string, Listener[]>();
  const ports = new Map<number, MessagePort>();
  const tell = (message: object) => send(JSON.stringify(message));
  const toCarried = (data: unknown): Carried => {
    if (typeof data === 'string') return { text: data };
    if (data === null) return { nothing: true };
    if (data instanceof Uint8Array)
      return { bytes: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')) };
    throw new TypeError('The desktop double carries text, bytes and null only');
  };
  const fromCarried = (carried: Carried) => {
    if ('text' in carried) return carried.text;
    return 'bytes' in carried ? Uint8Array.from(atob(carried.bytes), (char) => char.charCodeAt(0)) : null;
  };
  const strict = <T extends object>(name: string, known: T): T =>
    new Proxy(known, {
      get(target, key) {
        // `then`: whoever awaits it asks for that.
        if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key);
        throw new TypeError(`The desktop double does not know ${name}.${String(key)} in a preload script`);
      },
    });
  const ipcRenderer = strict('ipcRenderer', {
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    postMessage: (channel: string, data: unknown) => tell({ kind: 'ipc', channel, data: toCarried(data) }),
  });
  /** One end for the page; what it says on it goes to the double, and the other way round. */
  const openPort = (port: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.set(port, port1);
    port1.addEventListener('message', ({ data }) => tell({ kind: 'port', port, data: toCarried(data) }));
    port1.addEventListener('close', () => {
      if (ports.delete(port)) tell({ kind: 'port closed', port });
    });
    port1.start();
    return port2;
  };
  return {
    electron: strict('electron', { ipcRenderer }),
    require(name: string): unknown {
      if (name === 'electron') return this.electron;
      throw new Error(`module not found: ${name}`);
    },
    deliver(message: Delivered): void {
      switch (message.kind) {
        case 'ipc': {
          const given = message.ports.map(openPort);
          for (const listener of listeners.get(message.channel) ?? [])
            listener({ ports: given }, fromCarried(message.data));
          return;
        }
        case 'port':
          ports.get(message.port)?.postMessage(fromCarried(message.data));
          return;
        case 'port closed': {
          const port = ports.get(message.port);
          ports.delete(message.port);
          port?.close();
          return;
        }
      }
    },
  };
}

/** Tells what Electron learns of a page by itself: its theme colour, and where a context menu is wanted. Self-contained. */
export function watchPage(send: (json: string) => void): void {
  let last: string | null = null;
  const tellColour = () => {
    const colour = document.querySelector('meta[name="theme-color"]')?.getAttribute('content') ?? null;
    if (colour === last) return;
    last = colour;
    send(JSON.stringify({ kind: 'theme colour', colour }));
  };
  new MutationObserver(tellColour).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['content'],
  });
  addEventListener('contextmenu', (event) => {
    const element = event.target instanceof HTMLElement ? event.target : null;
    const editable = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    const field = editable ? element : null;
    const selection = field
      ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
      : String(getSelection() ?? '');
    const secret = field?.type === 'password';
    if (!event.defaultPrevented) send(JSON.stringify({ kind: 'context menu', editable, secret, selection }));
  });
}
