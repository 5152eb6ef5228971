import { createHash, type Hash } from 'node:crypto';
import { S3Error } from './s3-error.ts';
import { equals, hmac, sha256, type VerifiedSignature } from './sigv4.ts';

/** What is left of a body that was not kept. */
export interface BodySummary {
  /** Bytes of content, without chunk framing. */
  size: number;
  /** MD5 of the content, hex. */
  md5: string;
}

/** Largest document that a client may send, bytes: 10,000 parts of CompleteMultipartUpload fit. */
const documentLimit = 4 * 1024 * 1024;

/** Reads a body to its end, counts and hashes it, and keeps none of it. @throws S3Error where it is not what was signed */
export async function summarise(body: AsyncIterable<Buffer>, signed: VerifiedSignature): Promise<BodySummary> {
  const md5 = createHash('md5');
  let size = 0;
  for await (const chunk of contentOf(body, signed)) {
    md5.update(chunk);
    size += chunk.length;
  }
  return { size, md5: md5.digest('hex') };
}

/** Reads a small document. @throws S3Error EntityTooLarge, or where it is not what was signed */
export async function readDocument(body: AsyncIterable<Buffer>, signed: VerifiedSignature): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of contentOf(body, signed)) {
    size += chunk.length;
    if (size > documentLimit)
      throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The content of a body, by what x-amz-content-sha256 announced. */
async function* contentOf(body: AsyncIterable<Buffer>, signed: VerifiedSignature): AsyncGenerator<Buffer> {
  const { contentSha256 } = signed;
  if (contentSha256 === 'UNSIGNED-PAYLOAD') yield* body;
  else if (contentSha256.startsWith('STREAMING-')) yield* unframe(body, signed);
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

/**
 * Takes an aws-chunked body apart: `size[;chunk-signature=…]\r\n`, data, `\r\n`, …, a chunk of size 0, trailers, an empty
 * line. Chunk signatures are verified where the body announces them (STREAMING-AWS4-…); trailers are read past.
 */
async function* unframe(body: AsyncIterable<Buffer>, signed: VerifiedSignature): AsyncGenerator<Buffer> {
  const reader = new ByteReader(body);
  const chunksAreSigned = signed.contentSha256.startsWith('STREAMING-AWS4-');
  let previous = signed.signature;
  for (;;) {
    const [sizeText = '', extension = ''] = (await reader.line()).split(';');
    if (!/^[0-9a-fA-F]{1,9}$/.test(sizeText)) throw incompleteBody();
    const hash: Hash = createHash('sha256');
    let left = Number.parseInt(sizeText, 16);
    const last = left === 0;
    while (left > 0) {
      const piece = await reader.upTo(left);
      left -= piece.length;
      if (chunksAreSigned) hash.update(piece);
      yield piece;
    }
    if (chunksAreSigned) {
      const signature = /^chunk-signature=([0-9a-f]{64})$/.exec(extension)?.[1] ?? '';
      if (!equals(signChunk(signed, previous, hash.digest('hex')), signature)) {
        throw new S3Error(403, 'SignatureDoesNotMatch', 'The chunk signature does not match.');
      }
      previous = signature;
    }
    if (last) break;
    if ((await reader.line()) !== '') throw incompleteBody();
  }
  while ((await reader.lineOrEnd()) !== '');
}

function signChunk(signed: VerifiedSignature, previous: string, contentHash: string): string {
  const text = ['AWS4-HMAC-SHA256-PAYLOAD', signed.timestamp, signed.scope, previous, sha256(''), contentHash].join(
    '\n',
  );
  return hmac(signed.signingKey, text).toString('hex');
}

function incompleteBody(): S3Error {
  return new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly');
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
