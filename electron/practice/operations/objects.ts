import { defaultChecksum } from '../checksums/object-checksum.ts';
import { objectHeaders, storageClassIn } from '../objects/object-headers.ts';
import { checkWrite, conditionalConflict, isConditional } from '../objects/preconditions.ts';
import { malformedXml } from '../protocol/s3-error.ts';
import { childText, document, element } from '../protocol/xml.ts';
import { type Answer, type BucketCall, quoted } from './call.ts';
import { objectChecksumHeaders } from './checksum-elements.ts';
import { checkKey, checkLength } from './uploads.ts';
import { readSignedDocument, readVerified } from './verified-body.ts';

/** Objects up to this size keep their bytes, for GetObject. */
export const largestKept = 1024 * 1024;
/** AWS: keys in one DeleteObjects. */
const mostKeys = 1000;

/**
 * PutObject: keeps size, ETag, checksum and metadata, and the bytes where they are few.
 * @throws S3Error BadDigest, InvalidDigest, InvalidRequest, KeyTooLongError, InvalidStorageClass, PreconditionFailed …
 */
export async function putObject(call: BucketCall): Promise<Answer> {
  const { request, bucket, now } = call;
  const { key, headers } = request;
  checkKey(key);
  checkLength(call);
  const storageClass = storageClassIn(headers);
  const kept = objectHeaders(headers);
  const { checksums, conditionalWrites } = bucket.behaviour;
  const isHeld = conditionalWrites !== 'ignored' && isConditional(headers);
  const before = bucket.objects.get(key);
  if (isHeld) checkWrite(headers, key, before);
  const trusts = checksums === 'ignored';
  const body = await readVerified(call, {
    more: trusts ? [] : [defaultChecksum.algorithm],
    keepUpTo: largestKept,
    trusts,
  });
  if (isHeld && bucket.objects.get(key) !== before) throw conditionalConflict();
  const value = body.checksums.get(defaultChecksum.algorithm);
  const checksum = body.declared ?? (value === undefined ? null : { algorithm: defaultChecksum.algorithm, value });
  const object = {
    key,
    size: body.size,
    etag: body.md5,
    lastModified: now(),
    storageClass,
    checksum: checksum && { ...checksum, type: 'FULL_OBJECT' as const },
    headers: kept,
    parts: null,
    content: body.content,
  };
  bucket.objects.put(object);
  return { status: 200, headers: { etag: quoted(object.etag), ...objectChecksumHeaders(object.checksum) } };
}

/** DeleteObject: 204 whether it was there or not. @throws S3Error PreconditionFailed, NoSuchKey under If-Match */
export function deleteObject({ request, bucket }: BucketCall): Answer {
  const { key, headers } = request;
  if (headers['if-match'] !== undefined) checkWrite(headers, key, bucket.objects.get(key));
  bucket.objects.delete(key);
  return { status: 204 };
}

/** DeleteObjects: every key of a list, whether it was there or not. @throws S3Error MalformedXML, InvalidRequest */
export async function deleteObjects(call: BucketCall): Promise<Answer> {
  const root = await readSignedDocument(call);
  const keys = root.children.filter(({ name }) => name === 'Object').map((object) => childText(object, 'Key') ?? '');
  if (root.name !== 'Delete' || keys.length === 0 || keys.length > mostKeys || keys.includes('')) throw malformedXml();
  for (const key of keys) call.bucket.objects.delete(key);
  const isQuiet = childText(root, 'Quiet') === 'true';
  const rows = keys.map((key) => `<Deleted>${element('Key', key)}</Deleted>`);
  return { status: 200, xml: document('DeleteResult', isQuiet ? '' : rows.join('')) };
}
