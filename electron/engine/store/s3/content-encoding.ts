import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** How a body may come, though nobody asked for it: some proxies compress whatever passes (s3-semantics, "What stores refuse"). */
const unpackers = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/**
 * A body as it was before it was compressed; itself where `encoding` names nothing that is known. What is read of it is
 * bounded as it comes out, so that a little that unpacks to a lot ends where anything too long does.
 *
 * @param encoding the answer's Content-Encoding
 */
export function unpackedBody(body: unknown, encoding: string | undefined): unknown {
  const named = encoding?.trim().toLowerCase() ?? '';
  if (!isKnown(named) || !(body instanceof Readable)) return body;
  const unpacker = unpackers[named]();
  // Whichever ends early takes the other with it; how it ended is for whoever reads.
  pipeline(body, unpacker, () => {});
  return unpacker;
}

/** Whether a Content-Encoding is one that is undone here: then Content-Length says nothing of what comes out. */
export function isPacked(encoding: string | undefined): boolean {
  return isKnown(encoding?.trim().toLowerCase() ?? '');
}

function isKnown(named: string): named is keyof typeof unpackers {
  return Object.hasOwn(unpackers, named);
}
