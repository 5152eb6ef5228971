import type { IncomingHttpHeaders } from 'node:http';
import { headerText } from '../protocol/header-text.ts';
import { S3Error } from '../protocol/s3-error.ts';

/** Headers that an object was stored with and gives back, by lower-case name. */
export type ObjectHeaders = Readonly<Record<string, string>>;

const systemHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
];
const userPrefix = 'x-amz-meta-';
/** AWS: names and values of user metadata, in UTF-8, bytes. */
const mostUserMetadata = 2048;

/**
 * What of a request's headers the object is to carry; null: nothing.
 * @throws S3Error MetadataTooLarge
 */
export function objectHeaders(headers: IncomingHttpHeaders): ObjectHeaders | null {
  const kept: [string, string][] = [];
  let userMetadata = 0;
  for (const name of Object.keys(headers)) {
    const isUsers = name.startsWith(userPrefix);
    if (!isUsers && !systemHeaders.includes(name)) continue;
    const text = headerText(headers, name) ?? '';
    const value = name === 'content-encoding' ? withoutFraming(text) : text.trim();
    if (isUsers) userMetadata += name.length - userPrefix.length + value.length;
    if (isUsers || value !== '') kept.push([name, value]);
  }
  if (userMetadata > mostUserMetadata) {
    throw new S3Error(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      elements: { Size: String(userMetadata), MaxSizeAllowed: String(mostUserMetadata) },
    });
  }
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** aws-chunked says how the body came, and is no property of the object. */
function withoutFraming(encodings: string): string {
  return encodings
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'aws-chunked')
    .join(',');
}

const storageClasses = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
  'EXPRESS_ONEZONE',
]);

/** The storage class that a request names; STANDARD where it names none. @throws S3Error InvalidStorageClass */
export function storageClassIn(headers: IncomingHttpHeaders): string {
  const storageClass = headerText(headers, 'x-amz-storage-class') ?? 'STANDARD';
  if (storageClasses.has(storageClass)) return storageClass;
  throw new S3Error(400, 'InvalidStorageClass', 'The storage class you specified is not valid', {
    elements: { StorageClassRequested: storageClass },
  });
}
