import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';

/** A TCP proxy on 127.0.0.1 that makes the way to a server longer, or cuts it. */
export interface DelayProxy {
  readonly port: number;
  /** The same scheme on the proxy's own port. */
  readonly endpointUrl: string;
  /** Connections that were accepted so far. */
  readonly connections: number;
  /** Nothing listens any more, and what is open is reset: what follows is refused. */
  down(): Promise<void>;
  /** Listens again, on the same port. */
  up(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a proxy that carries bytes both ways, each piece `oneWayMs` after it came, in order, and with as much bandwidth
 * as this machine has. The end of a stream is delayed like its bytes. A connection costs one round trip before the first
 * byte gets through, as TCP's own handshake does.
 */
export async function startDelayProxy(targetUrl: string, oneWayMs: number): Promise<DelayProxy> {
  const target = new URL(targetUrl);
  const targetPort = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    accepted += 1;
    const far = new Socket({ allowHalfOpen: true });
    const back = carry(far, near, oneWayMs);
    const there = carry(near, far, oneWayMs);
    for (const [socket, other, way] of [
      [near, far, there],
      [far, near, back],
    ] as const) {
      sockets.add(socket);
      // A reset is passed on as one. Whatever the way, after the bytes that were sent before it.
      socket.on('error', () => way.later(0, () => other.resetAndDestroy()));
      socket.once('close', () => {
        sockets.delete(socket);
        way.later(0, () => other.destroy());
      });
    }
    // The handshake: SYN there, SYN-ACK back, and only then the first byte.
    there.later(oneWayMs, () => {});
    back.later(0, () => {});
    far.setNoDelay(true).connect(targetPort, target.hostname);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const port = portOf(server);

  const down = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  return {
    port,
    endpointUrl: `${target.protocol}//127.0.0.1:${port}`,
    get connections() {
      return accepted;
    },
    down,
    up: () => listen(port),
    close: down,
  };
}

/** Hands on what `from` sends, later. One timer at a time: pieces keep their order and their distances. */
function carry(from: Socket, to: Socket, delayMs: number): { later(extraMs: number, deliver: () => void): void } {
  const queue: { at: number; deliver: () => void }[] = [];
  let armed = false;
  const arm = () => {
    const first = queue[0];
    armed = first !== undefined;
    if (first) setTimeout(flush, Math.max(0, first.at - performance.now()));
  };
  const flush = () => {
    const now = performance.now();
    // Timers have ms precision; what is due within half of one goes now.
    while (queue[0] && queue[0].at <= now + 0.5) queue.shift()?.deliver();
    arm();
  };
  const later = (extraMs: number, deliver: () => void) => {
    const at = Math.max(performance.now() + delayMs + extraMs, queue.at(-1)?.at ?? 0);
    queue.push({ at, deliver });
    if (!armed) arm();
  };
  from.on('data', (piece) => {
    later(0, () => {
      // A reader that does not keep up holds back the sender, as a full window would.
      if (!to.destroyed && !to.write(piece)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
  });
  from.on('end', () => later(0, () => to.end()));
  return { later };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');
  return address.port;
}
