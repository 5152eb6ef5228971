import type { Bucket } from '../buckets/bucket.ts';
import type { S3Request } from '../protocol/request.ts';
import { invalidArgument } from '../protocol/s3-error.ts';
import type { BodySummary, BodyWish } from '../signing/body.ts';
import type { PracticePrincipal } from '../uploads/upload-record.ts';

/** One call, as an operation sees it. */
export interface Call {
  request: S3Request;
  /** Whose keys signed it. */
  caller: PracticePrincipal;
  /** The store's clock, ms UTC. */
  now: () => number;
  /** Reads the body to its end, once. */
  read: (wish: BodyWish) => Promise<BodySummary>;
}

/** A call on a bucket that exists. */
export interface BucketCall extends Call {
  bucket: Bucket;
}

/** What goes back: a status, headers, and XML or bytes, if any. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  xml?: string;
  content?: Buffer;
}

/** S3's timestamps in XML, with milliseconds. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** An ETag as S3 writes it. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** The header that names a version; none where versions are not kept. */
export function versionHeader(versionId: string | null): Record<string, string> {
  return versionId === null ? {} : { 'x-amz-version-id': versionId };
}

/**
 * A whole number from the query; `fallback` where it is absent.
 * @throws S3Error InvalidArgument
 */
export function integerOf(request: S3Request, name: string, fallback: number, limits: [number, number]): number {
  const text = request.query.get(name);
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < limits[0] || value > limits[1]) throw invalidArgument(name, text);
  return value;
}
