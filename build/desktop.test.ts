import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runDesktop, whyNoDesktop } from './desktop.ts';

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
    signals: {
      on: (listener) => {
        stop.ask = listener;
      },
    },
    out: (part) => {
      text += part;
      if (text.includes('open.')) reached();
    },
    ...(endLimitMs === undefined ? {} : { endLimitMs }),
  });
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
  const signals = { on: () => {} };
  const outcome = await runDesktop({ binary: join(folder, 'missing'), args: [], signals, out: () => {} });
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
