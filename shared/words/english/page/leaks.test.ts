import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { leaksPage } from './leaks.ts';

// Formatters are made once: for all of this file the reader is west of UTC.
beforeAll(() => {
  vi.stubEnv('TZ', 'America/New_York');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

it('names a week by its Monday in UTC, wherever the reader is', () => {
  expect(leaksPage.weeks.name(Date.UTC(2026, 2, 2))).toBe('2026-03-02');
});
