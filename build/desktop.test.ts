import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DesktopOptions, openDesktop, runDesktop, whyNoDesktop } from './desktop.ts';

const folder = mkdtempSync(join(tmpdir(), 'loose-parts-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('no window without a display, nor as root on Linux', () => {
  const linux = { platform: 'linux' as const, uid: 1000 };
  expect(whyNoDesktop({ ...linux, env: {} })).toBe('There is no display here');
  expect(whyNoDesktop({ ...linux, env: { DISPLAY: ':0' } })).toBeNull();
  expect(whyNoDesktop({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
  expect(whyNoDesktop({ ...linux, uid: 0, env: { DISPLAY: ':0' } })).toBe('Chromium’s sandbox does not run as root');
  expect(whyNoDesktop({ platform: 'darwin', uid: 0, env: {} })).toBeNull();
  expect(whyNoDesktop({ platform: 'win32', uid: undefined, env: {} })).toBeNull();
});

/** Ends by force what a failed test left running: it would keep the run from ending. */
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

let scripts = 0;
/** Node stands in for the Electron binary, and does as the script says. */
function run(script: string, endLimitMs?: number) {
  const stop = { ask: (_force: boolean) => {} };
  let text = '';
  let reached: () => void = () => {};
  const open = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const path = join(folder, `stand-in-${scripts++}.cjs`);
  writeFileSync(path, script);
  const outcome = runDesktop({
    binary: process.execPath,
    args: [path],
    onStop: (listener) => {
      stop.ask = listener;
    },
    out: (part) => {
      text += part;
      if (text.includes('open.')) reached();
    },
    ...(endLimitMs === undefined ? {} : { endLimitMs }),
  });
  ends.push(() => stop.ask(true));
  return { outcome, open, stop, said: () => text };
}

const opened = "console.log('Loose Parts is open.');";

test('a window that was open and closed is done', async () => {
  const { outcome, said } = run(opened);
  expect(await outcome).toEqual({ kind: 'ended', code: 0 });
  expect(said()).toBe('Loose Parts is open.\n');
});

test('one that dies before it opened did not open', async () => {
  expect(await run('process.exit(127)').outcome).toEqual({
    kind: 'not opened',
    reason: 'exit code 127; its own words are above',
  });
  expect(await run("process.kill(process.pid, 'SIGKILL')").outcome).toMatchObject({ kind: 'not opened' });
});

test('one that is not there did not open', async () => {
  const onStop = () => {};
  const outcome = await runDesktop({ binary: join(folder, 'missing'), args: [], onStop, out: () => {} });
  expect(outcome).toMatchObject({ kind: 'not opened', reason: expect.stringContaining('ENOENT') });
});

test('one that told its trouble, or dies once it is open, is a failure and not tried otherwise', async () => {
  expect(await run('process.exit(78)').outcome).toEqual({ kind: 'ended', code: 1 });
  expect(await run(`${opened}process.exit(5)`).outcome).toEqual({ kind: 'ended', code: 1 });
});

test('asked to end, it ends in order', async () => {
  const { outcome, open, stop } = run(
    `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); ${opened}`,
  );
  await open;
  stop.ask(false);
  expect(await outcome).toEqual({ kind: 'ended', code: 0 });
});

describe('a window that is long in coming', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const runs = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);";

  test('is not waited for without a word', async () => {
    const { outcome, open, stop, said } = run(`${runs} console.log('about to open.')`);
    await open;
    vi.advanceTimersByTime(29_999);
    expect(said()).toBe('about to open.\n');
    vi.advanceTimersByTime(1);
    expect(said()).toMatch(/\nThe window has not opened yet\. .*npm start -- --browser.*\n$/);
    stop.ask(false);
    expect(await outcome).toEqual({ kind: 'ended', code: 0 });
  });

  test('is no matter once it is open, nor once the app has ended', async () => {
    const open = run(`${runs} ${opened}`);
    await open.open;
    const ended = run('process.exit(3)');
    await ended.outcome;
    vi.advanceTimersByTime(60_000);
    open.stop.ask(false);
    await open.outcome;
    expect([open.said(), ended.said()]).toEqual(['Loose Parts is open.\n', '']);
  });
});

test('deaf to the wish, it is ended by force: after a while, or by asking twice', async () => {
  const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); ${opened}`;
  const slow = run(deaf, 100);
  await slow.open;
  slow.stop.ask(false);
  expect(await slow.outcome).toEqual({ kind: 'ended', code: 0 });

  const twice = run(deaf, 60_000);
  await twice.open;
  twice.stop.ask(false);
  twice.stop.ask(true);
  expect(await twice.outcome).toEqual({ kind: 'ended', code: 0 });
});

/** Surroundings where a window could be opened, and a repository without the Electron binary. */
function withoutBinary(given: Partial<DesktopOptions> = {}) {
  const root = mkdtempSync(join(folder, 'root-'));
  mkdirSync(join(root, 'node_modules/electron'), { recursive: true });
  writeFileSync(join(root, 'node_modules/electron/package.json'), '{"version":"45.4.1"}');
  writeFileSync(join(root, 'node_modules/electron/checksums.json'), `{"x":"${'0'.repeat(64)}"}`);
  const said: string[] = [];
  const stop = { ask: () => {} };
  const options: DesktopOptions = {
    root,
    args: [],
    surroundings: { platform: 'linux', env: { DISPLAY: ':0' }, uid: 1000 },
    stallMs: 60_000,
    onStop: (listener) => {
      stop.ask = () => listener(false);
    },
    out: (text) => said.push(text),
    terminal: false,
    cacheRoot: join(root, 'cache'),
    ...given,
  };
  return { options, said, stop };
}

async function stallingMirror(): Promise<{ close(): void; asked: Promise<void> }> {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('x'.repeat(500));
    resolve();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) vi.stubEnv(name, undefined);
  const close = () => {
    server.close();
    server.closeAllConnections();
    vi.unstubAllEnvs();
  };
  return { close, asked };
}

test('a fetch that stalls shows how far it came and is given up', async () => {
  const mirror = await stallingMirror();
  // Long enough for a busy computer to begin the fetch.
  const { options, said } = withoutBinary({ stallMs: 3_000 });
  expect(await openDesktop(options)).toEqual({
    kind: 'not opened',
    reason: 'The Electron binary could not be fetched (nothing arrived for 3 s)',
  });
  mirror.close();
  expect(said).toEqual([expect.stringMatching(/^Fetching the Electron binary.*--browser/), '  50 %\n']);
});

test('Ctrl-C during the fetch ends it all', async () => {
  const mirror = await stallingMirror();
  const { options, stop } = withoutBinary();
  const outcome = openDesktop(options);
  await mirror.asked;
  stop.ask();
  expect(await outcome).toEqual({ kind: 'ended', code: 0 });
  mirror.close();
});

test('where no window can be, nothing is fetched', async () => {
  const { options, said } = withoutBinary({ surroundings: { platform: 'linux', env: {}, uid: 1000 } });
  expect(await openDesktop(options)).toEqual({ kind: 'not opened', reason: 'There is no display here' });
  expect(said).toEqual([]);
});
