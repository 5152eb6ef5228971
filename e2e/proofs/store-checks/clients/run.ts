import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installMissing } from '../../../support/servers/install-ceph.ts';
import { debianPackages, findClients, sentenceOfAbsent } from './clients.ts';

// `npm run test:clients`: the AWS CLI, boto3, rclone and s3cmd on `npm run practice`. What is missing is installed from
// Debian where that can be, and named where it cannot.

try {
  installMissing('These clients are installed from Debian', debianPackages);
} catch (error) {
  console.warn(error instanceof Error ? error.message : String(error));
}
const clients = findClients();
const absent = sentenceOfAbsent(clients);
if (absent !== null) console.warn(absent);
if (clients.every(({ paths }) => paths.length === 0)) {
  console.error('No client is installed: nothing was tried.');
  process.exit(1);
}
const root = join(import.meta.dirname, '../../../..');
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'e2e/proofs/store-checks/clients/vitest.clients.config.ts'],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
