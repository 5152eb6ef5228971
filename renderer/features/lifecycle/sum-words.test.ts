import { expect, test } from 'vitest';
import type { PriceTable } from '../../../shared/schema/costs.ts';
import { bytesText, costText, sumText } from './sum-words.ts';

const gib = 1024 ** 3;
const prices: PriceTable = {
  place: { kind: 'aws', vendor: null, region: 'us-east-1' },
  classes: [
    {
      storageClass: 'STANDARD',
      price: { currency: 'USD', amount: '0.023' },
      unit: 'GiB',
      source: { name: 'AWS price list', date: null },
      doubts: [],
    },
  ],
  lists: null,
};
const sum = (rest: Partial<Parameters<typeof bytesText>[0]>) => ({
  uploads: 2,
  bytes: 100 * gib,
  unsized: 0,
  active: 0,
  bytesByClass: { STANDARD: 100 * gib },
  ...rest,
});

test('what is known is said, and what is not is no zero', () => {
  expect(sumText(prices, sum({}))).toMatch(/^2 uploads \(100 GiB, \$2\.30 a month\)$/);
  expect(sumText({ ...prices, classes: [] }, sum({}))).toBe('2 uploads (100 GiB)');
  const unsized = sum({ unsized: 2, bytes: 0, bytesByClass: {} });
  expect(bytesText(unsized)).toBe('–');
  expect(costText(prices, unsized)).toBeNull();
  expect(sumText(prices, unsized)).toBe('2 uploads');
  expect(bytesText(sum({ unsized: 1 }))).toBe('100 GiB (sized 1)');
  expect(costText(prices, sum({ unsized: 1 }))).toMatch(/^at least /);
});
