import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, expect, test } from 'vitest';
import type { Contract } from '../../shared/contract.ts';
import { AppError } from '../../shared/schema/errors.ts';
import { inTheirWords } from '../../shared/schema/saying.ts';
import { rpcErrorInterceptors } from './rpc-errors.ts';
import { type ExampleRouterOptions, exampleRouter } from './testing/example-router.ts';

const ports: MessagePort[] = [];
let logged: string[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  logged = [];
});

function connect(options: ExampleRouterOptions = {}): ContractRouterClient<Contract> {
  const write = (message: string, fields?: Record<string, unknown>) => {
    logged.push(JSON.stringify({ message, ...fields }));
  };
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const handler = new RPCHandler(
    exampleRouter(options),
    rpcErrorInterceptors({ info: write, warn: write, error: write }),
  );
  handler.upgrade(port1, { context: {} });
  port1.start();
  port2.start();
  return createORPCClient(new RPCLink({ port: port2 }));
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

test('an AppError crosses as code, message and details', async () => {
  expect(await failure(connect().buckets.refresh({ connectionId: 'c' }))).toMatchObject({
    defined: true,
    code: 'ACCESS_DENIED',
    message: 'denied',
    data: { operation: 'ListBuckets', storeCode: 'AccessDenied', httpStatus: 403 },
  });
  expect(logged).toEqual([]);
});

test.each(['NOT_FOUND', 'CONFLICT', 'TIMEOUT', 'INTERNAL', 'VAULT_UNAVAILABLE'] as const)(
  '%s counts as an error of the contract',
  async (code) => {
    const fail = () => {
      throw new AppError(code, inTheirWords('words'), { bucket: 'b' });
    };
    const error = await failure(connect({ fail }).connections.remove({ connectionId: 'c' }));
    expect(error).toMatchObject({ defined: true, code, message: 'words', data: { bucket: 'b' } });
  },
);

test.each([
  ['database or disk is full', 'DISK_FULL'],
  ['attempt to write a readonly database', 'DATA_FOLDER_UNWRITABLE'],
  ['database disk image is malformed', 'INTERNAL'],
] as const)('what SQLite says of its file, “%s”, crosses as %s', async (message, code) => {
  const fail = () => {
    throw Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR' });
  };
  expect(await failure(connect({ fail }).connections.remove({ connectionId: 'c' }))).toMatchObject({ code });
  expect(logged).toHaveLength(1);
});

test('the same words of anything else are its own', async () => {
  const fail = () => {
    throw new Error('EACCES: permission denied, open the door');
  };
  expect(await failure(connect({ fail }).connections.remove({ connectionId: 'c' }))).toMatchObject({
    code: 'INTERNAL',
  });
});

test('input that does not fit becomes INVALID_INPUT with its fields', async () => {
  const draft = {
    name: '',
    endpointUrl: 'ftp://x',
    region: 'r',
    pathStyle: true,
    activeWindowMs: 0,
    quietIntervalMs: 0,
    credentials: { kind: 'static' as const, accessKeyId: '', secretAccessKey: 'hush-hush' },
  };
  const error = await failure(connect().connections.save(draft));
  expect(error).toMatchObject({
    defined: true,
    code: 'INVALID_INPUT',
    message: 'Give the connection a name.',
    data: {
      saying: { says: 'nameConnection' },
      issues: [
        { path: 'name', message: 'Give the connection a name.' },
        { path: 'endpointUrl', message: 'Enter a URL that starts with https:// or http://.' },
        { path: 'credentials.accessKeyId', message: 'Enter the access key ID.' },
      ],
    },
  });
  expect(JSON.stringify(error) + logged.join()).not.toContain('hush-hush');
});

test('an unforeseen error crosses as INTERNAL; its inside is only in the log', async () => {
  const fail = () => {
    throw new TypeError('inside of /home/somebody');
  };
  const error = await failure(connect({ fail }).connections.remove({ connectionId: 'c' }));
  expect(error).toMatchObject({ defined: true, code: 'INTERNAL', data: {} });
  expect(String(error) + JSON.stringify(error)).not.toContain('inside');
  expect(logged.join()).toContain('connections.remove');
});

test('a subscription that fails ends with the mapped error', async () => {
  const state = { connections: [], buckets: {}, jobs: [] };
  const options = {
    messages: [{ type: 'snapshot' as const, seq: 1, state }],
    thenFail: new AppError('DISK_FULL', 'full'),
  };
  const live = await connect(options).live.subscribe();
  expect(await live.next()).toMatchObject({ value: { seq: 1 } });
  expect(await failure(live.next())).toMatchObject({ code: 'DISK_FULL', message: 'full' });
  const second = await connect({ thenFail: new Error('inside') }).live.subscribe();
  expect(await failure(second.next())).toMatchObject({ code: 'INTERNAL' });
});

test.each([
  [999, false],
  [1_000, true],
])('an input that names %i uploads is checked in a turn of its own: %j', async (uploads, waits) => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const { clientInterceptors: interceptors } = rpcErrorInterceptors(log);
  const client: ContractRouterClient<Contract> = createRouterClient(exampleRouter(), { interceptors });
  const at = { connectionId: 'c', bucket: 'bucket' };
  const refs = Array.from({ length: uploads }, (_, n) => ({ ...at, key: `k${n}`, uploadId: 'u' }));
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  const call = client.plans.create({ ...at, selection: { kind: 'uploads', refs } });
  expect(await failure(call)).toMatchObject({ code: 'NOT_FOUND' });
  clearImmediate(next);
  expect(turns > 0).toBe(waits);
});
