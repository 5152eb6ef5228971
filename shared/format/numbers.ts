import { perLanguage } from './locale.ts';

const whole = perLanguage((region) => new Intl.NumberFormat(region));

/** A count with thousands parted: 98,000, and in German 98.000. */
export function formatCount(count: number): string {
  return whole().format(count);
}
