import { expect, it } from 'vitest';
import { addMoney, formatMoney, formatPrice } from './money.ts';

it.each([
  ['USD', '0', '$0'],
  ['USD', '0.009999999', '< $0.01'],
  ['USD', '0.01', '$0.01'],
  ['USD', '0.42', '$0.42'],
  // As a float it would be 28.00499999…
  ['USD', '28.005', '$28.01'],
  ['USD', '28.004999999', '$28.00'],
  ['USD', '1240.4', '$1,240.40'],
  ['USD', '9999.994', '$9,999.99'],
  ['USD', '10000.5', '$10,001'],
  ['EUR', '18.3', '€18.30'],
  ['JPY', '18.5', '¥19'],
  ['JPY', '0.4', '< ¥1'],
])('%s %s is %s', (currency, amount, text) => expect(formatMoney({ currency, amount })).toBe(text));

it.each([
  ['USD', '0.023', '$0.023'],
  ['USD', '0.5', '$0.50'],
  ['USD', '0.00000036', '$0.00000036'],
  ['JPY', '3', '¥3'],
])('the price %s %s is %s', (currency, amount, text) => expect(formatPrice({ currency, amount })).toBe(text));

it.each([
  [['0.1', '0.2'], '0.3'],
  [['0.000000001', '12'], '12.000000001'],
  [['9999999999999999.5', '0.5'], '10000000000000000'],
  [['0'], '0'],
])('adds up %j to the last digit', (amounts, amount) =>
  expect(addMoney(amounts.map((one) => ({ currency: 'EUR', amount: one })))).toEqual({ currency: 'EUR', amount }),
);

it('adds up nothing of several currencies, and nothing to zero', () => {
  const one = { currency: 'USD', amount: '1' };
  expect(addMoney([one, { currency: 'EUR', amount: '1' }])).toBeNull();
  expect(addMoney([])).toBeNull();
});
