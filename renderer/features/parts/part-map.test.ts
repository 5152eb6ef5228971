import { describe, expect, it } from 'vitest';
import type { Part } from '../../../shared/schema/model.ts';
import { cellPx, describeMap, mapParts } from './part-map.ts';

const mib = 1024 ** 2;
const part = (partNumber: number, size = 8 * mib): Part => ({
  partNumber,
  size,
  etag: null,
  lastModified: null,
  checksum: null,
});

describe('mapParts', () => {
  it('shows gaps', () => {
    const map = mapParts([part(5), part(1), part(2)]);
    expect(map.cells.map((cell) => cell.part !== null)).toEqual([true, true, false, false, true]);
    expect(map.missing).toBe(2);
  });

  it('marks parts below 5 MiB, but not the last', () => {
    const map = mapParts([part(1, 5 * mib), part(2, 5 * mib - 1), part(3, 1)]);
    expect(map.cells.map((cell) => cell.tooSmall)).toEqual([false, true, false]);
  });

  it('marks numbers that are listed twice', () => {
    expect(mapParts([part(1), part(1), part(2)])).toMatchObject({ duplicates: 1 });
  });

  it('is empty without parts', () => {
    expect(mapParts([])).toMatchObject({ cells: [], missing: 0, smallest: 0, largest: 0 });
  });
});

describe('describeMap', () => {
  it('says everything the drawing shows', () => {
    expect(describeMap(mapParts([part(1), part(2, mib), part(3), part(7), part(9)]))).toBe(
      '5 parts, numbers up to 9, from 1 MiB to 8 MiB. Missing numbers: 4–6, 8. Too small to complete: 2.',
    );
    expect(describeMap(mapParts([part(1)]))).toBe('1 part, numbers up to 1, all of 8 MiB.');
    expect(describeMap(mapParts([]))).toBe('There are no parts.');
  });

  it('tells of parts whose size is not known', () => {
    const unsized = (partNumber: number) => ({ ...part(partNumber), size: null });
    expect(describeMap(mapParts([part(1), unsized(2), part(3, mib), unsized(4)]))).toBe(
      '4 parts, numbers up to 4, from 1 MiB to 8 MiB. No size that can be was told of: 2, 4. Too small to complete: 3.',
    );
    expect(describeMap(mapParts([unsized(1)]))).toContain('1 part, numbers up to 1, of unknown size.');
  });

  it('stays short where much is missing', () => {
    const odd = Array.from({ length: 20 }, (_, index) => part(index * 2 + 1));
    expect(describeMap(mapParts(odd))).toContain('Missing numbers: 2, 4, 6, 8, 10, 12 and 13 more.');
  });
});

it('draws smaller cells the more there are, down to 3 px', () => {
  expect(cellPx(10, 380, 140)).toBe(14);
  const many = cellPx(2000, 380, 140);
  expect(many).toBeLessThan(14);
  expect(Math.ceil(2000 / Math.floor(380 / many)) * many).toBeLessThanOrEqual(140);
  expect(cellPx(1_000_000, 380, 140)).toBe(3);
});
