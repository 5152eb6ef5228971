import { headerText } from '../protocol/header-text.ts';
import type { S3Request } from '../protocol/request.ts';
import { S3Error } from '../protocol/s3-error.ts';
import { isPresigned, verifyPresignedUrl } from './presigned-url.ts';
import { checkAccessKey, checkSignature, type SignedService, type StoreIdentity, timeOf } from './signature.ts';

export type { StoreIdentity } from './signature.ts';

/** What a verified signature leaves for the body: its announced hash, and the seed of chunk signatures. */
export interface VerifiedSignature {
  /** Value of x-amz-content-sha256. */
  contentSha256: string;
  /** Bytes that an aws-chunked body is announced to hold; null where nothing is. */
  decodedLength: number | null;
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
 * Verifies a SigV4 request, signed in its Authorization header or in its query (a presigned URL).
 * @param now the store's clock, ms UTC
 * @throws S3Error AccessDenied (no signature), InvalidRequest (an older one), AuthorizationHeaderMalformed, InvalidAccessKeyId, InvalidToken,
 * RequestTimeTooSkewed or SignatureDoesNotMatch; of a presigned URL also AuthorizationQueryParametersError
 */
export function verifySignature(request: S3Request, identity: StoreIdentity, now: number): VerifiedSignature {
  const { headers, query } = request;
  const wanted: SignedService = request.operation === 'GetMetricData' ? 'monitoring' : 's3';
  const decodedLength = decodedLengthIn(request);
  if (query.has('AWSAccessKeyId') || /^AWS /.test(headers.authorization ?? '')) {
    throw new S3Error(
      400,
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  if (isPresigned(request)) return { ...verifyPresignedUrl(request, identity, now), decodedLength };
  if (headers.authorization === undefined) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  const match = authorizationPattern.exec(headers.authorization);
  const [, accessKeyId, date, region, service, signedHeaders, signature] = match ?? [];
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
    throw new S3Error(400, 'AuthorizationHeaderMalformed', 'The authorization header that you provided is not valid.');
  }
  checkAccessKey(accessKeyId, headerText(headers, 'x-amz-security-token'), identity, now);
  if (region !== identity.region || service !== wanted) {
    throw new S3Error(
      400,
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${region}' is wrong; expecting '${identity.region}'`,
      { elements: { Region: identity.region }, headers: { 'x-amz-bucket-region': identity.region } },
    );
  }
  const timestamp = headerText(headers, 'x-amz-date') ?? '';
  checkTime(timestamp, date, now);
  const contentSha256 = headerText(headers, 'x-amz-content-sha256');
  if (contentSha256 === null) {
    throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const parts = { date, region, timestamp, signedHeaders, query: request.query, contentSha256, signature };
  const { signingKey, scope } = checkSignature(request, parts, identity.secretAccessKey, wanted);
  return { contentSha256, decodedLength, signature, signingKey, timestamp, scope };
}

function decodedLengthIn({ headers }: S3Request): number | null {
  const text = headerText(headers, 'x-amz-decoded-content-length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function checkTime(timestamp: string, date: string, now: number): void {
  const at = timeOf(timestamp);
  if (at === null || !timestamp.startsWith(date)) {
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
