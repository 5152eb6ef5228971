import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DelayProxy, startDelayProxy } from './delay-proxy.ts';

const oneWayMs = 20;

let echo: Server;
let proxy: DelayProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  // Reads to the end, answering piece by piece, and ends when the client does.
  echo = createServer({ allowHalfOpen: true }, (socket) => void socket.on('error', () => {}).pipe(socket));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const { port } = echo.address() as AddressInfo;
  proxy = await startDelayProxy(`http://127.0.0.1:${port}`, oneWayMs);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  echo.close();
});

async function open(): Promise<Socket> {
  const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }).setNoDelay(true);
  clients.push(client);
  await once(client, 'connect');
  return client;
}

async function roundTrip(client: Socket, text: string): Promise<number> {
  const from = performance.now();
  client.write(text);
  let heard = '';
  while (heard.length < text.length) heard += String((await once(client, 'data'))[0]);
  expect(heard).toBe(text);
  return performance.now() - from;
}

test('every round trip takes both ways, the first one the handshake as well', async () => {
  const client = await open();
  expect(await roundTrip(client, 'first')).toBeGreaterThanOrEqual(3 * oneWayMs - 2);
  for (const word of ['one', 'two', 'three']) {
    const took = await roundTrip(client, word);
    expect(took).toBeGreaterThanOrEqual(2 * oneWayMs - 2);
  }
});

test('delays, but does not queue: a thousand round trips at once take no longer than a few', async () => {
  const all = await Promise.all(Array.from({ length: 100 }, open));
  await Promise.all(all.map((client) => roundTrip(client, 'warm')));
  const from = performance.now();
  await Promise.all(all.map((client) => roundTrip(client, 'x'.repeat(1000))));
  // One after the other they would take 100 × 40 ms.
  expect(performance.now() - from).toBeLessThan(100 * oneWayMs);
  expect(proxy.connections).toBe(100);
});

test('keeps bytes whole and in order, and the end of a stream after them', async () => {
  const client = await open();
  const sent = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251));
  client.end(sent);
  const pieces: Buffer[] = [];
  for await (const piece of client) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(sent)).toBe(true);
});

test('refuses while it is down, and carries again on the same port', async () => {
  const client = await open();
  await roundTrip(client, 'x');
  const broken = new Promise((resolve) => client.once('close', resolve));
  client.on('error', () => {});
  await proxy.down();
  await broken;
  await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.up();
  await roundTrip(await open(), 'again');
});
