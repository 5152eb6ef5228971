import { expect, test } from 'vitest';
import { change, linePath } from './trend-path.ts';

test('a line has the highest at the top, and gaps where nothing was told', () => {
  expect(linePath([0, 10, null, 5], 30, 12)).toBe('M0 11L0 11L10 1M30 6L30 6');
  expect(linePath([], 30, 12)).toBe('');
  expect(linePath([null, null], 30, 12)).toBe('');
  expect(linePath([0, 0], 30, 12)).toBe('M0 11L0 11L30 11');
  expect(linePath([7], 30, 12)).toBe('M0 1L0 1');
});

test('a change needs two days', () => {
  expect(change([null, 3, null, 9])).toEqual({ from: 3, to: 9 });
  expect(change([null, 3])).toBeNull();
  expect(change([])).toBeNull();
});
