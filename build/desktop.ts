import { type ChildProcess, spawn } from 'node:child_process';
import { desktopReadyLine, exitCodes } from '../electron/host/exit.ts';
import { fetchElectron, findElectron } from './electron-binary.ts';

/** What of the surroundings decides whether a window can be opened. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  /** User ID; undefined on Windows. */
  uid: number | undefined;
}

/** Why the desktop app cannot run here, as the beginning of a sentence; null where it can. Pure. */
export function whyNoDesktop({ platform, env, uid }: Surroundings): string | null {
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return 'There is no display here';
  if (platform === 'linux' && uid === 0) return 'Chromium’s sandbox does not run as root';
  return null;
}

/** How a run of the desktop app went: `code` is what to exit with. */
export type DesktopOutcome = { kind: 'ended'; code: number } | { kind: 'not opened'; reason: string };

/** Is told of the person's wish to end: the first time, and from then on with force. */
type StopListener = (force: boolean) => void;

export interface DesktopOptions {
  /** The repository's folder, which is also the app's. */
  root: string;
  /** The person's flags. */
  args: readonly string[];
  surroundings: Surroundings;
  /** Fetching the Electron binary is given up after so long without a byte, ms. */
  stallMs: number;
  onStop: (listener: StopListener) => void;
  out: (text: string) => void;
  /** Whether `out` is a terminal, where a line can be written over. */
  terminal: boolean;
  /** Folder of downloads; the system's usual one unless given. */
  cacheRoot?: string;
}

/** Opens the desktop app where that can be, having fetched the Electron binary if need be, and waits for its end. */
export async function openDesktop(options: DesktopOptions): Promise<DesktopOutcome> {
  const { root, surroundings, out } = options;
  const why = whyNoDesktop(surroundings);
  if (why !== null) return { kind: 'not opened', reason: why };
  let binary = findElectron(root, surroundings.env);
  if (binary === null) {
    const failure = await fetchBinary(options);
    if (failure === 'stopped') return { kind: 'ended', code: exitCodes.done };
    binary = findElectron(root, surroundings.env);
    if (binary === null) return { kind: 'not opened', reason: `The Electron binary could not be fetched (${failure})` };
  }
  const outcome = await runDesktop({
    binary,
    args: [leanHeap, root, ...options.args],
    onStop: options.onStop,
    out,
  });
  if (outcome.kind === 'ended') return outcome;
  return { kind: 'not opened', reason: `The desktop app did not open (${outcome.reason})` };
}

async function fetchBinary(options: DesktopOptions): Promise<string | null> {
  const { out, terminal } = options;
  out('Fetching the Electron binary, once (about 110 MB; npm start -- --browser does without) …\n');
  const abort = new AbortController();
  options.onStop(() => abort.abort());
  let shown = -1;
  const failure = await fetchElectron({
    root: options.root,
    stallMs: options.stallMs,
    signal: abort.signal,
    ...(options.cacheRoot ? { cacheRoot: options.cacheRoot } : {}),
    onProgress(received, total) {
      const megabytes = Math.floor(received / 1_000_000);
      const percent = total ? Math.floor((received / total) * 100) : null;
      // A terminal gets one line that counts up, a file a line now and then.
      const step = terminal ? (percent ?? megabytes) : Math.floor((percent ?? megabytes) / 10);
      if (step === shown) return;
      shown = step;
      const text = percent === null ? `  ${megabytes} MB` : `  ${percent} %`;
      out(terminal ? `\r${text}` : `${text}\n`);
    },
  });
  if (shown >= 0 && terminal) out('\n');
  return abort.signal.aborted ? 'stopped' : failure;
}

/**
 * As `npm start` runs the browser host, where it was measured: pages of a scan are short-lived and large, and with V8's usual
 * young generation that process grew by a hundred megabytes, with its usual growth by two hundred more
 * (`electron/browser/lean-heap.ts`). Nobody has measured it in Electron. There V8 takes flags from the command line alone, and
 * Chromium hands them to the page's process as well; the installed app, which nobody gives a command line, runs with V8's usual
 * heap.
 */
const leanHeap = '--js-flags=--max-semi-space-size=4 --heap-growing-percent=30';

/** After so long without a window the person is told what to do, ms. */
const hintMs = 30_000;
const noWindowYet =
  'The window has not opened yet. If none shows, press Ctrl-C and run npm start -- --browser: it opens Loose Parts in your web browser.\n';

/**
 * Runs the desktop app until it ends. It counts as opened once it has said so on stdout; one that dies before that
 * (no libraries, no sandbox) is `not opened`, unless it told why by itself.
 *
 * One that neither opens nor ends (a window that the compositor never shows) is waited for, and the person told the way out.
 *
 * `onStop` tells of the person's wish to end it, the second time with force.
 */
export function runDesktop(options: {
  binary: string;
  args: readonly string[];
  onStop: (listener: StopListener) => void;
  out: (text: string) => void;
  /** How long it may take to end when asked, ms. */
  endLimitMs?: number;
}): Promise<DesktopOutcome> {
  // Electron would be a plain Node with this one set.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child: ChildProcess = spawn(options.binary, options.args, { stdio: ['inherit', 'pipe', 'inherit'], env });
  let opened = false;
  let asked = false;
  let seen = '';
  let limit: NodeJS.Timeout | undefined;
  const hint = setTimeout(() => options.out(noWindowYet), hintMs);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    options.out(text);
    if (!opened) {
      seen = (seen + text).slice(-200);
      opened = seen.includes(desktopReadyLine);
      if (opened) clearTimeout(hint);
    }
  });
  options.onStop((force) => {
    asked = true;
    child.kill(force ? 'SIGKILL' : 'SIGTERM');
    limit ??= setTimeout(() => child.kill('SIGKILL'), options.endLimitMs ?? 8_000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      clearTimeout(hint);
      resolve({ kind: 'not opened', reason: error.message });
    });
    child.once('close', (code, signal) => {
      clearTimeout(hint);
      clearTimeout(limit);
      if (code === exitCodes.told) return resolve({ kind: 'ended', code: exitCodes.failed });
      if (asked || code === 0) return resolve({ kind: 'ended', code: exitCodes.done });
      if (opened) return resolve({ kind: 'ended', code: exitCodes.failed });
      const how = signal === null ? `exit code ${code}` : signal;
      resolve({ kind: 'not opened', reason: `${how}; its own words are above` });
    });
  });
}
