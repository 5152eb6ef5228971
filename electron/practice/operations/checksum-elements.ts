import { type Checksum, checksumHeader, type ObjectChecksum, type UploadChecksum } from '../checksums/algorithms.ts';
import { element } from '../protocol/xml.ts';

/** `<ChecksumAlgorithm>` and `<ChecksumType>` of an upload; nothing where it has none. */
export function uploadChecksumElements(checksum: UploadChecksum | null): string {
  if (!checksum) return '';
  return `<ChecksumAlgorithm>${checksum.algorithm}</ChecksumAlgorithm><ChecksumType>${checksum.type}</ChecksumType>`;
}

/** `<ChecksumCRC32>` and the like; nothing where there is none. */
export function checksumElement(checksum: Checksum | null): string {
  return checksum ? `<Checksum${checksum.algorithm}>${checksum.value}</Checksum${checksum.algorithm}>` : '';
}

/** The checksum of an object and its type, as elements. */
export function objectChecksumElements(checksum: ObjectChecksum | null): string {
  return checksum ? checksumElement(checksum) + element('ChecksumType', checksum.type) : '';
}

/** `x-amz-checksum-crc32` and the like; nothing where there is none. */
export function checksumHeaders(checksum: Checksum | null): Record<string, string> {
  return checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value } : {};
}

/** The checksum of an object and its type, as headers. */
export function objectChecksumHeaders(checksum: ObjectChecksum | null): Record<string, string> {
  return checksum ? { ...checksumHeaders(checksum), 'x-amz-checksum-type': checksum.type } : {};
}
