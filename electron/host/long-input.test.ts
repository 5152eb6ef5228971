import { expect, test } from 'vitest';
import { isLongInput } from './long-input.ts';

const list = (length: number) => Array.from({ length }, () => ({}));

test.each([
  [list(1_000), true],
  [{ refs: list(1_000) }, true],
  [{ selection: { kind: 'uploads', refs: list(20_000) } }, true],
  [{ selection: { kind: 'uploads', refs: list(999) } }, false],
  [{ a: { b: { c: { d: list(1_000) } } } }, false],
  [[list(1_000)], false],
  [undefined, false],
  [null, false],
  ['x'.repeat(100_000), false],
])('what is long is told by its lists: case %#', (input, long) => {
  expect(isLongInput(input)).toBe(long);
});
