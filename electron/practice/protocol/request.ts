import type { IncomingHttpHeaders } from 'node:http';
import type { PracticeOperation } from './faults.ts';
import { percentDecode } from './key-encoding.ts';
import { S3Error } from './s3-error.ts';

/** An S3 request, read from its line and headers (path-style addressing only). */
export interface S3Request {
  method: string;
  operation: PracticeOperation;
  /** '' where the request names none. */
  bucket: string;
  key: string;
  /** The path as it came, still encoded. */
  rawPath: string;
  query: ReadonlyMap<string, string>;
  headers: IncomingHttpHeaders;
  uploadId: string | null;
}

/**
 * Reads the request line. WHATWG URL is not used: it would fold `..` and `//`, and both are fine in a key.
 * @throws S3Error InvalidURI where it is not percent-encoded UTF-8
 */
export function readRequest(method: string, url: string, headers: IncomingHttpHeaders): S3Request {
  const questionMark = url.indexOf('?');
  const rawPath = questionMark < 0 ? url : url.slice(0, questionMark);
  const query = readQuery(questionMark < 0 ? '' : url.slice(questionMark + 1));
  const path = percentDecode(rawPath);
  if (path === null || !path.startsWith('/')) throw invalidUri();
  const slash = path.indexOf('/', 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const key = slash < 0 ? '' : path.slice(slash + 1);
  const operation = operationOf(method, bucket, key, query, headers);
  return { method, operation, bucket, key, rawPath, query, headers, uploadId: query.get('uploadId') ?? null };
}

function readQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeQueryPart(equals < 0 ? pair : pair.slice(0, equals));
    query.set(name, equals < 0 ? '' : decodeQueryPart(pair.slice(equals + 1)));
  }
  return query;
}

function decodeQueryPart(text: string): string {
  const decoded = percentDecode(text.replaceAll('+', ' '));
  if (decoded === null) throw invalidUri();
  return decoded;
}

function invalidUri(): S3Error {
  return new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
}

/** How CloudWatch's clients name the call in AWS's JSON protocol. */
const metricTarget = 'GraniteServiceVersion20100801.GetMetricData';

/** Query names of each listing of objects; any other name on a bucket is a subresource of its own. */
const listObjectsV2Query = ['list-type', 'continuation-token', 'start-after', 'fetch-owner'];
const listObjectsQuery = ['marker'];
const listVersionsQuery = ['versions', 'key-marker', 'version-id-marker'];
const eitherListQuery = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

/** Names that change a GET or HEAD of an object, and not which operation it is. */
const objectQuery = [
  'partNumber',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
];

/** The query names that tell operations apart: `x-id` names one for logs, and `x-amz-` ones are signing or headers. */
function tellingNames(query: ReadonlyMap<string, string>): string[] {
  return [...query.keys()].filter((name) => name !== 'x-id' && !/^x-amz-/i.test(name));
}

function operationOf(
  method: string,
  bucket: string,
  key: string,
  query: ReadonlyMap<string, string>,
  headers: IncomingHttpHeaders,
): PracticeOperation {
  if (bucket === '' && method === 'POST' && headers['x-amz-target'] === metricTarget) return 'GetMetricData';
  if (bucket === '') return method === 'GET' ? 'ListBuckets' : 'Unknown';
  const names = tellingNames(query);
  if (key === '') return bucketOperation(method, query, names);
  const ofUpload = query.has('uploadId');
  const copies = headers['x-amz-copy-source'] !== undefined;
  const ofObject = names.every((name) => objectQuery.includes(name));
  const about = (name: string) => query.has(name) && names.every((each) => each === name || each === 'versionId');
  switch (method) {
    case 'GET':
      if (about('retention')) return 'GetObjectRetention';
      if (about('legal-hold')) return 'GetObjectLegalHold';
      return ofUpload ? 'ListParts' : ofObject ? 'GetObject' : 'Unknown';
    case 'HEAD':
      return ofObject ? 'HeadObject' : 'Unknown';
    case 'PUT':
      if (copies) return 'Unknown';
      if (about('retention')) return 'PutObjectRetention';
      if (about('legal-hold')) return 'PutObjectLegalHold';
      return ofUpload && query.has('partNumber') ? 'UploadPart' : names.length === 0 ? 'PutObject' : 'Unknown';
    case 'POST':
      return query.has('uploads') ? 'CreateMultipartUpload' : ofUpload ? 'CompleteMultipartUpload' : 'Unknown';
    case 'DELETE':
      if (ofUpload) return 'AbortMultipartUpload';
      return names.every((name) => name === 'versionId') ? 'DeleteObject' : 'Unknown';
    default:
      return 'Unknown';
  }
}

function bucketOperation(
  method: string,
  query: ReadonlyMap<string, string>,
  names: readonly string[],
): PracticeOperation {
  switch (method) {
    case 'GET': {
      if (query.has('uploads')) return 'ListMultipartUploads';
      if (query.has('location')) return 'GetBucketLocation';
      if (query.has('versioning')) return 'GetBucketVersioning';
      if (query.has('lifecycle')) return 'GetBucketLifecycleConfiguration';
      if (query.has('policy')) return 'GetBucketPolicy';
      if (query.has('object-lock')) return 'GetObjectLockConfiguration';
      if (query.has('versions')) {
        const ofVersions = [...eitherListQuery, ...listVersionsQuery].filter((name) => name !== 'delimiter');
        return names.every((name) => ofVersions.includes(name)) ? 'ListObjectVersions' : 'Unknown';
      }
      const isV2 = query.get('list-type') === '2';
      const known = [...eitherListQuery, ...(isV2 ? listObjectsV2Query : listObjectsQuery)];
      if (!names.every((name) => known.includes(name))) return 'Unknown';
      return isV2 ? 'ListObjectsV2' : 'ListObjects';
    }
    case 'HEAD':
      return 'HeadBucket';
    case 'PUT':
      if (query.has('lifecycle')) return 'PutBucketLifecycleConfiguration';
      if (query.has('versioning')) return 'PutBucketVersioning';
      if (query.has('policy')) return 'PutBucketPolicy';
      if (query.has('object-lock')) return 'PutObjectLockConfiguration';
      return names.length === 0 ? 'CreateBucket' : 'Unknown';
    case 'POST':
      return query.has('delete') ? 'DeleteObjects' : 'Unknown';
    case 'DELETE':
      // An abort with an empty key comes as DELETE /bucket?uploadId=…: at least one store deletes the bucket then.
      if (query.has('lifecycle')) return 'DeleteBucketLifecycle';
      return names.length === 0 || query.has('uploadId') ? 'DeleteBucket' : 'Unknown';
    default:
      return 'Unknown';
  }
}
