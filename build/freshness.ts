import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a build depends on. */
const sources = ['electron', 'renderer', 'shared', 'build', 'package.json', 'package-lock.json'];
/** What a build must have left. */
const results = [
  'dist/electron/main.js',
  'dist/electron/serve.js',
  'dist/electron/preload.cjs',
  'dist/renderer/index.html',
];
const stampPath = 'dist/built-from';

/** One line for all sources: changes with any file's name, size or time of change, a removed or restored one included. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stats) return;
    if (stats.isDirectory()) {
      for (const name of readdirSync(join(root, path)).toSorted()) add(`${path}/${name}`);
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
    }
  };
  for (const source of sources) add(source);
  return hash.digest('hex');
}

/** Whether dist/ was built from exactly these sources and is whole. */
export function isFresh(root: string): boolean {
  const stamp = join(root, stampPath);
  if (!existsSync(stamp) || results.some((result) => !existsSync(join(root, result)))) return false;
  return readFileSync(stamp, 'utf8') === fingerprint(root);
}

/** Notes what dist/ was built from. `before` was taken before the build: a source that changed during it counts. */
export function markFresh(root: string, before: string): void {
  writeFileSync(join(root, stampPath), before);
}
