import { defaultChecksum } from '../checksums/object-checksum.ts';
import { objectHeaders, storageClassIn } from '../objects/object-headers.ts';
import { checkWrite, conditionalConflict, isConditional } from '../objects/preconditions.ts';
import { headerText } from '../protocol/header-text.ts';
import { headerNotImplemented, malformedXml, S3Error } from '../protocol/s3-error.ts';
import { childText, document, element } from '../protocol/xml.ts';
import { type Answer, type BucketCall, quoted, versionHeader } from './call.ts';
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
  const version = versionHeader(bucket.contents.put(object));
  return { status: 200, headers: { etag: quoted(object.etag), ...version, ...objectChecksumHeaders(object.checksum) } };
}

/**
 * DeleteObject, of an object or of one version: 204 whether it was there or not.
 * @throws S3Error PreconditionFailed, NoSuchKey under If-Match; AccessDenied where a version is locked
 */
export function deleteObject(call: BucketCall): Answer {
  const { request, bucket } = call;
  const { key, headers, query } = request;
  if (headers['if-match'] !== undefined) checkWrite(headers, key, bucket.objects.get(key));
  const { versionId, marker } = deleteOne(call, key, query.get('versionId') ?? null);
  return {
    status: 204,
    headers: { ...versionHeader(versionId), ...(marker ? { 'x-amz-delete-marker': 'true' } : {}) },
  };
}

/** DeleteObjects: every key or version of a list, whether it was there or not. @throws S3Error MalformedXML, InvalidRequest */
export async function deleteObjects(call: BucketCall): Promise<Answer> {
  const root = await readSignedDocument(call);
  const objects = root.children
    .filter(({ name }) => name === 'Object')
    .map((object) => ({
      key: childText(object, 'Key') ?? '',
      versionId: childText(object, 'VersionId') ?? null,
      etag: childText(object, 'ETag'),
      ofDirectories: object.children.some(({ name }) => name === 'LastModifiedTime' || name === 'Size'),
    }));
  const isNameless = objects.some(({ key }) => key === '');
  if (root.name !== 'Delete' || objects.length === 0 || objects.length > mostKeys || isNameless) throw malformedXml();
  const isQuiet = childText(root, 'Quiet') === 'true';
  const rows = objects.map(({ key, versionId, etag, ofDirectories }) => {
    const named = element('Key', key) + element('VersionId', versionId);
    try {
      // Those conditions are of directory buckets alone.
      if (ofDirectories) throw headerNotImplemented('LastModifiedTime');
      if (etag) checkWrite({ 'if-match': etag }, key, call.bucket.objects.get(key));
      const deleted = deleteOne(call, key, versionId);
      const marker = deleted.marker
        ? element('DeleteMarker', true) + element('DeleteMarkerVersionId', deleted.versionId)
        : '';
      return isQuiet ? '' : `<Deleted>${named}${marker}</Deleted>`;
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      return `<Error>${named}${element('Code', error.code)}${element('Message', error.message)}</Error>`;
    }
  });
  return { status: 200, xml: document('DeleteResult', rows.join('')) };
}

/** @returns the version that was deleted, or the delete marker that was put; null where no versions are kept */
function deleteOne({ request, bucket }: BucketCall, key: string, versionId: string | null) {
  if (versionId === null) {
    const { deleteMarker } = bucket.contents.delete(key);
    return { versionId: deleteMarker, marker: deleteMarker !== null };
  }
  const bypasses = headerText(request.headers, 'x-amz-bypass-governance-retention')?.toLowerCase() === 'true';
  return { versionId, marker: bucket.contents.deleteVersion(key, versionId, bypasses).wasMarker };
}
