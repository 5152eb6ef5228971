import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutParts } from './parts-xml.ts';
import { createS3Store } from './s3-store.ts';
import { exampleConnection, type RecordingServer, startRecordingServer } from './testing/recording-server.ts';

const ref = { connectionId: 'c1', bucket: 'b', key: 'k', uploadId: 'u' };
let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());

function document(content: string): string {
  return `<?xml version="1.0"?><ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId><StorageClass>STANDARD_IA</StorageClass><IsTruncated>true</IsTruncated><NextPartNumberMarker>7</NextPartNumberMarker>${content}</ListPartsResult>`;
}
function part(number: string, size: string, more = ''): string {
  return `<Part><PartNumber>${number}</PartNumber><LastModified>2026-01-02T03:04:05.678Z</LastModified><ETag>&quot;abc&quot;</ETag><Size>${size}</Size>${more}</Part>`;
}

describe('cutParts', () => {
  it('takes the parts out and leaves the rest', () => {
    const cut = cutParts(document(`${part('1', '5')}\n  ${part('10000', '5368709120')}`));
    expect(cut?.items).toEqual([
      { partNumber: 1, size: 5, etag: 'abc', lastModified: Date.UTC(2026, 0, 2, 3, 4, 5, 678), checksum: null },
      { partNumber: 10_000, size: 5_368_709_120, etag: 'abc', lastModified: expect.any(Number), checksum: null },
    ]);
    expect(cut?.rest).toBe(document(''));
  });

  it.each([
    ['CRC32', 'AAAAAA=='],
    ['CRC32C', 'AAAAAA=='],
    ['CRC64NVME', 'AAAAAAAAAAA='],
    ['SHA1', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['SHA256', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['XXHASH3', 'AAAAAAAAAAA='],
  ])('reads checksums of kind %s', (algorithm, value) => {
    const written = `<Checksum${algorithm}>${value}</Checksum${algorithm}>`;
    expect(cutParts(document(part('1', '5', written)))?.items).toMatchObject([{ checksum: { algorithm, value } }]);
    // What holds nothing is none.
    expect(cutParts(document(part('1', '5', `<Checksum${algorithm}/>`)))?.items).toMatchObject([{ checksum: null }]);
  });

  it.each([
    ['&quot;abc&quot;', 'abc'],
    ['"abc"', 'abc'],
    ['abc', 'abc'],
    ['&#34;abc&quot;', 'abc'],
    ['&quot;a&amp;b&quot;', 'a&b'],
    // Decoded once: what is escaped twice stays escaped once.
    ['&amp;quot;abc&amp;quot;', '&quot;abc&quot;'],
    ['&quot;abc', '"abc'],
    ['&quot;', '"'],
    ['&quot;&quot;', null],
    ['', null],
  ])('reads the ETag %s as %s', (written, etag) => {
    expect(cutParts(document(part('1', '5').replace('&quot;abc&quot;', written)))?.items).toMatchObject([{ etag }]);
  });

  it.each(['&quot', '&QUOT;', '&quot;&other;'])('leaves the ETag %s to the general reader', (written) => {
    expect(cutParts(document(part('1', '5').replace('&quot;abc&quot;', written)))).toBeNull();
  });

  it.each([
    ['no part', ''],
    ['a checksum of a kind that is not known', part('1', '5', '<ChecksumCRC99>AAAAAA==</ChecksumCRC99>')],
    ['a checksum with an attribute', part('1', '5', '<ChecksumCRC32 type="x">AAAAAA==</ChecksumCRC32>')],
    ['a time in another form', part('1', '5').replace('2026-01-02T03:04:05.678Z', 'Fri, 02 Jan 2026 03:04:05 GMT')],
    ['an element twice', part('1', '5', '<Size>6</Size>')],
    ['an attribute', part('1', '5').replace('<Size>', '<Size unit="b">')],
    ['a comment', `<!-- x -->${part('1', '5')}`],
    ['a second run', `${part('1', '5')}<Owner><ID>o</ID></Owner>${part('2', '5')}`],
    ['a part that breaks off', '<Part><PartNumber>1</PartNumber><Size>5</Size>'],
  ])('leaves a page with %s to the SDK', (_, content) => {
    expect(cutParts(document(content))).toBeNull();
  });

  it('reads what the SDK reads', async () => {
    const store = createS3Store(
      exampleConnection(server.url),
      async () => ({ accessKeyId: 'A', secretAccessKey: 'parts-secret-key' }),
      {
        now: Date.now,
      },
    );
    const kinds = [
      'CRC32',
      'CRC32C',
      'CRC64NVME',
      'SHA1',
      'SHA256',
      'SHA512',
      'MD5',
      'XXHASH64',
      'XXHASH3',
      'XXHASH128',
    ];
    const ofUpload = fc.constantFrom(
      '',
      '<ChecksumAlgorithm>CRC32</ChecksumAlgorithm>',
      '<ChecksumAlgorithm>SHA256</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType>',
      '<ChecksumType>FULL_OBJECT</ChecksumType><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>',
    );
    const anyPart = fc
      .record({
        number: fc.integer({ min: 1, max: 10_000 }),
        size: fc.integer({ min: 0, max: 5 * 1024 ** 4 }),
        etag: fc.constantFrom('&quot;e&quot;', 'e', '&#34;e-3&#34;', ''),
        time: fc.constantFrom('2026-01-02T03:04:05Z', '2026-01-02T03:04:05.6Z', null),
        checksums: fc.uniqueArray(fc.tuple(fc.constantFrom(...kinds), fc.constantFrom('AAAAAA==', 'a&#43;b=', '')), {
          maxLength: 3,
          selector: ([kind]) => kind,
        }),
      })
      .map(
        ({ number, size, etag, time, checksums }) =>
          `<Part>${time ? `<LastModified>${time}</LastModified>` : ''}<PartNumber>${number}</PartNumber><ETag>${etag}</ETag><Size>${size}</Size>${checksums.map(([kind, value]) => `<Checksum${kind}>${value}</Checksum${kind}>`).join('')}</Part>`,
      );
    await fc.assert(
      fc.asyncProperty(fc.array(anyPart, { minLength: 1, maxLength: 5 }), ofUpload, async (parts, of) => {
        const content = parts.join('') + of;
        expect(cutParts(document(content))?.items).toHaveLength(parts.length);
        // A comment leaves the page to the SDK.
        server.answer({ body: document(content) }, { body: document(`<!-- -->${content}`) });
        const [ours, { call: _call, ...theirs }] = [await store.listParts(ref, null), await store.listParts(ref, null)];
        expect(ours).toMatchObject(theirs);
      }),
      { numRuns: 60 },
    );
    store.close();
  });
});
