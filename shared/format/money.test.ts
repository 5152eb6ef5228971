import { describe, expect, it } from 'vitest';
import { formatUsd, monthlyCost } from './money.ts';

const gb = 1024 ** 3;

describe('monthlyCost', () => {
  it('sums each storage class at its own price', () => {
    const cost = monthlyCost(null, { STANDARD: 100 * gb, STANDARD_IA: 100 * gb });
    expect(cost).toMatchObject({ kind: 'known', unpriced: [] });
    expect(cost.kind === 'known' && cost.usd).toBeCloseTo(2.3 + 1.25, 10);
  });

  it('bills GLACIER and DEEP_ARCHIVE parts as STANDARD', () => {
    const standard = monthlyCost(null, { STANDARD: gb });
    expect(monthlyCost(null, { GLACIER: gb })).toEqual(standard);
    expect(monthlyCost(null, { DEEP_ARCHIVE: gb })).toEqual(standard);
  });

  it('knows no price of a store that is not AWS', () => {
    expect(monthlyCost('https://minio.example', { STANDARD: gb }).kind).toBe('unknown');
  });

  it('names classes without a price and never counts them as free', () => {
    expect(monthlyCost(null, { STANDARD: gb, MYSTERY: gb })).toMatchObject({ kind: 'known', unpriced: ['MYSTERY'] });
    expect(monthlyCost(null, { MYSTERY: gb })).toMatchObject({ kind: 'unknown' });
  });

  it('is zero where there are no bytes', () => {
    expect(monthlyCost(null, {})).toEqual({ kind: 'known', usd: 0, unpriced: [] });
  });
});

describe('formatUsd', () => {
  it.each([
    [0, '$0'],
    [0.001, '< $0.01'],
    [0.42, '$0.42'],
    [18.3, '$18.30'],
    [1240.4, '$1,240'],
  ])('%d is %s', (usd, text) => expect(formatUsd(usd)).toBe(text));
});
