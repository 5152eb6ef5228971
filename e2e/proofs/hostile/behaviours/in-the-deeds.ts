import { type Behaviour, errorXml, long, partsXml, partXml, says, send, uploadsXml, uploadXml } from '../store.ts';

/** Stores that do other than they say, and odd values in every field. */

/** What a number must never be, and at times is. */
const odd = [
  '0',
  '-1',
  '1.5',
  '9007199254740992',
  '10000000000000000',
  '1e30',
  '9'.repeat(30),
  'NaN',
  '',
  'x'.repeat(10_000),
];
const buckets = odd.map((_, at) => `b${at}`);
const oddOf = (bucket: string) => odd[Number(bucket.slice(1))] ?? '';
type Page = (value: string) => string;
const inUploads = (page: Page): Behaviour['on'] => ({ uploads: (ask) => send(ask, 200, page(oddOf(ask.bucket))) });
const inParts = (page: Page): Behaviour['on'] => ({ parts: (ask) => send(ask, 200, page(oddOf(ask.bucket))) });

/** Each field of each answer, with each odd value in a bucket of its own. */
const fields: Record<string, Behaviour['on']> = {
  'IsTruncated of uploads': inUploads((value) => uploadsXml(uploadXml(), `<IsTruncated>${value}</IsTruncated>`)),
  MaxUploads: inUploads((value) => uploadsXml(uploadXml(), `<MaxUploads>${value}</MaxUploads>`)),
  NextKeyMarker: inUploads((value) =>
    uploadsXml(uploadXml(), `<IsTruncated>true</IsTruncated><NextKeyMarker>${value}</NextKeyMarker>`),
  ),
  NextUploadIdMarker: inUploads((value) =>
    uploadsXml(
      uploadXml(),
      `<IsTruncated>true</IsTruncated><NextKeyMarker>k.bin</NextKeyMarker><NextUploadIdMarker>${value}</NextUploadIdMarker>`,
    ),
  ),
  EncodingType: inUploads((value) => uploadsXml(uploadXml()).replace('url', value)),
  Key: inUploads((value) => uploadsXml(uploadXml(value))),
  UploadId: inUploads((value) => uploadsXml(uploadXml('k', value))),
  Initiated: inUploads((value) => uploadsXml(uploadXml('k', 'u', value))),
  StorageClass: inUploads((value) =>
    uploadsXml(uploadXml().replace('<Initiated>', `<StorageClass>${value}</StorageClass><Initiated>`)),
  ),
  Initiator: inUploads((value) =>
    uploadsXml(
      uploadXml().replace(
        '<Initiated>',
        `<Initiator><ID>${value}</ID><DisplayName>${value}</DisplayName></Initiator><Initiated>`,
      ),
    ),
  ),
  Owner: inUploads((value) => uploadsXml(uploadXml().replace('<Initiated>', `<Owner>${value}</Owner><Initiated>`))),
  'IsTruncated of parts': inParts((value) => partsXml(partXml(), `<IsTruncated>${value}</IsTruncated>`)),
  MaxParts: inParts((value) => partsXml(partXml(), `<MaxParts>${value}</MaxParts>`)),
  NextPartNumberMarker: inParts((value) =>
    partsXml(partXml(), `<IsTruncated>true</IsTruncated><NextPartNumberMarker>${value}</NextPartNumberMarker>`),
  ),
  PartNumber: inParts((value) => partsXml(partXml(value) + partXml(2))),
  Size: inParts((value) => partsXml(partXml(1, value) + partXml(2))),
  'Size of many': inParts((value) =>
    partsXml(Array.from({ length: 1000 }, (_, at) => partXml(at + 1, value)).join('')),
  ),
  LastModified: inParts((value) => partsXml(partXml(1, 5, value))),
  ETag: inParts((value) => partsXml(partXml().replace('"e"', value))),
  ChecksumCRC32: inParts((value) =>
    partsXml(partXml().replace('<Size>', `<ChecksumCRC32>${value}</ChecksumCRC32><Size>`)),
  ),
  'StorageClass of parts': inParts((value) => partsXml(`${partXml()}<StorageClass>${value}</StorageClass>`)),
  'Content-Length of an object': {
    head: (ask) =>
      send(ask, 200, '', { 'content-length': headerOf(ask.bucket), 'last-modified': new Date(long).toUTCString() }),
  },
  'Last-Modified of an object': {
    head: (ask) => send(ask, 200, '', { 'last-modified': headerOf(ask.bucket), 'content-length': '1' }),
  },
  'ETag of an object': {
    head: (ask) => send(ask, 200, '', { etag: headerOf(ask.bucket), 'last-modified': new Date(long).toUTCString() }),
  },
  'Size of an object': {
    head: says(403),
    objects: (ask) =>
      send(
        ask,
        200,
        `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>k.bin</Key><LastModified>${long}</LastModified><Size>${oddOf(ask.bucket)}</Size></Contents></ListBucketResult>`,
      ),
  },
  'LastModified of an object': {
    head: says(403),
    objects: (ask) =>
      send(
        ask,
        200,
        `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>k.bin</Key><LastModified>${oddOf(ask.bucket)}</LastModified><Size>1</Size></Contents></ListBucketResult>`,
      ),
  },
  'Name of a bucket': {
    buckets: (ask) =>
      send(
        ask,
        200,
        `<ListAllMyBucketsResult><Buckets>${odd.map((value) => `<Bucket><Name>${value}</Name></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`,
      ),
  },
  'CreationDate of a bucket': {
    buckets: (ask) =>
      send(
        ask,
        200,
        `<ListAllMyBucketsResult><Buckets>${odd.map((value, at) => `<Bucket><Name>b${at}</Name><CreationDate>${value}</CreationDate></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`,
      ),
  },
  'Owner of buckets': {
    buckets: (ask) =>
      send(
        ask,
        200,
        `<ListAllMyBucketsResult><Owner><ID>${odd.join(' ')}</ID></Owner><Buckets>${buckets.map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`,
      ),
  },
  'Days of a rule': {
    lifecycle: (ask) =>
      send(
        ask,
        200,
        `<LifecycleConfiguration><Rule><ID>${oddOf(ask.bucket)}</ID><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>${oddOf(ask.bucket)}</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>`,
      ),
  },
};
/** Headers hold no more than 16 KiB, and no empty name. */
const headerOf = (bucket: string) => oddOf(bucket).slice(0, 5000);

/** How many values go into one behaviour. */
export const oddValues = odd.length;

export const inTheDeeds: readonly Behaviour[] = [
  ...Object.entries(fields).map(
    ([field, on]): Behaviour => ({ name: `odd values: ${field}`, buckets, ...(on ? { on } : {}) }),
  ),
  { name: 'an abort that is confirmed and does nothing', on: { abort: says(204) } },
  { name: 'an abort that says 200 with a page of HTML', on: { abort: says(200, '<html>done</html>') } },
  { name: 'an abort that always fails', on: { abort: says(500, errorXml('InternalError')) } },
  {
    name: 'an abort that is refused in words of 200,000 characters',
    on: { abort: says(400, errorXml('No', 'n'.repeat(200_000))) },
  },
  { name: 'a 404 of HTML for parts', on: { parts: says(404, '<html>not here</html>') } },
  { name: 'a 404 without a word for parts', on: { parts: says(404) } },
  {
    name: 'parts that change with every look',
    on: {
      parts: (ask) =>
        send(ask, 200, partsXml(partXml((ask.number % 10_000) + 1, ask.number, new Date().toISOString()))),
    },
  },
  {
    name: 'parts that come and go',
    on: {
      parts: (ask) =>
        ask.number % 2 === 0 ? send(ask, 200, partsXml(partXml())) : send(ask, 404, errorXml('NoSuchUpload')),
    },
  },
  {
    name: 'uploads that come and go',
    on: { uploads: (ask) => send(ask, 200, uploadsXml(ask.number % 2 === 0 ? uploadXml() : '')) },
  },
  {
    name: 'another upload with every listing',
    on: { uploads: (ask) => send(ask, 200, uploadsXml(uploadXml(`k${ask.number}`))) },
  },
  {
    name: 'failures between good answers',
    on: { any: (ask) => (ask.number % 2 === 0 ? send(ask, 500, errorXml('InternalError')) : ask.good()) },
  },
  {
    name: 'an object in the place of every key',
    on: {
      head: (ask) =>
        send(ask, 200, '', { 'content-length': '5', 'last-modified': new Date().toUTCString(), etag: '"o"' }),
    },
  },
];

export const overTls: readonly Behaviour[] = [
  { name: 'a certificate of nobody', tls: { cert: 'self-signed' } },
  { name: 'a certificate that has expired', tls: { cert: 'expired' } },
  { name: 'a certificate of another host', tls: { cert: 'other-host' } },
  { name: 'a certificate of an authority that is not trusted', tls: { cert: 'good' } },
  { name: 'TLS 1.1 alone', tls: { cert: 'good', maxVersion: 'TLSv1.1' } },
  { name: 'no TLS where the address says https', tls: 'missing' },
  { name: 'TLS where the address says http', tls: 'unexpected' },
  { name: 'a handshake that is never answered', tls: 'missing', raw: () => {} },
  {
    name: 'a handshake that is reset',
    tls: 'missing',
    raw: (socket) => socket.once('data', () => socket.resetAndDestroy()),
  },
  {
    name: 'a handshake answered by noise',
    tls: 'missing',
    raw: (socket) => socket.once('data', () => socket.end(Buffer.alloc(5000, 22))),
  },
];
