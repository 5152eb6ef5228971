import type { BucketBehaviour } from '../behaviour/behaviour.ts';
import { pageOfUploads } from '../buckets/upload-page.ts';
import { urlDecodeKey, urlEncodeKey } from '../protocol/key-encoding.ts';
import { invalidArgument } from '../protocol/s3-error.ts';
import { document, element } from '../protocol/xml.ts';
import { type Answer, type BucketCall, integerOf, isoTime } from './call.ts';
import { uploadChecksumElements } from './checksum-elements.ts';
import { principal } from './list-parts.ts';

/** AWS: uploads on a page. */
const mostUploads = 1000;

/** ListMultipartUploads: one page. @throws S3Error InvalidArgument */
export function listUploads({ request, bucket, caller, now }: BucketCall): Answer {
  const { query } = request;
  const { behaviour } = bucket;
  const encodingType = query.get('encoding-type') ?? '';
  if (encodingType !== '' && encodingType !== 'url') throw invalidArgument('encoding-type', encodingType);
  const asked = integerOf(request, 'max-uploads', 1000, [0, 2 ** 31 - 1]);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const sentMarker = query.get('key-marker') ?? '';
  const keyMarker = behaviour.markerReading === 'as written' ? urlDecodeKey(sentMarker) : sentMarker;
  // AWS ignores an upload ID marker without a key marker.
  const usesMarker = keyMarker !== '' || behaviour.uploadIdMarker === 'alone';
  const uploadIdMarker = usesMarker ? (query.get('upload-id-marker') ?? '') : '';
  if (behaviour.keyMarker === 'opaque' && keyMarker !== '' && uploadIdMarker === '') {
    throw invalidArgument('key-marker', keyMarker);
  }
  const limit = Math.min(behaviour.maxUploads === 'ignored' ? mostUploads : asked, behaviour.uploadsPageLimit);
  const page = pageOfUploads(bucket, { prefix, delimiter, keyMarker, uploadIdMarker, limit });

  const { tells } = behaviour;
  const write = writersOf(behaviour, encodingType === 'url');
  const owner = tells.initiator ? principal('Owner', caller) : '';
  const initiated = initiatedWriter(behaviour.initiated, now);
  const rows = page.uploads.map(
    ({ key, uploadId, initiator, storageClass, initiatedAt, checksum }) =>
      `<Upload>${element('Key', write.key(key))}<UploadId>${uploadId}</UploadId>${tells.initiator ? principal('Initiator', initiator) : ''}${owner}${element('StorageClass', tells.storageClass ? storageClass : null)}${initiated(initiatedAt)}${uploadChecksumElements(checksum)}</Upload>`,
  );
  const groups = page.commonPrefixes.map(
    (group) => `<CommonPrefixes>${element('Prefix', write.key(group))}</CommonPrefixes>`,
  );
  return {
    status: 200,
    xml: document(
      'ListMultipartUploadsResult',
      [
        element('Bucket', bucket.name),
        element('KeyMarker', write.marker(keyMarker)),
        element('UploadIdMarker', uploadIdMarker),
        // Present on the last page too: only IsTruncated says whether to go on.
        element('NextKeyMarker', page.next?.key != null ? write.marker(page.next.key) : null),
        element('NextUploadIdMarker', page.next?.uploadId ?? null),
        element('Prefix', write.marker(prefix)),
        element('Delimiter', delimiter === '' ? null : write.marker(delimiter)),
        element('EncodingType', write.echo),
        element('MaxUploads', Math.min(asked, mostUploads)),
        element('IsTruncated', page.isTruncated),
        ...rows,
        ...groups,
      ].join(''),
    ),
  };
}

/** Writes `<Initiated>`, or nothing, as the store tells it. */
function initiatedWriter(habit: BucketBehaviour['initiated'], now: () => number): (at: number) => string {
  switch (habit) {
    case 'told':
      return (at) => `<Initiated>${isoTime(at)}</Initiated>`;
    case 'now':
      return () => `<Initiated>${isoTime(now())}</Initiated>`;
    case 'absent':
      return () => '';
  }
}

/** How keys and markers are written, and whether the answer says so (s3-semantics, "encoding-type=url"). */
function writersOf(
  { keyEncoding, spaceEncoding }: BucketBehaviour,
  asked: boolean,
): { key: (key: string) => string; marker: (key: string) => string; echo: string | null } {
  const raw = (key: string) => key;
  const encoded = (key: string) => urlEncodeKey(key, spaceEncoding);
  if (!asked) return { key: raw, marker: raw, echo: null };
  switch (keyEncoding) {
    case 'echoed':
      return { key: encoded, marker: encoded, echo: 'url' };
    case 'silent':
      return { key: encoded, marker: encoded, echo: null };
    case 'ceph':
      return { key: encoded, marker: raw, echo: null };
    case 'ignored':
      return { key: raw, marker: raw, echo: null };
    case 'echo-only':
      return { key: raw, marker: raw, echo: 'url' };
  }
}
