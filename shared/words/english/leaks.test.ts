import { expect, it } from 'vitest';
import { leakWords } from './leaks.ts';

const gib = 1024 ** 3;
const of = (atLeast: number, atMost: number) =>
  leakWords.reason({ kind: 'adapted size', bytes: 6 * 1024 ** 2, file: { atLeast, atMost } });

it('tells between which sizes a file is', () => {
  expect(of(49.2 * gib, 57.4 * gib)).toBe('parts of 6 MiB, as it makes them of a file of 49.2 GiB to 57.4 GiB');
});

it.each([
  [49.17 * gib, 49.21 * gib, 'some 49.2 GiB'],
  [gib, gib + 1, 'some 1 GiB'],
  [5000, 5000, 'some 4.88 KiB'],
])('names sizes that read the same once: %d to %d bytes', (atLeast, atMost, told) => {
  expect(of(atLeast, atMost)).toBe(`parts of 6 MiB, as it makes them of a file of ${told}`);
});
