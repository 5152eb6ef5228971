import { expect, test } from 'vitest';
import { bytesText, costText, sumText } from './sum-words.ts';

const gib = 1024 ** 3;
const sum = (rest: Partial<Parameters<typeof bytesText>[0]>) => ({
  uploads: 2,
  bytes: 100 * gib,
  unsized: 0,
  active: 0,
  bytesByClass: { STANDARD: 100 * gib },
  ...rest,
});

test('what is known is said, and what is not is no zero', () => {
  expect(sumText(null, sum({}))).toMatch(/^2 uploads \(100 GiB, \$[\d.]+ a month\)$/);
  expect(sumText('https://store.example', sum({}))).toBe('2 uploads (100 GiB)');
  const unsized = sum({ unsized: 2, bytes: 0, bytesByClass: {} });
  expect(bytesText(unsized)).toBe('–');
  expect(costText(null, unsized)).toBeNull();
  expect(sumText(null, unsized)).toBe('2 uploads');
  expect(bytesText(sum({ unsized: 1 }))).toBe('100 GiB (sized 1)');
  expect(costText(null, sum({ unsized: 1 }))).toMatch(/^at least /);
});
