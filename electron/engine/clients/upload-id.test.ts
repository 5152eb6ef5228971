import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUploadId } from './upload-id.ts';

const deploymentId = '9a64d6ae-2b5c-4f65-8a1c-3f8d1c6c1b2e';
const uuid = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';
const minio = (text: string) => Buffer.from(text).toString('base64url');

describe('MinIO', () => {
  it('tells deployment and time', () => {
    expect(readUploadId(minio(`${deploymentId}.${uuid}x1794182400123456789`))).toEqual({
      store: 'minio',
      deploymentId,
      initiatedAt: 1_794_182_400_123,
    });
  });

  it('tells no time where an older version wrote none', () => {
    expect(readUploadId(minio(`${deploymentId}.${uuid}`))).toEqual({ store: 'minio', deploymentId, initiatedAt: null });
  });

  it('reads padded base64', () => {
    const padded = Buffer.from(`${deploymentId}.${uuid}x1794182400123456789`)
      .toString('base64')
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    expect(readUploadId(padded)).toMatchObject({ store: 'minio' });
  });

  it.each([
    `${deploymentId}.${uuid}x`,
    `${deploymentId}.${uuid}x17941824001234567891234`,
    `${deploymentId}.${uuid}y1794182400123456789`,
    `${deploymentId}-${uuid}x1794182400123456789`,
    `x${deploymentId}.${uuid}x1794182400123456789`,
    `${deploymentId.toUpperCase()}.${uuid}`,
  ])('does not say %s', (text) => expect(readUploadId(minio(text)).store).not.toBe('minio'));

  it('dates any time to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2100, 0) }),
        fc.integer({ min: 0, max: 999_999 }),
        (ms, rest) => {
          const id = minio(`${deploymentId}.${uuid}x${BigInt(ms) * 1_000_000n + BigInt(rest)}`);
          expect(readUploadId(id)).toMatchObject({ initiatedAt: ms });
        },
      ),
    );
  });
});

it.each([
  ['2~-x7gqV9dcVYpQVJ3mMhkLFk3Nhs8yZb', 'ceph'],
  ['2/4Kz1cYqAp9VYpQVJ3mMhkLFk3Nhs8yZ', 'ceph'],
  ['2~short', 'unknown'],
  [
    `KCFf6Rkrv2B7aBcDeFgHjlHv8WwC-r-qUV61jMXuMBMh-iObwi6do3xjVX9myirJIhZ2ez0-CnB1knnmpfYpwdSCwPGKzmVxz7oQzQJVPjXkbZdQ0wlEn_FVd_NtMgq`,
    'aws',
  ],
  [`${'aZ09._-'.repeat(18)}Aa`, 'aws'],
  ['', 'unknown'],
  ['4_z27c88f1d182b150646ff0b16_f200ec353a2184825_d20150809_m012853', 'unknown'],
  ['a b'.repeat(50), 'unknown'],
])('%s is of the form of %s', (id, store) => expect(readUploadId(id).store).toBe(store));

it('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String({ maxLength: 250 })), (id) => readUploadId(id).store.length > 0),
  );
});
