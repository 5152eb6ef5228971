import { pageOfObjects } from '../objects/object-page.ts';
import type { PracticeObject } from '../objects/practice-object.ts';
import { urlEncodeKey } from '../protocol/key-encoding.ts';
import { invalidArgument } from '../protocol/s3-error.ts';
import { document, element } from '../protocol/xml.ts';
import { type Answer, type BucketCall, integerOf, isoTime, quoted } from './call.ts';
import { principal } from './list-parts.ts';

type KeyWriter = (key: string) => string;

/** AWS: keys on a page. */
const mostKeys = 1000;

/** ListObjectsV2. @throws S3Error InvalidArgument */
export function listObjectsV2(call: BucketCall): Answer {
  const { query } = call.request;
  const { prefix, delimiter, asked, limit, write } = readListing(call);
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') ?? '';
  const page = pageOfObjects(call.bucket.objects, {
    prefix,
    delimiter,
    limit,
    after: token === undefined ? startAfter : keyInToken(token),
  });
  const owner = query.get('fetch-owner') === 'true' ? principal('Owner', call.caller) : '';
  return {
    status: 200,
    xml: document(
      'ListBucketResult',
      [
        element('Name', call.bucket.name),
        element('Prefix', write(prefix)),
        element('Delimiter', delimiter === '' ? null : write(delimiter)),
        element('StartAfter', startAfter === '' ? null : write(startAfter)),
        element('ContinuationToken', token ?? null),
        element('NextContinuationToken', page.next === null ? null : tokenFor(page.next)),
        element('KeyCount', page.objects.length + page.commonPrefixes.length),
        element('MaxKeys', asked),
        element('EncodingType', query.get('encoding-type') === 'url' ? 'url' : null),
        element('IsTruncated', page.next !== null),
        ...page.objects.map((object) => contents(object, write, owner)),
        ...page.commonPrefixes.map((group) => commonPrefix(group, write)),
      ].join(''),
    ),
  };
}

/** ListObjects, the first version: pages by key. @throws S3Error InvalidArgument */
export function listObjects(call: BucketCall): Answer {
  const { query } = call.request;
  const { prefix, delimiter, asked, limit, write } = readListing(call);
  const marker = query.get('marker') ?? '';
  const page = pageOfObjects(call.bucket.objects, { prefix, delimiter, limit, after: marker });
  const owner = principal('Owner', call.caller);
  return {
    status: 200,
    xml: document(
      'ListBucketResult',
      [
        element('Name', call.bucket.name),
        element('Prefix', write(prefix)),
        element('Marker', write(marker)),
        // AWS gives it beside a delimiter only: without one the last key is where to go on.
        element('NextMarker', page.next === null || delimiter === '' ? null : write(page.next)),
        element('Delimiter', delimiter === '' ? null : write(delimiter)),
        element('MaxKeys', asked),
        element('EncodingType', query.get('encoding-type') === 'url' ? 'url' : null),
        element('IsTruncated', page.next !== null),
        ...page.objects.map((object) => contents(object, write, owner)),
        ...page.commonPrefixes.map((group) => commonPrefix(group, write)),
      ].join(''),
    ),
  };
}

function readListing({ request, bucket }: BucketCall) {
  const { query } = request;
  const encodingType = query.get('encoding-type') ?? '';
  if (encodingType !== '' && encodingType !== 'url') {
    throw invalidArgument('encoding-type', encodingType, 'Invalid Encoding Method specified in Request');
  }
  const asked = Math.min(integerOf(request, 'max-keys', mostKeys, [0, 2 ** 31 - 1]), mostKeys);
  const write: KeyWriter =
    encodingType === 'url' ? (key) => urlEncodeKey(key, bucket.behaviour.spaceEncoding) : (key) => key;
  return { prefix: query.get('prefix') ?? '', delimiter: query.get('delimiter') ?? '', asked, limit: asked, write };
}

function contents(
  { key, lastModified, etag, size, storageClass, checksum }: PracticeObject,
  write: KeyWriter,
  owner: string,
): string {
  return `<Contents>${element('Key', write(key))}${element('LastModified', isoTime(lastModified))}${element('ETag', quoted(etag))}${element('ChecksumAlgorithm', checksum?.algorithm ?? null)}${element('ChecksumType', checksum?.type ?? null)}${element('Size', size)}${owner}${element('StorageClass', storageClass)}</Contents>`;
}

function commonPrefix(group: string, write: KeyWriter): string {
  return `<CommonPrefixes>${element('Prefix', write(group))}</CommonPrefixes>`;
}

const tokenMark = 'practice:';

function tokenFor(key: string): string {
  return Buffer.from(tokenMark + key).toString('base64url');
}

function keyInToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text.startsWith(tokenMark)) return text.slice(tokenMark.length);
  throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
}
