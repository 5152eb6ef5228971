import { randomFillSync } from 'node:crypto';
import { closeSync, constants, rmSync, statSync, writeSync } from 'node:fs';
import { openPrivateFile } from './private-file.ts';

const MiB = 1024 * 1024;

/** Bytes that are kept free for the index. */
export const reserveBytes = 8 * MiB;
/**
 * The log goes into the index once it would make that longer by so many bytes: so the reserve is always enough for it, unless
 * one transaction alone is larger.
 */
export const longestGrowth = 6 * MiB;

/** An index of up to so many bytes has no reserve: its log is as small, and emptying it would gain next to nothing. */
export const smallIndex = 2 * MiB;

/** Where the reserve of an index stands: beside it. */
export const reservePathOf = (indexPath: string) => `${indexPath}.reserve`;

/**
 * Space beside the index that is taken while there is plenty, and given to the index when there is none. On a full disk the
 * log (WAL) cannot be put into the index, which would have to become longer for it, and so the log itself keeps the disk full.
 * With the reserve gone the index takes the log, the log's space is free, and the reserve fits in again.
 */
export class DiskReserve {
  readonly #path: string;
  /** Whether it stands there whole; null: nobody has looked. */
  #isThere: boolean | null = null;

  constructor(indexPath: string) {
    this.#path = reservePathOf(indexPath);
  }

  /** Takes the space, where there is enough. @returns whether it is taken */
  keep(): boolean {
    this.#isThere ??= sizeOf(this.#path) === reserveBytes;
    if (!this.#isThere) this.#isThere = this.#fill();
    return this.#isThere;
  }

  /** Gives the space back. @returns whether there was any to give */
  release(): boolean {
    const was = sizeOf(this.#path);
    rmSync(this.#path, { force: true });
    this.#isThere = false;
    return was > 0;
  }

  #fill(): boolean {
    try {
      const file = openPrivateFile(this.#path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC);
      try {
        // Noise: some file systems keep what is alike in less space than it takes, and nothing for zeros.
        const piece = randomFillSync(new Uint8Array(MiB));
        for (let at = 0; at < reserveBytes; ) at += writeSync(file, piece, 0, Math.min(MiB, reserveBytes - at), at);
      } finally {
        closeSync(file);
      }
      return true;
    } catch {
      // A part of it would help nobody, and the disk has better uses for it.
      rmSync(this.#path, { force: true });
      return false;
    }
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
