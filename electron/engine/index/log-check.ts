import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;
/** The checksums of the first are of little-endian words, of the second of big-endian ones. */
const [littleEndian, bigEndian] = [0x377f0682, 0x377f0683];

/**
 * What an index's log (`-wal`) is, before SQLite reads it. `damaged`: something that was committed cannot be read any more, and
 * SQLite would pass over it, and over all that follows, without a word. What a crash cut off before it was committed is no
 * damage.
 */
export type LogState = 'none' | 'sound' | 'damaged';

/**
 * Walks a log as SQLite does when it recovers one (SQLite, "WAL-mode File Format"): frame after frame, each with a checksum
 * over all before it. Frames of an earlier round may follow the last one; they have other salts.
 *
 * @returns `none` where there is no log, or an empty one
 * @throws the system's error where the file is there and cannot be read
 */
export function logState(path: string): LogState {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'none';
    throw error;
  }
  try {
    return walk(file, fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

function walk(file: number, size: number): LogState {
  if (size === 0) return 'none';
  const header = Buffer.alloc(headerBytes);
  if (readSync(file, header, 0, headerBytes, 0) < headerBytes) return 'damaged';
  const magic = header.readUInt32BE(0);
  const pageBytes = header.readUInt32BE(8);
  if ((magic !== littleEndian && magic !== bigEndian) || !isPageSize(pageBytes)) return 'damaged';
  const read = magic === bigEndian ? 'readUInt32BE' : 'readUInt32LE';
  const sum = (bytes: Buffer, from: readonly [number, number]): readonly [number, number] => {
    let [first, second] = from;
    for (let at = 0; at < bytes.length; at += 8) {
      first = (first + bytes[read](at) + second) >>> 0;
      second = (second + bytes[read](at + 4) + first) >>> 0;
    }
    return [first, second];
  };
  let sums = sum(header.subarray(0, 24), [0, 0]);
  if (sums[0] !== header.readUInt32BE(24) || sums[1] !== header.readUInt32BE(28)) return 'damaged';

  const frame = Buffer.alloc(frameHeaderBytes + pageBytes);
  const salts = header.subarray(16, 24);
  let isValid = true;
  for (let at = headerBytes; at + frame.length <= size; at += frame.length) {
    if (readSync(file, frame, 0, frame.length, at) < frame.length) break;
    const isOfThisRound = frame.subarray(8, 16).equals(salts);
    if (isValid && isOfThisRound) {
      const next = sum(frame.subarray(frameHeaderBytes), sum(frame.subarray(0, 8), sums));
      isValid = next[0] === frame.readUInt32BE(16) && next[1] === frame.readUInt32BE(20);
      sums = next;
    } else {
      isValid = false;
    }
    // The last frame of a transaction tells how many pages the file has then: it was committed.
    if (!isValid && isOfThisRound && frame.readUInt32BE(4) !== 0) return 'damaged';
  }
  return 'sound';
}

function isPageSize(bytes: number): boolean {
  return bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0;
}
