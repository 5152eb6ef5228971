import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Store } from '../store.ts';
import { createS3Store } from './s3-store.ts';
import { exampleConnection } from './testing/recording-server.ts';

/** Whatever a store writes into any field of any answer, what comes over the border can be counted, stored and shown. */

const time = '2026-01-02T03:04:05.000Z';
const odd = [
  ...['', ' ', '0', '-1', '1.5', '9007199254740992', '9999999999999999', `1${'0'.repeat(30)}`, '9'.repeat(400), '1e30'],
  ...['NaN', 'Infinity', 'many', 'true', '0000-00-00', '-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00.001Z'],
  ...['9999-99-99T99:99:99Z', '\u202Ex', 'x'.repeat(8193), 'é'.repeat(8192)],
];

interface Answer {
  body: string;
  headers: Record<string, string>;
}
interface Call {
  ask: (store: Store) => Promise<unknown>;
  /** A good answer, with each of its fields once. */
  good: Answer;
}

const principal = (name: string) => `<${name}><ID>id</ID><DisplayName>name</DisplayName></${name}>`;
const headers = {
  date: 'Fri, 02 Jan 2026 03:04:05 GMT',
  'x-amz-request-id': 'R',
  'x-amz-request-charged': 'requester',
};
const said = (body: string, more: Record<string, string> = {}): Answer => ({ body, headers: { ...headers, ...more } });
const ref = { connectionId: 'c1', bucket: 'b', key: 'k', uploadId: 'u' };
const calls: Record<string, Call> = {
  listBuckets: {
    ask: (store) => store.listBuckets(),
    good: said(
      `<ListAllMyBucketsResult>${principal('Owner')}<Buckets><Bucket><Name>b</Name><CreationDate>${time}</CreationDate></Bucket></Buckets><ContinuationToken>t</ContinuationToken></ListAllMyBucketsResult>`,
    ),
  },
  listUploads: {
    ask: (store) => store.listUploads({ bucket: 'b' }),
    good: said(
      `<ListMultipartUploadsResult><Bucket>b</Bucket><KeyMarker></KeyMarker><MaxUploads>1000</MaxUploads><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><Upload><Key>k</Key><UploadId>u</UploadId><Initiated>${time}</Initiated>${principal('Initiator')}${principal('Owner')}<StorageClass>STANDARD</StorageClass></Upload></ListMultipartUploadsResult>`,
    ),
  },
  listParts: {
    ask: (store) => store.listParts(ref, null),
    good: said(
      `<ListPartsResult><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId><PartNumberMarker>0</PartNumberMarker><NextPartNumberMarker>1</NextPartNumberMarker><MaxParts>1000</MaxParts><IsTruncated>true</IsTruncated><StorageClass>STANDARD</StorageClass><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType><Part><PartNumber>1</PartNumber><LastModified>${time}</LastModified><ETag>"e"</ETag><Size>10</Size><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part></ListPartsResult>`,
      { 'x-amz-abort-date': headers.date, 'x-amz-abort-rule-id': 'rule' },
    ),
  },
  completeUpload: {
    ask: (store) => {
      const part = { partNumber: 1, size: 10, lastModified: 0, etag: '"e"', checksum: null };
      return store.completeUpload(ref, [part]);
    },
    good: said('<CompleteMultipartUploadResult><Key>k</Key><ETag>"e"</ETag></CompleteMultipartUploadResult>'),
  },
  abortUpload: { ask: (store) => store.abortUpload(ref), good: said('') },
  headObject: {
    ask: (store) => store.headObject('b', 'k'),
    good: said('', { 'content-length': '10', 'last-modified': headers.date, etag: '"e"' }),
  },
  findObject: {
    ask: (store) => store.findObject('b', 'k'),
    good: said(
      `<ListBucketResult><KeyCount>1</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><Contents><Key>k</Key><LastModified>${time}</LastModified><ETag>"e"</ETag><Size>10</Size></Contents></ListBucketResult>`,
    ),
  },
  'askBucket, files': {
    ask: (store) => store.askBucket('b', 'files', { prefix: '', after: null }),
    good: said(
      `<ListBucketResult><KeyCount>1</KeyCount><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><Contents><Key>k</Key><Size>10</Size></Contents></ListBucketResult>`,
    ),
  },
  'askBucket, versions': {
    ask: (store) => store.askBucket('b', 'versions', { most: 2 }),
    good: said(
      `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>k</Key><VersionId>v</VersionId><IsLatest>true</IsLatest></Version></ListVersionsResult>`,
    ),
  },
  'askBucket, object lock': {
    ask: (store) => store.askBucket('b', 'object lock', {}),
    good: said(
      `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days><Years>1</Years></DefaultRetention></Rule></ObjectLockConfiguration>`,
    ),
  },
  'askBucket, retention': {
    ask: (store) => store.askBucket('b', 'retention', { key: 'k', versionId: null }),
    good: said(`<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>${time}</RetainUntilDate></Retention>`),
  },
  countLifecycleRules: {
    ask: (store) => store.countLifecycleRules('b'),
    good: said(
      '<LifecycleConfiguration><Rule><ID>r</ID><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>',
    ),
  },
};

/** The answer with another value in one field, for each of its fields. */
function spoiled({ body, headers: told }: Answer, value: string): [field: string, answer: Answer][] {
  const inBody = [...body.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(
    ({ 0: element, 1: name = '', index }): [string, Answer] => {
      const other = `${body.slice(0, index)}<${name}>${value}</${name}>${body.slice(index + element.length)}`;
      return [name, { body: other, headers: told }];
    },
  );
  const inHeaders = Object.keys(told).map((name): [string, Answer] => [
    name,
    { body, headers: { ...told, [name]: value } },
  ]);
  return [...inBody, ...inHeaders];
}

/** Numbers that no index and no page could hold. */
function impossible(value: unknown): unknown[] {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? [] : [value];
  if (typeof value === 'bigint') return [value];
  if (value instanceof Date) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(impossible) : [];
}

const open = (answer: () => Answer): Store =>
  createS3Store(
    exampleConnection('http://localhost:1'),
    async () => ({ accessKeyId: 'A', secretAccessKey: 'fields-secret' }),
    {
      now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
      requestHandler: { handle: async () => ({ response: { statusCode: 200, ...answer() } }) },
    },
  );

it('the judge is awake, and every field has its turn', () => {
  const bad = [-1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 1n, new Date(0)];
  expect(impossible({ fine: [0, 1, 'x', null], bad: bad.map((value) => ({ value })) })).toEqual(bad);
  const fields = new Set(Object.values(calls).flatMap(({ good }) => spoiled(good, '').map(([field]) => field)));
  const some = [
    'Size',
    'PartNumber',
    'NextPartNumberMarker',
    'Initiated',
    'IsTruncated',
    'Days',
    'date',
    'content-length',
  ];
  expect(some.filter((field) => !fields.has(field))).toEqual([]);
});

describe.each(Object.entries(calls))('%s', (_, { ask, good }) => {
  it('is answered where all is well', async () => {
    const store = open(() => good);
    expect(impossible(await ask(store))).toEqual([]);
    store.close();
  });

  it.each(odd.map((value) => [value.length > 40 ? `${value.slice(0, 40)}…` : value, value]))(
    'brings no number over the border that cannot be, wherever %j stands, and fails in words',
    async (_shown, value) => {
      for (const [field, answer] of spoiled(good, value)) {
        // What a store was seen to do is kept, so each answer meets a new one.
        const store = open(() => answer);
        const outcome = await ask(store).catch((error: unknown) => error);
        store.close();
        if (outcome instanceof Error) {
          expect([field, outcome]).toEqual([field, expect.any(AppError)]);
          expect([field, outcome]).not.toEqual([field, expect.objectContaining({ code: 'INTERNAL' })]);
        } else expect([field, impossible(outcome)]).toEqual([field, []]);
      }
    },
  );
});
