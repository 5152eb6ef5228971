import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('./check-runtime.cjs', import.meta.url));

/** Runs it as npm would; `version` stands in for the Node that runs the script itself. */
function check(agent: string, options: { version?: string; mode?: string } = {}) {
  const version = `Object.defineProperty(process,'version',{value:${JSON.stringify(options.version ?? process.version)}})`;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(version)}`,
      script,
      ...(options.mode ? [options.mode] : []),
    ],
    { encoding: 'utf8', env: { ...process.env, npm_config_user_agent: agent } },
  );
  return { status, said: stderr + stdout };
}
const fine = { status: 0, said: '' };

test('says nothing where all is new enough', () => {
  expect(check('npm/10.0.0 node/v20.0.0 linux x64')).toEqual(fine);
  expect(check('npm/11.19.1 node/v24.1.0 linux x64', { mode: 'run' })).toEqual(fine);
  expect(check('')).toEqual(fine);
});

test('a too-old Node gets one sentence, told from npm’s word or its own', () => {
  const said =
    'Loose Parts needs Node.js 20 or newer, and found 18. Get it from https://nodejs.org and run the command again.\n';
  expect(check('npm/10.0.0 node/v18.20.1 linux x64')).toEqual({ status: 1, said });
  expect(check('', { version: 'v18.20.1' })).toEqual({ status: 1, said });
});

test('a too-old npm gets one sentence', () => {
  const said =
    'Loose Parts needs npm 10 or newer, and found 9. Run "npm install --global npm@11" and then the command again.\n';
  expect(check('npm/9.9.9 node/v20.0.0 linux x64')).toEqual({ status: 1, said });
});

test('running without the project’s own Node gets one sentence; installing does not', () => {
  const said =
    'Loose Parts runs on a Node.js 24 of its own in node_modules, and it is not there. Run "npm ci", with install scripts allowed, and then the command again.\n';
  expect(check('npm/10.0.0 node/v20.0.0 linux x64', { version: 'v20.20.2', mode: 'run' })).toEqual({ status: 1, said });
  expect(check('npm/10.0.0 node/v20.0.0 linux x64', { version: 'v20.20.2' })).toEqual(fine);
});
