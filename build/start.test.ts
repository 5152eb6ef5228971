import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Contract } from '../shared/contract.ts';

/** The launchers as people run them: real processes, the real build. */
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const children: ChildProcess[] = [];
let folder: string;

function launch(script: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [file(script), ...args], {
    env: { ...process.env, CI: '1', DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said = { out: '', err: '' };
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ready = new Promise<URL>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
      const url = /^Loose Parts is ready at (\S+)$/m.exec(said.out)?.[1];
      if (url) resolve(new URL(url));
    });
    void ended.then((code) => reject(new Error(`It ended with ${code} without being ready: ${said.err}`)));
  });
  ready.catch(() => {});
  return { child, said, ended, ready };
}

function client(url: URL, origin = url.origin): ContractRouterClient<Contract> {
  const headers = { authorization: `Bearer ${url.hash.replace('#token=', '')}`, origin };
  return createORPCClient(new RPCLink({ url: `${url.origin}/rpc`, headers }));
}

beforeAll(async () => {
  // Builds where needed, and shows that the build works; later starts find it fresh.
  const { ended, said } = launch('./build.ts', []);
  expect([await ended, said.err]).toEqual([0, '']);
}, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-launch-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('the build leaves all that the hosts need', () => {
  for (const path of [
    'main.js',
    'serve.js',
    'lean-allocator.js',
    'npx.cjs',
    'index-worker.js',
    'answer-worker.js',
    'practice.js',
    'preload.cjs',
  ]) {
    expect([path, existsSync(file(`../dist/electron/${path}`))]).toEqual([path, true]);
  }
});

test('--help and a wrong command line are answered before anything is built or started', async () => {
  const help = launch('./start.ts', ['--help']);
  expect(await help.ended).toBe(0);
  for (const flag of ['--browser', '--port N', '--no-open', '--data-dir DIR', '--practice']) {
    expect(help.said.out).toContain(flag);
  }
  const wrong = launch('./start.ts', ['--wat']);
  expect(await wrong.ended).toBe(2);
  expect(wrong.said).toEqual({ out: '', err: "Unknown option '--wat'. Try --help.\n" });
}, 60_000);

test('--browser --practice: the built host serves the built page and engine; Ctrl-C ends it', async () => {
  const { child, said, ended, ready } = launch('./start.ts', [
    '--browser',
    '--no-open',
    '--practice',
    '--data-dir',
    folder,
  ]);
  const url = await ready;
  expect(said.out.trimEnd().split('\n').at(-1)).toBe(`Loose Parts is ready at ${url}`);
  const page = await (await fetch(url.origin)).text();
  expect(page).toContain('<div id="root">');
  expect(page).not.toContain('%NONCE%');
  const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
  expect((await fetch(url.origin + script)).headers.get('content-type')).toContain('text/javascript');
  const live = await client(url).live.subscribe();
  expect(await live.next()).toMatchObject({ value: { state: { connections: [{ practice: true }] } } });
  child.kill('SIGINT');
  // Windows ends a process instead of telling it.
  expect(await ended).toBe(process.platform === 'win32' ? null : 0);
  await expect(fetch(url.origin)).rejects.toThrow();
}, 120_000);

// What a script or a supervisor does; Ctrl-C in a terminal reaches all three processes by itself.
test.runIf(process.platform !== 'win32')(
  'a signal to npm ends what it started, too',
  async () => {
    const flags = ['--browser', '--no-open', '--data-dir', folder];
    const shell = spawn('sh', ['-c', '"$0" "$@"; true', process.execPath, file('./start.ts'), ...flags], {
      env: { ...process.env, CI: '1', npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(shell);
    let out = '';
    const url = await new Promise<string>((resolve) => {
      shell.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        const found = /ready at (\S+)/.exec(out)?.[1];
        if (found) resolve(found);
      });
    });
    expect((await fetch(url)).status).toBe(200);
    // The pipe closes once the last process that holds it is gone.
    const allGone = new Promise((resolve) => shell.stdout.once('close', resolve));
    shell.kill('SIGTERM');
    await allGone;
    await expect(fetch(url)).rejects.toThrow();
  },
  120_000,
);

test.runIf(process.platform === 'linux')(
  'without a display one line says so, and the browser host starts',
  async () => {
    const { said, ready } = launch('./start.ts', ['--no-open', '--data-dir', folder]);
    await ready;
    const lines = said.out
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('Buil'));
    expect(lines).toEqual([
      'There is no display here: Loose Parts runs in your web browser instead.',
      expect.stringMatching(/^Loose Parts is ready at /),
    ]);
  },
  120_000,
);

// Where glibc's settings are read, before any code of a process (electron/browser/lean-allocator.ts).
test.runIf(process.platform === 'linux').each([
  ['npm start', './start.ts', ['--browser']],
  ['npx', '../dist/electron/npx.cjs', []],
])(
  '%s: the host runs in the process that was started, with little memory kept, and with what a person set',
  async (_, script, flags) => {
    const started = launch(script, [...flags, '--no-open', '--data-dir', folder], { MALLOC_TRIM_THRESHOLD_: '99' });
    const url = await started.ready;
    expect(started.said.err).toBe('');
    const told = (name: string) => readFileSync(`/proc/${started.child.pid}/${name}`, 'utf8').split('\0');
    expect(
      told('environ')
        .filter((one) => one.startsWith('MALLOC_'))
        .toSorted(),
    ).toEqual(['MALLOC_ARENA_MAX=2', 'MALLOC_MMAP_THRESHOLD_=131072', 'MALLOC_TRIM_THRESHOLD_=99']);
    const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync(file('../package.json'), 'utf8'));
    const ofStart = scripts.start.split(' ').filter((word) => word.startsWith('--'));
    expect(told('cmdline').filter((word) => /^--max-/.test(word))).toEqual(ofStart);
    expect(await client(url).app.info()).toMatchObject({ host: 'browser' });
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
  },
  120_000,
);

test('npm run dev serves the page from source, passes its own calls on and no other’s', async () => {
  const { child, ended, ready } = launch('./dev.ts', ['--data-dir', folder]);
  const url = await ready;
  expect(await (await fetch(url.origin)).text()).toContain('/@vite/client');
  expect(await client(url).app.info()).toMatchObject({ host: 'browser' });
  await expect(client(url, 'http://evil.example').app.info()).rejects.toThrow();
  const token = url.hash.replace('#token=', '');
  const foreign = await fetch(`${url.origin}/rpc/app/info`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, origin: 'http://evil.example', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(foreign.status).toBe(403);
  child.kill('SIGINT');
  expect(await ended).toBe(process.platform === 'win32' ? null : 0);
}, 120_000);
