import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contract } from '../../shared/contract.ts';

const entry = fileURLToPath(new URL('./serve.ts', import.meta.url));
const devToken = 'a-token-that-only-this-test-knows-0123456789';
let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-serve-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The real process, from source, with the real engine. */
function serve(...flags: string[]) {
  const child = spawn(process.execPath, [entry, '--no-open', ...flags], {
    // The token also says that the page is not this process's business (npm run dev), so that none has to be built.
    env: { ...process.env, LOOSE_PARTS_DEV_TOKEN: devToken },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let out = '';
  let err = '';
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const url = /^Loose Parts is ready at (\S+)$/m.exec(out)?.[1];
      if (url) resolve(url);
    });
    void ended.then(() => reject(new Error(`It ended without being ready: ${err}`)));
  });
  // A test that only looks at the end does not wait for this one.
  ready.catch(() => {});
  return { child, ready, ended };
}
const data = () => join(folder, 'data');

test('says where it is ready, last, and answers there', async () => {
  const { child, ready, ended } = serve('--data-dir', data());
  const url = new URL(await ready);
  expect(url.hostname).toBe('127.0.0.1');
  expect(url.hash).toBe(`#token=${devToken}`);
  const link = new RPCLink({ url: `${url.origin}/rpc`, headers: { authorization: `Bearer ${devToken}` } });
  const client: ContractRouterClient<Contract> = createORPCClient(link);
  expect(await client.app.info()).toMatchObject({ host: 'browser', vault: { kind: 'memory' } });
  child.kill('SIGTERM');
  expect(await ended).toEqual({
    code: process.platform === 'win32' ? null : 0,
    out: `Loose Parts is ready at ${url}\n`,
    err: '',
  });
});

test('with --practice its connection is there from the first snapshot on', async () => {
  const { ready } = serve('--data-dir', data(), '--practice');
  const { origin } = new URL(await ready);
  const link = new RPCLink({ url: `${origin}/rpc`, headers: { authorization: `Bearer ${devToken}` } });
  const client: ContractRouterClient<Contract> = createORPCClient(link);
  const live = await client.live.subscribe();
  expect(await live.next()).toMatchObject({
    value: { type: 'snapshot', state: { connections: [{ practice: true }] } },
  });
  await live.return(undefined);
});

// Windows has no signals: a process is ended there, not asked.
test.runIf(process.platform !== 'win32')(
  'Ctrl-C ends it although a page is still subscribed, and frees the folder',
  async () => {
    const { child, ready, ended } = serve('--data-dir', data());
    const { origin } = new URL(await ready);
    const headers = { authorization: `Bearer ${devToken}` };
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers }));
    const live = await client.live.subscribe();
    await live.next();
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0, err: '' });
    await expect(live.next()).rejects.toThrow();
    const again = serve('--data-dir', data());
    await again.ready;
  },
);

test('no secret and no token is written to the data folder', async () => {
  const { child, ready, ended } = serve('--data-dir', data(), '--practice');
  const { origin } = new URL(await ready);
  await fetch(`${origin}/?token=${devToken}`);
  child.kill('SIGTERM');
  await ended;
  const files = readdirSync(data(), { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((item) =>
    item.isFile(),
  );
  expect(files.map((file) => file.name)).toContain('loose-parts.log');
  for (const file of files) expect(readFileSync(join(file.parentPath, file.name)).includes(devToken)).toBe(false);
});

test('a second one on the same data folder is told', async () => {
  await serve('--data-dir', data()).ready;
  const { code, out, err } = await serve('--data-dir', data()).ended;
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^Loose Parts is running already with the data folder .*--data-dir\.\n$/);
});

test('a taken port is told', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, out, err } = await serve('--data-dir', data(), '--port', String(port)).ended;
  taken.close();
  expect([code, out]).toEqual([1, '']);
  expect(err).toBe(
    `Port ${port} is taken by another program. Choose another with --port, or leave it out for any free one.\n`,
  );
});

test('a data folder that cannot be written is told', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { code, out, err } = await serve('--data-dir', join(folder, 'file', 'below')).ended;
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^The data folder .*below cannot be written \(\w+\)\. Choose another with --data-dir\.\n$/);
});

test('an index that is no database is told, not overwritten', async () => {
  mkdirSync(data());
  writeFileSync(join(data(), 'index.sqlite'), 'no database at all, but long enough to be looked at as one '.repeat(20));
  const { code, err } = await serve('--data-dir', data()).ended;
  expect(code).toBe(1);
  expect(err).toMatch(/^Loose Parts could not start: .+\n$/);
  expect(readFileSync(join(data(), 'index.sqlite'), 'utf8')).toContain('no database at all');
});

test('an unknown flag is told', async () => {
  const { code, out, err } = await serve('--wat').ended;
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: "Unknown option '--wat'. Try --help.\n" });
});
