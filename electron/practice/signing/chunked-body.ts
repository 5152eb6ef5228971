import { createHash, type Hash } from 'node:crypto';
import { incompleteBody, S3Error } from '../protocol/s3-error.ts';
import { equals, hmac, sha256 } from './signature.ts';
import type { VerifiedSignature } from './sigv4.ts';

/**
 * Takes an aws-chunked body apart: `size[;chunk-signature=…]\r\n`, data, `\r\n`, …, a chunk of size 0, trailers, an empty
 * line. Signatures of chunks and trailers are verified where the body announces them (STREAMING-AWS4-…).
 * @throws S3Error IncompleteBody, SignatureDoesNotMatch, MalformedTrailerError
 */
export async function* readChunked(
  body: AsyncIterable<Buffer>,
  signed: VerifiedSignature,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(body);
  const chunksAreSigned = signed.contentSha256.startsWith('STREAMING-AWS4-');
  let previous = signed.signature;
  let size = 0;
  for (;;) {
    const [sizeText = '', extension = ''] = (await reader.line()).split(';');
    if (!/^[0-9a-fA-F]{1,9}$/.test(sizeText)) throw incompleteBody();
    const hash: Hash = createHash('sha256');
    let left = Number.parseInt(sizeText, 16);
    size += left;
    const last = left === 0;
    while (left > 0) {
      const piece = await reader.upTo(left);
      left -= piece.length;
      if (chunksAreSigned) hash.update(piece);
      yield piece;
    }
    if (chunksAreSigned) {
      const signature = /^chunk-signature=([0-9a-f]{64})$/.exec(extension)?.[1] ?? '';
      if (!equals(sign(signed, 'PAYLOAD', previous, `${sha256('')}\n${hash.digest('hex')}`), signature)) {
        throw new S3Error(403, 'SignatureDoesNotMatch', 'The chunk signature does not match.');
      }
      previous = signature;
    }
    if (last) break;
    if ((await reader.line()) !== '') throw incompleteBody();
  }
  if (signed.decodedLength !== null && signed.decodedLength !== size) throw incompleteBody();
  await readTrailers(reader, trailers);
  const signature = trailers.get('x-amz-trailer-signature') ?? '';
  trailers.delete('x-amz-trailer-signature');
  if (!chunksAreSigned || !signed.contentSha256.endsWith('-TRAILER')) return;
  const canonical = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('');
  if (!equals(sign(signed, 'TRAILER', previous, sha256(canonical)), signature)) {
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The trailer signature does not match.');
  }
}

async function readTrailers(reader: ByteReader, trailers: Map<string, string>): Promise<void> {
  for (let line = await reader.lineOrEnd(); line !== ''; line = await reader.lineOrEnd()) {
    const colon = line.indexOf(':');
    if (colon < 1) {
      throw new S3Error(
        400,
        'MalformedTrailerError',
        'The request contained trailing data that was not well-formed or did not conform to our published schema.',
      );
    }
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function sign(signed: VerifiedSignature, what: 'PAYLOAD' | 'TRAILER', previous: string, hashes: string): string {
  const text = [`AWS4-HMAC-SHA256-${what}`, signed.timestamp, signed.scope, previous, hashes].join('\n');
  return hmac(signed.signingKey, text).toString('hex');
}

/** Longest chunk header or trailer line, bytes. */
const lineLimit = 8192;

/** Reads lines and runs of bytes off a stream. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Buffer>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  /** At least one byte, at most `limit`. */
  async upTo(limit: number): Promise<Buffer> {
    if (this.#rest.length === 0 && !(await this.#more())) throw incompleteBody();
    const piece = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  /** The next line, without its CRLF. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#rest.subarray(0, end).toString('latin1');
        this.#rest = this.#rest.subarray(end + 2);
        return line;
      }
      if (this.#rest.length > lineLimit || !(await this.#more())) throw incompleteBody();
    }
  }

  /** The next line; '' also at the end: some clients leave the last empty line out. */
  async lineOrEnd(): Promise<string> {
    return this.#rest.length === 0 && !(await this.#more()) ? '' : this.line();
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    return true;
  }
}
