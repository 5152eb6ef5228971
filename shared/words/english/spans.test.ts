import { afterEach, expect, it } from 'vitest';
import { spanOf as germanSpanOf } from '../german/spans.ts';
import { speak } from '../speak.ts';
import { spanOf } from './spans.ts';

const noon = new Date(2026, 2, 1, 12).getTime();

afterEach(() => speak('en'));

it.each([
  [noon + 86_400_000, '2026-03-01 to 2026-03-02', '01.03.2026 bis 02.03.2026'],
  [noon + 60_000, '2026-03-01, 12:00:00 to 12:01:00', '01.03.2026, 12:00:00 bis 12:01:00'],
  [noon + 999, '2026-03-01, 12:00:00', '01.03.2026, 12:00:00'],
])('from noon to %d', (to, english, german) => {
  expect(spanOf(noon, to)).toBe(english);
  speak('de');
  expect(germanSpanOf(noon, to)).toBe(german);
});
