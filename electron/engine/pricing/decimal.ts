/**
 * Decimal numbers as scaled integers. Money is never a float here: a bucket's cost is the sum of a million small ones, and
 * what is shown to the cent must not depend on the order in which they were added. A decimal library would do, too, but
 * every step here is a sum or one division, so `bigint` is enough and exact.
 */

/**
 * A non-negative decimal number as an integer of its last digit: `readDecimal('0.023', 12)` is 23,000,000,000.
 *
 * @param digits how many digits after the point the result counts in
 * @throws RangeError where the text is not such a number, or has more digits than can be kept
 */
export function readDecimal(text: string, digits: number): bigint {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(text);
  const [, whole = '', fraction = ''] = found ?? [];
  if (!found) throw new RangeError(`Not a decimal number: ${text}`);
  if (fraction.length > digits) throw new RangeError(`More than ${digits} digits after the point: ${text}`);
  return BigInt(whole + fraction.padEnd(digits, '0'));
}

/** The number that {@link readDecimal} was given, without needless zeros: `writeDecimal(23_000_000_000n, 12)` is `0.023`. */
export function writeDecimal(scaled: bigint, digits: number): string {
  const sign = scaled < 0n ? '-' : '';
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  const whole = text.slice(0, text.length - digits);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Division to the nearest integer; halves go up. Both must not be negative, and the divisor not zero. */
export function divideToNearest(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

/** Division to the next integer up. Both must not be negative, and the divisor not zero. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
