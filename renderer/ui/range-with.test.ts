import { expect, it } from 'vitest';
import { rangeWith } from './range-with.ts';

const range = { startIndex: 10, endIndex: 12, overscan: 1, count: 20 };

it.each([
  [11, [9, 10, 11, 12, 13]],
  [9, [9, 10, 11, 12, 13]],
  [0, [0, 9, 10, 11, 12, 13]],
  [19, [9, 10, 11, 12, 13, 19]],
  [20, [9, 10, 11, 12, 13]],
])('draws row %i besides those in view', (active, rows) => expect(rangeWith(range, active)).toEqual(rows));

it('draws nothing of nothing', () => {
  expect(rangeWith({ startIndex: 0, endIndex: 0, overscan: 1, count: 0 }, 0)).toEqual([]);
});
