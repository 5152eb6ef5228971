import type { IncomingHttpHeaders } from 'node:http';
import { headerText } from '../protocol/header-text.ts';
import { invalidRequest, notComputed, type S3Error } from '../protocol/s3-error.ts';
import {
  algorithmNamed,
  type Checksum,
  type ChecksumAlgorithm,
  type ChecksumType,
  checksumAlgorithms,
  checksumHeader,
  isChecksumValue,
  type UploadChecksum,
} from './algorithms.ts';

/** What a request says of the checksum of its body. */
export interface DeclaredChecksum {
  algorithm: ChecksumAlgorithm;
  /** In base64; null: it comes behind the body, in a trailer. */
  value: string | null;
}

/** Headers of that beginning which hold no value. */
const namesOnly = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-type', 'x-amz-checksum-mode']);
const valuePrefix = 'x-amz-checksum-';

/**
 * The checksum that the headers declare, in a header or for a trailer.
 * @throws S3Error InvalidRequest as AWS does, NotImplemented for an algorithm that is not computed here
 */
export function declaredChecksum(headers: IncomingHttpHeaders): DeclaredChecksum | null {
  const value = checksumInHeader(headers);
  const trailer = checksumInTrailer(headers);
  const algorithm = headerText(headers, 'x-amz-sdk-checksum-algorithm');
  const declared = value ?? trailer;
  if (value && trailer) throw severalChecksums();
  if (algorithm !== null) {
    if (!declared) {
      throw invalidRequest(
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
      );
    }
    if (algorithmNamed(algorithm) !== declared.algorithm) throw invalidHeader('x-amz-sdk-checksum-algorithm');
  }
  return declared;
}

/**
 * The one checksum value in the headers.
 * @throws S3Error InvalidRequest where there are two, or where it is none of its algorithm
 */
function checksumInHeader(headers: IncomingHttpHeaders): Checksum | null {
  const names = Object.keys(headers).filter((name) => name.startsWith(valuePrefix) && !namesOnly.has(name));
  if (names.length > 1) throw severalChecksums();
  const [name] = names;
  if (name === undefined) return null;
  const algorithm = algorithmNamed(name.slice(valuePrefix.length));
  if (!algorithm) throw notComputed(name.slice(valuePrefix.length).toUpperCase());
  const value = headerText(headers, name) ?? '';
  if (!isChecksumValue(algorithm, value)) throw invalidHeader(name);
  return { algorithm, value };
}

/** What a checksum header of CompleteMultipartUpload holds: a composite one ends in `-` and the number of parts. */
export function finalChecksumInHeader(headers: IncomingHttpHeaders): (Checksum & { parts: number | null }) | null {
  const name = Object.keys(headers).find((header) => header.startsWith(valuePrefix) && !namesOnly.has(header));
  const [, plain, parts] = /^([^-]*)-(\d+)$/.exec((name && headerText(headers, name)) ?? '') ?? [];
  if (name === undefined || plain === undefined) {
    const checksum = checksumInHeader(headers);
    return checksum && { ...checksum, parts: null };
  }
  const checksum = checksumInHeader({ ...headers, [name]: plain });
  if (checksum?.algorithm === 'CRC64NVME') throw invalidHeader(name);
  return checksum && { ...checksum, parts: Number(parts) };
}

/**
 * What CreateMultipartUpload asks for; null: nothing.
 * @throws S3Error InvalidRequest as AWS does
 */
export function requestedChecksum(headers: IncomingHttpHeaders): UploadChecksum | null {
  const type = checksumType(headers);
  const name = headerText(headers, 'x-amz-checksum-algorithm');
  if (name === null) {
    if (type === null) return null;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  const algorithm = algorithmNamed(name);
  if (!algorithm) {
    if (otherAlgorithms.has(name.toUpperCase())) throw notComputed(name.toUpperCase());
    throw invalidRequest(
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
    );
  }
  const only = onlyType[algorithm];
  if (type !== null && only !== null && type !== only) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return uploadChecksum(algorithm, type);
}

/** One object for each kind: a bucket may hold a million uploads that ask for it. */
const uploadChecksums = new Map<string, UploadChecksum>();

/** The checksum of an upload; the type that S3 takes where none is named. */
export function uploadChecksum(algorithm: ChecksumAlgorithm, type: ChecksumType | null = null): UploadChecksum {
  const made: UploadChecksum = { algorithm, type: type ?? onlyType[algorithm] ?? 'COMPOSITE' };
  const name = `${made.algorithm} ${made.type}`;
  const known = uploadChecksums.get(name) ?? made;
  uploadChecksums.set(name, known);
  return known;
}

/** The value of x-amz-checksum-type. @throws S3Error InvalidRequest where it is no type */
export function checksumType(headers: IncomingHttpHeaders): ChecksumType | null {
  const text = headerText(headers, 'x-amz-checksum-type')?.toUpperCase() ?? null;
  if (text === null || text === 'COMPOSITE' || text === 'FULL_OBJECT') return text;
  throw invalidHeader('x-amz-checksum-type');
}

/** The only type that an algorithm has; null: both. A CRC-64 has no composite, a SHA cannot be put together. */
const onlyType: Readonly<Record<ChecksumAlgorithm, ChecksumType | null>> = {
  CRC32: null,
  CRC32C: null,
  CRC64NVME: 'FULL_OBJECT',
  SHA1: 'COMPOSITE',
  SHA256: 'COMPOSITE',
};

const otherAlgorithms = new Set(['MD5', 'SHA512', 'XXHASH64', 'XXHASH3', 'XXHASH128']);

function checksumInTrailer(headers: IncomingHttpHeaders): DeclaredChecksum | null {
  const name = headerText(headers, 'x-amz-trailer')?.toLowerCase();
  if (name === undefined) return null;
  const algorithm = checksumAlgorithms.find((candidate) => checksumHeader(candidate) === name);
  if (algorithm) return { algorithm, value: null };
  const other = name.startsWith(valuePrefix) ? name.slice(valuePrefix.length).toUpperCase() : '';
  if (otherAlgorithms.has(other)) throw notComputed(other);
  throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
}

/** 400 InvalidRequest for another checksum than the upload's; null: none at all. */
export function checksumMismatch(expected: ChecksumAlgorithm, actual: ChecksumAlgorithm | null): S3Error {
  return invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${actual?.toLowerCase() ?? 'null'}`,
  );
}

function severalChecksums(): S3Error {
  return invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
}

/** 400 InvalidRequest for a header whose value cannot be. */
export function invalidHeader(name: string): S3Error {
  return invalidRequest(`Value for ${name} header is invalid.`);
}
