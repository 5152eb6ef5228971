import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startRelay } from './relay.ts';

test('a relay keeps the end of one body back until an answer has come, and that answer until the body has ended', async () => {
  const seen: string[] = [];
  const server = createServer(async (request, answer) => {
    seen.push(`${request.method} begins`);
    seen.push(`${request.method} ended with ${(await text(request)).length}`);
    answer.end('done');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const relay = await startRelay(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, undefined, {
    lastByte: ({ method }) => (method === 'PUT' ? released : undefined),
    answer: ({ method }) => {
      if (method !== 'DELETE') return undefined;
      release();
      return ended;
    },
  });
  const told: string[] = [];
  const put = fetch(relay.url, { method: 'PUT', body: 'x'.repeat(100_000) }).then(async (answer) => {
    told.push(`PUT ${await answer.text()}`);
    end();
  });
  await relay.heldBack();
  const gone = fetch(relay.url, { method: 'DELETE' }).then(async (answer) =>
    told.push(`DELETE ${await answer.text()}`),
  );
  await Promise.all([put, gone]);
  expect(seen).toEqual(['PUT begins', 'DELETE begins', 'DELETE ended with 0', 'PUT ended with 100000']);
  expect(told).toEqual(['PUT done', 'DELETE done']);
  await relay.close();
  server.close();
  await once(server, 'close');
});
