import type { Part } from '../../../shared/model.ts';
import { type CutList, cutElements, readElements, readIsoTime } from './plain-xml.ts';
import { plainEtag } from './store-results.ts';

/**
 * Reads the parts out of a ListParts answer; the SDK reads everything else.
 *
 * @returns null for anything unusual (a checksum, a number in another form): the SDK reads all of it then
 */
export function cutParts(body: string): CutList<Part> | null {
  return cutElements(body, 'Part', readPart);
}

function readPart(xml: string): Part | null {
  const fields = readElements(xml);
  if (!fields) return null;
  const { PartNumber, Size, ETag, LastModified, ...others } = fields;
  // Checksums come in many forms, and matter when an upload is completed.
  if (Object.keys(others).length > 0) return null;
  const [partNumber, size] = [readCount(PartNumber), readCount(Size)];
  const lastModified = readIsoTime(LastModified);
  if (partNumber === null || size === null || (LastModified !== undefined && lastModified === null)) return null;
  return { partNumber, size, etag: plainEtag(ETag), lastModified, checksum: null };
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
