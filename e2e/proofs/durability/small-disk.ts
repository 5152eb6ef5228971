import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepCopy } from '../secrets/collection.ts';

/** A file system in memory of 64 MB (the index's log alone may take half of that), for tests that fill it or make it read-only. Linux and root only. */
export interface SmallDisk {
  path: string;
  /** Takes all the space that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  /** Nothing may be open for writing on it. */
  setReadOnly(readOnly: boolean): void;
  close(): void;
}

/** Mounts one. null: this computer or this account cannot. */
export function mountSmallDisk(): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const path = mkdtempSync(join(tmpdir(), 'loose-parts-small-disk-'));
  if (!run('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=700', 'tmpfs', path])) {
    rmSync(path, { recursive: true });
    return null;
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill() {
      const file = openSync(filler, 'w');
      try {
        // What is free changes while the index is at work: write until there is no more.
        for (;;) writeSync(file, Buffer.alloc(4096));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler),
    setReadOnly(readOnly) {
      const mode = readOnly ? 'ro' : 'rw';
      if (!run('mount', ['-o', `remount,${mode}`, path])) throw new Error(`${path} could not be made ${mode}`);
    },
    close() {
      keepCopy(path);
      if (!run('umount', [path])) run('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
