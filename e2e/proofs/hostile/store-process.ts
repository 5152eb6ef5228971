import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer, type Server } from 'node:net';
import { testCertificate } from '../../../electron/engine/store/transport/testing/certificates/read.ts';
import { behaviours } from './behaviours/all.ts';
import { leadTo } from './behaviours/in-the-headers.ts';
import { type Ask, type Behaviour, GoodStore, operationOf } from './store.ts';

// A process of hostile stores, one a port, so that what they do costs the app's side nothing. Says where they are by a
// message to its parent; asked, says how often somebody was led where nobody of ours may go, and by what
// signatures it was called.

const signatures = new Set<string>();
const secret = process.env.SECRET_ACCESS_KEY ?? '';

function http(behaviour: Behaviour): (request: IncomingMessage, response: ServerResponse) => void {
  const store = new GoodStore(behaviour.buckets ?? ['b']);
  const asked = new Map<string, number>();
  return (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'host'}`);
    const operation = operationOf(request.method ?? '', url);
    const number = asked.get(operation) ?? 0;
    asked.set(operation, number + 1);
    const { authorization = '', 'x-amz-security-token': token } = request.headers;
    const signature = /Signature=(\w+)/.exec(authorization)?.[1] ?? '';
    signatures.add(signature);
    const ask: Ask = {
      operation,
      bucket: url.pathname.split('/')[1] ?? '',
      url,
      request,
      response,
      number,
      sent: {
        authorization,
        signature,
        token: typeof token === 'string' ? token : '',
        secret,
      },
      good: () => store.answer(ask),
    };
    response.on('error', () => {});
    try {
      const answer = behaviour.on?.any ?? behaviour.on?.[operation];
      if (answer) answer(ask);
      else ask.good();
    } catch (error) {
      // What Node will not send. The behaviour is to be mended, or it shows nothing.
      console.error(behaviour.name, error);
      process.exitCode = 1;
      response.destroy();
    }
  };
}

function serverOf(behaviour: Behaviour): Server {
  const { tls, raw } = behaviour;
  if (raw) {
    return createRawServer((socket) => {
      socket.on('error', () => {});
      raw(socket);
    });
  }
  if (typeof tls === 'object') {
    const versions = tls.maxVersion
      ? { maxVersion: tls.maxVersion, minVersion: 'TLSv1' as const, ciphers: 'DEFAULT@SECLEVEL=0' }
      : {};
    return createTlsServer({ ...testCertificate(tls.cert), ...versions }, http(behaviour));
  }
  if (tls === 'unexpected') return createTlsServer(testCertificate('good'), http(behaviour));
  return createServer(http(behaviour));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return port;
}

let led = 0;
const own = createServer((_, response) => {
  led++;
  response.end('led');
});
leadTo(`http://127.0.0.1:${await listen(own)}/own`);
const addresses: Record<string, string> = {};
for (const behaviour of behaviours) {
  const isSecure = behaviour.tls !== undefined && behaviour.tls !== 'unexpected';
  addresses[behaviour.name] = `${isSecure ? 'https' : 'http'}://127.0.0.1:${await listen(serverOf(behaviour))}`;
}
process.on('message', () => process.send?.({ led, signatures: [...signatures] }));
process.send?.({ addresses });
