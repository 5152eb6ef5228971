import { expect, it } from 'vitest';
import { formatColumnBytes } from '../../shared/format/bytes.ts';
import { formatTotalBytes, sizedNote } from './amounts.ts';

it('never shows an unknown sum as zero', () => {
  expect(formatTotalBytes({ sized: 0, uploads: 5, bytes: 0 })).toBe('–');
  expect(formatTotalBytes({ sized: 0, uploads: 0, bytes: 0 })).toBe('0 bytes');
  expect(formatTotalBytes({ sized: 1, uploads: 5, bytes: 1024 })).toBe('1 KiB');
  expect(formatTotalBytes({ sized: 1, uploads: 5, bytes: 1024 }, formatColumnBytes)).toBe('1.00 KiB');
  expect(formatTotalBytes({ sized: 0, uploads: 5, bytes: 0 }, formatColumnBytes)).toBe('–');
});

it('says how much of a sum is known', () => {
  expect(sizedNote({ sized: 4120, uploads: 98_000 })).toBe('sized 4,120 of 98,000');
  expect(sizedNote({ sized: 3, uploads: 3 })).toBeNull();
});
