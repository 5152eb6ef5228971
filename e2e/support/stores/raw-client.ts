import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';

/** Where a store is and whose keys to use. */
export interface StoreKeys {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** An answer as it came. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** What is asked of a store. */
export interface RawRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
  bucket?: string;
  /** Any key at all, `..` and control characters included. */
  key?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

/**
 * S3 without an SDK and without the app's own reading: a signed request over plain HTTP, its answer as text. What the app
 * says of a store is held against what this client sees: it never asks for an encoding, it looks for upload IDs alone,
 * and it folds no path.
 */
export class RawClient {
  readonly #keys: StoreKeys;
  readonly #signer: SignatureV4;

  constructor(keys: StoreKeys) {
    this.#keys = keys;
    const { region, accessKeyId, secretAccessKey } = keys;
    this.#signer = new SignatureV4({
      service: 's3',
      region,
      credentials: { accessKeyId, secretAccessKey },
      sha256: Sha256,
      // S3 signs the path as it is sent, encoded once and never folded.
      uriEscapePath: false,
      applyChecksum: true,
    });
  }

  async send({ method, bucket, key, query = {}, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    const { protocol, hostname, port } = new URL(this.#keys.endpointUrl);
    const path = bucket === undefined ? '/' : `/${bucket}${key === undefined ? '' : `/${encodedKey(key)}`}`;
    const signed = await this.#signer.sign({
      method,
      protocol,
      hostname,
      port: Number(port),
      path,
      query: { ...query },
      headers: { ...headers, host: `${hostname}:${port}`, 'content-length': String(Buffer.byteLength(body ?? '')) },
      body,
    });
    const asked = new URLSearchParams(query).toString().replaceAll('+', '%20');
    const sent = request({
      hostname,
      port,
      method,
      path: asked === '' ? path : `${path}?${asked}`,
      headers: signed.headers,
    });
    sent.end(body);
    const [answer] = await once(sent, 'response');
    return { status: answer.statusCode ?? 0, headers: answer.headers, text: await text(answer) };
  }

  /** @returns its upload ID, or the refusal in short: `400 InvalidURI` */
  async createUpload(bucket: string, key: string): Promise<{ uploadId: string } | { refused: string }> {
    const answer = await this.send({ method: 'POST', bucket, key, query: { uploads: '' } });
    const uploadId = elementOf(answer.text, 'UploadId');
    return answer.status === 200 && uploadId ? { uploadId } : { refused: inShort(answer) };
  }

  /** Sends a part. @returns `200`, or the refusal in short */
  async putPart(of: Upload, partNumber: number, content: string): Promise<string> {
    const query = { partNumber: String(partNumber), uploadId: of.uploadId };
    return inShort(await this.send({ method: 'PUT', bucket: of.bucket, key: of.key, query, body: content }));
  }

  /** ListParts in short, with the number of parts where there is an answer: `200 with 2 parts`, `404 NoSuchUpload`. */
  async partsOf({ bucket, key, uploadId }: Upload): Promise<string> {
    const answer = await this.send({ method: 'GET', bucket, key, query: { uploadId } });
    if (answer.status !== 200) return inShort(answer);
    return `200 with ${answer.text.split(/<Part>|<Part [^>]*>/).length - 1} parts`;
  }

  /** @returns the status, or the refusal in short */
  async abort({ bucket, key, uploadId }: Upload): Promise<string> {
    return inShort(await this.send({ method: 'DELETE', bucket, key, query: { uploadId } }));
  }

  /** Every upload ID that a bucket lists, whatever its key. @throws Error where that takes more than one page */
  async listedIds(bucket: string): Promise<string[]> {
    const answer = await this.send({ method: 'GET', bucket, query: { uploads: '' } });
    if (answer.status !== 200) throw new Error(`ListMultipartUploads answered ${inShort(answer)}`);
    if (/<IsTruncated>\s*true/i.test(answer.text)) throw new Error('The listing goes on after its first page.');
    return elementsOf(answer.text, 'UploadId');
  }
}

/** One upload of a store under test. */
export interface Upload {
  bucket: string;
  key: string;
  uploadId: string;
}

/** An answer's status, with the error's code where there is one. */
export function inShort({ status, text: body }: RawAnswer): string {
  const code = status >= 300 ? elementOf(body, 'Code') : undefined;
  return code ? `${status} ${code}` : String(status);
}

/** The text of the first such element, or undefined. */
export function elementOf(xml: string, name: string): string | undefined {
  return elementsOf(xml, name)[0];
}

/** The texts of all such elements. */
export function elementsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, found = '']) => unescaped(found));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(found: string): string {
  return found.replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => entities[name] ?? whole);
}

/** RFC 3986: everything but unreserved characters and the slash. */
function encodedKey(key: string): string {
  const reserved = /[!'()*]/g;
  const encoded = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return key
    .split('/')
    .map((segment) => encodeURIComponent(segment).replace(reserved, encoded))
    .join('/');
}

/** SHA-256 as the signer wants it, by Node. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
