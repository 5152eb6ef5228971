import { describe, expect, it } from 'vitest';
import { largestPartBytes, mostParts, objectSize, partNumber, partSize } from './answer-numbers.ts';
import { recordedStore } from './testing/recorded-store.ts';

const gib = 1024 ** 3;
/** What no size can be. The text of each is what a store would write. */
const never = ['-1', '-0.5', '1.5', '9007199254740992', '9999999999999999', '10000000000000000', '9223372036854775807'];
const odd = [
  ...never,
  '18446744073709551615',
  '9'.repeat(30),
  '9'.repeat(400),
  '1e30',
  'NaN',
  'Infinity',
  'many',
  '',
  ' ',
];

describe('the border', () => {
  it('takes every size of S3, and keeps a whole upload an exact number', () => {
    expect([0, 1, 5 * gib, 100 * gib, largestPartBytes].map(partSize)).toEqual([
      0,
      1,
      5 * gib,
      100 * gib,
      largestPartBytes,
    ]);
    expect(partSize(largestPartBytes + 1)).toBeNull();
    expect(largestPartBytes * mostParts).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
  });

  it.each(odd)('takes no %j', (text) => {
    for (const read of [partSize, objectSize]) {
      expect(read(text)).toBeNull();
      if (text.trim() !== '') expect(read(Number(text))).toBeNull();
    }
    expect(partNumber(text)).toBeNull();
  });

  it.each([undefined, '0', 0, 10_001, '10001', 1.5, '2147483648'])('takes no part number %j', (value) => {
    expect(partNumber(value)).toBeNull();
  });

  it.each([
    ['5242880', 5_242_880],
    [' 5242880 ', 5_242_880],
    ['\n7\t', 7],
    ['5242880.0', 5_242_880],
    ['007', 7],
  ])('reads %j', (text, size) => {
    expect([partSize(text), objectSize(text)]).toEqual([size, size]);
  });

  it('lets an object be as large as a number can be told', () => {
    expect(objectSize(String(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('an answer', () => {
  const ref = { connectionId: 'c1', bucket: 'b', key: 'k', uploadId: 'u' };
  const recorded = recordedStore('numbers-secret-key');
  const time = '<LastModified>2026-01-02T03:04:05Z</LastModified>';
  /** A page of three parts, as it is read here and, with a checksum or a comment, by the SDK. */
  const pages = (part: string) =>
    ['', '<ChecksumCRC32>AAAAAA==</ChecksumCRC32>', '<!-- -->'].map(
      (more) =>
        `<ListPartsResult><Part><PartNumber>1</PartNumber><Size>10</Size></Part><Part>${part}${more}</Part><Part><PartNumber>3</PartNumber><Size>30</Size></Part></ListPartsResult>`,
    );

  it.each(odd)('keeps a part with a size of %j, which is unknown', async (size) => {
    for (const body of pages(`<PartNumber>2</PartNumber><Size>${size}</Size>`)) {
      recorded.server.answer({ body });
      const { parts, unnumbered } = await recorded.store.listParts(ref, null);
      expect(parts.map((part) => [part.partNumber, part.size])).toEqual([
        [1, 10],
        [2, null],
        [3, 30],
      ]);
      expect(unnumbered).toBeUndefined();
    }
  });

  it.each(['<PartNumber>2</PartNumber>', '<PartNumber>2</PartNumber><Size/>'])(
    'does so where it is %s',
    async (part) => {
      for (const body of pages(part)) {
        recorded.server.answer({ body });
        expect((await recorded.store.listParts(ref, null)).parts[1]).toMatchObject({ partNumber: 2, size: null });
      }
    },
  );

  it.each([...odd, '0', '10001'])('counts a part with the number %j, and names it none', async (number) => {
    for (const body of pages(`<PartNumber>${number}</PartNumber><Size>20</Size>`)) {
      recorded.server.answer({ body });
      const { parts, unnumbered } = await recorded.store.listParts(ref, null);
      expect([parts.map((part) => part.partNumber), unnumbered?.length]).toEqual([[1, 3], 1]);
    }
  });

  it.each(['9007199254740992', '9999999999999999', '18446744073709551615'])(
    'tells no size of an object where HEAD says %s',
    async (length) => {
      recorded.server.answer((response) => {
        const head = { 'x-amz-request-id': 'R', 'content-length': length };
        response.writeHead(200, { ...head, 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT' }).end();
      });
      const { object } = await recorded.store.headObject('b', 'k');
      expect(object).toMatchObject({ bytes: null, lastModified: Date.UTC(2026, 0, 2, 3, 4, 5) });
    },
  );

  it('nor where HEAD says none, which is not 0', async () => {
    recorded.server.answer((response) => {
      response.removeHeader('content-length');
      const head = { 'x-amz-request-id': 'R', connection: 'close' };
      response.writeHead(200, { ...head, 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT' }).end();
    });
    expect((await recorded.store.headObject('b', 'k')).object?.bytes).toBeNull();
  });

  it.each(odd)('tells no size of an object that is listed with %j', async (size) => {
    recorded.server.answer({
      body: `<ListBucketResult><Contents><Key>k</Key><Size>${size}</Size>${time}</Contents></ListBucketResult>`,
    });
    expect((await recorded.store.findObject('b', 'k')).object?.bytes).toBeNull();
  });
});

it.each<[string, number | null]>([
  ['5.00', 5],
  ['5.', 5],
  [' 5 ', 5],
  ['0x10', null],
  ['1e3', null],
  ['5 6', null],
  ['', null],
])('a size written as %j is %j', (written, size) => {
  expect(partSize(written)).toBe(size);
});
