import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';

/** A request as it passed through. */
export interface RelayedRequest {
  method: string;
  /** Path and query, still encoded. */
  url: string;
  headers: IncomingHttpHeaders;
}

/** What a relay keeps back, and until when; undefined where it keeps nothing of a request back. */
export interface Holds {
  /** Passes a request on but for the last byte of its body: the store has begun with it and cannot end. */
  lastByte?(request: RelayedRequest): Promise<void> | undefined;
  /** The store has answered; whoever asked learns of it later. */
  answer?(request: RelayedRequest): Promise<void> | undefined;
}

/** Stands in front of a store and passes everything on as it came, so that signatures hold. */
export interface Relay {
  /** https where it was given a certificate. */
  url: string;
  requests: readonly RelayedRequest[];
  /** Resolves once all of a request but its last byte, which is kept back, is on its way to the store. */
  heldBack(): Promise<void>;
  /** Shows another certificate from now on, and ends the connections that were made under the old one. */
  showCertificate(certificate: { cert: string; key: string }): void;
  /** Nobody listens any more; connections that were open are cut. */
  cut(): Promise<void>;
  /** Listens again, at the same address. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a relay on a free port of loopback, for what a store cannot show by itself: the headers it was sent, and TLS.
 *
 * @param target the store's endpoint, over plain HTTP
 */
export async function startRelay(
  target: string,
  certificate?: { cert: string; key: string },
  holds: Holds = {},
): Promise<Relay> {
  const { hostname, port: targetPort } = new URL(target);
  const requests: RelayedRequest[] = [];
  const { promise: heldBack, resolve: hold } = Promise.withResolvers<void>();
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method = '', url = '', headers } = incoming;
    const passed = { method, url, headers };
    requests.push(passed);
    const onward = request({ hostname, port: targetPort, method, path: url, headers }, (answered) => {
      const told = () => {
        answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
        answered.pipe(answer);
      };
      void (holds.answer?.(passed) ?? Promise.resolve()).then(told);
    });
    onward.on('error', () => answer.destroy());
    const until = holds.lastByte?.(passed);
    if (until) incoming.pipe(keepingLastByte(until, hold)).pipe(onward);
    else incoming.pipe(onward);
  };
  const secure = certificate ? createTlsServer(certificate, pass) : null;
  const server = secure ?? createServer(pass);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    heldBack: () => heldBack,
    showCertificate: (other) => {
      secure?.setSecureContext(other);
      server.closeAllConnections();
    },
    cut: () => stop(server),
    mend: async () => {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: async () => {
      if (server.listening) await stop(server);
    },
  };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Lets all bytes through but the last, which follows once `until` has ended. `held` is called as only that is left. */
function keepingLastByte(until: Promise<void>, held: () => void): Transform {
  let last = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([last, chunk]);
      last = all.subarray(-1);
      done(null, all.subarray(0, -1));
    },
    flush(done) {
      held();
      void until.then(() => done(null, last));
    },
  });
}
