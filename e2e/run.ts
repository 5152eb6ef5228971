import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isFresh } from '../build/freshness.ts';
import { provideChromium } from './chromium.ts';
import { electronBinary } from './hosts/desktop.ts';
import { servers } from './support/servers/servers.ts';

// `npm run test:e2e -- [--store=NAME] [Playwright's own arguments]`: every flow, in a Chromium of this computer and, where
// Electron's binary is, in the desktop app. With --store=ceph (or STORE=ceph), or another real store: the main flows
// against that.

const root = join(import.meta.dirname, '..');
const asked = process.argv.slice(2);
const option = '--store=';
const passedOn = asked.filter((argument) => !argument.startsWith(option));
const named = asked.find((argument) => argument.startsWith(option))?.slice(option.length);
const store = named ?? process.env.STORE ?? 'practice';
const names = ['practice', ...servers.map(({ name }) => name)];
if (!names.includes(store)) fail(`'${store}' is none of the stores: ${names.join(', ')}.`);

const chromium = provideChromium();
if (chromium === null) {
  fail(
    'The flows need a Chromium, and none was found or could be installed. Install Chromium or Google Chrome, or set CHROMIUM_PATH.',
  );
}
if (!isFresh(root)) run('build/build.ts', []);
if (electronBinary() === null) console.log('skipped: no Electron binary');
run('node_modules/@playwright/test/cli.js', ['test', '--config', 'e2e/playwright.config.ts', ...passedOn], {
  STORE: store,
  CHROMIUM_PATH: chromium,
});

/** Runs a script of this repository to its end; where it fails, so do we. */
function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
