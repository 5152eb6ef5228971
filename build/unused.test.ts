import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

// What nobody uses is planted in a small tree, and knip, as `npm run unused` runs it, must name it.

const root = fileURLToPath(new URL('..', import.meta.url));
const knip = join(root, 'node_modules/knip/bin/knip.js');

const tree: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    scripts: { test: 'vitest run --config build/vitest.config.ts' },
    devDependencies: { knip: '*', vitest: '*', vite: '*', '@vitejs/plugin-react': '*', zod: '*', 'fast-check': '*' },
  }),
  'electron/main.ts': `import { z } from 'zod'; import { used } from './engine/words.ts'; z; used;`,
  'electron/engine/words.ts': `export const used = 1; export const dead = 2; export const tested = 3; const own = 4; export const inside = own;`,
  'electron/engine/words.test.ts': `import { expect, test } from 'vitest'; import { tested } from './words.ts'; test('tested', () => expect(tested).toBe(3));`,
  'electron/engine/file.ts': 'export const file = 1;',
  'electron/engine/testing/double.ts': `export const double = 1;`,
  'electron/engine/double.test.ts': `import { test } from 'vitest'; import { double } from './testing/double.ts'; test('double', () => void double);`,
};

const issue = z.array(z.object({ name: z.string() })).default([]);
const reportSchema = z.object({
  issues: z.array(z.object({ file: z.string(), files: issue, exports: issue, devDependencies: issue })),
});

let folder: string;

/** What is named, as `kind file name`. */
function named(...options: string[]): string[] {
  const command = [knip, '--config', 'build/knip.ts', '--reporter', 'json', '--no-progress', ...options];
  const { stdout, status } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  expect(status).toBe(1);
  const { issues } = reportSchema.parse(JSON.parse(stdout));
  return issues
    .flatMap(({ file, files, exports, devDependencies }) => [
      ...files.map(() => `file ${file}`),
      ...exports.map(({ name }) => `export ${file} ${name}`),
      ...devDependencies.map(({ name }) => `dependency ${name}`),
    ])
    .toSorted();
}

beforeAll(() => {
  // Not `loose-parts-…`: with its link to every package it must not be kept for the sweep for secrets.
  folder = mkdtempSync(join(tmpdir(), 'planted-loose-parts-unused-'));
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  for (const path of ['build/knip.ts', 'build/vitest.config.ts', 'build/compile-cache.ts', 'tsconfig.json']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a dead file, export or dependency is named', { timeout: 60_000 }, () => {
  expect(named()).toEqual([
    'dependency fast-check',
    'export electron/engine/words.ts dead',
    'export electron/engine/words.ts inside',
    'file electron/engine/file.ts',
  ]);
});

test('of what ships, an export is named that only a test keeps alive; a double is none', { timeout: 60_000 }, () => {
  expect(named('--production')).toEqual([
    'export electron/engine/words.ts dead',
    'export electron/engine/words.ts inside',
    'export electron/engine/words.ts tested',
    'file electron/engine/file.ts',
  ]);
});
