import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type Page } from '@playwright/test';
import { findElectron } from '../../../build/electron-binary.ts';
import { noteMessage } from '../../proofs/secrets/collection.ts';

const root = join(import.meta.dirname, '../../..');

/** Electron's binary, or null where it was never fetched. */
export function electronBinary(): string | null {
  return findElectron(root);
}

/** The desktop app on its own data folder. */
export async function startElectron(options: {
  dataDir: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}): Promise<{ page: Page; close(): Promise<void>; kill(): Promise<void> }> {
  const executablePath = electronBinary();
  if (executablePath === null) throw new Error('There is no Electron binary here.');
  const env = Object.entries({ ...process.env, ...options.env }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const app = await _electron.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      join(root, 'dist/electron/main.js'),
      '--data-dir',
      options.dataDir,
      ...(options.args ?? []),
    ],
    env: Object.fromEntries(env),
  });
  const child = app.process();
  const { stdout, stderr } = child;
  for (const stream of [stdout, stderr]) {
    if (stream)
      createInterface({ input: stream }).on('line', (line) => noteMessage('host output', 'desktop app', line));
  }
  return {
    page: await app.firstWindow(),
    close: () => app.close(),
    async kill() {
      const closed = app.waitForEvent('close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}
