import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Download, Page } from '@playwright/test';
import { noteMessage } from '../../proofs/secrets/collection.ts';
import { notePosted } from '../../proofs/secrets/tap.ts';
import type { Call } from './electron.ts';
import { type FromScreen, fromScreenSchema, type ToScreen, toScreenSchema } from './messages.ts';
import { Screen } from './screen.ts';
import type { World } from './world.ts';

const launcher = join(import.meta.dirname, 'launch.ts');
const builtMain = join(import.meta.dirname, '../../../dist/electron/main.js');
/** Notes what the app's stores and services say, as in the browser host. */
const tap = pathToFileURL(join(import.meta.dirname, '../../proofs/secrets/tap-process.ts')).href;

type WindowMade = Extract<ToScreen, { kind: 'window' }>;

export interface DesktopDoubleOptions {
  /** A page that becomes the window: asked for at the start, and again after the page crashed. */
  newPage: () => Promise<Page>;
  /** Hears of each file that the page wants saved, at once, and of the app's verdict. */
  offered?: (download: Download, verdict: Promise<boolean>) => void;
  dataDir: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** How its surroundings differ from a desktop where all goes well. */
  world?: Partial<World>;
  /** The folder that the app is started in. */
  cwd?: string;
}

/** The built desktop app on the double, in a process of its own. */
export interface DesktopDouble {
  /**
   * The page that shows the window; another one after a crash.
   * @throws Error where there was no window yet
   */
  page(): Page;
  /** Everything it printed, to both streams. */
  output(): string;
  /** Where the app put its window, and how large; the page that shows it has the size that the test wants. */
  window(): Pick<WindowMade, 'x' | 'y' | 'width' | 'height'> | null;
  /** Whether the person sees the window. */
  isShown(): boolean;
  /** The arguments of every call of a member of Electron's. */
  calls(name: string): readonly (readonly unknown[])[];
  /** Files that the page wanted saved, and whether the app let it. */
  downloads(): readonly { url: string; allowed: boolean }[];
  /** The person, or the system, does something. */
  act(
    message: Extract<
      FromScreen,
      { kind: 'close' | 'moved' | 'world' | 'second instance' | 'open url' | 'open file' | 'quit' | 'menu' | 'power' }
    >,
  ): void;
  /** Kills the page's process; resolves when the window shows a page again. */
  crash(): Promise<Page>;
  /** Its exit code, once it has ended; null where a signal ended it. */
  ended: Promise<number | null>;
  /** An orderly end (SIGTERM). */
  stop(): Promise<number | null>;
  /** As a power cut would (SIGKILL). */
  kill(): Promise<void>;
}

/** Starts the built app. Resolves once its window shows the page, or it has ended. */
export async function startDesktopDouble(options: DesktopDoubleOptions): Promise<DesktopDouble> {
  const child = fork(launcher, ['--data-dir', options.dataDir, ...(options.args ?? [])], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', tap],
    cwd: options.cwd,
    env: {
      ...process.env,
      ...options.env,
      DESKTOP_DOUBLE: JSON.stringify({ main: builtMain, world: options.world ?? {} }),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => child.exitCode);
  const lines = readLines(child);
  const calls: Call[] = [];
  const firstLoad = Promise.withResolvers<void>();
  let screen: Screen | null = null;
  let made: WindowMade | null = null;
  let address = '';
  let isShown = false;
  let lastReload = Promise.withResolvers<void>();

  const tell = (message: FromScreen) => child.connected && child.send(message);
  const heard = (json: string) => {
    const message = fromScreenSchema.parse(JSON.parse(json));
    if (message.kind === 'port' && 'text' in message.data) notePosted(message.data.text);
    tell(message);
  };
  const open = async (page: Page) => {
    const { offered = () => {} } = options;
    screen = await Screen.open(page, { preload: made?.preload ?? '', tell, heard, offered });
  };
  /** The window's own affairs, one after the other: a page must be ready before it is loaded. */
  const inOrder = async (message: ToScreen): Promise<void> => {
    switch (message.kind) {
      case 'window':
        made = message;
        return open(await options.newPage());
      case 'load': {
        address = message.url;
        const error = (await screen?.load(address)) ?? null;
        tell({ kind: 'loaded', load: message.load, error });
        return firstLoad.resolve();
      }
      case 'reload': {
        // Playwright cannot use a crashed page again: another one takes its place.
        if (screen?.isCrashed) await open(await options.newPage());
        await screen?.load(address);
        tell({ kind: 'reloaded' });
        return lastReload.resolve();
      }
      case 'gone':
        await screen?.page.close();
        return;
      default:
    }
  };
  let last = Promise.resolve();
  child.on('message', (raw) => {
    const message = toScreenSchema.parse(raw);
    switch (message.kind) {
      case 'window':
      case 'load':
      case 'reload':
      case 'gone':
        last = last.then(() => inOrder(message)).catch((error: unknown) => firstLoad.reject(error));
        return;
      case 'show':
        isShown = true;
        return;
      case 'ipc':
      case 'port':
      case 'port closed':
        if (message.kind === 'port' && 'text' in message.data) notePosted(message.data.text);
        return screen?.deliver(message);
      case 'response':
      case 'verdict':
        return screen?.answered(message);
      case 'call':
        calls.push(message);
        return;
      default:
        return message satisfies never;
    }
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const code = await ended;
    await last;
    if (screen && !screen.page.isClosed()) await screen.page.close();
    return code;
  };
  const page = () => {
    if (!screen) throw new Error(`The desktop app made no window:\n${lines.join('\n')}`);
    return screen.page;
  };
  await Promise.race([firstLoad.promise, ended]);
  return {
    page,
    output: () => lines.join('\n'),
    window: () => made,
    isShown: () => isShown,
    calls: (name) => calls.filter((call) => call.name === name).map(({ args }) => args),
    downloads: () => screen?.downloads ?? [],
    act: tell,
    async crash() {
      lastReload = Promise.withResolvers();
      await screen?.crash();
      await lastReload.promise;
      return page();
    },
    ended,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}

function readLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      noteMessage('host output', 'desktop app', line);
    });
  }
  return lines;
}
