import { headerText } from '../protocol/header-text.ts';
import type { S3Request } from '../protocol/request.ts';
import { S3Error } from '../protocol/s3-error.ts';
import { checkAccessKey, checkSignature, type StoreIdentity, timeOf } from './signature.ts';

/** What a verified URL leaves for its body. */
export interface VerifiedUrl {
  contentSha256: string;
  signature: string;
  signingKey: Buffer;
  timestamp: string;
  scope: string;
}

/** Longest life of a URL, s: a week. */
const longestLife = 604_800;

/** Whether the request is signed in its query. */
export function isPresigned({ query }: S3Request): boolean {
  return ['X-Amz-Signature', 'X-Amz-Algorithm', 'X-Amz-Credential'].some((name) => query.has(name));
}

/**
 * Verifies the signature in a query.
 * @param now the store's clock, ms UTC
 * @throws S3Error AuthorizationQueryParametersError, AccessDenied (expired, or not valid yet), InvalidAccessKeyId,
 * InvalidToken, SignatureDoesNotMatch
 */
export function verifyPresignedUrl(request: S3Request, identity: StoreIdentity, now: number): VerifiedUrl {
  const { query, headers } = request;
  const [algorithm, credential, timestamp, life, signedHeaders, signature] = [
    'Algorithm',
    'Credential',
    'Date',
    'Expires',
    'SignedHeaders',
    'Signature',
  ].map((name) => query.get(`X-Amz-${name}`));
  if (!algorithm || !credential || !timestamp || life === undefined || !signedHeaders || !signature) {
    throw malformed(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  if (algorithm !== 'AWS4-HMAC-SHA256') throw malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const [, accessKeyId = '', date = '', region = ''] =
    /^([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request$/.exec(credential) ?? [];
  if (!accessKeyId) {
    throw malformed(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (region !== identity.region) {
    throw malformed(
      `Error parsing the X-Amz-Credential parameter; the region '${region}' is wrong; expecting '${identity.region}'`,
      { Region: identity.region },
    );
  }
  const from = timeOf(timestamp);
  if (from === null) throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!timestamp.startsWith(date)) {
    throw malformed(`Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${timestamp}".`);
  }
  checkLife(life, from, now);
  checkAccessKey(accessKeyId, query.get('X-Amz-Security-Token') ?? null, identity, now);
  const contentSha256 =
    headerText(headers, 'x-amz-content-sha256') ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const unsigned = new Map([...query].filter(([name]) => name !== 'X-Amz-Signature'));
  const parts = { date, region, timestamp, signedHeaders, query: unsigned, contentSha256, signature };
  const { signingKey, scope } = checkSignature(request, parts, identity.secretAccessKey);
  return { contentSha256, signature, signingKey, timestamp, scope };
}

/**
 * The request as if what a signer moved into the query (`x-amz-checksum-mode`, `x-amz-storage-class`…) had come as
 * headers, which is how S3 reads it.
 */
export function withMovedHeaders(request: S3Request): S3Request {
  if (!isPresigned(request)) return request;
  const moved = [...request.query].map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = { ...Object.fromEntries(moved.filter(([name]) => name.startsWith('x-amz-'))), ...request.headers };
  return { ...request, headers };
}

function checkLife(text: string, from: number, now: number): void {
  if (!/^-?\d+$/.test(text)) throw malformed('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 0) throw malformed('X-Amz-Expires must be non-negative');
  if (seconds > longestLife) {
    throw malformed(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${longestLife} seconds`,
    );
  }
  const until = from + seconds * 1000;
  if (now > until) {
    throw new S3Error(403, 'AccessDenied', 'Request has expired', {
      elements: {
        'X-Amz-Expires': text,
        Expires: new Date(until).toISOString(),
        ServerTime: new Date(now).toISOString(),
      },
    });
  }
  // A clock that is a quarter of an hour ahead signs URLs that begin later.
  if (from - now > 15 * 60_000) throw new S3Error(403, 'AccessDenied', 'Request is not valid yet');
}

function malformed(message: string, elements: Record<string, string> = {}): S3Error {
  return new S3Error(400, 'AuthorizationQueryParametersError', message, { elements });
}
