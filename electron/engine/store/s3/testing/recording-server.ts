import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Connection } from '../../../../../shared/schema/model.ts';
import { defaultSettings } from '../../../../../shared/values/connection-defaults.ts';
import { createTransport, type Transport } from '../../transport/transport.ts';

/** A request as it came over the wire: `path` is not decoded. */
export interface RecordedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
}

/** What the server answers; a function may do what it likes with the socket. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((response: ServerResponse, request: IncomingMessage) => void);

export interface RecordingServer {
  url: string;
  port: number;
  requests: RecordedRequest[];
  /** Answers with this from now on, or with one after the other while there are several; the last one stays. */
  answer(...replies: Reply[]): void;
  /** Resolves once no client is connected. */
  allGone(): Promise<void>;
  close(): Promise<void>;
}

/**
 * For tests: a server on loopback that keeps what it is sent and says what it is told to.
 *
 * @param options `tls`: with this certificate and key; `host`: the address it listens on
 */
export async function startRecordingServer(
  options: { tls?: { cert: string; key: string }; host?: '127.0.0.1' | '::1' } = {},
): Promise<RecordingServer> {
  const { tls, host = '127.0.0.1' } = options;
  const requests: RecordedRequest[] = [];
  let replies: Reply[] = [{ status: 500 }];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '';
    const [path = '', query = ''] = url.split(/\?(.*)/s);
    requests.push({ method: request.method ?? '', path, query: new URLSearchParams(query), headers: request.headers });
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
    if (typeof reply === 'function') return reply(response, request);
    response.writeHead(reply.status ?? 200, { 'x-amz-request-id': 'REQ1', ...reply.headers });
    response.end(reply.body ?? '');
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host === '::1' ? '[::1]' : host}:${port}`,
    port,
    requests,
    answer: (...next) => {
      replies = next;
    },
    allGone: async () => {
      await Promise.all([...sockets].map((socket) => once(socket, 'close')));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** For tests: a connection with static keys. */
export function exampleConnection(endpointUrl: string | null, changes: Partial<Connection> = {}): Connection {
  return {
    id: 'c1',
    name: 'Test',
    endpointUrl,
    region: 'us-east-1',
    pathStyle: true,
    ...defaultSettings,
    bucketSettings: {},
    activeWindowMs: 86_400_000,
    quietIntervalMs: 30_000,
    credentials: { kind: 'static', accessKeyId: 'AKIDEXAMPLE', hasSessionToken: false },
    practice: false,
    ...changes,
  };
}

/** For tests: the way to the wire as it is by default, without a proxy. */
export function plainTransport(sockets: number): Transport {
  const { tls } = defaultSettings;
  return createTransport({ sockets, connectMs: 1000, idleMs: 60_000, tls, proxyFor: async () => null });
}

/** For tests: the document of an S3 error. */
export function errorXml(code: string, message = '', more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`;
}
