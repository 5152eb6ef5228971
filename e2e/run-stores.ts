import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Writable } from 'node:stream';
import { chooseStores } from './proofs/store-checks/choice.ts';
import {
  closingLine,
  isGood,
  readResult,
  type StoreResult,
  sumLine,
  withFlows,
} from './proofs/store-checks/store-results.ts';
import type { StoreServer } from './support/servers/server.ts';
import { servers } from './support/servers/servers.ts';

// `npm run test:stores -- [--quick] [NAME…]`: installs and starts each real S3 server that this computer can have, and runs
// on it the store checks, the main flow, a stubborn clean-up and odd keys; on some the page's flows too. One closing line each.

/** Stores that are checked at once. */
const sideBySide = 2;

const root = join(import.meta.dirname, '..');
const reports = join(root, 'e2e/reports/stores');
mkdirSync(reports, { recursive: true });

const { chosen, leftOut, isQuick } = choose();
const results = new Map<StoreServer, StoreResult>();
for (const { server, reason } of leftOut) results.set(server, { kind: 'left out', reason });

const waiting = chosen.values();
await Promise.all(
  Array.from({ length: sideBySide }, async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      results.set(next.value, await check(next.value));
      report(next.value);
    }
  }),
);

console.log('');
for (const server of servers) {
  if (results.has(server)) report(server);
}
const all = [...results.values()];
console.log(sumLine(all));
if (!all.every(isGood)) process.exit(1);
if (!all.some(({ kind }) => kind === 'checked')) {
  console.error('No store could be checked.');
  // The quick run stands beside Ceph's own: a computer without the other registries has said so, and fails nothing.
  if (!isQuick) process.exit(1);
}

function choose() {
  try {
    return chooseStores(servers, process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

async function check(server: StoreServer): Promise<StoreResult> {
  console.log(`${server.title}: ${server.isInstalled() ? 'checking' : 'installing'}…`);
  try {
    await server.install();
  } catch (error) {
    return { kind: 'not installed', reason: error instanceof Error ? error.message : String(error) };
  }
  const startedAt = performance.now();
  const json = join(reports, `${server.name}.json`);
  rmSync(json, { force: true });
  const log = createWriteStream(logOf(server));
  const status = await run(server, log, 'node_modules/vitest/vitest.mjs', [
    // What every store is asked, and what this one alone can be.
    ...['run', '--config', 'e2e/proofs/store-checks/vitest.store.config.ts', 'every-store'],
    `store-checks/${server.name}/`,
    ...['--reporter=verbose', '--reporter=json', `--outputFile.json=${json}`],
  ]);
  const flows = server.flows && !isQuick ? await run(server, log, 'e2e/run.ts', []) : null;
  log.end();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const text = existsSync(json) ? readFileSync(json, 'utf8') : null;
  const result = readResult(text, server.habits.deviations, seconds);
  // Vitest fails for more than its checks: an error between them, a set-up that broke.
  if (status !== 0 && isGood(result)) return { kind: 'broke', reason: `its checks ended with ${status}` };
  return flows === null ? result : withFlows(result, flows === 0);
}

/** Runs a script of this repository on a store, its words into a log. @returns its exit code */
async function run(
  server: StoreServer,
  log: Writable,
  script: string,
  args: readonly string[],
): Promise<number | null> {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, STORE: server.name },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const [status] = await once(child, 'close');
  return typeof status === 'number' ? status : null;
}

function report(server: StoreServer): void {
  const result = results.get(server);
  if (!result) return;
  console.log(closingLine(server.title, server.version, result));
  if (isGood(result)) return;
  if (result.kind === 'checked') for (const name of result.failed) console.log(`  ${name}`);
  console.log(`  See ${relative(root, logOf(server))}`);
}

function logOf({ name }: StoreServer): string {
  return join(reports, `${name}.log`);
}
