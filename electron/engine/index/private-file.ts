import { chmodSync, closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync } from 'node:fs';
import type { Said } from '../../../shared/schema/saying.ts';
import { says } from '../../../shared/words/says.ts';

/** Windows has neither modes nor this flag: a folder of the person's own keeps others out there. */
const hasModes = process.platform !== 'win32';
const noFollow = hasModes ? constants.O_NOFOLLOW : 0;

/** Something stands where a file of ours should be. `message` says what and where. */
export class NotAFileError extends Error {
  override readonly name = 'NotAFileError';
  readonly said: Said;

  constructor(said: Said) {
    super(said.english);
    this.said = said;
  }
}

/**
 * Opens a file that only its owner may read and write, and makes it so where it was made otherwise. No link is followed:
 * whoever put one there would have us write elsewhere.
 *
 * @param flags of `node:fs` constants; with O_CREAT the file is made
 * @returns the file's descriptor
 * @throws NotAFileError where something else stands there; the system's error where it cannot be opened
 */
export function openPrivateFile(path: string, flags: number): number {
  isFileAt(path);
  const descriptor = openSync(path, flags | noFollow, 0o600);
  try {
    if (hasModes && (fstatSync(descriptor).mode & 0o777) !== 0o600) fchmodSync(descriptor, 0o600);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/**
 * Makes a file that only its owner may read and write, or makes one that is there so. One that is there is not opened:
 * closing it would lift the locks that this process holds on it (POSIX, fcntl), which SQLite goes by.
 *
 * @throws as {@link openPrivateFile}
 */
export function makePrivateFile(path: string): void {
  if (isFileAt(path)) keepPrivate(path);
  else closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | noFollow, 0o600));
}

/**
 * Sees to it that SQLite, which takes a path and makes files that everybody may read, opens a private one: the file is made
 * before, and its log and shared memory get the file's mode. What the system refuses is left for SQLite to say.
 *
 * @throws NotAFileError where something else stands in place of the file, its log or its shared memory
 */
export function makeDatabasePrivate(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    try {
      if (ending === '') makePrivateFile(path);
      else if (isFileAt(path + ending)) keepPrivate(path + ending);
    } catch (error) {
      if (error instanceof NotAFileError) throw error;
    }
  }
}

/** @throws NotAFileError where something else stands there */
function isFileAt(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile()) return found !== undefined;
  throw new NotAFileError(says(found.isSymbolicLink() ? 'linkInPlace' : 'noFileInPlace', { path }));
}

function keepPrivate(path: string): void {
  if (hasModes && (lstatSync(path).mode & 0o777) !== 0o600) chmodSync(path, 0o600);
}
