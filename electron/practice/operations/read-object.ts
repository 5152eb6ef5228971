import type { IncomingHttpHeaders } from 'node:http';
import { byteRange } from '../objects/byte-range.ts';
import type { PracticeObject } from '../objects/practice-object.ts';
import { checkRead } from '../objects/preconditions.ts';
import { headerText } from '../protocol/header-text.ts';
import type { S3Request } from '../protocol/request.ts';
import { invalidArgument, noSuchKey, S3Error } from '../protocol/s3-error.ts';
import { type Answer, type BucketCall, quoted, versionHeader } from './call.ts';
import { checksumHeaders, objectChecksumHeaders } from './checksum-elements.ts';
import { largestKept } from './objects.ts';
import { mostParts } from './uploads.ts';

/** Classes whose objects are to be restored before they are read; nothing restores them here. */
const archives: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

/** HeadObject. Its errors have no body: the status is all a client gets. */
export function headObject(call: BucketCall): Answer {
  return found(call).answer;
}

/**
 * GetObject, of an object whose bytes were kept.
 * @throws S3Error NoSuchKey, PreconditionFailed, InvalidRange, InvalidObjectState of an archive, NotImplemented where the
 * bytes were not kept
 */
export function getObject(call: BucketCall): Answer {
  const { answer, object, from, length } = found(call);
  if (answer.status === 304) return answer;
  if (archives.includes(object.storageClass)) {
    throw new S3Error(403, 'InvalidObjectState', "The operation is not valid for the object's storage class", {
      elements: { StorageClass: object.storageClass },
    });
  }
  if (object.content === null) {
    throw new S3Error(
      501,
      'NotImplemented',
      `Practice storage keeps the bytes of objects that came in one piece of at most ${largestKept} bytes, as long as it has room. Of this one it knows size, ETag, checksum and metadata: ask with HEAD.`,
    );
  }
  return {
    ...answer,
    headers: { ...answer.headers, ...overrides(call.request) },
    content: object.content.subarray(from, from + length),
  };
}

/** What HEAD and GET have in common: the headers, and which bytes they are about. */
function found({ request, bucket }: BucketCall): {
  answer: Answer;
  object: PracticeObject;
  from: number;
  length: number;
} {
  const { headers } = request;
  const part = partNumberIn(request);
  const object = bucket.objects.get(request.key);
  const versionId = bucket.contents.currentVersion(request.key);
  if (!object) {
    const marker = { 'x-amz-delete-marker': 'true', ...versionHeader(versionId) };
    throw noSuchKey(request.key, versionId === null ? {} : marker);
  }
  const common = {
    ...versionHeader(versionId),
    etag: quoted(object.etag),
    'last-modified': new Date(object.lastModified).toUTCString(),
  };
  if (!checkRead(headers, object)) return { answer: { status: 304, headers: common }, object, from: 0, length: 0 };
  const range = part === null ? byteRange(headerText(headers, 'range'), object.size) : partRange(object, part);
  const { from, length } = range ?? { from: 0, length: object.size };
  const isPartial = range !== null && (part === null || object.parts !== null);
  const answer: Answer = {
    status: isPartial ? 206 : 200,
    headers: {
      'accept-ranges': 'bytes',
      'content-type': 'binary/octet-stream',
      ...object.headers,
      ...common,
      'content-length': String(length),
      ...(isPartial ? { 'content-range': `bytes ${from}-${from + length - 1}/${object.size}` } : {}),
      ...(object.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': object.storageClass }),
      ...(part !== null && object.parts ? { 'x-amz-mp-parts-count': String(object.parts.length) } : {}),
      ...checksumsOf(object, part, headers),
    },
  };
  return { answer, object, from, length };
}

/** The object's checksum, or the part's own where it went into a composite, as far as they are asked for. */
function checksumsOf(
  { checksum, parts }: PracticeObject,
  part: number | null,
  headers: IncomingHttpHeaders,
): Record<string, string> {
  if (headerText(headers, 'x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED' || headers.range !== undefined) return {};
  if (part === null || !parts) return objectChecksumHeaders(checksum);
  if (checksum?.type !== 'COMPOSITE') return {};
  return { ...checksumHeaders(parts[part - 1]?.checksum ?? null), 'x-amz-checksum-type': checksum.type };
}

/** @throws S3Error InvalidArgument, InvalidRequest beside a range */
function partNumberIn({ query, headers }: S3Request): number | null {
  const text = query.get('partNumber');
  if (text === undefined) return null;
  const part = Number(text);
  if (!/^\d+$/.test(text) || part < 1 || part > mostParts) {
    throw invalidArgument('partNumber', text, `Part number must be an integer between 1 and ${mostParts}, inclusive.`);
  }
  if (headers.range !== undefined) {
    throw new S3Error(400, 'InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  return part;
}

/** Where a part lies in its object. @throws S3Error InvalidPartNumber where it has fewer */
function partRange({ parts, size }: PracticeObject, part: number): { from: number; length: number } {
  const sizes = parts?.map((each) => each.size) ?? [size];
  const length = sizes[part - 1];
  if (length === undefined) {
    throw new S3Error(416, 'InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      elements: { ActualPartCount: String(sizes.length), PartNumberRequested: String(part) },
    });
  }
  return { from: sizes.slice(0, part - 1).reduce((sum, each) => sum + each, 0), length };
}

/** Headers that a query asks to be answered instead of the object's own. */
function overrides({ query }: S3Request): Record<string, string> {
  const prefix = 'response-';
  return Object.fromEntries(
    [...query].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  );
}
