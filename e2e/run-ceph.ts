import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installCeph } from './support/servers/install-ceph.ts';

// `npm run test:ceph`: the store checks and the main flows against a real Ceph gateway that is started for them.

const root = join(import.meta.dirname, '..');
const startedAt = Date.now();

try {
  installCeph();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
step('A collection for the sweep', ['e2e/proofs/secrets/begin.ts']);
step('Store checks', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--config',
  'e2e/proofs/store-checks/vitest.store.config.ts',
]);
step('Flows', ['e2e/run.ts', '--store=ceph']);
step('The sweep for secrets', ['e2e/proofs/secrets/run-sweep.ts']);
console.log(`\nCeph: all passed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);

/** Runs a script of this repository to its end; where it fails, so do we, and say which. */
function step(name: string, [script = '', ...args]: string[]): void {
  console.log(`\n${name} on Ceph`);
  const { status, signal } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, STORE: 'ceph' },
  });
  if (status === 0) return;
  console.error(`\nCeph: ${name.toLowerCase()} failed${signal ? ` (${signal})` : ''}.`);
  process.exit(status || 1);
}
