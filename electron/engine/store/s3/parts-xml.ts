import { partNumber, partSize } from './answer-numbers.ts';
import { isChecksumField, readChecksum } from './part-checksum.ts';
import {
  type CutList,
  cutElements,
  type Order,
  type PlainLimits,
  readElements,
  readIsoTime,
  toldTime,
} from './plain-xml.ts';
import type { StoreAnswer } from './store-answer.ts';
import { type ListedPart, plainEtag } from './store-results.ts';

/**
 * Reads the parts out of a ListParts answer; the general reader reads everything else.
 *
 * @returns null for anything unusual (an element that is not known, a time in another form): the general reader reads all of it
 *   then ({@link ./list-pages.ts})
 */
export function cutParts(body: string, limits?: PlainLimits): CutList<ListedPart> | null {
  return cutElements(body, 'Part', readPart, limits);
}

const plainFields: ReadonlySet<string> = new Set(['PartNumber', 'Size', 'ETag', 'LastModified']);

function readPart(xml: string, order: Order): ListedPart | null {
  const fields = readElements(xml, order);
  if (!fields) return null;
  // What is not known here may be a checksum of a newer kind, which matters when the upload is completed.
  let hasChecksum = false;
  for (const name of fields.keys()) {
    if (plainFields.has(name)) continue;
    if (!isChecksumField(name)) return null;
    hasChecksum = true;
  }
  const [ETag, LastModified] = [fields.get('ETag'), fields.get('LastModified')];
  const lastModified = readIsoTime(LastModified);
  if (LastModified !== undefined && lastModified === null) return null;
  return {
    partNumber: partNumber(fields.get('PartNumber')),
    size: partSize(fields.get('Size')),
    etag: plainEtag(ETag),
    lastModified: toldTime(lastModified),
    checksum: hasChecksum ? readChecksum((field) => fields.get(field)) : null,
  };
}

/** A page of parts, and what stands beside them. */
export interface PlainParts {
  parts: ListedPart[];
  isTruncated: boolean;
  fields: ReadonlyMap<string, string>;
}

const document = /^\s*(?:<\?xml[^<>]*\?>\s*)?<ListPartsResult(?:\s+xmlns="[^"<>]*")?>([\s\S]*)<\/ListPartsResult>\s*$/;

/**
 * Reads a whole ListParts answer.
 *
 * @returns null for anything unusual
 */
export function readPlainParts({ body }: Pick<StoreAnswer, 'body'>): PlainParts | null {
  const cut = /<Part[\s/>]/.test(body) ? cutParts(body) : { items: [], rest: body };
  const inside = cut && document.exec(cut.rest)?.[1];
  const fields = typeof inside === 'string' ? readElements(inside) : null;
  if (!cut || !fields) return null;
  const truncated = fields.get('IsTruncated');
  // Written otherwise, or left out: whether it is the last page takes a closer look.
  if (truncated !== 'true' && truncated !== 'false') return null;
  return { parts: cut.items, isTruncated: truncated === 'true', fields };
}
