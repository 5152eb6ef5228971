import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommand } from './run-command.ts';
import { isRunning } from './testing/is-running.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = { env: process.env, limitMs: 60_000, mostOutput: 1000 };
const node = (script: string) => `"${process.execPath}" -e "${script}"`;

it('as many as there are connections hold one listener, which is gone with the last', async () => {
  const before = process.listenerCount('exit');
  const running = Array.from({ length: 12 }, () => runCommand(node('console.log(1)'), options));
  expect(process.listenerCount('exit')).toBe(before + 1);
  expect(await Promise.all(running)).toEqual(Array(12).fill({ kind: 'printed', output: '1\n' }));
  expect(process.listenerCount('exit')).toBe(before);
});

it('an app that ends takes its commands with it', async () => {
  const pid = join(folder, 'pid');
  const hanging = join(folder, 'hangs.cjs');
  // Renamed, so that the number is whole as soon as the file is there.
  writeFileSync(
    hanging,
    `const fs = require('node:fs');
     fs.writeFileSync(${JSON.stringify(`${pid}.new`)}, String(process.pid));
     fs.renameSync(${JSON.stringify(`${pid}.new`)}, ${JSON.stringify(pid)});
     setInterval(() => {}, 1000);`,
  );
  const app = `
    import { watch } from 'node:fs';
    import { runCommand } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'run-command.ts')).href)};
    watch(${JSON.stringify(folder)}, (_, name) => name === 'pid' && process.exit(0));
    void runCommand(${JSON.stringify(`"${process.execPath}" "${hanging}"`)}, { env: process.env, limitMs: 60_000, mostOutput: 1000 });
  `;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', app], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const started = Number(readFileSync(pid, 'utf8'));
  await vi.waitFor(() => expect(isRunning(started)).toBe(false));
});
