import type { Clock, Random } from '../ports/ports.ts';
import { retryTransient } from '../store/retry.ts';
import { mostObjectBytes, type Store } from '../store/store.ts';
import type { SourceFiles } from './source-files.ts';

export interface BucketFilesPorts {
  clock: Clock;
  random: Random;
  signal?: AbortSignal | undefined;
}

/**
 * The files under a prefix of a bucket, each by its key. Sends GETs alone: a page of a thousand keys each, and a request for
 * each piece that is read.
 *
 * @throws AppError as the store's calls
 */
export async function* filesInBucket(
  store: Store,
  bucket: string,
  prefix: string,
  ports: BucketFilesPorts,
): SourceFiles {
  const { signal } = ports;
  const pageAfter = (after: string | null) =>
    retryTransient(() => store.askBucket(bucket, 'files', { prefix, after }, signal), ports);
  for (let page = await pageAfter(null); ; page = await pageAfter(page.next)) {
    for (const { key, size } of page.files) {
      yield {
        path: key,
        size,
        read: (start, end, stop) =>
          readRange(store, bucket, key, start, Math.min(end, size), { ...ports, signal: stop ?? signal }),
      };
    }
    if (page.next === null) return;
  }
}

async function readRange(
  store: Store,
  bucket: string,
  key: string,
  start: number,
  end: number,
  ports: BucketFilesPorts,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let at = start; at < end; ) {
    const asked = { key, start: at, end: Math.min(end, at + mostObjectBytes) };
    const { bytes } = await retryTransient(() => store.askBucket(bucket, 'object bytes', asked, ports.signal), ports);
    // It has become shorter since it was listed.
    if (bytes.length === 0) break;
    pieces.push(bytes);
    at += bytes.length;
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
}
