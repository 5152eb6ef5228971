import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideToNearest, divideUp, readDecimal, writeDecimal } from './decimal.ts';
import { addMoney, readMoney, toDigits, writeMoney } from './money.ts';

describe('decimal numbers', () => {
  it.each([
    ['0', 12, 0n],
    ['0.023', 12, 23_000_000_000n],
    ['7.99', 9, 7_990_000_000n],
    ['12', 0, 12n],
    ['0.000000000001', 12, 1n],
  ])('%s with %d digits is %d', (text, digits, scaled) => {
    expect(readDecimal(text, digits)).toBe(scaled);
    expect(writeDecimal(scaled, digits)).toBe(text);
  });

  it.each(['', '.5', '5.', '-1', '+1', '1e3', '1,000', ' 1', '0x1', 'NaN', '0.0000000000001'])('refuses %j', (text) => {
    expect(() => readDecimal(text, 12)).toThrow(RangeError);
  });

  it('writes what it reads, and reads what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: 0, max: 12 }), (scaled, digits) => {
        expect(readDecimal(writeDecimal(scaled, digits), digits)).toBe(scaled);
      }),
    );
  });

  it('writes what is below zero', () => expect(writeDecimal(-1_500n, 3)).toBe('-1.5'));

  it.each([
    [0n, 3n, 0n, 0n],
    [1n, 3n, 0n, 1n],
    [3n, 2n, 2n, 2n],
    [5n, 3n, 2n, 2n],
    [6n, 3n, 2n, 2n],
  ])('divides %d by %d to %d, or up to %d', (dividend, divisor, nearest, up) => {
    expect(divideToNearest(dividend, divisor)).toBe(nearest);
    expect(divideUp(dividend, divisor)).toBe(up);
  });
});

describe('money', () => {
  it('crosses the contract as text', () => {
    const money = { currency: 'USD', nano: 28_005_000_001n };
    expect(writeMoney(money)).toEqual({ currency: 'USD', amount: '28.005000001' });
    expect(readMoney(writeMoney(money))).toEqual(money);
  });

  it.each([
    [28_004_999_999n, 2, '28.00'],
    [28_005_000_000n, 2, '28.01'],
    [999_999_999n, 2, '1.00'],
    [0n, 2, '0.00'],
    [1_500_000_000n, 0, '2'],
    [1n, 9, '0.000000001'],
  ])('%d billionths to %d digits is %s', (nano, digits, text) => {
    expect(toDigits({ currency: 'USD', nano }, digits)).toBe(text);
  });

  it('never adds two currencies', () => {
    expect(addMoney({ currency: 'EUR', nano: 1n }, { currency: 'EUR', nano: 2n })).toEqual({
      currency: 'EUR',
      nano: 3n,
    });
    expect(() => addMoney({ currency: 'EUR', nano: 1n }, { currency: 'USD', nano: 2n })).toThrow(RangeError);
  });
});
