import { describe, expect, test } from 'vitest';
import type { Part } from '../schema/model.ts';
import { assessParts, smallestPartBytes } from './completable.ts';

const part = (partNumber: number, size = smallestPartBytes, etag: string | null = `e${partNumber}`): Part => ({
  partNumber,
  size,
  etag,
  lastModified: 0,
  checksum: null,
});
const aws = { strict: true };

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
    expect(cautions).toEqual(['3 part numbers are missing. S3 allows that, but if a part is missing, so is its data.']);
  });

  test.each<[string, Part[], RegExp]>([
    ['none at all', [], /no parts/],
    ['a small one that is not the last', [part(1, smallestPartBytes - 1), part(2)], /1 part is smaller than 5 MiB/],
    ['a number above 10,000', [part(10_001)], /10,000/],
    ['more than 10,000', Array.from({ length: 10_001 }, (_, index) => part(index + 1)), /10,000/],
    ['a number twice', [part(1), part(1, smallestPartBytes, 'other')], /twice/],
    ['one without an ETag', [part(1, smallestPartBytes, null)], /ETag/],
    ['one without a size', [part(1), { ...part(2), size: null }], /no size that can be/],
  ])('make none on AWS: %s', (_, parts, words) => {
    const { obstacles } = assessParts(parts, aws);
    expect(obstacles).toHaveLength(1);
    expect(obstacles[0]).toMatch(words);
  });

  test('that are too small are a caution elsewhere: some servers take them', () => {
    const { obstacles, cautions } = assessParts([part(1, 5), part(2)], { strict: false });
    expect(obstacles).toEqual([]);
    expect(cautions[0]).toMatch(/Most servers accept that of the last part only/);
  });
});
