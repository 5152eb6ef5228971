import { abortDateOf } from '../lifecycle-rules.ts';
import { document, element } from '../xml.ts';
import { type Answer, type BucketCall, integerOf, isoTime } from './call.ts';

/** ListParts: one page, with the abort date where a lifecycle rule applies. */
export function listParts({ request, bucket, caller }: BucketCall): Answer {
  const { key } = request;
  const uploadId = request.uploadId ?? '';
  const limit = Math.min(integerOf(request, 'max-parts', 1000, [0, 2 ** 31 - 1]), bucket.behaviour.partsPageLimit);
  const after = integerOf(request, 'part-number-marker', 0, [0, 2 ** 31 - 1]);
  const { record, parts } = bucket.listedParts(key, uploadId);
  const page = parts?.page(uploadId, after, limit) ?? [];
  const last = page.at(-1)?.partNumber ?? after;
  const truncated = last < (parts?.highest ?? 0);
  const abortDate = abortDateOf(bucket.lifecycle, record);
  const rows = page.map(
    ({ partNumber, lastModified, etag, size }) =>
      `<Part><PartNumber>${partNumber}</PartNumber><LastModified>${isoTime(lastModified)}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size></Part>`,
  );
  return {
    status: 200,
    headers: abortDate
      ? {
          'x-amz-abort-date': new Date(abortDate.at).toUTCString(),
          'x-amz-abort-rule-id': encodeURIComponent(abortDate.ruleId),
        }
      : {},
    xml: document(
      'ListPartsResult',
      [
        element('Bucket', bucket.name),
        element('Key', key),
        element('UploadId', uploadId),
        principal('Initiator', record.initiator),
        principal('Owner', caller),
        element('StorageClass', record.storageClass),
        element('PartNumberMarker', after),
        element('NextPartNumberMarker', last),
        element('MaxParts', limit),
        element('IsTruncated', truncated),
        ...rows,
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
