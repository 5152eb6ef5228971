import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { noteMessage, noteSecret } from '../../proofs/secrets/collection.ts';

const entry = join(import.meta.dirname, '../../../dist/electron/serve.js');
/** Notes what the host says to the page and hears from it. */
const tap = pathToFileURL(join(import.meta.dirname, '../../proofs/secrets/tap-process.ts')).href;
const readyLine = /^Loose Parts is ready at (\S+)$/;

/** A browser host in a process of its own. */
export interface BrowserHostProcess {
  /** The page's address, with this run's token. */
  url: string;
  /** Everything it printed, to both streams. */
  output(): string;
  /** An orderly end (SIGTERM). */
  stop(): Promise<void>;
  /** As a power cut would (SIGKILL). */
  kill(): Promise<void>;
}

/**
 * Starts the built browser host and waits for its ready line.
 *
 * @throws Error with everything it printed, where it ended before
 */
export async function startBrowserHost(options: {
  dataDir: string;
  /** Lets it open a web browser as it would for a person: `env` has to hold one. */
  open?: boolean;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}): Promise<BrowserHostProcess> {
  const args = [
    '--import',
    tap,
    entry,
    ...(options.open ? [] : ['--no-open']),
    '--port',
    '0',
    '--data-dir',
    options.dataDir,
    ...(options.args ?? []),
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const address = readyLine.exec(line)?.[1];
        const token = address === undefined ? null : new URL(address).hash.replace('#token=', '');
        if (token !== null) noteSecret('browser host’s token', token);
        // Its first showing in the ready line is on purpose, a second one would not be.
        noteMessage('host output', 'browser host', token === null ? line : line.replace(token, ''));
        if (address) resolve(address);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The browser host ended with ${code}:\n${lines.join('\n')}`)));
  });
  return {
    url,
    output: () => lines.join('\n'),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
