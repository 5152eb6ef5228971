import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  algorithmNamed,
  base64Of,
  checksumAlgorithms,
  checksumOf,
  inventedChecksum,
  isChecksumValue,
  startChecksum,
} from './algorithms.ts';
import { type CombinableCrc, combineCrcs, crcOf } from './crc.ts';
import { finalChecksumInHeader, requestedChecksum, uploadChecksum } from './declared-checksum.ts';
import { objectChecksum } from './object-checksum.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

/** Computed by the AWS SDK or by Node, each in one go. */
async function reference(name: CombinableCrc, content: Uint8Array): Promise<bigint> {
  if (name === 'CRC32') return BigInt(crc32(content));
  const checksum = name === 'CRC32C' ? new Crc32c() : new Crc64Nvme();
  checksum.update(content);
  return BigInt(`0x${Buffer.from(await checksum.digest()).toString('hex')}`);
}

// The check values of the CRC catalogue, of "123456789"; SHA's are of FIPS 180's "abc".
test.each([
  ['CRC32', '123456789', 'cbf43926'],
  ['CRC32C', '123456789', 'e3069283'],
  ['CRC64NVME', '123456789', 'ae8b14860a799888'],
  ['SHA1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
] as const)('%s of %j is known', async (algorithm, text, hex) => {
  const expected = Buffer.from(hex, 'hex').toString('base64');
  const stream = startChecksum(algorithm);
  for (const character of text) stream.update(Buffer.from(character));
  expect([checksumOf(algorithm, Buffer.from(text)), await stream.digest()]).toEqual([expected, expected]);
});

describe.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)('%s', (name) => {
  test('of something short is what others compute', () =>
    fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        expect(crcOf(name, content)).toBe(await reference(name, content));
      }),
    ));

  test('of a whole is made of its parts’, however it is cut', () =>
    fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 8 }), async (parts) => {
        const crcs = await Promise.all(
          parts.map(async (part) => ({ value: await reference(name, part), size: part.length })),
        );
        expect(combineCrcs(name, crcs)).toBe(await reference(name, Buffer.concat(parts)));
      }),
    ));

  test('of many gigabytes is made as quickly', () => {
    // A part of 5 GiB of zeros, in front of nothing, leaves what its own value is.
    const value = 0x1234n;
    expect(combineCrcs(name, [{ value, size: 5 * 1024 ** 3 }])).toBe(value);
    expect(
      combineCrcs(name, [
        { value, size: 1 },
        { value: 0n, size: 5 * 1024 ** 3 },
      ]),
    ).not.toBe(value);
  });
});

describe('an object’s checksum', () => {
  const content = [Buffer.from('first part, '), Buffer.from('second part')];
  const parts = (algorithm: (typeof checksumAlgorithms)[number]) =>
    content.map((part) => ({
      size: part.length,
      checksum: { algorithm, value: checksumOf(algorithm, part) },
    }));

  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('composite %s is of the parts’ checksums', (algorithm) => {
    const digests = parts(algorithm).map(({ checksum }) => Buffer.from(checksum.value, 'base64'));
    expect(objectChecksum(uploadChecksum(algorithm), parts(algorithm))).toEqual({
      algorithm,
      type: 'COMPOSITE',
      value: `${checksumOf(algorithm, Buffer.concat(digests))}-2`,
    });
  });

  // Three parts of 5, 5 and 1 MiB, of which real S3 made this composite on 3 September 2026.
  test('is the one that AWS makes', () => {
    const values = [
      'lcKa6Boe7a167tUCN5C4OaFygGSYD8MBnBARTrdL+1w=',
      'gHjhbUT4oo2tSCtSZJdlKi+jeNXJT+VImqdPXsXvkOc=',
      '4l9PQ3zOPZ0oGFvknFX+J4zZwE4WMzO+l3r8XrbWOeM=',
    ];
    const seen = values.map((value) => ({ size: 1, checksum: { algorithm: 'SHA256' as const, value } }));
    expect(objectChecksum(uploadChecksum('SHA256'), seen)?.value).toBe(
      'rVWtNbadtsaKXJAcgWPWjifHzJaXde/iV4jaJAOdivc=-3',
    );
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)('full %s is of the object', (algorithm) => {
    const value = checksumOf(algorithm, Buffer.concat(content));
    expect(objectChecksum(uploadChecksum(algorithm, 'FULL_OBJECT'), parts(algorithm))).toEqual({
      algorithm,
      type: 'FULL_OBJECT',
      value,
    });
  });

  test('is not there where a part has none, or another', () => {
    expect(objectChecksum(uploadChecksum('CRC32'), [...parts('CRC32'), { size: 3, checksum: null }])).toBeNull();
    expect(objectChecksum(uploadChecksum('CRC32'), parts('CRC32C'))).toBeNull();
  });
});

test('a value is base64 of as many bytes as its algorithm makes', () => {
  for (const algorithm of checksumAlgorithms) {
    expect(isChecksumValue(algorithm, checksumOf(algorithm, Buffer.from('x')))).toBe(true);
    for (const text of ['', 'nonsense!', 'c2RhZnNhZGZzZGFm', `${checksumOf(algorithm, Buffer.from('x'))}=`]) {
      expect(isChecksumValue(algorithm, text)).toBe(false);
    }
    const invented = inventedChecksum(algorithm, 'seed');
    expect([isChecksumValue(algorithm, invented), inventedChecksum(algorithm, 'seed')]).toEqual([true, invented]);
    expect(inventedChecksum(algorithm, 'other')).not.toBe(invented);
  }
  expect(base64Of(1n, 4)).toBe(Buffer.from([0, 0, 0, 1]).toString('base64'));
  expect([algorithmNamed('crc64nvme'), algorithmNamed('constructor')]).toEqual(['CRC64NVME', null]);
});

describe('what an upload asks for', () => {
  const asked = (algorithm?: string, type?: string) =>
    requestedChecksum({
      ...(algorithm === undefined ? {} : { 'x-amz-checksum-algorithm': algorithm }),
      ...(type === undefined ? {} : { 'x-amz-checksum-type': type }),
    });

  test.each([
    [undefined, undefined, null],
    ['crc32', undefined, 'COMPOSITE'],
    ['CRC32C', 'full_object', 'FULL_OBJECT'],
    ['CRC64NVME', undefined, 'FULL_OBJECT'],
    ['sha256', undefined, 'COMPOSITE'],
  ])('%s, %s is taken as %s', (algorithm, type, expected) => {
    expect(asked(algorithm, type)?.type ?? null).toBe(expected);
  });

  test.each([
    ['SHA1', 'FULL_OBJECT', 'InvalidRequest'],
    ['CRC64NVME', 'COMPOSITE', 'InvalidRequest'],
    ['CRC32', 'half', 'InvalidRequest'],
    [undefined, 'COMPOSITE', 'InvalidRequest'],
    ['md6', undefined, 'InvalidRequest'],
    ['XXHASH3', undefined, 'NotImplemented'],
  ])('%s, %s is refused: %s', (algorithm, type, code) => {
    expect(() => asked(algorithm, type)).toThrow(expect.objectContaining({ code }));
  });

  test('is one and the same object for each kind: a million uploads share it', () => {
    expect(uploadChecksum('CRC32')).toBe(uploadChecksum('CRC32', 'COMPOSITE'));
  });
});

test.each([
  ['ImIEBA==-2', { value: 'ImIEBA==', parts: 2 }],
  ['ImIEBA==', { value: 'ImIEBA==', parts: null }],
])('a final checksum may end in the number of parts: %s', (text, expected) => {
  expect(finalChecksumInHeader({ 'x-amz-checksum-crc32': text })).toEqual({ algorithm: 'CRC32', ...expected });
});

test.each(['invalid_checksum', 'ImIEBA==-smth', 'ImIEBA==-10-20', 'ImIEBA==--3', ''])(
  '%j is no final checksum',
  (text) => {
    expect(() => finalChecksumInHeader({ 'x-amz-checksum-crc32': text })).toThrow(
      expect.objectContaining({ code: 'InvalidRequest' }),
    );
  },
);

test('SHA-1 and SHA-256 are Node’s', () => {
  fc.assert(
    fc.property(bytes, (content) => {
      for (const algorithm of ['SHA1', 'SHA256'] as const) {
        expect(checksumOf(algorithm, content)).toBe(
          createHash(algorithm.toLowerCase()).update(content).digest('base64'),
        );
      }
    }),
  );
});
