import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as it passed through. */
export interface RelayedRequest {
  method: string;
  /** Path and query, still encoded. */
  url: string;
  headers: IncomingHttpHeaders;
}

/** Stands in front of a store and passes everything on as it came, so that signatures hold. */
export interface Relay {
  /** https where it was given a certificate. */
  url: string;
  requests: readonly RelayedRequest[];
  /** Shows another certificate from now on, and ends the connections that were made under the old one. */
  showCertificate(certificate: { cert: string; key: string }): void;
  close(): Promise<void>;
}

/**
 * Starts a relay on a free port of loopback, for what a store cannot show by itself: the headers it was sent, and TLS.
 *
 * @param target the store's endpoint, over plain HTTP
 */
export async function startRelay(target: string, certificate?: { cert: string; key: string }): Promise<Relay> {
  const { hostname, port: targetPort } = new URL(target);
  const requests: RelayedRequest[] = [];
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method = '', url = '', headers } = incoming;
    requests.push({ method, url, headers });
    const onward = request({ hostname, port: targetPort, method, path: url, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  };
  const secure = certificate ? createTlsServer(certificate, pass) : null;
  const server = secure ?? createServer(pass);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    showCertificate: (other) => {
      secure?.setSecureContext(other);
      server.closeAllConnections();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
