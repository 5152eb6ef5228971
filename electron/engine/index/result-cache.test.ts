import { expect, it } from 'vitest';
import { ResultCache } from './result-cache.ts';

const mib = 1 << 20;
/** Counts how often each name is computed. */
function counted(size = 1) {
  const cache = new ResultCache();
  const computed: string[] = [];
  const get = (bucket: number, revision: number, name: string) =>
    cache.get(bucket, revision, name, () => {
      computed.push(`${bucket}.${revision} ${name}`);
      return new Int32Array(size);
    });
  return { cache, computed, get };
}

it('computes a result once per revision', () => {
  const { cache, computed, get } = counted();
  get(1, 1, 'a');
  get(1, 1, 'a');
  expect(cache.has(1, 1, 'a')).toBe(true);
  expect(cache.has(1, 2, 'a')).toBe(false);
  get(1, 2, 'a');
  expect(computed).toEqual(['1.1 a', '1.2 a']);
});

it('keeps the results used last, by their size', () => {
  const { cache, get } = counted(4 * mib);
  for (const name of ['a', 'b', 'c', 'a', 'd', 'e']) get(1, 1, name);
  // Three of 16 MB and a little fit; a was used again.
  expect(['a', 'b', 'c', 'd', 'e'].filter((name) => cache.has(1, 1, name))).toEqual(['a', 'd', 'e']);
});

it('keeps two buckets', () => {
  const { cache, get } = counted();
  for (const bucket of [1, 2, 3]) get(bucket, 1, 'a');
  expect([1, 2, 3].filter((bucket) => cache.has(bucket, 1, 'a'))).toEqual([2, 3]);
});
