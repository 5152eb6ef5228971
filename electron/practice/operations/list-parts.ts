import { document, element } from '../protocol/xml.ts';
import { abortDateHeaders } from './abort-date-headers.ts';
import { type Answer, type BucketCall, integerOf, isoTime } from './call.ts';
import { checksumElement, uploadChecksumElements } from './checksum-elements.ts';

/** AWS: parts on a page. */
const mostParts = 1000;

/** ListParts: one page, with the abort date where a lifecycle rule applies. */
export function listParts({ request, bucket, caller }: BucketCall): Answer {
  const { key } = request;
  const uploadId = request.uploadId ?? '';
  const { partsPageLimit, fullPage, tells } = bucket.behaviour;
  const most = Math.max(mostParts, partsPageLimit);
  const asked = Math.min(integerOf(request, 'max-parts', most, [0, 2 ** 31 - 1]), most);
  const limit = Math.min(asked, partsPageLimit);
  const after = integerOf(request, 'part-number-marker', 0, [0, 2 ** 31 - 1]);
  const { record, parts } = bucket.listedParts(key, uploadId);
  const page = parts?.page(record, after, limit) ?? [];
  const last = page.at(-1)?.partNumber ?? after;
  const isFull = page.length > 0 && page.length === limit && fullPage.parts === 'truncated';
  const truncated = isFull || last < (parts?.highest ?? 0);
  const hasChecksums = record.checksum !== null;
  const rows = page.map(
    ({ partNumber, lastModified, etag, size, checksum }) =>
      `<Part><PartNumber>${partNumber}</PartNumber><LastModified>${isoTime(lastModified)}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size>${hasChecksums ? checksumElement(checksum) : ''}</Part>`,
  );
  return {
    status: 200,
    headers: abortDateHeaders(bucket, 'ListParts', record),
    xml: document(
      'ListPartsResult',
      [
        element('Bucket', bucket.name),
        element('Key', key),
        element('UploadId', uploadId),
        tells.initiator ? principal('Initiator', record.initiator) + principal('Owner', caller) : '',
        element('StorageClass', record.storageClass),
        element('PartNumberMarker', after),
        element('NextPartNumberMarker', last),
        element('MaxParts', limit),
        element('IsTruncated', truncated),
        ...rows,
        uploadChecksumElements(record.checksum),
      ].join(''),
    ),
  };
}

/** `<Initiator>` or `<Owner>`. */
export function principal(
  name: 'Initiator' | 'Owner',
  { id, displayName }: { id: string; displayName: string },
): string {
  return `<${name}>${element('ID', id)}${element('DisplayName', displayName)}</${name}>`;
}
