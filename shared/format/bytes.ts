import { currentLanguage } from './locale.ts';
import { formatDecimal, formatFixed } from './numbers.ts';

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/**
 * The sum of sizes; null where one is unknown. What is beyond exact numbers (8 PiB) stays there: a sum neither wraps nor loses
 * its last digits without a word.
 */
export function sumBytes(sizes: Iterable<number | null>): number | null {
  let sum = 0;
  for (const size of sizes) {
    if (size === null) return null;
    sum = addUp(sum, size);
  }
  return sum;
}

/** Two counts or sizes, added up in the same way. */
export function addUp(a: number, b: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, a + b);
}

const words = {
  en: { bytes: (count: number) => (count === 1 ? 'byte' : 'bytes'), unknown: 'unknown size' },
  de: { bytes: () => 'Byte', unknown: 'unbekannte Größe' },
} as const;

/** Bytes as people read them, or the words for what is not known. */
export function formatKnownBytes(bytes: number | null): string {
  return bytes === null ? words[currentLanguage()].unknown : formatBytes(bytes);
}

/** Bytes as people read them, in binary units with up to three digits: 0 bytes, 5 MiB, 1.5 GiB (1,5 GiB in German). For sentences. */
export function formatBytes(bytes: number): string {
  const { value, unit } = scaled(bytes, 1023.5);
  if (unit === 'bytes') return wholeBytes(value);
  return `${formatDecimal(Number(value.toFixed(decimals(value))))} ${unit}`;
}

/**
 * Bytes for a column of them: three digits in each, so that they can be compared at a glance: 25.0 MiB, 6.01 MiB, 0.98 GiB.
 * What is less than 1,000 bytes is counted exactly.
 */
export function formatColumnBytes(bytes: number): string {
  const { value, unit } = scaled(bytes, 999.5);
  return unit === 'bytes' ? wholeBytes(value) : `${formatFixed(value, decimals(value))} ${unit}`;
}

/** @param limit what rounds to this, or to more, is told in the next unit. */
function scaled(bytes: number, limit: number): { value: number; unit: (typeof units)[number] } {
  let value = bytes;
  let unit: (typeof units)[number] = units[0];
  for (const next of units.slice(1)) {
    if (value < limit) break;
    value /= 1024;
    unit = next;
  }
  return { value, unit };
}

/** How many decimals make three digits of it, by what it is rounded to: 9.996 is 10.0, not 10.00. */
function decimals(value: number): number {
  if (value >= 99.95) return 0;
  return value >= 9.995 ? 1 : 2;
}

function wholeBytes(count: number): string {
  return `${count} ${words[currentLanguage()].bytes(count)}`;
}
