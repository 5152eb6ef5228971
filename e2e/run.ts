import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { compileCache } from '../build/compile-cache.ts';
import { isFresh } from '../build/freshness.ts';
import { provideChromium } from './chromium.ts';
import { electronBinary } from './support/hosts/electron.ts';
import { servers } from './support/servers/servers.ts';

// `npm run test:e2e -- [--host=desktop|browser] [--store=NAME] [Playwright's own arguments]`: every flow on its host, in a
// Chromium of this computer. The desktop app runs on a double of Electron and, where Electron's binary is, on that too. With
// --store=ceph (or STORE=ceph), or another real store: the main flows against that.

const root = join(import.meta.dirname, '..');
const asked = process.argv.slice(2);
const passedOn = asked.filter((argument) => !argument.startsWith('--store=') && !argument.startsWith('--host='));
const host = optionOf('host');
if (host !== null && host !== 'desktop' && host !== 'browser') fail(`--host is 'desktop' or 'browser', not '${host}'.`);
const store = optionOf('store') ?? process.env.STORE ?? 'practice';
const names = ['practice', ...servers.map(({ name }) => name)];
if (!names.includes(store)) fail(`'${store}' is none of the stores: ${names.join(', ')}.`);
const hasElectron = electronBinary() !== null;
// Where a workflow has fetched Electron, flows on it are no matter of luck.
if (host !== 'browser' && !hasElectron && process.env.CI_DESKTOP === '1') {
  fail(
    'CI_DESKTOP=1 asks for the flows on Electron itself, and there is no Electron binary: npx install-electron fetches it.',
  );
}

const chromium = provideChromium();
if (chromium === null) {
  fail(
    'The flows need a Chromium, and none was found or could be installed. Install Chromium or Google Chrome, or set CHROMIUM_PATH.',
  );
}
if (!isFresh(root)) run('build/build.ts', []);
if (host !== 'browser' && !hasElectron) {
  console.log('skipped: the flows on Electron itself, because there is no Electron binary. They run on its double.');
}
const projects = { desktop: hasElectron ? ['desktop', 'electron'] : ['desktop'], browser: ['browser'] };
const chosen = host === null ? [] : projects[host].map((name) => `--project=${name}`);
run('node_modules/@playwright/test/cli.js', ['test', '--config', 'e2e/playwright.config.ts', ...chosen, ...passedOn], {
  STORE: store,
  CHROMIUM_PATH: chromium,
  NODE_COMPILE_CACHE: compileCache,
});

/** What stands behind `--NAME=`, or null. */
function optionOf(name: 'host' | 'store'): string | null {
  const option = `--${name}=`;
  return asked.find((argument) => argument.startsWith(option))?.slice(option.length) ?? null;
}

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
