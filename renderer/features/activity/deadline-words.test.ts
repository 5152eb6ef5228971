import { describe, expect, it } from 'vitest';
import { deadlineWords, readDeadline, toLocalField } from './deadline-words.ts';

const hour = 3_600_000;
const now = new Date(2026, 10, 5, 9, 7, 30).getTime();

describe('a deadline', () => {
  it('is told from now', () => {
    expect(deadlineWords({ state: 'running', deadlineAt: now + 23 * hour + 1 }, now)).toBe('Gives up in 23 hours');
    expect(deadlineWords({ state: 'paused', deadlineAt: now + 72 * hour }, now)).toBe('Gives up in 3 days');
  });

  it('that has passed says what comes of it', () => {
    expect(deadlineWords({ state: 'running', deadlineAt: now }, now)).toBe('Deadline reached');
    expect(deadlineWords({ state: 'paused', deadlineAt: now - 1 }, now)).toBe('Gives up once it is resumed');
  });

  it('is entered where the reader is, to the minute', () => {
    expect(toLocalField(now)).toBe('2026-11-05T09:07');
    expect(readDeadline(toLocalField(now + hour), now)).toEqual({ at: now + hour - 30_000 });
  });

  it('is not taken where it has passed, or is none', () => {
    expect(readDeadline(toLocalField(now), now)).toEqual({
      problem: 'That time has passed. To stop the job now, cancel it.',
    });
    expect(readDeadline('', now)).toEqual({ problem: 'Enter a date and a time.' });
    expect(readDeadline('soon', now)).toEqual({ problem: 'Enter a date and a time.' });
  });
});
