import { spawn } from 'node:child_process';
import { endWithAllItStarted, endWithUs, ownGroup } from './process-tree.ts';

/** What came of a command: what it printed, or how it failed. `code`: null where it was ended from outside. */
export type Ran =
  | { kind: 'printed'; output: string }
  | { kind: 'exited'; code: number | null }
  | { kind: 'late' }
  | { kind: 'too much' };

export interface CommandOptions {
  env: NodeJS.ProcessEnv;
  /** Longest that it may run, ms. */
  limitMs: number;
  /** Most that it may print, in characters. */
  mostOutput: number;
}

/**
 * Runs a command line by the system's shell, with nobody to type anything, and resolves with what it printed or how it failed.
 * Never throws. What it started ends with it where it takes too long, prints too much, or this app ends.
 */
export function runCommand(command: string, { env, limitMs, mostOutput }: CommandOptions): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      ...ownGroup,
      env,
      shell: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    const settle = (result: Ran) => {
      clearTimeout(timer);
      resolve(result);
    };
    const giveUp = (failure: Ran) => {
      endWithAllItStarted(child);
      settle(failure);
    };
    const timer = setTimeout(() => giveUp({ kind: 'late' }), limitMs);
    endWithUs(child);
    child.once('error', () => settle({ kind: 'exited', code: null }));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > mostOutput) giveUp({ kind: 'too much' });
    });
    // Not `exit`: what it printed last may still be on its way then.
    child.once('close', (code) => settle(code === 0 ? { kind: 'printed', output } : { kind: 'exited', code }));
  });
}
