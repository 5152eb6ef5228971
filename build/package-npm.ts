import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledFilesSchema } from './shipped/bundled-packages.ts';
import { layOutNpmPackage } from './shipped/npm-package.ts';

/** `npm run package:npm`: the browser host as an npm package, release/loose-parts-VERSION.tgz. */
const root = fileURLToPath(new URL('..', import.meta.url));
const release = join(root, 'release');
const folder = join(release, 'npm');
mkdirSync(release, { recursive: true });
layOutNpmPackage(
  root,
  folder,
  bundledFilesSchema.parse(JSON.parse(readFileSync(join(root, 'dist/bundled.json'), 'utf8'))),
);
const windows = process.platform === 'win32';
const args = ['pack', '--pack-destination', release];
process.exitCode =
  spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: folder, stdio: 'inherit', shell: windows }).status ?? 1;
