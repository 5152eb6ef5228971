import { expect, it } from 'vitest';
import { heightAfter } from './panel-height.ts';

const bounds = { least: 96, most: 500 };
const after = (key: string, height: number, shiftKey = false) => heightAfter({ key, shiftKey }, height, bounds);

it('arrows move the edge by a step, with Shift by a leap, never beyond the bounds', () => {
  expect(after('ArrowUp', 200)).toBe(224);
  expect(after('ArrowDown', 200.4)).toBe(176);
  expect(after('ArrowUp', 200, true)).toBe(296);
  expect(after('PageDown', 200)).toBe(104);
  expect(after('ArrowDown', 100)).toBe(96);
  expect(after('ArrowUp', 490)).toBe(500);
});

it('Home and End lead to the bounds; other keys are for others', () => {
  expect(after('Home', 200)).toBe(96);
  expect(after('End', 200)).toBe(500);
  expect(after('Tab', 200)).toBeNull();
  expect(after('toString', 200)).toBeNull();
});
