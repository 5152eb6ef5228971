import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { headerText } from '../protocol/header-text.ts';
import { percentDecode, percentEncode } from '../protocol/key-encoding.ts';
import type { S3Request } from '../protocol/request.ts';
import { S3Error } from '../protocol/s3-error.ts';

/** Keys that the store accepts, and the region it says it is in. */
export interface StoreIdentity {
  accessKeyId: string;
  secretAccessKey: string;
  /** Temporary credentials carry one; null: none is expected. */
  sessionToken: string | null;
  /** Tokens that are accepted as well, each until its time, ms UTC. */
  sessions?: ReadonlyMap<string, number>;
  region: string;
}

/** The service that a signature is for: S3, or CloudWatch, whose signing name this is. */
export type SignedService = 's3' | 'monitoring';

/** What a signature covers, wherever in the request it stands. */
export interface SignedParts {
  /** `20260102`, of the credential's scope. */
  date: string;
  region: string;
  /** `20260102T030405Z`. */
  timestamp: string;
  /** `host;x-amz-date`. */
  signedHeaders: string;
  /** The query that is signed: all of it but the signature itself. */
  query: ReadonlyMap<string, string>;
  contentSha256: string;
  signature: string;
}

/** HMAC-SHA256. */
export function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** SHA-256 in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares two hex strings without telling by the time it takes where they differ. */
export function equals(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/**
 * Computes the signature anew and compares.
 * @returns the key it was made with, and its scope
 * @throws S3Error AccessDenied where a header is not signed that must be, SignatureDoesNotMatch
 */
export function checkSignature(
  { method, rawPath, headers }: S3Request,
  signed: SignedParts,
  secretAccessKey: string,
  service: SignedService = 's3',
): { signingKey: Buffer; scope: string } {
  const names = signed.signedHeaders.split(';');
  if (!names.includes('host') || Object.keys(headers).some((name) => mustBeSigned(name) && !names.includes(name))) {
    throw new S3Error(403, 'AccessDenied', 'There were headers present in the request which were not signed');
  }
  const scope = `${signed.date}/${signed.region}/${service}/aws4_request`;
  const canonicalRequest = [
    method,
    canonicalPath(rawPath),
    canonicalQuery(signed.query),
    ...names.map((name) => `${name}:${canonicalHeader(headers, name)}`),
    '',
    signed.signedHeaders,
    signed.contentSha256,
  ].join('\n');
  const stringToSign = ['AWS4-HMAC-SHA256', signed.timestamp, scope, sha256(canonicalRequest)].join('\n');
  const signingKey = deriveKey(secretAccessKey, signed.date, signed.region, service);
  if (!equals(hmac(signingKey, stringToSign).toString('hex'), signed.signature)) {
    throw new S3Error(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  return { signingKey, scope };
}

/** @throws S3Error InvalidAccessKeyId, InvalidToken or ExpiredToken where these keys are not accepted now (ms UTC) */
export function checkAccessKey(accessKeyId: string, token: string | null, identity: StoreIdentity, now: number): void {
  const endsAt = token === null ? undefined : identity.sessions?.get(token);
  if (accessKeyId === identity.accessKeyId && endsAt !== undefined) {
    if (now < endsAt) return;
    throw new S3Error(400, 'ExpiredToken', 'The provided token has expired.');
  }
  // Temporary keys without their token are unknown keys to AWS.
  if (accessKeyId !== identity.accessKeyId || (identity.sessionToken !== null && token === null)) {
    throw new S3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      elements: { AWSAccessKeyId: accessKeyId },
    });
  }
  if (token !== identity.sessionToken) {
    throw new S3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
}

/** The time of a timestamp like `20260102T030405Z`, ms UTC; null where it is none. */
export function timeOf(timestamp: string): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Number.isNaN(at) ? null : at;
}

/** AWS wants host and every x-amz- header signed. */
function mustBeSigned(name: string): boolean {
  return name.startsWith('x-amz-');
}

function canonicalPath(rawPath: string): string {
  return rawPath
    .split('/')
    .map((segment) => percentEncode(percentDecode(segment) ?? segment))
    .join('/');
}

function canonicalQuery(query: ReadonlyMap<string, string>): string {
  return [...query]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** A signed header that is not there is signed as empty. */
function canonicalHeader(headers: IncomingHttpHeaders, name: string): string {
  return (headerText(headers, name) ?? '').trim().replace(/ +/g, ' ');
}

/** The derived key is the same for a day: derive it once. */
const derivedKeys = new Map<string, Buffer>();

function deriveKey(secret: string, date: string, region: string, service: SignedService): Buffer {
  const name = `${date}/${region}/${service}/${secret}`;
  let key = derivedKeys.get(name);
  if (!key) {
    key = [service, 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secret}`, date), region));
    if (derivedKeys.size > 64) derivedKeys.clear();
    derivedKeys.set(name, key);
  }
  return key;
}
