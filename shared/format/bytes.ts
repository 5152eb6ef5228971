import { currentLanguage } from './locale.ts';
import { formatDecimal } from './numbers.ts';

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

/** Bytes as people read them, in binary units with up to three digits: 0 bytes, 5 MiB, 1.5 GiB (1,5 GiB in German), 123 KiB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  if (unit === 0) return `${value} ${words[currentLanguage()].bytes(value)}`;
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${formatDecimal(Number(value.toFixed(digits)))} ${units[unit]}`;
}
