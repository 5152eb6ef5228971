import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Socket } from 'node:net';
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
const serve = (...flags: string[]) => start(['--no-open', ...flags]);
function start(flags: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [entry, ...flags], {
    // The token also says that the page is not this process's business (npm run dev), so that none has to be built.
    env: { ...process.env, LOOSE_PARTS_DEV_TOKEN: devToken, ...env },
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

test('an index that is no database is set aside, not overwritten, and told', async () => {
  mkdirSync(data());
  writeFileSync(join(data(), 'index.sqlite'), 'no database at all, but long enough to be looked at as one '.repeat(20));
  const { child, ready, ended } = serve('--data-dir', data());
  await ready;
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  const [aside] = readdirSync(data()).filter((name) => name.startsWith('index.sqlite.broken-'));
  expect(readFileSync(join(data(), aside ?? 'none'), 'utf8')).toContain('no database at all');
  expect(readFileSync(join(data(), 'logs', 'loose-parts.log'), 'utf8')).toContain('Something was wrong with the index');
});

test('an unknown flag is told', async () => {
  const { code, out, err } = await serve('--wat').ended;
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: "Unknown option '--wat'. Try --help.\n" });
});

/**
 * An xdg-open that says who it is and then stays, as a web browser does: its command line can be read until the test ends it.
 * Only Linux shows command lines as files; what is opened is the same on every system (run.test.ts).
 */
async function webBrowser() {
  const came = Promise.withResolvers<number>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8').once('data', (pid) => came.resolve(Number(pid)));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const script = `require('node:net').connect(${port}, '127.0.0.1', function () { this.write(String(process.pid)); }).on('close', () => process.exit()).resume();`;
  writeFileSync(join(bin, 'stay.cjs'), script);
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nexec "${process.execPath}" "${join(bin, 'stay.cjs')}" "$@"\n`, {
    mode: 0o755,
  });
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}`, DISPLAY: ':0', CI: '', SSH_CONNECTION: '' };
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { env, came: came.promise, close };
}

/** What every user of this computer may read of every process. */
function commandLines(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        // It has ended meanwhile.
        return '';
      }
    })
    .join('\n');
}

const linkPath = () => join(data(), 'open-in-browser.html');

test.runIf(process.platform === 'linux')(
  'opens a web browser with a file of its owner’s, and with no secret that another user could read',
  async () => {
    const browser = await webBrowser();
    try {
      const { child, ready, ended } = start(['--data-dir', data()], browser.env);
      const url = await ready;
      const pid = await browser.came;
      const opened = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').at(-2) ?? '';
      expect(opened).toBe(`file://${linkPath()}`);
      expect(statSync(linkPath()).mode & 0o777).toBe(0o600);
      expect(statSync(data()).mode & 0o777).toBe(0o700);

      const link = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(readFileSync(linkPath(), 'utf8'))?.[1] ?? '';
      const code = new URL(link).pathname.split('/').at(-1) ?? '';
      expect(code).toMatch(/^[\w-]{43}$/);
      const seen = commandLines();
      expect(seen).toContain('open-in-browser.html');
      expect(seen).not.toContain(code);
      expect(seen).not.toContain(devToken);
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toMatch(new RegExp(`${code}|${devToken}`));

      // It leads there once, and is gone then.
      const answer = await fetch(link, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/#token=${devToken}`]);
      expect(existsSync(linkPath())).toBe(false);
      expect((await fetch(link, { redirect: 'manual' })).status).toBe(404);
      child.kill('SIGTERM');
      // The last line on start is the address, as ever.
      expect(await ended).toEqual({ code: 0, out: `Loose Parts is ready at ${url}\n`, err: '' });
    } finally {
      browser.close();
    }
  },
);

test.runIf(process.platform === 'linux')('a link that nobody used goes with the run', async () => {
  const browser = await webBrowser();
  try {
    const { child, ready, ended } = start(['--data-dir', data()], browser.env);
    await ready;
    expect(existsSync(linkPath())).toBe(true);
    child.kill('SIGTERM');
    await ended;
    expect(existsSync(linkPath())).toBe(false);
  } finally {
    browser.close();
  }
});

test('a link that a killed run left goes with the next one', async () => {
  mkdirSync(data());
  writeFileSync(join(data(), 'in-use.lock'), '');
  writeFileSync(linkPath(), 'leads nowhere');
  await serve('--data-dir', data()).ready;
  expect(existsSync(linkPath())).toBe(false);
});

test.runIf(process.platform !== 'win32')('a data folder that is shared is refused, and stays as it is', async () => {
  const shared = join(folder, 'shared');
  mkdirSync(shared);
  chmodSync(shared, 0o1777);
  const { code, out, err } = await serve('--data-dir', shared).ended;
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^The folder .*shared is shared: every user of this computer can put files into it\. .*\n$/);
  expect(statSync(shared).mode & 0o7777).toBe(0o1777);
  expect(readdirSync(shared)).toEqual([]);
});

test.runIf(process.platform !== 'win32')(
  'every file that it writes is its owner’s alone, whatever the umask',
  async () => {
    const before = process.umask(0);
    try {
      const { child, ready, ended } = serve('--data-dir', data(), '--practice');
      await ready;
      const modes = () =>
        readdirSync(data(), { recursive: true, encoding: 'utf8', withFileTypes: true })
          .filter((item) => item.isFile())
          .map((item) => [item.name, statSync(join(item.parentPath, item.name)).mode & 0o777]);
      const open = modes();
      expect(open.map(([name]) => name)).toEqual(
        expect.arrayContaining([
          'in-use.lock',
          'index.sqlite',
          'index.sqlite-wal',
          'index.sqlite-shm',
          'loose-parts.log',
        ]),
      );
      expect(open).toEqual(open.map(([name]) => [name, 0o600]));
      child.kill('SIGTERM');
      await ended;
    } finally {
      process.umask(before);
    }
  },
);
