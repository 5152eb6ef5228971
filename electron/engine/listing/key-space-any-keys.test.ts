import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys } from '../store/key-order.ts';
import { KeySpace } from './key-space.ts';

const key = fc.string({ unit: 'binary', maxLength: 12 });

describe('between any two keys', () => {
  const spaceOf = (...keys: string[]) => {
    const space = new KeySpace();
    space.see(keys.map((name) => ({ key: name })));
    return space;
  };

  it('always lies between, in the order of bytes and in that of UTF-16', () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1 }), key, fc.option(key), (keys, a, b) => {
        const space = spaceOf(...keys);
        const [low, high] = b === null || compareKeys(a, b) <= 0 ? [a, b] : [b, a];
        const border = space.between(low, high);
        if (border === null) return;
        expect(compareKeys(border, low)).toBeGreaterThan(0);
        expect(border > low).toBe(true);
        if (high === null) return;
        expect(compareKeys(border, high)).toBeLessThan(0);
        expect(border < high).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('puts every key on the same side of a border in both orders', () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1 }), key, key, key, fc.boolean(), (keys, stem, a, b, open) => {
        const space = spaceOf(...keys.map((one) => stem + one));
        const low = stem + (compareKeys(a, b) < 0 ? a : b);
        const border = space.between(low, open ? null : stem + (compareKeys(a, b) < 0 ? b : a));
        const other = b + a;
        if (border === null) return;
        expect(space.beyond(low, 9).join('')).not.toMatch(/[\ud800-\uffff]/);
        expect(Math.sign(compareKeys(other, border))).toBe(other < border ? -1 : other > border ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });
});
