import { describe, expect, test } from 'vitest';
import type { Part } from '../schema/model.ts';
import { assessParts, type PartProblem, smallestPartBytes } from './completable.ts';

const part = (partNumber: number, size = smallestPartBytes, etag: string | null = `e${partNumber}`): Part => ({
  partNumber,
  size,
  etag,
  lastModified: 0,
  checksum: null,
});
const aws = { strict: true };
const small = { why: 'parts too small', parts: 1, least: smallestPartBytes } as const;

describe('the parts of an upload', () => {
  test('make an object of their sizes; the last part may be small', () => {
    expect(assessParts([part(1), part(2), part(3, 7)], aws)).toEqual({
      parts: 3,
      bytes: 2 * smallestPartBytes + 7,
      gaps: 0,
      tooSmall: 0,
      obstacles: [],
      cautions: [],
    });
  });

  test('may have gaps in their numbers, which is said', () => {
    const { gaps, obstacles, cautions } = assessParts([part(2), part(5)], aws);
    expect(gaps).toBe(3);
    expect(obstacles).toEqual([]);
    expect(cautions).toEqual([{ why: 'numbers missing', numbers: 3 }]);
  });

  test.each<[string, Part[], PartProblem]>([
    ['none at all', [], { why: 'no parts' }],
    ['a small one that is not the last', [part(1, smallestPartBytes - 1), part(2)], { ...small, isKnownLimit: true }],
    ['a number above 10,000', [part(10_001)], { why: 'numbers too high', most: 10_000 }],
    [
      'more than 10,000',
      Array.from({ length: 10_001 }, (_, index) => part(index + 1)),
      { why: 'numbers too high', most: 10_000 },
    ],
    ['a number twice', [part(1), part(1, smallestPartBytes, 'other')], { why: 'number listed twice' }],
    ['one without an ETag', [part(1, smallestPartBytes, null)], { why: 'no ETag' }],
    ['one without a size', [part(1), { ...part(2), size: null }], { why: 'no size' }],
  ])('make none on AWS: %s', (_, parts, obstacle) => {
    expect(assessParts(parts, aws).obstacles).toEqual([obstacle]);
  });

  test('that are too small are a caution elsewhere: some servers take them', () => {
    const { obstacles, cautions } = assessParts([part(1, 5), part(2)], { strict: false });
    expect(obstacles).toEqual([]);
    expect(cautions).toEqual([{ ...small, isKnownLimit: false }]);
  });
});
