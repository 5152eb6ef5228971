import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveBaseline, filesOfArchive, growthProblem, strayFiles } from './shipped/archive.ts';
import { openFuses } from './shipped/fuses.ts';
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

/**
 * Looks at what was packaged: what each archive holds, how large it is, and how the fuses stand in the program beside it.
 *
 * @param release the folder that electron-builder wrote to
 * @returns what is wrong, in words; empty where all is well
 */
export async function packagedProblems(release: string, say: (line: string) => void): Promise<string[]> {
  const archives = globSync('*/**/app.asar', { cwd: release });
  if (archives.length === 0) return [`There is no packaged app in ${release}.`];
  const problems: string[] = [];
  for (const archive of archives) {
    const files = filesOfArchive(join(release, archive));
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    say(`${archive} holds ${bytes} bytes in ${files.length} files.`);
    const strays = strayFiles(files).map((path) => `It must not hold ${path}.`);
    const growth = growthProblem(bytes, archiveBaseline());
    const fuses = await openFuses(programBeside(join(release, archive)));
    const found = [...strays, ...(growth === null ? [] : [growth]), ...fuses.map((fuse) => `${fuse}.`)];
    problems.push(...found.map((problem) => `${archive}: ${problem}`));
  }
  return problems;
}

/** The program that an archive belongs to; on a Mac the whole `.app`. @throws Error where there is none */
function programBeside(archive: string): string {
  const above = dirname(dirname(archive));
  if (above.endsWith('Contents')) return dirname(above);
  for (const name of ['Loose Parts.exe', 'loose-parts']) {
    if (existsSync(join(above, name))) return join(above, name);
  }
  throw new Error(`There is no program beside ${archive}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const signing = signingOf(process.platform, process.env);
  console.log(signing.sentence);
  if (signing.kind === 'stops') process.exit(1);
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  // The app reads it back, and looks for updates only where it is so (electron/desktop/updates.ts).
  const signed = `-c.extraMetadata.signed=${signing.isSigned}`;
  const args = [cli, ...packageArguments(process.platform), ...signing.args, signed, ...process.argv.slice(2)];
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: signing.env });
  if (status !== 0) process.exit(status ?? 1);
  const problems = await packagedProblems(join(root, 'release'), (line) => console.log(line));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
}
