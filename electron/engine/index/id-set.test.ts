import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdSet } from './id-set.ts';

const ids = fc.uniqueArray(fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 5_000_000 })), { maxLength: 60 });

it('picks what both have, in the order of the list, and names all that it holds', () => {
  fc.assert(
    fc.property(ids, ids, (held, list) => {
      const set = new IdSet(Int32Array.from(held));
      expect(set.size).toBe(held.length);
      expect(set.toArray()).toEqual(held.toSorted((a, b) => a - b));
      expect([...set.pick(Int32Array.from(list))]).toEqual(list.filter((id) => held.includes(id)));
      expect([...set.pick(Int32Array.from(held))]).toEqual(held);
      const both = set.and(new IdSet(Int32Array.from(list)));
      expect(both.toArray()).toEqual(held.filter((id) => list.includes(id)).toSorted((a, b) => a - b));
      expect(both.size).toBe(both.toArray().length);
    }),
  );
});

it('holds the edges of a word, its sign bit too', () => {
  const edges = [0, 31, 32, 63, 64];
  const set = new IdSet(Int32Array.from(edges));
  expect(set.toArray()).toEqual(edges);
  expect([...set.pick(Int32Array.from([1, 63, 30, 31, 33, 0, 65, 1_000_000]))]).toEqual([63, 31, 0]);
});
