import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { signingOf } from './signing.ts';

/** `npm run package -- [electron-builder's own arguments]`: installers of what is built, for the system that this runs on. */

/**
 * How electron-builder is asked on a system. On Linux the product's name is the name of the folder below /opt, and one with
 * a space ends the app at its start where Chromium's setuid sandbox is used: the command of its helper is split at spaces
 * (content/browser/zygote_host; electron/electron#44414). What people read stays “Loose Parts”. Pure.
 */
export function packageArguments(platform: NodeJS.Platform): string[] {
  const name = platform === 'linux' ? ['-c.productName=loose-parts'] : [];
  return ['--config', 'build/electron-builder.yml', ...name];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const signing = signingOf(process.platform, process.env);
  console.log(signing.sentence);
  if (signing.kind === 'stops') process.exit(1);
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const args = [cli, ...packageArguments(process.platform), ...signing.args, ...process.argv.slice(2)];
  const root = fileURLToPath(new URL('..', import.meta.url));
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: signing.env }).status ?? 1;
}
