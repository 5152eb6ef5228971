import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { keepFolder, scratchPrefix } from './collection.ts';

/** Not the app's: Ceph keeps its users' keys in there, as it must. */
const storePrefix = `${scratchPrefix}ceph-`;

/**
 * From now on a folder that a test made (`loose-parts-…` in the system's folder for such things) and removes is kept for
 * the sweep instead. Done at the two functions that remove folders rather than in every test, so that none is forgotten.
 */
export function keepRemovedFolders(): void {
  const { rmSync } = fs;
  const { rm } = fs.promises;
  fs.rmSync = (path, options) => {
    // What was moved away is gone here, which must not count as a failure.
    rmSync(path, keptIfScratch(path) ? { ...options, force: true } : options);
  };
  fs.promises.rm = async (path, options) => {
    await rm(path, keptIfScratch(path) ? { ...options, force: true } : options);
  };
  syncBuiltinESMExports();
}

function keptIfScratch(path: fs.PathLike): boolean {
  const folder = resolve(String(path));
  const name = basename(folder);
  if (dirname(folder) !== resolve(tmpdir())) return false;
  if (!name.startsWith(scratchPrefix) || name.startsWith(storePrefix)) return false;
  keepFolder(folder);
  return true;
}
