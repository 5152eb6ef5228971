import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { accessLogsPage } from './access-logs.ts';

// Formatters are made once: for all of this file the reader is west of UTC.
beforeAll(() => {
  vi.stubEnv('TZ', 'America/New_York');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

const { lines } = accessLogsPage.summary;
const noon = Date.UTC(2026, 2, 1, 17);

it.each([
  [{ lines: 1, files: 2, from: null, to: null }, '1 line in 2 files.'],
  [
    { lines: 1_200, files: 1, from: noon, to: noon + 86_400_000 },
    '1,200 lines in 1 file, about uploads from 2026-03-01 to 2026-03-02.',
  ],
  [{ lines: 2, files: 1, from: noon, to: noon + 1 }, '2 lines in 1 file, about uploads of 2026-03-01.'],
])('%j', (summary, told) => {
  expect(lines(summary)).toBe(told);
});

it('names a day in UTC as that day, wherever the reader is', () => {
  expect(accessLogsPage.counts.lifecycleAbort({ bucket: 'attic', day: Date.UTC(2026, 2, 2) })).toBe(
    'attic, 2026-03-02 (UTC)',
  );
});
