import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** With less than this nothing can be begun: SQLite's shared memory alone takes half of it, bytes. */
const least = 64 * 1024;

/**
 * Whether a failure over a file comes from a disk that is full. SQLite says so only where it writes pages: where it makes its
 * log or its shared memory it says “disk I/O error” or “unable to open”, as of a disk that is broken. So the room is asked for.
 */
export function isFullDisk(error: unknown, path: string): boolean {
  const said = error instanceof Error ? error.message : String(error);
  if (/disk is full|ENOSPC/i.test(said)) return true;
  return /disk I\/O error|unable to open/i.test(said) && hasNoRoom(path);
}

function hasNoRoom(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < least;
  } catch {
    return false;
  }
}
