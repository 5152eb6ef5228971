import { expect, it } from 'vitest';
import { filterWords } from './filters.ts';

const gib = 1024 ** 3;
const noon = Date.UTC(2026, 2, 1, 12);

it.each([
  [{ minBytes: gib }, 'From 1 GiB'],
  [{ maxBytes: gib }, 'Up to 1 GiB'],
  [{ minBytes: gib, maxBytes: 2 * gib }, '1 GiB – 2 GiB'],
  [{ minBytes: gib, maxBytes: gib }, '1 GiB'],
  [{ minBytes: gib, maxBytes: gib + 1 }, 'About 1 GiB'],
])('sizes of %j: %s', (filter, told) => {
  expect(filterWords(filter, new Map())).toBe(told);
});

it.each([
  [noon, noon + 59_999, 'Started on 2026-03-01, 12:00:00 – 12:00:59 UTC'],
  [noon, noon + 999, 'Started on 2026-03-01, at 12:00:00 UTC'],
  [noon, noon + 86_400_000, 'Started 2026-03-01 – 2026-03-02'],
])('times from %d to %d: %s', (initiatedAfter, initiatedBefore, told) => {
  expect(filterWords({ initiatedAfter, initiatedBefore }, new Map())).toBe(told);
});
