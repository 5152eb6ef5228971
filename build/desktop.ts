import { type ChildProcess, spawn } from 'node:child_process';
import { desktopReadyLine, exitCodes } from '../electron/host/exit.ts';

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

/**
 * Runs the desktop app until it ends. It counts as opened once it has said so on stdout; one that dies before that
 * (no libraries, no sandbox) is `not opened`, unless it told why by itself.
 *
 * `signals` tells of the person's wish to end it, the second time with force.
 */
export function runDesktop(options: {
  binary: string;
  args: readonly string[];
  signals: { on(listener: (force: boolean) => void): void };
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
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    options.out(text);
    if (!opened) {
      seen = (seen + text).slice(-200);
      opened = seen.includes(desktopReadyLine);
    }
  });
  options.signals.on((force) => {
    asked = true;
    child.kill(force ? 'SIGKILL' : 'SIGTERM');
    limit ??= setTimeout(() => child.kill('SIGKILL'), options.endLimitMs ?? 8_000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not opened', reason: error.message }));
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      if (code === exitCodes.told) return resolve({ kind: 'ended', code: exitCodes.failed });
      if (asked || code === 0) return resolve({ kind: 'ended', code: exitCodes.done });
      if (opened) return resolve({ kind: 'ended', code: exitCodes.failed });
      const how = signal === null ? `exit code ${code}` : signal;
      resolve({ kind: 'not opened', reason: `${how}; its own words are above` });
    });
  });
}
