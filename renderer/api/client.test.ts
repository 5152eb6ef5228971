import { createServer } from 'node:http';
import { implement, ORPCError } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as HttpHandler } from '@orpc/server/node';
import { afterEach, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract.ts';
import type { LiveMessage } from '../../shared/schema/live.ts';
import { type Client, connect } from './client.ts';

/** The few calls that show a transport at work: an answer, a failure, a stream. */
const messages: LiveMessage[] = [
  { type: 'snapshot', seq: 1, state: { connections: [], buckets: {}, jobs: [] } },
  { type: 'events', seq: 2, events: [{ type: 'uploads', connectionId: 'c', bucket: 'b', revision: 7 }] },
];
const os = implement(contract);
const router = {
  app: {
    info: os.app.info.handler(() => ({ version: '1', host: 'desktop', platform: 'linux', vault: { kind: 'memory' } })),
  },
  scans: {
    stop: os.scans.stop.handler(({ input }) => {
      throw new ORPCError('NOT_FOUND', { message: `No ${input.bucket} here`, data: { bucket: input.bucket } });
    }),
  },
  live: {
    subscribe: os.live.subscribe.handler(async function* () {
      yield* messages;
    }),
  },
};

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A window as the preload leaves it: it answers the page's question with one end of a channel. */
function desktopWindow(answerFrom: (page: EventTarget) => unknown = (page) => page): Window {
  const page = new EventTarget();
  const location = { protocol: 'app:', origin: 'app://loose-parts' };
  const postMessage = (data: unknown) => {
    if (data !== 'loose-parts:connect') return;
    const { port1, port2 } = new MessageChannel();
    closers.push(() => port1.close());
    new PortHandler(router).upgrade(port1);
    port1.start();
    const answer = new Event('message');
    const facts = { data: 'loose-parts:port', origin: location.origin, source: answerFrom(page), ports: [port2] };
    for (const [name, value] of Object.entries(facts)) Object.defineProperty(answer, name, { value });
    page.dispatchEvent(answer);
  };
  return asWindow(Object.assign(page, { location, postMessage, document: documentOf('port') }));
}

/** A window that the browser host serves, with its key in the address. */
async function browserWindow(heard: (authorization: string | undefined) => void): Promise<Window> {
  const handler = new HttpHandler(router);
  const server = createServer((request, response) => {
    heard(request.headers.authorization);
    void handler.handle(request, response, { prefix: '/rpc' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const kept = new Map<string, string>();
  return asWindow({
    document: documentOf('http'),
    location: { protocol: 'http:', origin, hash: '#token=the-key', pathname: '/', search: '' },
    history: { replaceState: () => {} },
    sessionStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    },
  });
}

/** The page's document, in which its host has written the transport. */
const documentOf = (transport: string) => ({
  querySelector: (selector: string) =>
    selector === 'meta[name="transport"]' ? { getAttribute: () => transport } : null,
});

// A test's window has only what connect() touches.
function asWindow(parts: object): Window {
  return parts as Window;
}

async function connected(page: Window): Promise<Client> {
  const client = await connect(page);
  if (!client) throw new Error('No client');
  return client;
}

describe.each([
  ['a MessagePort', async () => desktopWindow()],
  ['loopback HTTP', () => browserWindow(() => {})],
])('over %s', (_, open) => {
  it('carries answers, errors with their code and details, and streams', async () => {
    const client = await connected(await open());
    expect(await client.app.info()).toMatchObject({ version: '1' });
    await expect(client.scans.stop({ connectionId: 'c', bucket: 'b' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'No b here',
      data: { bucket: 'b' },
    });
    const received: LiveMessage[] = [];
    for await (const message of await client.live.subscribe()) received.push(message);
    expect(received).toEqual(messages);
  });
});

it('sends the key in a header with every call', async () => {
  const keys: (string | undefined)[] = [];
  const client = await connected(await browserWindow((authorization) => keys.push(authorization)));
  await client.app.info();
  expect(keys).toEqual(['Bearer the-key']);
});

it('ignores a port that another window offers', async () => {
  const race = Promise.race([
    connect(desktopWindow(() => new EventTarget())),
    new Promise<void>((resolve) => setImmediate(resolve)),
  ]);
  expect(await race).toBeUndefined();
});
