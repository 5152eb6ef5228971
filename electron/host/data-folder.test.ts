import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultDataFolder, openDataFolder, prepareDataFolder } from './data-folder.ts';

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

/** A folder that somebody made before, with these files in it. */
function made(name: string, mode: number, files: readonly string[] = []): string {
  const path = join(root, name);
  mkdirSync(path);
  for (const file of files) writeFileSync(join(path, file), 'theirs');
  chmodSync(path, mode);
  return path;
}
const modeOf = (path: string) => lstatSync(path).mode & 0o7777;

describe('a folder that is there', () => {
  test.each([
    ['empty', []],
    ['with what file managers leave', ['.DS_Store', 'Thumbs.db', 'desktop.ini']],
    ['of an earlier version', ['in-use.lock.old', 'index.sqlite']],
    ['with connections that were copied', ['connections.json', 'notes.txt']],
  ])('is taken: %s', (name, files) => {
    openDataFolder(made(`taken, ${name}`, 0o700, files)).release();
  });

  test('of something else is refused, and nothing in it is touched', () => {
    const path = made('foreign', 0o700, ['thesis.doc', '.hidden']);
    expect(() => openDataFolder(path)).toThrow(
      /^The folder .*foreign is not empty, and nothing in it is of Loose Parts\. .*--data-dir.*\.$/,
    );
    expect(readdirSync(path).toSorted()).toEqual(['.hidden', 'thesis.doc']);
  });
});

// Windows has neither modes nor links that anybody may make: a folder of the person's own keeps others out there.
describe.runIf(process.platform !== 'win32')('modes', () => {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];

  test.each([0o755, 0o750, 0o700, 0o2755])('of a folder that is there stay: %o', (mode) => {
    const path = made(`mode ${mode}`, mode);
    openDataFolder(path).release();
    expect(modeOf(path)).toBe(mode);
    openDataFolder(path).release();
    expect(modeOf(path)).toBe(mode);
  });

  test.each([
    ['for all, sticky', 0o1777],
    ['open to all', 0o777],
    ['written by others alone', 0o702],
    ['sticky', 0o1755],
  ])('%s are refused, as they are', (name, mode) => {
    const path = made(`shared, ${name}`, mode, ['in-use.lock', 'neighbour.txt']);
    const link = join(root, `link to ${name}`);
    symlinkSync(path, link);
    for (const way of [path, link]) expect(() => openDataFolder(way)).toThrow(/is shared: every user of this computer/);
    expect(modeOf(path)).toBe(mode);
    expect(readFileSync(join(path, 'in-use.lock'), 'utf8')).toBe('theirs');
  });

  test('let in a group of the person’s own, and no other', () => {
    const path = made('group', 0o770);
    expect(() => prepareDataFolder(path, { uid, gid: gid + 1 })).toThrow(/is shared: a group can put files into it/);
    expect(readdirSync(path)).toEqual([]);
    expect(prepareDataFolder(path, { uid, gid })).toBe(path);
  });

  test('and owner: one of another user is refused', () => {
    const path = made('owned', 0o700);
    expect(() => prepareDataFolder(path, { uid: uid + 1, gid })).toThrow(/belongs to another user of this computer/);
    expect(readdirSync(path)).toEqual([]);
    expect(modeOf(path)).toBe(0o700);
  });

  test('of the lock are its owner’s alone, whatever the umask and whoever made it', () => {
    const before = process.umask(0);
    try {
      const fresh = join(root, 'umask');
      openDataFolder(fresh).release();
      expect([modeOf(fresh), modeOf(join(fresh, 'in-use.lock'))]).toEqual([0o700, 0o600]);
      const old = made('old lock', 0o700, []);
      writeFileSync(join(old, 'in-use.lock'), '', { mode: 0o644 });
      openDataFolder(old).release();
      expect(modeOf(join(old, 'in-use.lock'))).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });

  test('a lock file that holds something else is emptied, and locks', () => {
    const path = made('garbled lock', 0o700, ['index.sqlite', 'in-use.lock']);
    writeFileSync(join(path, 'in-use.lock'), 'no database, but longer than the header of one: '.repeat(40));
    const folder = openDataFolder(path);
    expect(() => openDataFolder(path)).toThrow(/is running already/);
    folder.release();
  });

  test('a lock that leads elsewhere is not followed', () => {
    const path = made('linked', 0o700, ['index.sqlite']);
    symlinkSync(join(root, 'elsewhere'), join(path, 'in-use.lock'));
    expect(() => openDataFolder(path)).toThrow(/in-use\.lock is a symbolic link, which is not followed\.$/);
    expect(lstatSync(join(root, 'elsewhere'), { throwIfNoEntry: false })).toBeUndefined();
  });
});
