import { mkdirSync, readdirSync, rmSync, type Stats, statSync, truncateSync, writeFileSync } from 'node:fs';
import { posix, resolve, win32 } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { says } from '../../shared/words/says.ts';
import { isFullDisk } from '../engine/index/full-disk.ts';
import { makePrivateFile, NotAFileError } from '../engine/index/private-file.ts';
import { removeDrafts } from './atomic-file.ts';
import { StartError, systemCode } from './exit.ts';

/** The folder that holds the index, the connections and the log; held by this process alone until released. */
export interface DataFolder {
  path: string;
  release(): void;
}

/**
 * Where data goes unless the person says otherwise. Both hosts use the same one.
 *
 * Linux `$XDG_DATA_HOME/loose-parts` (or `~/.local/share/loose-parts`), macOS `~/Library/Application Support/Loose Parts`,
 * Windows `%LOCALAPPDATA%\Loose Parts`.
 */
export function defaultDataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  switch (platform) {
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Loose Parts');
    case 'win32':
      return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'Loose Parts');
    default: {
      // The XDG rules say that a relative path is to be ignored.
      const base = env.XDG_DATA_HOME;
      return posix.join(base && posix.isAbsolute(base) ? base : posix.join(home, '.local', 'share'), 'loose-parts');
    }
  }
}

/** What stands in a folder of ours from its first moment on, or came from a copy of one. */
const ourFiles = ['in-use.lock', 'index.sqlite', 'connections.json'];
/** Besides these a folder counts as empty: file managers and file systems put them everywhere. */
const notFiles: ReadonlySet<string> = new Set(['.DS_Store', 'desktop.ini', 'Thumbs.db', 'lost+found']);

/** Who runs this process; Windows has neither numbers nor modes. */
export interface FolderUser {
  uid: number;
  gid: number;
}

function thisUser(): FolderUser | null {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  return uid === undefined || gid === undefined ? null : { uid, gid };
}

/**
 * Makes the folder, readable by its owner only, or takes one that is there as it is: its mode is for whoever made it to say.
 *
 * @param user for tests; who runs this process where left out
 * @returns the whole path
 * @throws StartError where it cannot be made or read, is somebody else's, can be written by others, or holds something else
 */
export function prepareDataFolder(path: string, user: FolderUser | null = thisUser()): string {
  const folder = resolve(path);
  let found: Stats | undefined;
  let names: string[];
  try {
    found = statSync(folder, { throwIfNoEntry: false });
    if (!found) mkdirSync(folder, { recursive: true, mode: 0o700 });
    names = readdirSync(folder);
  } catch (error) {
    throw unwritable(folder, error);
  }
  if (found && user) {
    if (found.uid !== user.uid) throw new StartError(says('folderOfAnother', { folder }));
    // A group of the person's own is how many systems begin; any other is other people.
    if ((found.mode & 0o1002) !== 0) throw new StartError(says('folderSharedWithAll', { folder }));
    const isOfAnotherGroup = (found.mode & 0o020) !== 0 && found.gid !== user.gid;
    if (isOfAnotherGroup) throw new StartError(says('folderSharedWithGroup', { folder }));
  }
  const isOurs = ourFiles.some((name) => names.includes(name));
  if (!isOurs && names.some((name) => !notFiles.has(name))) {
    throw new StartError(says('folderForeign', { folder }));
  }
  try {
    // From now on it is known as ours.
    makePrivateFile(resolve(folder, lockName));
  } catch (error) {
    if (error instanceof NotAFileError) throw new StartError(error.said);
    throw unwritable(folder, error);
  }
  return folder;
}

const lockName = 'in-use.lock';

/**
 * Makes or takes the folder ({@link prepareDataFolder}), proves that it can be written, and locks it: two engines on one
 * index would abort each other's work. The lock is SQLite's own file lock, which the system lifts however the process ends.
 *
 * @throws StartError where the folder cannot be used or written, or another process holds it
 */
export function openDataFolder(path: string): DataFolder {
  const folder = prepareDataFolder(path);
  try {
    const probe = resolve(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '', { mode: 0o600, flag: 'wx' });
    rmSync(probe);
  } catch (error) {
    throw unwritable(folder, error);
  }
  const lock = takeLock(folder);
  removeDrafts(folder);
  return { path: folder, release: () => lock.close() };
}

function unwritable(folder: string, error: unknown): StartError {
  if (isFullDisk(error, resolve(folder, lockName))) return new StartError(says('folderOnFullDisk', { folder }));
  return new StartError(says('folderUnwritable', { folder, code: systemCode(error) ?? '?' }));
}

function takeLock(folder: string): DatabaseSync {
  const path = resolve(folder, lockName);
  try {
    return lockFile(path);
  } catch (error) {
    // What stands in it is of no account: it is emptied and not replaced, so that a lock on it holds.
    if (error instanceof Error && /not a database|malformed/i.test(error.message)) {
      try {
        truncateSync(path);
        return lockFile(path);
      } catch {
        // The first failure says more.
      }
    }
    const busy = error instanceof Error && /database is locked/i.test(error.message);
    if (!busy && isFullDisk(error, path)) throw new StartError(says('folderOnFullDisk', { folder }));
    throw new StartError(says(busy ? 'folderBusy' : 'folderNotLocked', { folder }));
  }
}

/** @throws SQLite's error where another process holds it, or it cannot be opened */
function lockFile(path: string): DatabaseSync {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}
