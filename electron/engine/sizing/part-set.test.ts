import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToPartSet, noPartSet, partSetName, partSetOf } from './part-set.ts';

const part = fc.record({
  partNumber: fc.integer({ min: 1, max: 10_000 }),
  size: fc.option(fc.nat()),
  etag: fc.option(fc.string()),
});
const parts = fc.uniqueArray(part, { selector: ({ partNumber }) => partNumber, minLength: 1, maxLength: 30 });

describe('the name of a set of parts', () => {
  it('is the same in whichever order and pages they come', () => {
    fc.assert(
      fc.property(parts, fc.nat(30), (list, cut) => {
        const pages = addToPartSet(addToPartSet(noPartSet, list.slice(cut).toReversed()), list.slice(0, cut));
        expect(partSetName(pages)).toBe(partSetOf(list));
      }),
    );
  });

  it('is another where one part is missing, was added, or is another', () => {
    fc.assert(
      fc.property(parts, part, (list, changed) => {
        const names = new Set([partSetOf(list), partSetOf(list.slice(1))]);
        expect(names.size).toBe(2);
        const [first] = list;
        const isSame = (['partNumber', 'size', 'etag'] as const).every(
          (field) => (first?.[field] ?? '') === (changed[field] ?? ''),
        );
        expect(partSetOf([changed, ...list.slice(1)]) === partSetOf(list)).toBe(isSame);
      }),
    );
  });

  it.each<[string, { partNumber: number; size: number | null; etag: string | null }]>([
    ['number', { partNumber: 2, size: 8, etag: 'a' }],
    ['size', { partNumber: 1, size: 9, etag: 'a' }],
    ['unreadable size', { partNumber: 1, size: null, etag: 'a' }],
    ['ETag', { partNumber: 1, size: 8, etag: 'b' }],
    ['missing ETag', { partNumber: 1, size: 8, etag: null }],
    ['number and size that read alike in a row', { partNumber: 18, size: 0, etag: 'a' }],
  ])('tells another %s', (_, other) => {
    expect(partSetOf([other])).not.toBe(partSetOf([{ partNumber: 1, size: 8, etag: 'a' }]));
  });

  it('is sixteen hexadecimal digits, of none as well', () => {
    expect(partSetOf([])).toBe('0000000000000000');
    expect(partSetOf([{ partNumber: 1, size: 8, etag: 'a' }])).toMatch(/^[0-9a-f]{16}$/);
  });
});
