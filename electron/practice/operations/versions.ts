import type { ObjectVersion } from '../objects/bucket-contents.ts';
import { compareKeys, urlEncodeKey } from '../protocol/key-encoding.ts';
import { invalidArgument, malformedXml, S3Error } from '../protocol/s3-error.ts';
import { childText, document, element } from '../protocol/xml.ts';
import { type Answer, type BucketCall, integerOf, isoTime, quoted } from './call.ts';
import { principal } from './list-parts.ts';
import { readDocument } from './verified-body.ts';

/** AWS: entries on a page. */
const mostEntries = 1000;

/** GetBucketVersioning: an empty answer says that versions were never kept. */
export function getBucketVersioning({ bucket }: BucketCall): Answer {
  return { status: 200, xml: document('VersioningConfiguration', element('Status', bucket.contents.versioning)) };
}

/** PutBucketVersioning. @throws S3Error MalformedXML, InvalidBucketState where Object Lock needs versions */
export async function putBucketVersioning(call: BucketCall): Promise<Answer> {
  const status = childText(await readDocument(call), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
  const { contents } = call.bucket;
  if (status === 'Suspended' && contents.lock) {
    throw new S3Error(409, 'InvalidBucketState', 'An Object Lock configuration is present on this bucket');
  }
  contents.setVersioning(status);
  return { status: 200 };
}

/** ListObjectVersions, without a delimiter. @throws S3Error InvalidArgument */
export function listObjectVersions(call: BucketCall): Answer {
  const { request, bucket } = call;
  const { query } = request;
  const encodingType = query.get('encoding-type') ?? '';
  if (encodingType !== '' && encodingType !== 'url') {
    throw invalidArgument('encoding-type', encodingType, 'Invalid Encoding Method specified in Request');
  }
  const asked = Math.min(integerOf(request, 'max-keys', mostEntries, [0, 2 ** 31 - 1]), mostEntries);
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('version-id-marker') ?? '';
  const write = (key: string) => (encodingType === 'url' ? urlEncodeKey(key, bucket.behaviour.spaceEncoding) : key);
  const entries: ReturnType<typeof listed>[] = [];
  let isTruncated = false;
  let last: ObjectVersion | null = null;
  let isBehind = keyMarker === '';
  for (const version of bucket.contents.versions()) {
    const { key, versionId } = version;
    if (!isBehind) {
      const order = compareKeys(key, keyMarker);
      if (order < 0 || (order === 0 && idMarker === '')) continue;
      isBehind = order > 0 || versionId === idMarker;
      if (order === 0) continue;
    }
    if (!key.startsWith(prefix)) continue;
    if (entries.length === asked) {
      isTruncated = true;
      break;
    }
    entries.push(listed(version, write, call));
    last = version;
  }
  return {
    status: 200,
    xml: document(
      'ListVersionsResult',
      [
        element('Name', bucket.name),
        element('Prefix', write(prefix)),
        element('KeyMarker', write(keyMarker)),
        element('VersionIdMarker', idMarker),
        element('NextKeyMarker', isTruncated && last ? write(last.key) : null),
        element('NextVersionIdMarker', isTruncated && last ? last.versionId : null),
        element('MaxKeys', asked),
        element('EncodingType', encodingType === 'url' ? 'url' : null),
        element('IsTruncated', isTruncated),
        ...entries,
      ].join(''),
    ),
  };
}

function listed(version: ObjectVersion & { isLatest: boolean }, write: (key: string) => string, call: BucketCall) {
  const { key, versionId, isLatest, lastModified, object } = version;
  const head = [
    element('Key', write(key)),
    element('VersionId', versionId),
    element('IsLatest', isLatest),
    element('LastModified', isoTime(lastModified)),
  ].join('');
  const owner = principal('Owner', call.caller);
  if (!object) return `<DeleteMarker>${head}${owner}</DeleteMarker>`;
  const { etag, size, storageClass } = object;
  return `<Version>${head}${element('ETag', quoted(etag))}${element('Size', size)}${owner}${element('StorageClass', storageClass)}</Version>`;
}
