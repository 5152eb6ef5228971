import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, OrderWatch, sharedLength } from './key-order.ts';

/** Around every border of the two orders. */
const characters = [
  'a',
  'b',
  '\u007f',
  '\u0080',
  '\u07ff',
  '\ud7ff',
  '\ue000',
  '\uf8ff',
  '\uffff',
  '\u{10000}',
  '😀',
  '\u{10ffff}',
];
const key = fc.array(fc.constantFrom(...characters), { maxLength: 4 }).map((all) => all.join(''));
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('two keys', () => {
  it('compare as their bytes do', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(byBytes(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('share their beginning, unit by unit', () => {
    expect(sharedLength('', 'a')).toBe(0);
    expect(sharedLength('abc', 'abd')).toBe(2);
    expect(sharedLength('ab', 'abc')).toBe(2);
    expect(sharedLength('abc', 'ab')).toBe(2);
    expect(sharedLength('same', 'same')).toBe(4);
    expect(sharedLength('xa', 'ya')).toBe(0);
  });
});

describe('a listing', () => {
  const page = (...keys: string[]) => keys.map((one) => ({ key: one }));
  /** U+FFFF before U+1F600 by bytes, behind it by units. */
  const bytesFirst = page('\uffff', '😀');
  const unitsFirst = page('😀', '\uffff');

  it('is in order as long as one of the orders is kept, and the same one', () => {
    for (const first of [bytesFirst, unitsFirst]) {
      const watch = new OrderWatch();
      expect(watch.see(first)).toBe(true);
      expect(watch.sorted).toBe(true);
      expect(watch.see(page('a', 'b'))).toBe(true);
      expect(watch.see(first)).toBe(true);
    }
    for (const [one, other] of [
      [bytesFirst, unitsFirst],
      [unitsFirst, bytesFirst],
    ] as const) {
      const watch = new OrderWatch();
      watch.see(one);
      expect(watch.see(other)).toBe(false);
      expect(watch.sorted).toBe(false);
    }
  });

  it('is out of order for good once it was', () => {
    const watch = new OrderWatch();
    expect(watch.see(page('a', 'c', 'b'))).toBe(false);
    expect(watch.see(page('a', 'b', 'c'))).toBe(false);
  });

  it('may show a key again and again, and may be short', () => {
    const watch = new OrderWatch();
    expect(watch.see(page('a', 'a', 'a', 'b'))).toBe(true);
    expect(watch.see([])).toBe(true);
    expect(watch.see(page('only'))).toBe(true);
    // What comes between two equal keys is out of order.
    expect(watch.see(page('a', 'b', 'a'))).toBe(false);
  });

  it('is looked at from its second entry to its last', () => {
    expect(new OrderWatch().see(page('b', 'a'))).toBe(false);
    expect(new OrderWatch().see(page('a', 'b', 'd', 'c'))).toBe(false);
  });
});
