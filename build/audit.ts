import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { electronProblem, findingsOf } from './shipped/audit.ts';
import { bundledFilesSchema } from './shipped/bundled-packages.ts';

/**
 * `npm run audit`, after a build: fails where something that ships has a known hole, or Electron is behind. Asks the registry,
 * and fails too where that does not answer.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** What npm prints, whatever it exits with: it exits with 1 where it found something. */
async function ask(...args: string[]): Promise<unknown> {
  const given = { cwd: root, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
  const { stdout } = await promisify(execFile)(npm, args, given).catch((error: unknown) =>
    z
      .object({ stdout: z.string().min(1) })
      .parse(error, { error: () => `npm ${args.join(' ')} did not answer: ${String(error)}` }),
  );
  return JSON.parse(stdout);
}

const bundled = bundledFilesSchema.parse(JSON.parse(readFileSync(join(root, 'dist/bundled.json'), 'utf8')));
const folders = new Set([...bundled.flatMap(({ packages }) => packages), 'node_modules/electron']);
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')));

const findings = findingsOf(await ask('audit', '--json'), folders);
const times = z.record(z.string(), z.string()).parse(await ask('view', 'electron', 'time', '--json'));
const old = electronProblem(version, times, Date.now());
for (const { package: name, severity, title, url } of findings) console.error(`${name}: ${title} (${severity}) ${url}`);
if (old !== null) console.error(old);
if (findings.length > 0 || old !== null) process.exit(1);
console.log(`Nothing is known against ${folders.size} packages that ship, and Electron ${version} is of the newest.`);
