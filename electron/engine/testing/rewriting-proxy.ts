import { createServer, type IncomingMessage, request } from 'node:http';

/** An answer on its way from the store. */
export interface PassingAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What was asked: the path is not decoded. */
export interface PassingRequest {
  method: string;
  path: string;
  query: URLSearchParams;
}

export interface RewritingProxy {
  url: string;
  /** Every request that came, in order. */
  requests: PassingRequest[];
  close(): Promise<void>;
}

/**
 * For tests: stands between a client and a store and changes what the store answers, as odd gateways do. Requests pass as
 * they are, the Host header with them, so that their signatures hold.
 *
 * @param rewrite what becomes of an answer; it may change it in place, and hold it until a promise resolves
 * @param arrives told of every request before it is passed on
 */
export async function startRewritingProxy(
  targetUrl: string,
  rewrite: (answer: PassingAnswer, request: PassingRequest) => void | Promise<void>,
  arrives: (request: PassingRequest) => void = () => {},
): Promise<RewritingProxy> {
  const target = new URL(targetUrl);
  const requests: PassingRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const [path = '', query = ''] = url.split(/\?(.*)/s);
    const asked: PassingRequest = { method, path, query: new URLSearchParams(query) };
    requests.push(asked);
    arrives(asked);
    const passed = request({ host: target.hostname, port: target.port, method, path: url, headers }, (answered) => {
      const chunks: Buffer[] = [];
      answered.on('data', (chunk: Buffer) => chunks.push(chunk));
      answered.on('end', async () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const answer: PassingAnswer = { status: answered.statusCode ?? 502, headers: { ...answered.headers }, body };
        await rewrite(answer, asked);
        if (answer.body !== body) {
          delete answer.headers['transfer-encoding'];
          answer.headers['content-length'] = String(Buffer.byteLength(answer.body));
        }
        outgoing.writeHead(answer.status, answer.headers);
        outgoing.end(answer.body);
      });
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
