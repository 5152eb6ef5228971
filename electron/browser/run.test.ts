import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDataFolder } from '../host/data-folder.ts';
import type { HostPorts } from '../host/open-engine.ts';
import { exampleRouter } from '../host/testing/example-router.ts';
import { canOpenBrowser, openCommand } from './open-browser.ts';
import { type BrowserRun, runBrowserHost } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-run-'));
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function prepare(changes: Partial<BrowserRun> = {}) {
  const said = { out: '', err: '' };
  const seen: { ports: HostPorts | null; closed: number } = { ports: null, closed: 0 };
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const { promise: ready, resolve: tellReady } = Promise.withResolvers<void>();
  const run: BrowserRun = {
    args: ['--no-open', '--data-dir', join(folder, 'data')],
    env: {},
    pageRoot: folder,
    out: (line) => {
      said.out += `${line}\n`;
      tellReady();
    },
    err: (line) => {
      said.err += `${line}\n`;
    },
    openEngine: async (ports) => {
      seen.ports = ports;
      return {
        router: exampleRouter(),
        close: async () => {
          seen.closed++;
        },
      };
    },
    stopped,
    ...changes,
  };
  return { run, said, seen, stop, ready };
}

test('runs from ready to an orderly end', async () => {
  const { run, said, seen, stop, ready } = prepare();
  const code = runBrowserHost(run);
  await ready;
  const url = /ready at (\S+)/.exec(said.out)?.[1] ?? '';
  expect(await (await fetch(url)).text()).toBe('<p>page</p>');
  expect(seen.ports).toMatchObject({ host: 'browser', practice: false, vault: { protection: { kind: 'memory' } } });
  stop();
  expect(await code).toBe(0);
  expect(seen.closed).toBe(1);
  await expect(fetch(url)).rejects.toThrow();
  openDataFolder(join(folder, 'data')).release();
});

test('help is told and nothing started', async () => {
  const { run, said, seen } = prepare({ args: ['--help'] });
  expect(await runBrowserHost(run)).toBe(0);
  expect(said.out).toContain('--data-dir DIR');
  expect(seen.ports).toBeNull();
});

test('a page that is not built is told', async () => {
  const { run, said } = prepare({ pageRoot: join(folder, 'nowhere') });
  expect(await runBrowserHost(run)).toBe(1);
  expect(said.err).toBe('The page is not built yet. Run "npm run build" first, or use "npm start".\n');
});

test('an engine that cannot start is told, and the folder is free again', async () => {
  const { run, said } = prepare({ openEngine: () => Promise.reject(new Error('the index is newer')) });
  expect(await runBrowserHost(run)).toBe(1);
  expect(said.err).toBe('Loose Parts could not start: the index is newer\n');
  openDataFolder(join(folder, 'data')).release();
});

test('an engine that never closes is not waited for longer than 5 s', async () => {
  const router = exampleRouter();
  const { run, stop, ready } = prepare({ openEngine: async () => ({ router, close: () => new Promise(() => {}) }) });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let code: number | null = null;
  const ended = runBrowserHost(run).then((value) => {
    code = value;
  });
  await ready;
  stop();
  await vi.advanceTimersByTimeAsync(4_900);
  expect(code).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  await ended;
  expect(code).toBe(0);
});

test('a web browser is only opened where a person has one', () => {
  expect(canOpenBrowser('linux', {})).toBe(false);
  expect(canOpenBrowser('linux', { DISPLAY: ':0' })).toBe(true);
  expect(canOpenBrowser('linux', { WAYLAND_DISPLAY: 'w' })).toBe(true);
  expect(canOpenBrowser('linux', { DISPLAY: ':0', CI: 'true' })).toBe(false);
  expect(canOpenBrowser('darwin', {})).toBe(true);
  expect(canOpenBrowser('darwin', { SSH_CONNECTION: 'x' })).toBe(false);
  expect(openCommand('darwin', 'u')).toEqual({ command: 'open', args: ['u'] });
  expect(openCommand('win32', 'u')).toEqual({ command: 'rundll32', args: ['url.dll,FileProtocolHandler', 'u'] });
  expect(openCommand('linux', 'u')).toEqual({ command: 'xdg-open', args: ['u'] });
});
