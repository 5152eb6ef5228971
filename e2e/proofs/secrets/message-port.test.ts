import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { createFileLog } from '../../../electron/host/file-log.ts';
import { rpcErrorInterceptors } from '../../../electron/host/rpc-errors.ts';
import { type PracticeStore, startPracticeStore } from '../../../electron/practice/store.ts';
import type { Contract } from '../../../shared/contract.ts';
import { draftOf, vaultOf } from '../../support/engine/open-engine.ts';
import { NeedleSearch } from './needles.ts';
import { needlesFor } from './sweep.ts';

// The desktop app's transport with the real engine behind it. What is seen here is also noted for the sweep of the run.

let dataDir: string;
let practice: PracticeStore;
let engine: Engine;
let client: ContractRouterClient<Contract>;
let ports: MessageChannel;
/** What the page was sent, and what it sent, as it crossed. */
let received: string[];
let sent: string[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-port-'));
  practice = await startPracticeStore({ scenario: 'empty', secretAccessKey: 'port-secret-access-key' });
  const log = createFileLog(join(dataDir, 'logs', 'loose-parts.log'));
  engine = await createEngine({
    clock: systemClock,
    random: Math.random,
    vault: vaultOf(null),
    log,
    dataDir,
    host: 'desktop',
    version: '0.0.0',
    chooseLanguage() {},
    startPractice: () => Promise.reject(new Error('There is no practice store here')),
  });
  received = [];
  sent = [];
  ports = new MessageChannel();
  ports.port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => sent.push(String(data)));
  ports.port2.addEventListener('message', ({ data }: MessageEvent<unknown>) => received.push(String(data)));
  new RPCHandler(engine.router, rpcErrorInterceptors(log)).upgrade(ports.port1, { context: {} });
  client = createORPCClient(new RPCLink({ port: ports.port2 }));
  ports.port1.start();
  ports.port2.start();
});
afterEach(async () => {
  ports.port1.close();
  await engine.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a secret crosses a port once, to the engine, and nothing that comes back holds it', async () => {
  const wrong = 'wrong-port-secret-key';
  const draft = draftOf(practice);
  const live = await client.live.subscribe();
  expect(await live.next()).toMatchObject({ value: { type: 'snapshot' } });
  const connection = await client.connections.save(draft);
  const { accessKeyId } = practice;
  const mistyped = { kind: 'static', accessKeyId, secretAccessKey: wrong } as const;
  const refused = await client.connections.test({ ...draft, credentials: mistyped });
  expect(refused).toMatchObject({ outcome: 'failed', error: { code: 'SIGNATURE_MISMATCH' } });
  // Does not fit the contract: the answer names the field.
  await expect(client.connections.save({ ...draft, name: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await client.connections.save({ ...draft, id: connection.id, credentials: mistyped });
  await expect(client.connections.save({ ...draft, id: 'nobody', credentials: mistyped })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const place = { connectionId: connection.id, bucket: 'nowhere' };
  await expect(client.buckets.add(place)).rejects.toMatchObject({ code: 'SIGNATURE_MISMATCH' });
  expect(await live.next()).toMatchObject({ value: { type: 'events' } });

  const search = new NeedleSearch(
    needlesFor(
      [practice.secretAccessKey, wrong].map((value) => ({ name: 'key', value })),
      Date.now(),
    ),
  );
  const holds = (text: string) => search.in(Buffer.from(text)).size > 0;
  expect(received.length).toBeGreaterThan(7);
  expect(received.filter(holds)).toEqual([]);
  const carriers = sent.filter(holds);
  expect(carriers).toHaveLength(5);
  for (const text of carriers) expect(text).toMatch(/"u":"\/connections\/(save|test)"/);
});
