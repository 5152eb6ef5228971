import { EventEmitter } from 'node:events';
import type { MessageChannelMain, MessagePortMain } from 'electron';
import { fromCarried, type Tell, toCarried } from './messages.ts';
import { type Recorder, strict } from './strict.ts';

type PortMembers = Pick<MessagePortMain, 'postMessage' | 'start' | 'close'>;
type PortEvents = { message: [{ data: unknown; ports: [] }]; close: [] };

/**
 * A port of the main process. As in Electron (shell/browser/api/message_port.cc): messages wait until `start`, and a
 * closed port emits `close` on both of its ends.
 */
class PortDouble extends EventEmitter<PortEvents> implements PortMembers {
  /** Set right after the pair was made. */
  other: PortDouble | null = null;
  /** The number under which the screen knows this port, once it was sent there. */
  sentAs: number | null = null;
  isStarted = false;
  isClosed = false;
  waiting: unknown[] = [];
  readonly ports: Ports;

  constructor(ports: Ports) {
    super();
    this.ports = ports;
  }
  postMessage(data: unknown): void {
    if (!this.isClosed) this.other?.arrive(data);
  }
  /** A message from the other end. */
  arrive(data: unknown): void {
    if (this.isClosed) return;
    if (this.sentAs !== null) this.ports.tell({ kind: 'port', port: this.sentAs, data: toCarried(data) });
    else if (this.isStarted) this.emit('message', { data, ports: [] });
    else this.waiting.push(data);
  }
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] });
  }
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.sentAs !== null) {
      this.ports.sent.delete(this.sentAs);
      this.ports.tell({ kind: 'port closed', port: this.sentAs });
    } else this.emit('close');
    this.other?.close();
  }
}

/** Makes channels, and carries what crosses to and from the page. */
export interface Ports {
  tell: Tell;
  /** The ends that are with the page. */
  sent: Map<number, PortDouble>;
  MessageChannelMain: new () => { port1: PortDouble; port2: PortDouble };
  /** Sends ports to the page, and returns the numbers under which it gets them. */
  send(ports: readonly unknown[]): number[];
  /** A message of the page. */
  hear(port: number, data: Parameters<typeof fromCarried>[0]): void;
  /** The page has closed its end. */
  heardClose(port: number): void;
  /** The page is gone, and its ends with it. */
  closeSent(): void;
}

export function createPorts(tell: Tell, record: Recorder): Ports {
  let last = 0;
  /** What code under test holds is a strict cover; the port itself is found by it. */
  const inside = new WeakMap<object, PortDouble>();
  const ports: Ports = {
    tell,
    sent: new Map(),
    MessageChannelMain: strict(
      'MessageChannelMain',
      class implements Record<keyof MessageChannelMain, unknown> {
        port1: PortDouble;
        port2: PortDouble;
        constructor() {
          const [one, two] = [new PortDouble(ports), new PortDouble(ports)];
          one.other = two;
          two.other = one;
          const cover = (port: PortDouble) => {
            const covered = strict('port', port, record, ['message', 'close']);
            inside.set(covered, port);
            return covered;
          };
          this.port1 = cover(one);
          this.port2 = cover(two);
        }
      },
      record,
    ),
    send: (given) =>
      given.map((covered) => {
        const port = typeof covered === 'object' && covered !== null ? inside.get(covered) : undefined;
        if (!port || port.sentAs !== null) throw new TypeError('Only a port of one’s own can be sent');
        const { waiting } = port;
        port.sentAs = ++last;
        ports.sent.set(port.sentAs, port);
        for (const data of waiting.splice(0)) port.arrive(data);
        return port.sentAs;
      }),
    hear: (number, data) => ports.sent.get(number)?.other?.arrive(fromCarried(data)),
    heardClose: (number) => ports.sent.get(number)?.close(),
    closeSent() {
      for (const port of [...ports.sent.values()]) port.close();
    },
  };
  return ports;
}
