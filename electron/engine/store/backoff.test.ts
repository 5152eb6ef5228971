import { describe, expect, it } from 'vitest';
import { backoffMs, longestRetryAfterMs, waitAfterFailure, waitRange, withinLimits } from './backoff.ts';

const quarter = 15 * 60_000;

it('a backoff doubles from two seconds to five minutes', () => {
  expect([0, 1, 2, 3, 7, 8, 9, 20, 21, 5000].map(backoffMs)).toEqual([
    2_000,
    4_000,
    8_000,
    16_000,
    256_000,
    ...Array.from({ length: 5 }, () => 300_000),
  ]);
});

it('what a store asks for is granted in whole ms, from none to a quarter of an hour', () => {
  expect(longestRetryAfterMs).toBe(quarter);
  expect([-1, 0, 1.4, 1.5, quarter, quarter + 1, 1e300, Number.POSITIVE_INFINITY].map(withinLimits)).toEqual([
    0,
    0,
    1,
    2,
    quarter,
    quarter,
    quarter,
    quarter,
  ]);
});

describe('a wait', () => {
  it('is as long as the store asks, and never shorter than our own', () => {
    expect(waitAfterFailure(5_000, 2_000)).toBe(5_000);
    expect(waitAfterFailure(1_000, 2_000)).toBe(2_000);
    expect(waitAfterFailure(null, 2_000)).toBe(2_000);
    expect(waitAfterFailure(undefined, 2_000)).toBe(2_000);
    expect(waitAfterFailure(1e12, 2_000)).toBe(quarter);
  });

  it('that is drawn later begins where the store says, and ends within a quarter of an hour', () => {
    expect(waitRange(null, 4_000)).toEqual({ floorMs: 0, spreadMs: 4_000 });
    expect(waitRange(undefined, 4_000)).toEqual({ floorMs: 0, spreadMs: 4_000 });
    expect(waitRange(5_000, 4_000)).toEqual({ floorMs: 5_000, spreadMs: 4_000 });
    expect(waitRange(quarter - 1_000, 4_000)).toEqual({ floorMs: quarter - 1_000, spreadMs: 1_000 });
    expect(waitRange(1e12, 4_000)).toEqual({ floorMs: quarter, spreadMs: 0 });
  });
});
