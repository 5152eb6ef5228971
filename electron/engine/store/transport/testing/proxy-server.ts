import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What a proxy was asked: the first line's target, and whether a login came with it. */
export interface ProxiedRequest {
  method: string;
  target: string;
  authorization: string | null;
}

export interface ProxyServer {
  url: string;
  /** Host and port. */
  shown: string;
  requests: ProxiedRequest[];
  close(): Promise<void>;
}

/**
 * For tests: an HTTP proxy on loopback. It takes every host for this computer and keeps the port, so that hosts need no
 * name server.
 *
 * @param options `login`: `user:password` that it asks for; `refuse`: the status it answers every request with; `ports`:
 *   where tunnels to a `host:port` lead instead
 */
export async function startProxyServer(
  options: { login?: string; refuse?: number; ports?: Readonly<Record<string, number>> } = {},
): Promise<ProxyServer> {
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Socket>();
  const wanted = options.login && `Basic ${Buffer.from(options.login).toString('base64')}`;
  const refusal = (request: IncomingMessage): number | null => {
    const authorization = request.headers['proxy-authorization'] ?? null;
    requests.push({ method: request.method ?? '', target: request.url ?? '', authorization });
    return wanted && authorization !== wanted ? 407 : (options.refuse ?? null);
  };
  const server = createServer((request, response) => {
    const status = refusal(request);
    if (status !== null) {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html>proxy</html>');
      return;
    }
    const { port, host } = new URL(request.url ?? '');
    const path = (request.url ?? '').slice(`http://${host}`.length);
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const onward = httpRequest(
      { host: '127.0.0.1', port: port || 80, method: request.method, path, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('connect', (request, socket: Socket) => {
    const status = refusal(request);
    if (status !== null) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const target = request.url ?? '';
    const port = options.ports?.[target] ?? Number(/:(\d+)$/.exec(target)?.[1]);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
    return socket;
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const shown = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${shown}`,
    shown,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
