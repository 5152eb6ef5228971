import { expect, it } from 'vitest';
import { partsPage } from './parts.ts';

const gib = 1024 ** 3;

it.each([
  [null, '2 parts, numbers up to 3, of unknown size.'],
  [[gib, gib], '2 parts, numbers up to 3, all of 1 GiB.'],
  [[gib, gib + 1], '2 parts, numbers up to 3, all of some 1 GiB.'],
  [[gib, 2 * gib], '2 parts, numbers up to 3, from 1 GiB to 2 GiB.'],
] as const)('parts of %j bytes', (sizes, told) => {
  expect(partsPage.map.all({ count: 2, upTo: 3, sizes: sizes === null ? null : [...sizes] })).toBe(told);
});
