import { describe, expect, it } from 'vitest';
import { afterBreak, deadlineAfterBreak } from './break.ts';

const hour = 3_600_000;
const seenAt = 1_900_000_000_000;

describe('a job that is taken up again', () => {
  it.each([
    ['at once', 0, 30_000, 30_000],
    ['an hour later', hour, 30_000, 30_000 - hour],
    ['with the clock set back by an hour', -hour, 30_000, 30_000],
    ['with the clock set back by two days', -48 * hour, 30_000, 30_000],
  ])('%s waits for what is left of a wait', (_, away, wait, left) => {
    const now = seenAt + away;
    expect(afterBreak(seenAt + wait, { now, seenAt }) - now).toBe(away > 0 ? left : wait);
  });

  it.each([
    ['at once', 0, 5 * hour, 5 * hour],
    ['before its deadline', hour, 5 * hour, 4 * hour],
    ['three days later, or with the clock set ahead', 72 * hour, 5 * hour, 5 * hour],
    ['with the clock set back', -72 * hour, 5 * hour, 5 * hour],
    ['after its deadline had passed already', 72 * hour, -hour, -73 * hour],
  ])('%s has what is left of its time', (_, away, time, left) => {
    const now = seenAt + away;
    expect(deadlineAfterBreak(seenAt + time, { now, seenAt }) - now).toBe(left);
  });
});
