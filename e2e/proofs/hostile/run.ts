import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isFresh } from '../../../build/freshness.ts';

// `npm run test:hostile`: hostile stores against the built app, which is built where it is not up to date.

const root = join(import.meta.dirname, '../../..');
if (!isFresh(root)) run('build/build.ts', []);
run('node_modules/vitest/vitest.mjs', [
  'run',
  '--config',
  'e2e/proofs/hostile/vitest.config.ts',
  ...process.argv.slice(2),
]);

/** Runs a script of this repository to its end; where it fails, so do we. */
function run(script: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
