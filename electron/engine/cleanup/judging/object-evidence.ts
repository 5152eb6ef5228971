import type { PartsSeen } from '../../../../shared/schema/model.ts';
import { isSameObject, type SeenObject } from './rules.ts';

/** How long a store's upload views may trail behind a Complete before we trust them against a fresh object, ms. */
const settleMs = 15 * 60_000;

const plainEtag = /^"?[0-9a-f]{32}"?$/i;
const multipartEtag = /-(\d+)"?$/;

/**
 * Whether an object may be this upload's product, seen when the upload itself is gone.
 *
 * An object older than the initiation is not. Times are compared by the second, because Initiated and Last-Modified may
 * have second precision, and "at" counts as "after": on AWS the Last-Modified of a multipart object is its initiation
 * time. A newer one may come from a Complete or from another writer of the same key, and nothing in S3 tells the two
 * apart for sure (some stores give a one-part multipart object a plain MD5 ETag). So it counts as the product, unless it
 * is the very object that was there while the upload was still open ({@link foreignWhileOpen}): `completed` may then
 * be said of an abort, but `clear` is never said of an object.
 */
export function mayBeProduct(object: SeenObject, initiatedAt: number, foreign: SeenObject | null): boolean {
  if (isOlder(object, initiatedAt)) return false;
  return !(foreign && isSameObject(foreign, object));
}

/**
 * Whether an object seen while the upload is still open is somebody else's for certain.
 *
 * The look asks for the object first and for the upload afterwards, so on a consistent store every such object is
 * foreign: a finished upload would have been gone. Stores whose upload views trail behind a Complete need more: an
 * older object, an ETag of a single PUT, more parts or more bytes than the upload holds, or an object that has stood for
 * {@link settleMs} while the upload stayed open.
 *
 * @param lookAt server time of the look
 */
export function foreignWhileOpen(object: SeenObject, parts: PartsSeen, initiatedAt: number, lookAt: number): boolean {
  if (isOlder(object, initiatedAt)) return true;
  if (object.etag !== null && plainEtag.test(object.etag)) return true;
  if (lookAt - object.lastModified >= settleMs) return true;
  const held = parts.outcome === 'present' ? parts : parts.outcome === 'none' ? { parts: 0, bytes: 0 } : null;
  if (!held) return false;
  const count = Number(multipartEtag.exec(object.etag ?? '')?.[1] ?? 0);
  const isLarger = object.bytes !== null && held.bytes !== null && object.bytes > held.bytes;
  return isLarger || count > held.parts;
}

/** Whether the ETag says that the object was written by one PUT. */
export function hasPlainEtag(object: SeenObject): boolean {
  return object.etag !== null && plainEtag.test(object.etag);
}

function isOlder(object: SeenObject, initiatedAt: number): boolean {
  return Math.floor(object.lastModified / 1000) < Math.floor(initiatedAt / 1000);
}
