import { expect, test } from 'vitest';
import { addUp, formatBytes, formatColumnBytes, formatKnownBytes, sumBytes } from './bytes.ts';

const most = Number.MAX_SAFE_INTEGER;

test('a sum stays where numbers end, whatever comes', () => {
  expect(sumBytes([1, 2, 3])).toBe(6);
  expect(sumBytes([])).toBe(0);
  expect(sumBytes([most, 1])).toBe(most);
  expect(sumBytes(Array.from({ length: 2000 }, () => most))).toBe(most);
  expect(addUp(most - 1, 1)).toBe(most);
  expect(addUp(most, most)).toBe(most);
});

test('a sum of what is not known is not known', () => {
  expect(sumBytes([1, null, 3])).toBeNull();
  expect([formatKnownBytes(null), formatKnownBytes(0)]).toEqual(['unknown size', '0 bytes']);
});

const [kib, mib, gib] = [1024, 1024 ** 2, 1024 ** 3];

test.for([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [kib, '1 KiB'],
  [1.5 * gib, '1.5 GiB'],
  [25 * mib, '25 MiB'],
  [6.01 * mib, '6.01 MiB'],
  [9.996 * mib, '10 MiB'],
  [99.96 * mib, '100 MiB'],
  [1023.4 * kib, '1023 KiB'],
  [1023.6 * kib, '1 MiB'],
  [most, '8 PiB'],
] as const)('in a sentence %d bytes are %s', ([bytes, words]) => {
  expect(formatBytes(bytes)).toBe(words);
});

test.for([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '0.98 KiB'],
  [1023, '1.00 KiB'],
  [kib, '1.00 KiB'],
  [6.01 * mib, '6.01 MiB'],
  [9.994 * mib, '9.99 MiB'],
  [9.996 * mib, '10.0 MiB'],
  [25 * mib, '25.0 MiB'],
  [99.94 * mib, '99.9 MiB'],
  [99.96 * mib, '100 MiB'],
  [999.4 * mib, '999 MiB'],
  [999.6 * mib, '0.98 GiB'],
  [1023.9 * mib, '1.00 GiB'],
  [most, '8.00 PiB'],
] as const)('in a column %d bytes are %s', ([bytes, words]) => {
  expect(formatColumnBytes(bytes)).toBe(words);
});

test('whatever the size, a column shows three digits of it', () => {
  for (let bytes = kib; bytes < most; bytes *= 1.0037) {
    const figure = formatColumnBytes(Math.round(bytes)).split(' ')[0] ?? '';
    expect(figure.replace('.', ''), `${bytes} bytes`).toMatch(/^\d{3}$/);
  }
});
