import { type Checksum, checksumAlgorithms, isChecksumValue } from '../checksums/algorithms.ts';
import { invalidArgument, malformedXml } from '../protocol/s3-error.ts';
import { childText, type XmlElement } from '../protocol/xml.ts';
import { mostParts } from './uploads.ts';

/** One part, as CompleteMultipartUpload lists it. */
export interface ListedPart {
  partNumber: number;
  /** Without quotes. */
  etag: string;
  checksum: Checksum | null;
}

/**
 * Reads the list of CompleteMultipartUpload.
 * @throws S3Error MalformedXML where there is no part, or one without number or ETag; InvalidArgument where a number is
 * beyond what a part may have, or a checksum is none
 */
export function readPartList(root: XmlElement): ListedPart[] {
  const parts = root.children.filter(({ name }) => name === 'Part');
  if (root.name !== 'CompleteMultipartUpload' || parts.length === 0 || parts.length > mostParts) throw malformedXml();
  return parts.map((part) => {
    const number = childText(part, 'PartNumber') ?? '';
    const etag = childText(part, 'ETag');
    if (etag === undefined || !/^-?\d+$/.test(number)) throw malformedXml();
    const partNumber = Number(number);
    if (partNumber < 1) throw invalidArgument('PartNumber', number, 'PartNumber must be >= 1');
    if (partNumber > mostParts) {
      throw invalidArgument(
        'partNumber',
        number,
        `Part number must be an integer between 1 and ${mostParts}, inclusive.`,
      );
    }
    return { partNumber, etag: etag.replaceAll('"', ''), checksum: checksumIn(part) };
  });
}

function checksumIn(part: XmlElement): Checksum | null {
  const found = checksumAlgorithms.flatMap((algorithm) => {
    const value = childText(part, `Checksum${algorithm}`);
    return value === undefined ? [] : { algorithm, value };
  });
  const [checksum] = found;
  if (found.length > 1 || (checksum && !isChecksumValue(checksum.algorithm, checksum.value))) {
    throw invalidArgument('Checksum', checksum?.value ?? '', 'Invalid Base64 or multiple checksums present in request');
  }
  return checksum ?? null;
}
