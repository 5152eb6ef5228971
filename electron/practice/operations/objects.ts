import { compareKeys, urlEncodeKey } from '../key-encoding.ts';
import { noSuchKey } from '../s3-error.ts';
import { document, element } from '../xml.ts';
import { type Answer, type BucketCall, integerOf, isoTime, quoted } from './call.ts';

/** PutObject: keeps size and ETag. */
export async function putObject({ request, bucket, summary, now }: BucketCall): Promise<Answer> {
  const { size, md5 } = await summary();
  const storageClass = String(request.headers['x-amz-storage-class'] ?? 'STANDARD');
  bucket.objects.set(request.key, { key: request.key, size, etag: md5, lastModified: now(), storageClass });
  return { status: 200, headers: { etag: quoted(md5) } };
}

/** HeadObject. Its errors have no body: the status is all a client gets. */
export function headObject({ request, bucket }: BucketCall): Answer {
  const object = bucket.objects.get(request.key);
  if (!object) throw noSuchKey(request.key);
  return {
    status: 200,
    headers: {
      'content-length': String(object.size),
      'content-type': 'binary/octet-stream',
      etag: quoted(object.etag),
      'last-modified': new Date(object.lastModified).toUTCString(),
      ...(object.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': object.storageClass }),
    },
  };
}

/** DeleteObject: 204 whether it was there or not. */
export function deleteObject({ request, bucket }: BucketCall): Answer {
  bucket.objects.delete(request.key);
  return { status: 204 };
}

/** ListObjectsV2 by prefix, in key order. Common prefixes are not grouped. */
export function listObjects({ request, bucket }: BucketCall): Answer {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const limit = integerOf(request, 'max-keys', 1000, [0, 1_000_000]);
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const encoded = query.get('encoding-type') === 'url';
  const write = (key: string) => (encoded ? urlEncodeKey(key, bucket.behaviour.spaceEncoding) : key);
  const matching = [...bucket.objects.values()]
    .filter(({ key }) => key.startsWith(prefix) && (after === '' || compareKeys(key, after) > 0))
    .sort((a, b) => compareKeys(a.key, b.key));
  const page = matching.slice(0, Math.min(limit, 1000));
  const truncated = page.length < matching.length && page.length > 0;
  const rows = page.map(
    ({ key, lastModified, etag, size, storageClass }) =>
      `<Contents>${element('Key', write(key))}${element('LastModified', isoTime(lastModified))}${element('ETag', quoted(etag))}${element('Size', size)}${element('StorageClass', storageClass)}</Contents>`,
  );
  return {
    status: 200,
    xml: document(
      'ListBucketResult',
      [
        element('Name', bucket.name),
        element('Prefix', write(prefix)),
        element('KeyCount', page.length),
        element('MaxKeys', limit),
        element('EncodingType', encoded ? 'url' : null),
        element('IsTruncated', truncated),
        element('NextContinuationToken', truncated ? (page.at(-1)?.key ?? null) : null),
        ...rows,
      ].join(''),
    ),
  };
}
