import { expect, it } from 'vitest';
import { picturesPage } from './pictures.ts';

const gib = 1024 ** 3;
const noon = new Date(2026, 2, 1, 12).getTime();
const dayMs = 86_400_000;

it.each([
  [noon + dayMs, '2 uploads begun from 2026-03-01 to 2026-03-02', '2026-03-01 to 2026-03-02: 2 uploads'],
  [noon + 60_000, '2 uploads begun on 2026-03-01', '2026-03-01, 12:00:00 to 12:01:00: 2 uploads'],
  [noon + 999, '2 uploads begun on 2026-03-01', '2026-03-01, 12:00:00: 2 uploads'],
])('uploads begun between noon and %d', (to, summary, bar) => {
  expect(picturesPage.begun.summary(2, { from: noon, to })).toBe(summary);
  expect(picturesPage.begun.bar(2, { from: noon, to })).toBe(bar);
});

it('scans between which nothing came or went name their bytes once', () => {
  const { summary } = picturesPage.scans;
  expect(summary({ scans: 3, first: gib, last: 2 * gib })).toBe('3 scans: from 1 GiB to 2 GiB');
  expect(summary({ scans: 1, first: gib, last: gib })).toBe('1 scan: 1 GiB');
  expect(summary({ scans: 2, first: gib, last: gib + 1 })).toBe('2 scans: 1 GiB');
});
