import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { expect, test } from 'vitest';
import { filesOfArchive, growthProblem, strayFiles } from './archive.ts';

const belongs = [
  'package.json',
  'dist/electron/third-party-notices.txt',
  'dist/electron/main.js',
  'dist/electron/index-worker.js',
  'dist/electron/chunk-within-Bz_8x-1.js',
  'dist/electron/preload.cjs',
  'dist/renderer/index.html',
  'dist/renderer/icon.svg',
  'dist/renderer/assets/index-C1.js',
  'dist/renderer/assets/index-C1.css',
];
const strays = [
  'dist/electron/main.js.map',
  'dist/electron/main.test.js',
  'dist/electron/serve.js',
  'dist/electron/practice.js',
  'dist/sbom.cdx.json',
  'dist/third-party-notices.txt',
  'electron/main.ts',
  'node_modules/zod/index.js',
  'dist/electron/node_modules/x/index.js',
  'dist/renderer/assets/index-C1.js.map',
  'README.md',
  '.env',
];

test('what belongs into the archive is known, and nothing else goes unseen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loose-parts-archive-'));
  for (const path of [...belongs, ...strays]) {
    mkdirSync(dirname(join(folder, 'app', path)), { recursive: true });
    writeFileSync(join(folder, 'app', path), path);
  }
  await createPackage(join(folder, 'app'), join(folder, 'app.asar'));
  const files = filesOfArchive(join(folder, 'app.asar'));
  rmSync(folder, { recursive: true });
  expect(files.map(({ path }) => path).toSorted()).toEqual([...belongs, ...strays].toSorted());
  expect(files.find(({ path }) => path === 'package.json')?.bytes).toBe('package.json'.length);
  expect(strayFiles(files).toSorted()).toEqual(strays.toSorted());
});

test('growth over a tenth of the baseline is a problem', () => {
  expect(growthProblem(100_000, 100_000)).toBeNull();
  expect(growthProblem(110_000, 100_000)).toBeNull();
  expect(growthProblem(110_001, 100_000)).toBe(
    'The app grew from 98 KiB to 107 KiB. If that is meant, raise build/package-baseline.json.',
  );
});
