import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Needle, NeedleSearch } from './needles.ts';

/** A secret where none may be. */
export interface Hit {
  /** A file, a column of a table, a message. */
  place: string;
  needle: Needle;
}

/** Read at once, bytes. */
const pieceBytes = 4 * 1024 * 1024;
const piece = Buffer.allocUnsafe(pieceBytes);

/** Every file below a folder, relative to it and with slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => relative(folder, join(item.parentPath, item.name)).replaceAll(sep, '/'))
    .toSorted();
}

/** Searches a file from its first byte to its last, in pieces that overlap. @returns what was found, and its size */
export function searchFile(path: string, search: NeedleSearch): { found: Set<Needle>; bytes: number } {
  const found = new Set<Needle>();
  const file = openSync(path, 'r');
  let bytes = 0;
  try {
    for (let kept = 0; ; ) {
      const read = readSync(file, piece, kept, pieceBytes - kept, null);
      if (read === 0) return { found, bytes };
      bytes += read;
      const filled = piece.subarray(0, kept + read);
      for (const needle of search.in(filled)) found.add(needle);
      kept = Math.min(filled.length, search.longest - 1);
      filled.copy(piece, 0, filled.length - kept);
    }
  } finally {
    closeSync(file);
  }
}
