import { type FileHandle, open, opendir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A file that is read and never written, wherever it is kept: in a folder on disk, or in a bucket. */
export interface SourceFile {
  /** Its place below the folder, with `/` between the parts on every system. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** From `start` (included) to `end` (not), bytes; less only where the file ends. */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The whole file, piece by piece: each is in `into`, and good until the next is asked for. Left out: {@link read} does. */
  pass?(into: Uint8Array, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

/** The files of one place, in any order. */
export type SourceFiles = AsyncIterable<SourceFile>;

/** The files below a folder of this computer. Links and what is no plain file are left out. */
export async function* filesInFolder(folder: string): SourceFiles {
  const entries = await opendir(folder, { recursive: true });
  for await (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { size } = await stat(file);
    const path = file
      .slice(folder.length)
      .split(sep)
      .filter((part) => part !== '')
      .join('/');
    yield {
      path,
      size,
      read: (start, end, signal) => readRange(file, start, end, signal),
      pass: (into, signal) => passFile(file, size, into, signal),
    };
  }
}

async function readRange(file: string, start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const handle: FileHandle = await open(file);
  try {
    const buffer = Buffer.allocUnsafe(Math.max(0, end - start));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

async function* passFile(
  file: string,
  size: number,
  into: Uint8Array,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const handle: FileHandle = await open(file);
  try {
    for (let start = 0; start < size; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(into, 0, Math.min(into.length, size - start), start);
      if (bytesRead === 0) return;
      yield into.subarray(0, bytesRead);
      start += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** Large enough for few calls, small enough for many files. */
const pieceBytes = 1024 * 1024;

/** What {@link passingPieces} reads into: one for as many files as are read one after the other. */
export function pieceBuffer(): Uint8Array {
  return new Uint8Array(pieceBytes);
}

/**
 * As {@link piecesOf}, for whoever is done with a piece when the next one comes: it may lie in the same memory. A gigabyte
 * that is read into ever new memory takes twice the time, most of it to clear that.
 */
export function passingPieces(file: SourceFile, into: Uint8Array, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  return file.pass?.(into, signal) ?? piecesOf(file, signal);
}

/** The whole file, piece by piece. */
export async function* piecesOf(file: SourceFile, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += pieceBytes) {
    signal?.throwIfAborted();
    const piece = await file.read(start, Math.min(file.size, start + pieceBytes), signal);
    if (piece.length === 0) return;
    yield piece;
  }
}
