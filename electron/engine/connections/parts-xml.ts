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

const plainFields: ReadonlySet<string> = new Set(['PartNumber', 'Size', 'ETag', 'LastModified']);

function readPart(xml: string): Part | null {
  const fields = readElements(xml);
  if (!fields) return null;
  // Checksums come in many forms, and matter when an upload is completed.
  for (const name of fields.keys()) if (!plainFields.has(name)) return null;
  const [partNumber, size] = [readCount(fields.get('PartNumber')), readCount(fields.get('Size'))];
  const [ETag, LastModified] = [fields.get('ETag'), fields.get('LastModified')];
  const lastModified = readIsoTime(LastModified);
  if (partNumber === null || size === null || (LastModified !== undefined && lastModified === null)) return null;
  return { partNumber, size, etag: plainEtag(ETag), lastModified, checksum: null };
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
