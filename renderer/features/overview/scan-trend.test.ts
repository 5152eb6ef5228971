import { expect, it } from 'vitest';
import { changeWords } from './scan-trend.tsx';

const sum = (uploads: number, bytes: number) => ({ at: 0, uploads, sized: uploads, bytes });

it.each([
  [sum(1, 1024), sum(1, 3072), '+2.00 KiB'],
  [sum(9, 3072), sum(1, 1024), '−2.00 KiB'],
  [sum(9, 0), sum(8, 0), '−1 upload'],
  [sum(9, 5), sum(9, 5), 'no change'],
])('%j to %j: %s', (before, last, words) => expect(changeWords(before, last)).toBe(words));
