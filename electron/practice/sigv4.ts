import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { percentDecode, percentEncode } from './key-encoding.ts';
import type { S3Request } from './request.ts';
import { S3Error } from './s3-error.ts';

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

/** What a verified signature leaves for the body: its announced hash, and the seed of chunk signatures. */
export interface VerifiedSignature {
  /** Value of x-amz-content-sha256. */
  contentSha256: string;
  signature: string;
  signingKey: Buffer;
  /** `20260102T030405Z`. */
  timestamp: string;
  /** `20260102/us-east-1/s3/aws4_request`. */
  scope: string;
}

/** AWS refuses requests that are more than 15 minutes off. */
const maximumSkewMs = 15 * 60_000;

const authorizationPattern =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Verifies a header-signed SigV4 request (presigned URLs are not served).
 * @param now the store's clock, ms UTC
 * @throws S3Error AccessDenied (no signature), AuthorizationHeaderMalformed, InvalidAccessKeyId, InvalidToken,
 * RequestTimeTooSkewed or SignatureDoesNotMatch
 */
export function verifySignature(request: S3Request, identity: StoreIdentity, now: number): VerifiedSignature {
  const { headers } = request;
  if (headers.authorization === undefined) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  const match = authorizationPattern.exec(headers.authorization);
  const [, accessKeyId, date, region, service, signedHeaders, signature] = match ?? [];
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
    throw new S3Error(400, 'AuthorizationHeaderMalformed', 'The authorization header that you provided is not valid.');
  }
  checkAccessKey(accessKeyId, headers, identity, now);
  if (region !== identity.region || service !== 's3') {
    throw new S3Error(
      400,
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${region}' is wrong; expecting '${identity.region}'`,
      { elements: { Region: identity.region }, headers: { 'x-amz-bucket-region': identity.region } },
    );
  }
  const timestamp = single(headers['x-amz-date']) ?? '';
  checkTime(timestamp, date, now);

  const contentSha256 = single(headers['x-amz-content-sha256']);
  if (contentSha256 === undefined) {
    throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const names = signedHeaders.split(';');
  if (!names.includes('host') || Object.keys(headers).some((name) => mustBeSigned(name) && !names.includes(name))) {
    throw new S3Error(403, 'AccessDenied', 'There were headers present in the request which were not signed');
  }
  const scope = `${date}/${region}/s3/aws4_request`;
  const canonicalRequest = [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${canonicalHeader(headers, name)}`),
    '',
    signedHeaders,
    contentSha256,
  ].join('\n');
  const stringToSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonicalRequest)].join('\n');
  const signingKey = deriveKey(identity.secretAccessKey, date, region);
  if (!equals(hmac(signingKey, stringToSign).toString('hex'), signature)) {
    throw new S3Error(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  return { contentSha256, signature, signingKey, timestamp, scope };
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

function checkAccessKey(accessKeyId: string, headers: IncomingHttpHeaders, identity: StoreIdentity, now: number): void {
  const token = single(headers['x-amz-security-token']) ?? null;
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

function checkTime(timestamp: string, date: string, now: number): void {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (Number.isNaN(at) || !timestamp.startsWith(date)) {
    throw new S3Error(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  if (Math.abs(at - now) > maximumSkewMs) {
    throw new S3Error(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      {
        elements: {
          RequestTime: timestamp,
          ServerTime: new Date(now).toISOString(),
          MaxAllowedSkewMilliseconds: String(maximumSkewMs),
        },
      },
    );
  }
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

function canonicalHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  // A signed header that is not there is signed as empty; Node has joined repeated ones with commas already.
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/ +/g, ' ');
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The derived key is the same for a day: derive it once. */
const derivedKeys = new Map<string, Buffer>();

function deriveKey(secret: string, date: string, region: string): Buffer {
  const name = `${date}/${region}/${secret}`;
  let key = derivedKeys.get(name);
  if (!key) {
    key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secret}`, date), region));
    if (derivedKeys.size > 64) derivedKeys.clear();
    derivedKeys.set(name, key);
  }
  return key;
}
