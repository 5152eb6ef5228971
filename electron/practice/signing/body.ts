import { createHash } from 'node:crypto';
import { type ChecksumAlgorithm, startChecksum } from '../checksums/algorithms.ts';
import { S3Error } from '../protocol/s3-error.ts';
import { readChunked } from './chunked-body.ts';
import type { VerifiedSignature } from './sigv4.ts';

/** What is to be learned of a body. */
export interface BodyWish {
  /** Computed while the body streams by. */
  checksums: readonly ChecksumAlgorithm[];
  /** A body that is not longer is kept, bytes. */
  keepUpTo: number;
}

/** What is left of a body. */
export interface BodySummary {
  /** Bytes of content, without chunk framing. */
  size: number;
  /** MD5 of the content, hex. */
  md5: string;
  /** In base64; those that were wished for. */
  checksums: ReadonlyMap<ChecksumAlgorithm, string>;
  /** What came behind the content, by lower-case name. */
  trailers: ReadonlyMap<string, string>;
  /** The content itself; null where it was too long to be kept. */
  content: Buffer | null;
}

/** Reads a body to its end, and hashes it on the way. @throws S3Error where it is not what was signed or announced */
export async function readBody(
  body: AsyncIterable<Buffer>,
  signed: VerifiedSignature,
  { checksums, keepUpTo }: BodyWish,
): Promise<BodySummary> {
  const md5 = createHash('md5');
  const streams = checksums.map((algorithm) => ({ algorithm, stream: startChecksum(algorithm) }));
  const trailers = new Map<string, string>();
  let kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of contentOf(body, signed, trailers)) {
    md5.update(chunk);
    for (const { stream } of streams) stream.update(chunk);
    size += chunk.length;
    if (size <= keepUpTo) kept.push(chunk);
    else kept = [];
  }
  const values = new Map<ChecksumAlgorithm, string>();
  for (const { algorithm, stream } of streams) values.set(algorithm, await stream.digest());
  const content = size <= keepUpTo ? Buffer.concat(kept) : null;
  return { size, md5: md5.digest('hex'), checksums: values, trailers, content };
}

/** The content of a body, by what x-amz-content-sha256 announced. Trailers are added to the map once they were read. */
async function* contentOf(
  body: AsyncIterable<Buffer>,
  signed: VerifiedSignature,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const { contentSha256 } = signed;
  if (contentSha256 === 'UNSIGNED-PAYLOAD') yield* body;
  else if (contentSha256.startsWith('STREAMING-')) yield* readChunked(body, signed, trailers);
  else {
    const hash = createHash('sha256');
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== contentSha256) {
      throw new S3Error(
        400,
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
  }
}
