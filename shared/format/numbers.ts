import { perLanguage } from './locale.ts';

const whole = perLanguage((region) => new Intl.NumberFormat(region));
const plain = perLanguage((region) => new Intl.NumberFormat(region, { useGrouping: false, maximumFractionDigits: 12 }));

/** A count with thousands parted: 98,000, and in German 98.000. */
export function formatCount(count: number): string {
  return whole().format(count);
}

/** A number with the decimal sign of the language and all its digits, thousands not parted: 1.5, and in German 1,5. */
export function formatDecimal(value: number): string {
  return plain().format(value);
}

/** The same with exactly so many digits after the sign, as `toFixed` rounds: 99.0, and in German 99,0. */
export function formatFixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  const [sign] = plain().format(1.5).split(/\d/).filter(Boolean);
  return text.replace('.', sign ?? '.');
}

/** A share in whole percent: 42 %. Cut off, not rounded: a hundred is said of nothing that goes on. @param share 0 to 1 */
export function formatPercent(share: number): string {
  return `${formatCount(Math.floor(share * 100))} %`;
}
