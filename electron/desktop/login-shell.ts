import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { basename, delimiter } from 'node:path';
import { endWithAllItStarted, endWithUs, ownGroup } from '../engine/connections/credentials/process-tree.ts';
import type { Log } from '../engine/ports/ports.ts';

/** Started from the Dock or a launcher, the app waits no longer for the person's shell than this, ms. */
const longestAnswerMs = 5_000;
const longestOutput = 4 * 1024 * 1024;
/** Profiles print greetings of their own: what we asked for stands between two of these. */
const mark = '--- loose-parts environment ---';

export interface LoginShellOptions {
  /** The app's own environment. */
  env: NodeJS.ProcessEnv;
  /** The person's shell; as the system has it where left out. */
  shell?: string;
  log: Log;
  limitMs?: number;
}

/**
 * The environment for commands that get credentials: the app's own, with what a login shell of the person's adds to it,
 * PATH, AWS_* and NODE_EXTRA_CA_CERTS. An app started from the Dock or a launcher has neither the folders nor the settings of their profile,
 * so that a `credential_process` would not be found. What the app was started with goes first.
 *
 * Never throws: a shell that is slow or fails adds nothing, and the log says so.
 */
export async function withLoginShell(options: LoginShellOptions): Promise<NodeJS.ProcessEnv> {
  const { env, log } = options;
  try {
    const output = await askShell(options.shell ?? env.SHELL ?? userInfo().shell ?? '/bin/sh', options);
    return addTo(env, parseEnvironment(output));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn('The login shell did not tell its environment; credential processes get the app’s own', { reason });
    return env;
  }
}

/** What a shell printed between the two marks, by name. Pure. */
export function parseEnvironment(output: string): Record<string, string> {
  const [, told] = output.split(mark);
  if (told === undefined) throw new Error('it printed no environment');
  const entries = told.split('\0').flatMap((entry): [string, string][] => {
    const at = entry.indexOf('=');
    return at > 0 ? [[entry.slice(0, at), entry.slice(at + 1)]] : [];
  });
  return Object.fromEntries(entries);
}

/** Settings for credentials, and the file of authorities that a connection can be offered. */
const isTaken = (name: string) => name.startsWith('AWS_') || name === 'NODE_EXTRA_CA_CERTS';

/** Pure. */
export function addTo(own: NodeJS.ProcessEnv, told: Record<string, string>): NodeJS.ProcessEnv {
  const added = Object.entries(told).filter(([name]) => isTaken(name) && own[name] === undefined);
  // The person's order first: their tools may be newer than the system's.
  const folders = [...(told.PATH ?? '').split(delimiter), ...(own.PATH ?? '').split(delimiter)].filter(Boolean);
  return { ...own, ...Object.fromEntries(added), PATH: [...new Set(folders)].join(delimiter) };
}

/** Interactive and login, as a terminal has it; of csh's family, `-l` goes with nothing else. */
const flagsOf = (shell: string) => (/^t?csh$/.test(basename(shell)) ? '-ic' : '-ilc');

function askShell(shell: string, { env, limitMs = longestAnswerMs }: LoginShellOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(shell, [flagsOf(shell), `printf '%s' '${mark}'; /usr/bin/env -0; printf '%s' '${mark}'`], {
      // For profiles that start other things: nobody sits at this shell.
      env: { ...env, TERM: 'dumb', ZSH_TMUX_AUTOSTART: 'false', DISABLE_AUTO_UPDATE: 'true' },
      stdio: ['ignore', 'pipe', 'ignore'],
      // All that a profile starts can be ended, and none of it takes the terminal from us.
      ...ownGroup,
    });
    let output = '';
    const end = () => endWithAllItStarted(child);
    endWithUs(child);
    const timer = setTimeout(() => {
      end();
      reject(new Error(`it did not answer within ${limitMs} ms`));
    }, limitMs);
    const settle = (settled: () => void) => {
      clearTimeout(timer);
      end();
      settled();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // As soon as all is there: what a profile started in the background may hold the pipe open.
      if (output.split(mark).length > 2) settle(() => resolve(output));
      else if (output.length > longestOutput) settle(() => reject(new Error('it printed far too much')));
    });
    // Not `exit`: what it printed last may still be on its way then.
    child.once('close', (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      settle(() => reject(new Error(`it ended with ${how} and printed no environment`)));
    });
  });
}
