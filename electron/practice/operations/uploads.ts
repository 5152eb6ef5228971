import type { Checksum } from '../checksums/algorithms.ts';
import { checksumMismatch, declaredChecksum, requestedChecksum } from '../checksums/declared-checksum.ts';
import { defaultChecksum } from '../checksums/object-checksum.ts';
import { objectHeaders, storageClassIn } from '../objects/object-headers.ts';
import type { S3Request } from '../protocol/request.ts';
import { entityTooLarge, invalidArgument, keyTooLong } from '../protocol/s3-error.ts';
import { document, element } from '../protocol/xml.ts';
import type { SentPart, UploadRecord } from '../uploads/upload-record.ts';
import { abortDateHeaders } from './abort-date-headers.ts';
import { type Answer, type BucketCall, quoted } from './call.ts';
import { checksumHeaders } from './checksum-elements.ts';
import { readVerified, type VerifiedBody } from './verified-body.ts';

/** AWS: parts of an upload. */
export const mostParts = 10_000;
/** AWS: an object's key in UTF-8, bytes. */
const longestKey = 1024;
/** AWS: a part, or an object that comes in one piece, bytes. */
const largestBody = 5 * 1024 ** 3;

/** CreateMultipartUpload. @throws S3Error KeyTooLongError, InvalidRequest, InvalidStorageClass, MetadataTooLarge */
export function createUpload({ request, bucket, caller, now }: BucketCall): Answer {
  const { key, headers } = request;
  checkKey(key);
  const checksum = bucket.behaviour.checksums === 'kept' ? requestedChecksum(headers) : null;
  const record = bucket.create({
    key,
    initiatedAt: now(),
    initiator: caller,
    storageClass: storageClassIn(headers),
    checksum,
    headers: objectHeaders(headers),
  });
  return {
    status: 200,
    headers: {
      ...abortDateHeaders(bucket, 'CreateMultipartUpload', record),
      ...(checksum ? { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type } : {}),
    },
    xml: document(
      'InitiateMultipartUploadResult',
      element('Bucket', bucket.name) + element('Key', key) + element('UploadId', record.uploadId),
    ),
  };
}

/**
 * UploadPart: counts and hashes the bytes and keeps none. The part is there when its body has ended, which may be after an
 * abort.
 * @throws S3Error NoSuchUpload, InvalidArgument, InvalidRequest, BadDigest, InvalidDigest, EntityTooLarge
 */
export async function uploadPart(call: BucketCall): Promise<Answer> {
  const { request, bucket } = call;
  const number = request.query.get('partNumber') ?? '';
  const partNumber = Number(number);
  if (!/^\d+$/.test(number) || partNumber < 1 || partNumber > mostParts) {
    throw invalidArgument(
      'partNumber',
      number,
      `Part number must be an integer between 1 and ${mostParts}, inclusive.`,
    );
  }
  checkLength(call);
  const record = bucket.open(request.key, request.uploadId ?? '');
  const trusts = bucket.behaviour.checksums === 'ignored';
  if (!trusts) checkAlgorithm(record, request);
  const { algorithm } = record.checksum ?? defaultChecksum;
  const body = await readVerified(call, { more: trusts ? [] : [algorithm], trusts });
  const sent = sentPart(record, body);
  bucket.landPart(record, partNumber, body.size, sent);
  const answered = record.checksum ? sent.checksum : body.declared;
  return { status: 200, headers: { etag: quoted(sent.etag), ...checksumHeaders(answered) } };
}

/** AbortMultipartUpload. */
export function abortUpload({ request, bucket }: BucketCall): Answer {
  bucket.abort(request.key, request.uploadId ?? '');
  return { status: 204 };
}

/** @throws S3Error KeyTooLongError */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > longestKey) throw keyTooLong(longestKey);
}

/** @throws S3Error EntityTooLarge for a body that S3 takes in several parts only */
export function checkLength({ request: { headers } }: BucketCall): void {
  const announced = Number(headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? 0);
  if (announced > largestBody) throw entityTooLarge(announced, largestBody);
}

/**
 * @throws S3Error InvalidRequest where a part comes with another checksum than its upload asked for: a composite is made
 * of what the senders declared, so there each must declare it
 */
function checkAlgorithm({ checksum: asked }: UploadRecord, { headers }: S3Request): void {
  const declared = declaredChecksum(headers);
  if (!asked || (declared ? declared.algorithm === asked.algorithm : asked.type === 'FULL_OBJECT')) return;
  throw checksumMismatch(asked.algorithm, declared?.algorithm ?? null);
}

/** What is kept of a part. */
function sentPart({ checksum: asked }: UploadRecord, { md5, checksums, declared }: VerifiedBody): SentPart {
  const { algorithm } = asked ?? defaultChecksum;
  const value = checksums.get(algorithm);
  const checksum: Checksum | null = value === undefined ? null : { algorithm, value };
  return { etag: md5, checksum, declared: declared?.algorithm === algorithm ? null : declared };
}
