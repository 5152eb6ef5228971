import { expect, test } from 'vitest';
import type { PriceTable } from '../schema/costs.ts';
import { monthOfBytes } from './month-of-bytes.ts';

const gib = 1024 ** 3;
const source = { name: 's', date: null };
const price = (storageClass: string, amount: string, unit = 'GiB') => ({
  storageClass,
  price: { currency: 'USD', amount },
  unit,
  source,
  doubts: [],
});
const table = (kind: PriceTable['place']['kind'], ...classes: PriceTable['classes']): PriceTable => ({
  place: { kind, vendor: null, region: null },
  classes,
  lists: null,
});

test('each class at its own price, in its own unit', () => {
  const aws = table('aws', price('STANDARD', '0.023'), price('COLD', '4', 'TB'));
  expect(monthOfBytes(aws, { STANDARD: 100 * gib, COLD: 5e11 })).toEqual({
    money: { currency: 'USD', amount: '4.300000000' },
    isWhole: true,
  });
});

test('a class without a price makes it at least that, and nothing priced makes it unknown', () => {
  const aws = table('aws', price('STANDARD', '0.023'));
  expect(monthOfBytes(aws, { STANDARD: gib, MYSTERY: gib })).toMatchObject({ isWhole: false });
  expect(monthOfBytes(aws, { MYSTERY: gib })).toBeNull();
  expect(monthOfBytes(table('unlisted'), { STANDARD: gib })).toBeNull();
});

test('the person’s one price holds for every class', () => {
  const own = table('own', price('STANDARD', '0.01'));
  expect(monthOfBytes(own, { GLACIER: 100 * gib })).toMatchObject({ money: { amount: '1.000000000' }, isWhole: true });
});
