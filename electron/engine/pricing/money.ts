import { divideToNearest, readDecimal, writeDecimal } from './decimal.ts';

/** An amount in one currency. Amounts of different currencies are never added, and none is converted. */
export interface Money {
  /** ISO 4217, for example `USD`. */
  readonly currency: string;
  /** Billionths of the currency's unit: `23_000_000n` is 0.023. */
  readonly nano: bigint;
}

/** How an amount crosses the contract and is kept as JSON: a decimal number as text, `{ currency: 'USD', amount: '0.023' }`. */
export interface MoneyJson {
  currency: string;
  amount: string;
}

const nanoDigits = 9;

/** @throws RangeError where the currencies differ */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be added`);
  return { currency: a.currency, nano: a.nano + b.nano };
}

/** @throws RangeError where the amount is not a non-negative decimal number of at most nine digits after the point */
export function readMoney({ currency, amount }: MoneyJson): Money {
  return { currency, nano: readDecimal(amount, nanoDigits) };
}

export function writeMoney({ currency, nano }: Money): MoneyJson {
  return { currency, amount: writeDecimal(nano, nanoDigits) };
}

/**
 * The amount to so many digits after the point, halves up: `toDigits({ currency: 'USD', nano: 28_005_000_000n }, 2)` is
 * `28.01`. For a person, `Intl.NumberFormat` takes this text as it is.
 */
export function toDigits({ nano }: Money, digits: number): string {
  const step = 10n ** BigInt(nanoDigits - digits);
  const [whole = '', fraction = ''] = writeDecimal(divideToNearest(nano, step), digits).split('.');
  return digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
}
