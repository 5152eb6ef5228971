import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { posix, resolve, win32 } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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

/**
 * Makes the folder (readable by its owner only), proves that it can be written, and locks it: two engines on one index
 * would abort each other's work. The lock is SQLite's own file lock, which the system lifts however the process ends. What
 * a killed process left half-written is removed.
 *
 * @throws StartError where the folder cannot be written or another process holds it
 */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const probe = resolve(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be written (${systemCode(error) ?? 'unknown reason'}). Choose another with --data-dir.`,
    );
  }
  const lock = takeLock(folder);
  removeDrafts(folder);
  return { path: folder, release: () => lock.close() };
}

function takeLock(folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(resolve(folder, 'in-use.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const busy = error instanceof Error && /database is locked/i.test(error.message);
    throw new StartError(
      busy
        ? `Loose Parts is running already with the data folder ${folder}. Close it, or choose another folder with --data-dir.`
        : `The data folder ${folder} cannot be locked. Choose another with --data-dir.`,
    );
  }
}
