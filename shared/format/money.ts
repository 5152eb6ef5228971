import type { MoneyJson } from '../schema/costs.ts';
import { perLanguage } from './locale.ts';

/** Digits of an amount as it crosses the contract, at most: a price has twelve after the point. */
const most = 12;

/**
 * An amount as people read it, to the cent: $0, < $0.01, $0.42, $1,240.50; from ten thousand on in whole units. Halves are
 * rounded up, and never before. In German 0,42 $ and 1.240,50 $.
 */
export function formatMoney({ currency, amount }: MoneyJson): string {
  const scaled = scale(amount);
  if (scaled === 0n) return formatAs(currency, 0, 0);
  const digits = fractionDigits(currency);
  const least = 10n ** BigInt(most - digits);
  if (scaled < least) return `< ${formatAs(currency, 10 ** -digits, digits)}`;
  const isLarge = scaled >= 10_000n * 10n ** BigInt(most);
  const shown = isLarge ? 0 : digits;
  const step = 10n ** BigInt(most - shown);
  return formatAs(currency, Number((2n * scaled + step) / (2n * step)) / 10 ** shown, shown);
}

/** A price, with as many digits as it has: $0.023, €0.00000036. */
export function formatPrice({ currency, amount }: MoneyJson): string {
  const digits = Math.max(fractionDigits(currency), amount.split('.')[1]?.length ?? 0);
  return formatAs(currency, Number(amount), digits);
}

/** The least amount that is written out in a currency, as a number: a cent of a dollar, a whole yen. */
export function leastAmount(currency: string): number {
  return 10 ** -fractionDigits(currency);
}

/** An amount as a number, to be compared or drawn; never to be added up. */
export function amountOf({ amount }: MoneyJson): number {
  return Number(amount);
}

/** The sum of amounts in one currency, to the last digit; null where there are several currencies, or no amount. */
export function addMoney(amounts: readonly MoneyJson[]): MoneyJson | null {
  const [first] = amounts;
  if (!first || amounts.some(({ currency }) => currency !== first.currency)) return null;
  const digits = amounts
    .reduce((sum, { amount }) => sum + scale(amount), 0n)
    .toString()
    .padStart(most + 1, '0');
  const fraction = digits.slice(-most).replace(/0+$/, '');
  const whole = digits.slice(0, -most);
  return { currency: first.currency, amount: fraction === '' ? whole : `${whole}.${fraction}` };
}

function formatAs(currency: string, value: number, digits: number): string {
  const formatters = kept();
  const id = `${currency} ${digits}`;
  const known = formatters.get(id);
  if (known) return known.format(value);
  const made = makeFormatter(currency, digits);
  formatters.set(id, made);
  return made.format(value);
}

const kept = perLanguage(() => new Map<string, Intl.NumberFormat>());
const region = perLanguage((name) => name);

function makeFormatter(currency: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(region(), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** How many digits a currency has after its point, in whatever language. */
function fractionDigits(currency: string): number {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function scale(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.slice(0, most).padEnd(most, '0'));
}
