import { expect, test } from 'vitest';
import { addUp, formatKnownBytes, sumBytes } from './bytes.ts';

const most = Number.MAX_SAFE_INTEGER;

test('a sum stays where numbers end, whatever comes', () => {
  expect(sumBytes([1, 2, 3])).toBe(6);
  expect(sumBytes([])).toBe(0);
  expect(sumBytes([most, 1])).toBe(most);
  expect(sumBytes(Array.from({ length: 2000 }, () => most))).toBe(most);
  expect(addUp(most - 1, 1)).toBe(most);
  expect(addUp(most, most)).toBe(most);
});

test('a sum of what is not known is not known', () => {
  expect(sumBytes([1, null, 3])).toBeNull();
  expect([formatKnownBytes(null), formatKnownBytes(0)]).toEqual(['unknown size', '0 bytes']);
});
