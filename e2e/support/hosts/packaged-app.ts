import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import {
  endWithAllItStarted,
  endWithUs,
  ownGroup,
} from '../../../electron/engine/connections/credentials/process-tree.ts';
import { memoryOfTree } from './process-memory.ts';

/** A packaged app, as its installers unpack it: where it lies, and whether it starts. */

/** The folder that electron-builder leaves beside the installers, by system and processor, and the program in it. Pure. */
export function packagedPath(release: string, platform: NodeJS.Platform, arch: string): string {
  // electron-builder names x64, its default, nowhere.
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  switch (platform) {
    case 'darwin':
      return join(release, `mac${suffix}`, 'Loose Parts.app', 'Contents', 'MacOS', 'Loose Parts');
    case 'win32':
      return join(release, `win${suffix}-unpacked`, 'Loose Parts.exe');
    default:
      return join(release, `linux${suffix}-unpacked`, 'loose-parts');
  }
}

export interface Trial {
  /** The program. */
  path: string;
  dataDir: string;
  /** Given up after so long, ms. */
  limitMs: number;
  /** Arguments besides the app's own. */
  args?: readonly string[];
}

/** What a packaged app showed. */
export interface Tried {
  button: string;
  /** Bytes, of all its processes; null where the system does not tell. */
  memory: number | null;
}

/**
 * Starts a packaged app and asks it, over the Chrome DevTools Protocol, for what its first window shows. Ends it.
 *
 * @returns the name of the first button that the page offers, and what the app then holds of memory ({@link memoryOfTree})
 * @throws Error in words where it is not there, ends by itself, or shows nothing in time
 */
export async function tryPackagedApp({ path, dataDir, limitMs, args = [] }: Trial): Promise<Tried> {
  if (!existsSync(path)) throw new Error(`There is no packaged app at ${path}. npm run package makes it.`);
  const child = spawn(path, ['--remote-debugging-port=0', '--data-dir', dataDir, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A launcher may start the app as a child, as Debian's of Chromium does, and end alone.
    ...ownGroup,
  });
  endWithUs(child);
  try {
    const endpoint = await listening(child, limitMs);
    const browser = await chromium.connectOverCDP(endpoint, { timeout: limitMs });
    const [context] = browser.contexts();
    if (!context) throw new Error('The app has no window.');
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: limitMs }));
    const button = page.getByRole('button').first();
    await button.waitFor({ timeout: limitMs });
    return { button: (await button.innerText()).trim(), memory: memoryOfTree(child.pid ?? 0) };
  } finally {
    await ended(child);
  }
}

/** Where the app listens: Chromium says so on standard error. */
function listening(child: ChildProcess, limitMs: number): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(limit);
      reject(new Error([why, ...said.slice(-20)].join('\n')));
    };
    const limit = setTimeout(() => fail(`It told no port within ${limitMs / 1000} s.`), limitMs);
    child.once('error', (error) => fail(`It could not be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`It ended by itself (${signal ?? `exit code ${code}`}).`));
    if (child.stderr === null) throw new Error('Standard error is a pipe');
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const endpoint = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
      if (endpoint === undefined) return;
      clearTimeout(limit);
      resolve(endpoint);
    });
  });
}

/** Ends the program with all that it started. */
async function ended(child: ChildProcess): Promise<void> {
  const hasExited = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const exit = hasExited ? null : new Promise((resolve) => child.once('exit', resolve));
  endWithAllItStarted(child);
  await exit;
}
