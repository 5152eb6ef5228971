import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is asked of a store, as far as the app asks it. */
export type Operation = 'buckets' | 'uploads' | 'parts' | 'abort' | 'head' | 'objects' | 'lifecycle' | 'other';

/** One request, and how it is answered. */
export interface Ask {
  operation: Operation;
  bucket: string;
  url: URL;
  request: IncomingMessage;
  response: ServerResponse;
  /** How many were asked before it of this store. */
  number: number;
  /** What the call came with: a store that repeats it must not get it into anything. */
  sent: { authorization: string; signature: string; token: string; secret: string };
  /** Answers as a store that is in order would. */
  good: () => void;
}

export type Answer = (ask: Ask) => void;

/** How one store is hostile. Whatever is left out is in order. */
export interface Behaviour {
  name: string;
  /** By operation; `any` before all others. */
  on?: Partial<Record<Operation | 'any', Answer>>;
  /** Instead of HTTP: what becomes of a connection. */
  raw?: (socket: Socket) => void;
  /** Over TLS, with what Node's TLS server is given. `isPlain`: the address says https, and there is none. */
  tls?: { cert: 'good' | 'expired' | 'other-host' | 'self-signed'; maxVersion?: 'TLSv1.1' } | 'missing' | 'unexpected';
  /** The buckets that are looked at; one is called `b` where left out. */
  buckets?: readonly string[];
}

const day = 86_400_000;
/** Long before anything that is active. */
export const long = new Date(Date.now() - 9 * day).toISOString();
export const uploadXml = (key = 'k.bin', id = 'u-1', initiated = long) =>
  `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
export const partXml = (number: number | string = 1, size: number | string = 5, modified = long) =>
  `<Part><PartNumber>${number}</PartNumber><LastModified>${modified}</LastModified><ETag>"e"</ETag><Size>${size}</Size></Part>`;
export const uploadsXml = (inner: string, more = '<IsTruncated>false</IsTruncated>') =>
  `<ListMultipartUploadsResult><Bucket>b</Bucket><EncodingType>url</EncodingType>${more}${inner}</ListMultipartUploadsResult>`;
export const partsXml = (inner: string, more = '<IsTruncated>false</IsTruncated>') =>
  `<ListPartsResult>${more}${inner}</ListPartsResult>`;
export const bucketsXml = (names: readonly string[], date = '2020-01-01T00:00:00.000Z') =>
  `<ListAllMyBucketsResult><Buckets>${names
    .map((name) => `<Bucket><Name>${name}</Name><CreationDate>${date}</CreationDate></Bucket>`)
    .join('')}</Buckets></ListAllMyBucketsResult>`;
export const errorXml = (code: string, message = 'no') =>
  `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

/** Sends a whole answer. */
export function send(
  { response }: Pick<Ask, 'response'>,
  status: number,
  body: string | Uint8Array = '',
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(status, { 'x-amz-request-id': 'R', ...headers }).end(body);
}

/** An answer that is always the same. */
export const says =
  (status: number, body: string | Uint8Array = '', headers: Record<string, string | string[]> = {}): Answer =>
  (ask) =>
    send(ask, status, body, headers);

/** What a store in order answers; it knows its one upload, until that is aborted. */
export class GoodStore {
  readonly #buckets: readonly string[];
  readonly #aborted = new Set<string>();

  constructor(buckets: readonly string[]) {
    this.#buckets = buckets;
  }

  answer(ask: Ask): void {
    const isThere = !this.#aborted.has(ask.bucket);
    if (ask.operation === 'abort') this.#aborted.add(ask.bucket);
    const answers: Record<Operation, [status: number, body?: string]> = {
      buckets: [200, bucketsXml(this.#buckets)],
      uploads: [200, uploadsXml(isThere ? uploadXml() : '')],
      parts: isThere ? [200, partsXml(partXml())] : [404, errorXml('NoSuchUpload')],
      abort: [204],
      head: [404],
      objects: [200, '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>'],
      lifecycle: [404, errorXml('NoSuchLifecycleConfiguration')],
      other: [501, errorXml('NotImplemented')],
    };
    send(ask, ...answers[ask.operation]);
  }
}

export function operationOf(method: string, url: URL): Operation {
  const [, bucket = '', ...key] = url.pathname.split('/');
  if (method === 'DELETE') return 'abort';
  if (method === 'HEAD') return 'head';
  if (method !== 'GET') return 'other';
  if (bucket === '') return 'buckets';
  if (url.searchParams.has('uploads')) return 'uploads';
  if (url.searchParams.has('uploadId')) return 'parts';
  if (url.searchParams.has('lifecycle')) return 'lifecycle';
  return key.join('') === '' ? 'objects' : 'other';
}
