import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { leakWords } from './leaks.ts';

// Formatters are made once: for all of this file the reader is west of UTC.
beforeAll(() => {
  vi.stubEnv('TZ', 'America/New_York');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

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

it('names a day in UTC as that day, wherever the reader is', () => {
  const day = Date.UTC(2026, 2, 2);
  const of = { uploads: 3, of: 3, advice: 'clean up once' as const };
  expect(leakWords.cause({ code: 'one day', day, ...of })).toBe(
    'All 3 were begun on 2026-03-02 (UTC): something went wrong once.',
  );
  expect(leakWords.cause({ code: 'over', lastDay: day, ...of })).toBe(
    'None since 2026-03-02 (UTC): whatever left them has stopped.',
  );
  expect(leakWords.cause({ code: 'goes on', perDay: 4, since: day, ...of })).toBe(
    'About 4 new ones a day in the last week, the oldest of 2026-03-02 (UTC).',
  );
});
