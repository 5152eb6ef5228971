import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contract } from '../../shared/contract.ts';
import type { Log } from '../engine/ports/ports.ts';
import { type ExampleRouterOptions, exampleRouter } from '../host/testing/example-router.ts';
import { type BrowserHost, startBrowserHost } from './server.ts';

let root: string;
let host: BrowserHost;
let logged: string[];
let clock = 0;
let heard: string[] = [];
const language = { choice: 'de' as const, systemIs: (tag: string) => void heard.push(tag) };
const write = (message: string, fields?: Record<string, unknown>) => {
  logged.push(JSON.stringify({ message, ...fields }));
};
const log: Log = { info: write, warn: write, error: write };

async function start(options: ExampleRouterOptions = {}): Promise<void> {
  host = await startBrowserHost({
    router: exampleRouter(options),
    pageRoot: join(root, 'page'),
    port: 0,
    log,
    language,
    maxBodyBytes: 1000,
    now: () => clock,
  });
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'loose-parts-server-'));
  mkdirSync(join(root, 'page', 'assets'), { recursive: true });
  writeFileSync(join(root, 'page', 'index.html'), '<meta nonce="%NONCE%"><script nonce="%NONCE%"></script>');
  writeFileSync(join(root, 'page', 'assets', 'index-abc.js'), 'export {};');
  writeFileSync(join(root, 'secret.json'), '{"secret":true}');
  logged = [];
  await start();
});
afterEach(async () => {
  await host.close();
  rmSync(root, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** By node:http, which sends any Host and path as they are. */
function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const tokenOf = (url: string) => new URL(url).hash.replace('#token=', '');
const auth = () => ({ authorization: `Bearer ${tokenOf(host.url)}` });
const info = (headers: Record<string, string>) =>
  send('/rpc/app/info', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' });

function client(token = tokenOf(host.url)): ContractRouterClient<Contract> {
  const { origin } = new URL(host.url);
  return createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers: { authorization: `Bearer ${token}` } }));
}

test('the page comes with its nonce and every security header', async () => {
  const { status, headers, body } = await send('/');
  const policy = String(headers['content-security-policy']);
  const nonce = /style-src 'self' 'nonce-([\w-]{22})'/.exec(policy)?.[1];
  expect(status).toBe(200);
  expect(body).toBe(`<meta nonce="${nonce}"><script nonce="${nonce}"></script>`);
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ]);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(headers).not.toHaveProperty('access-control-allow-origin');
  expect((await send('/')).headers['content-security-policy']).not.toBe(policy);
});

test('assets come with their type and may be kept', async () => {
  const { status, headers, body } = await send('/assets/index-abc.js');
  expect([status, headers['content-type'], body]).toEqual([200, 'text/javascript; charset=utf-8', 'export {};']);
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(await send('/assets/index-abc.js', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});

test.each([
  '/../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/assets/..%2f..%2fsecret.json',
  '/..%5csecret.json',
  '/%252e%252e/secret.json',
  '/assets/%00',
  '/missing.js',
  '/assets',
])('nothing outside the page is served: %s', async (path) => {
  const { status, body } = await send(path);
  expect(status).toBe(404);
  expect(body).not.toContain('secret":');
});

test('a name bound to 127.0.0.1 by somebody else is refused', async () => {
  expect(await info({ ...auth(), host: `evil.example:${host.port}` })).toMatchObject({ status: 403 });
  expect(await send('/', { headers: { host: `evil.example:${host.port}` } })).toMatchObject({ status: 403 });
});

test('another origin is refused although it has the token', async () => {
  expect(await info({ ...auth(), origin: 'http://evil.example' })).toMatchObject({ status: 403 });
});

test('no token, a wrong token and a token in the query are refused, and none is logged', async () => {
  const token = tokenOf(host.url);
  expect(await info({})).toMatchObject({ status: 401 });
  expect(await info({ authorization: 'Bearer wrong' })).toMatchObject({ status: 401 });
  expect(await send(`/?token=${token}`)).toMatchObject({ status: 400 });
  expect(await send(`/rpc/app/info?token=${token}`, { method: 'POST', headers: auth() })).toMatchObject({
    status: 400,
  });
  expect(logged).toHaveLength(4);
  expect(logged.join()).not.toContain(token);
});

test('an oversized body and one of unknown length are refused unread', async () => {
  const headers = { ...auth(), 'content-type': 'application/json' };
  const body = JSON.stringify('x'.repeat(1000));
  expect(await send('/rpc/app/info', { method: 'POST', headers, body })).toMatchObject({ status: 413 });
  // In words, as the page shows them, however much there is of it; and the next call is answered.
  await expect(client().plans.open({ text: 'x'.repeat(1_000_000) })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    defined: true,
    message: 'That is too much at once. Name fewer uploads, or filter and select all.',
  });
  expect(await client().app.info()).toMatchObject({ version: '1.2.3' });
  const chunked = { ...headers, 'transfer-encoding': 'chunked' };
  expect(await send('/rpc/app/info', { method: 'POST', headers: chunked, body: '{}' })).toMatchObject({ status: 411 });
});

test('a call with the token is answered, whichever own name the page used', async () => {
  expect(await client().app.info()).toMatchObject({ version: '1.2.3' });
  const local = `localhost:${host.port}`;
  expect(await info({ ...auth(), host: local, origin: `http://${local}` })).toMatchObject({ status: 200 });
  expect(await send('/rpc/no/such', { method: 'POST', headers: auth(), body: '{}' })).toMatchObject({ status: 404 });
});

test.each([
  ['no JSON', '{', 'application/json'],
  ['no object', '"text"', 'application/json'],
  ['a bad meta', '{"json":{},"meta":[[99,"a"]]}', 'application/json'],
  ['a meta that leads nowhere', '{"json":null,"meta":[[1,"a","b"]]}', 'application/json'],
  ['a meta of another kind', '{"json":{},"meta":7}', 'application/json'],
  ['a date that is none', '{"json":{"connectionId":"x"},"meta":[[1,"__proto__","polluted"]]}', 'application/json'],
  [
    'form data without an end',
    '--x\r\ncontent-disposition: form-data; name="data"\r\n\r\n{',
    'multipart/form-data; boundary=x',
  ],
  ['form data without data', '--x\r\n\r\n--x--\r\n', 'multipart/form-data; boundary=x'],
  ['form data without a boundary', 'x', 'multipart/form-data'],
])('a request with %s is INVALID_INPUT, and leaves no trace in the log', async (_, body, type) => {
  const before = logged.length;
  const headers = { ...auth(), 'content-type': type };
  const answer = await send('/rpc/buckets/refresh', { method: 'POST', headers, body });
  expect(JSON.parse(answer.body)).toMatchObject({ json: { code: 'INVALID_INPUT' } });
  expect(logged.slice(before)).toEqual([]);
});

test('errors cross with code, message and details', async () => {
  const denied = await client()
    .buckets.refresh({ connectionId: 'c' })
    .catch((error: unknown) => error);
  expect(denied).toBeInstanceOf(ORPCError);
  expect(denied).toMatchObject({
    defined: true,
    code: 'ACCESS_DENIED',
    data: { operation: 'ListBuckets', storeCode: 'AccessDenied', httpStatus: 403 },
  });
});

test('a live subscription yields, and ends on the engine side when the page leaves', async () => {
  await host.close();
  let left: () => void = () => {};
  const leaving = new Promise<void>((resolve) => {
    left = resolve;
  });
  const state = { connections: [], buckets: {}, jobs: [] };
  await start({ messages: [{ type: 'snapshot', seq: 7, state }], onLeave: () => left() });
  const controller = new AbortController();
  const live = await client().live.subscribe(undefined, { signal: controller.signal });
  expect(await live.next()).toMatchObject({ done: false, value: { type: 'snapshot', seq: 7 } });
  controller.abort();
  await leaving;
});

test('closing ends a live subscription', async () => {
  await host.close();
  await start({ messages: [{ type: 'events', seq: 1, events: [] }] });
  const live = await client().live.subscribe();
  await live.next();
  const next = live.next().then(
    () => 'went on',
    () => 'ended',
  );
  await host.close();
  expect(await next).toBe('ended');
});

test('the link for the web browser leads to the page once, within a minute', async () => {
  const path = () => new URL(host.createOpenLink()).pathname;
  const first = path();
  const second = path();
  expect(await send(first)).toMatchObject({ status: 404 });
  expect(await send('/open/')).toMatchObject({ status: 404 });
  const opened = await send(second);
  expect(opened).toMatchObject({ status: 303, headers: { location: `/#token=${tokenOf(host.url)}` } });
  expect(await send(second)).toMatchObject({ status: 404 });
  const late = path();
  clock += 60_001;
  expect(await send(late)).toMatchObject({ status: 404 });
});

test('the page is told the chosen language, and its browser’s is heard', async () => {
  heard = [];
  writeFileSync(join(root, 'page', 'index.html'), '<meta content="%LANGUAGE%">');
  const page = await fetch(`http://127.0.0.1:${host.port}/`, { headers: { 'accept-language': 'fr-CH, fr;q=0.9, de' } });
  expect(await page.text()).toBe('<meta content="de">');
  expect(heard).toEqual(['fr-CH']);
});

test('a taken port is told in one sentence', async () => {
  const options = { router: exampleRouter(), pageRoot: root, port: host.port, log, language };
  await expect(startBrowserHost(options)).rejects.toThrow(`Port ${host.port} is taken by another program.`);
});
