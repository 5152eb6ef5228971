import { partNumber, partSize } from './answer-numbers.ts';
import { isChecksumField, readChecksum } from './part-checksum.ts';
import { type CutList, cutElements, readElements, readIsoTime, toldTime } from './plain-xml.ts';
import type { StoreAnswer } from './store-answer.ts';
import { type ListedPart, type PartsOutput, plainEtag } from './store-results.ts';

/**
 * Reads the parts out of a ListParts answer; the SDK reads everything else.
 *
 * @returns null for anything unusual (an element that is not known, a time in another form): the SDK reads all of it then
 */
export function cutParts(body: string): CutList<ListedPart> | null {
  return cutElements(body, 'Part', readPart);
}

const plainFields: ReadonlySet<string> = new Set(['PartNumber', 'Size', 'ETag', 'LastModified']);

function readPart(xml: string): ListedPart | null {
  const fields = readElements(xml);
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

/** A page of parts, and what else the engine wants of it. */
export interface PlainParts {
  parts: ListedPart[];
  isTruncated: boolean;
  output: PartsOutput;
}

const document = /^\s*(?:<\?xml[^<>]*\?>\s*)?<ListPartsResult(?:\s+xmlns="[^"<>]*")?>([\s\S]*)<\/ListPartsResult>\s*$/;
const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Reads a whole ListParts answer, as the SDK would.
 *
 * @returns null for anything unusual: the SDK reads it then
 */
export function readPlainParts({ body, headers }: Pick<StoreAnswer, 'body' | 'headers'>): PlainParts | null {
  const cut = /<Part[\s/>]/.test(body) ? cutParts(body) : { items: [], rest: body };
  const inside = cut && document.exec(cut.rest)?.[1];
  const fields = typeof inside === 'string' ? readElements(inside) : null;
  if (!cut || !fields) return null;
  const truncated = fields.get('IsTruncated');
  // Written otherwise, or left out: whether it is the last page takes a closer look.
  if (truncated !== 'true' && truncated !== 'false') return null;
  const abortDate = headers['x-amz-abort-date'];
  if (abortDate !== undefined && !httpDate.test(abortDate)) return null;
  return {
    parts: cut.items,
    isTruncated: truncated === 'true',
    output: {
      NextPartNumberMarker: fields.get('NextPartNumberMarker'),
      StorageClass: fields.get('StorageClass'),
      ChecksumAlgorithm: fields.get('ChecksumAlgorithm'),
      ChecksumType: fields.get('ChecksumType'),
      AbortDate: abortDate === undefined ? undefined : new Date(abortDate),
      AbortRuleId: headers['x-amz-abort-rule-id'],
    },
  };
}
