import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Zlib hands on 16 KiB at a time unless it is told otherwise, and then half the time goes into handing on. */
const inflatedBytes = 256 * 1024;

/** Whether a file that begins so is compressed by gzip, whatever its name. @param first its first piece */
export function isGzip(first: Uint8Array): boolean {
  return first[0] === 0x1f && first[1] === 0x8b;
}

/**
 * A file's bytes, decompressed where it begins as gzip does. A piece is good until the next is asked for.
 * @param file its pieces: each may lie in the same memory as the one before
 * @throws what reading the file throws, or zlib's error where the file is damaged or cut short
 */
export async function* unpacked(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = file[Symbol.asyncIterator]();
  try {
    const { value: first, done } = await pieces.next();
    if (done) return;
    yield* isGzip(first) ? inflated(copies(first, pieces)) : together(first, pieces);
  } finally {
    await pieces.return?.();
  }
}

async function* inflated(compressed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: inflatedBytes });
  const source = Readable.from(compressed);
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const piece of source.pipe(gunzip)) {
      if (piece instanceof Uint8Array) yield piece;
    }
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* together(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Streams ask for a piece before they are done with the last. */
async function* copies(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of together(first, rest)) yield new Uint8Array(piece);
}
