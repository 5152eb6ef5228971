import { describe, expect, it } from 'vitest';
import { longestRetryAfterMs, waitAfterFailure, waitRange } from '../backoff.ts';
import { readRetryAfter } from './retry-after.ts';

const now = Date.UTC(2026, 6, 1, 10, 0, 0);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['3', 3000],
    [' 3 ', 3000],
    ['1.5', 1500],
    ['1.25', 1250],
    ['2.', 2000],
    ['900', longestRetryAfterMs],
    ['901', longestRetryAfterMs],
    ['86400', longestRetryAfterMs],
    ['31536000', longestRetryAfterMs],
    ['9'.repeat(400), longestRetryAfterMs],
    ['Wed, 01 Jul 2026 10:01:00 GMT', 60_000],
    ['Wednesday, 01-Jul-26 10:01:00 GMT', 60_000],
    ['Wed Jul  1 10:01:00 2026', 60_000],
    ['2026-07-01T10:01:00Z', 60_000],
    ['Wed, 01 Jul 2026 12:01:00 +0200', 60_000],
    ['Wed, 01 Jul 2026 10:01:00 UT', 60_000],
    ['Wed Jul 01 2026 12:01:00 GMT+0200 (Central European Summer Time)', 60_000],
    ['Wed, 01 Jul 2026 05:01:00 -0500 (EST)', 60_000],
    ['Thu Jan 01 2026 11:01:00 GMT+0100 (Central European Standard Time)', 0],
    ['Wed Jul  1 12:01:00 +0200 2026', 60_000],
    ['Thu, 01 Jul 2027 10:00:00 GMT', longestRetryAfterMs],
    ['Wed, 01 Jul 2026 09:00:00 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('%j is so many ms', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });

  it.each([
    undefined,
    '',
    ' ',
    '-5',
    '-0.5',
    '1e9',
    '0x10',
    'Infinity',
    'NaN',
    'soon',
    '5 minutes',
    '10:00',
    '3, 5',
    '٣',
    'x3',
    '3x',
    '3(x)0',
    // Whose time it is, nobody can tell.
    'Wed, 01 Jul 2026 10:01:00 EST',
  ])('%j asks for nothing', (header) => {
    expect(readRetryAfter(header, now)).toBeNull();
  });

  it('is never below our own wait, and adds nothing to one that is longer', () => {
    expect(waitAfterFailure(0, 400)).toBe(400);
    expect(waitAfterFailure(null, 400)).toBe(400);
    expect(waitAfterFailure(7000, 400)).toBe(7000);
    expect(waitAfterFailure(Number.POSITIVE_INFINITY, 400)).toBe(longestRetryAfterMs);
  });

  it('leaves room to draw in, up to its limit', () => {
    expect(waitRange(null, 2000)).toEqual({ floorMs: 0, spreadMs: 2000 });
    expect(waitRange(7000, 2000)).toEqual({ floorMs: 7000, spreadMs: 2000 });
    expect(waitRange(longestRetryAfterMs - 500, 2000)).toEqual({ floorMs: longestRetryAfterMs - 500, spreadMs: 500 });
    expect(waitRange(Number.POSITIVE_INFINITY, 2000)).toEqual({ floorMs: longestRetryAfterMs, spreadMs: 0 });
  });
});
