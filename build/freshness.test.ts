import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint, isFresh, markFresh } from './freshness.ts';

let root: string;
const put = (path: string, text = '') => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loose-parts-fresh-'));
  for (const path of ['electron/main.ts', 'renderer/main.tsx', 'shared/model.ts', 'package.json']) put(path);
  for (const path of ['electron/main.js', 'electron/serve.js', 'electron/preload.cjs', 'renderer/index.html'])
    put(`dist/${path}`);
  markFresh(root, fingerprint(root));
});
afterEach(() => rmSync(root, { recursive: true }));

test('is fresh until something changes', () => expect(isFresh(root)).toBe(true));
test.each([
  ['a change', () => put('shared/model.ts', 'x')],
  ['an older file put back', () => utimesSync(join(root, 'shared/model.ts'), 1, 1)],
  ['a new file', () => put('electron/new.ts')],
  ['a removed file', () => rmSync(join(root, 'renderer/main.tsx'))],
  ['a missing result', () => rmSync(join(root, 'dist/electron/preload.cjs'))],
  ['a missing stamp', () => rmSync(join(root, 'dist/built-from'))],
  ['a change during the build', () => markFresh(root, 'fingerprint of before')],
])('%s makes it stale', (_name, act) => {
  act();
  expect(isFresh(root)).toBe(false);
});
test('a test does not', () => {
  put('electron/main.test.ts');
  expect(isFresh(root)).toBe(true);
});
