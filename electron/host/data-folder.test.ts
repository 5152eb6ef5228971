import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defaultDataFolder, openDataFolder } from './data-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'loose-parts-data-'));
afterAll(() => rmSync(root, { recursive: true }));

test('each system has its own usual place', () => {
  expect(defaultDataFolder('linux', {}, '/home/p')).toBe('/home/p/.local/share/loose-parts');
  expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/p')).toBe('/data/loose-parts');
  expect(defaultDataFolder('linux', { XDG_DATA_HOME: 'relative' }, '/home/p')).toBe('/home/p/.local/share/loose-parts');
  expect(defaultDataFolder('darwin', {}, '/Users/p')).toBe('/Users/p/Library/Application Support/Loose Parts');
  expect(defaultDataFolder('win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\Users\\p')).toBe('C:\\L\\Loose Parts');
  expect(defaultDataFolder('win32', {}, 'C:\\Users\\p')).toBe('C:\\Users\\p\\AppData\\Local\\Loose Parts');
});

test('is made for its owner only', () => {
  const path = join(root, 'new', 'folder');
  const folder = openDataFolder(path);
  expect(folder.path).toBe(path);
  // Windows has no modes: a folder of the person's own keeps others out there.
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
  folder.release();
});

test('what a killed process left half-written is removed, and nothing else', () => {
  const path = join(root, 'killed');
  openDataFolder(path).release();
  const drafts = ['window.json.0123456789ab.tmp', 'connections.json.fedcba987654.tmp'];
  const others = ['window.json', 'notes.tmp', 'plan.json.0123456789ab.tmp.json'];
  for (const name of [...drafts, ...others]) writeFileSync(join(path, name), '');
  const held = openDataFolder(path);
  expect(readdirSync(path)).toEqual(expect.arrayContaining(others));
  for (const name of drafts) expect(readdirSync(path)).not.toContain(name);
  writeFileSync(join(path, 'secrets.json.0123456789ab.tmp'), '');
  expect(() => openDataFolder(path)).toThrow('running already');
  // Its holder is writing that.
  expect(readdirSync(path)).toContain('secrets.json.0123456789ab.tmp');
  held.release();
});

test('belongs to one holder at a time', () => {
  const path = join(root, 'shared');
  const first = openDataFolder(path);
  expect(() => openDataFolder(path)).toThrow(/running already with the data folder .*shared.*--data-dir/);
  first.release();
  openDataFolder(path).release();
});

test('one that cannot be written is told in one sentence', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => openDataFolder(join(file, 'below'))).toThrow(
    /^The data folder .*below cannot be written \(ENOTDIR\)\. .*--data-dir\.$/,
  );
});
