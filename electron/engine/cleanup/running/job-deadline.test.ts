import { beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../ports/ports.ts';
import { JobDeadline } from './job-deadline.ts';

const minute = 60_000;
const hour = 60 * minute;

let now: number;
let deadlineAt: number;
let deadline: JobDeadline;
const clock: Clock = { now: () => now, schedule: () => () => {} };

beforeEach(() => {
  now = Date.UTC(2026, 2, 3);
  deadlineAt = now + 24 * hour;
  deadline = new JobDeadline(clock, () => deadlineAt);
});

/** What the job does when it is woken. */
function wake(): void {
  const movedTo = deadline.seen();
  if (movedTo === null) return;
  deadlineAt = movedTo;
  deadline.seen();
}

describe('a computer that is awake', () => {
  test.each([0, 1, 30_000, 5 * minute - 1])('is late from the deadline on, also when it comes %i ms after it', (ms) => {
    wake();
    now = deadlineAt - 1;
    expect(deadline.isLate).toBe(false);
    now = deadlineAt + ms;
    expect(deadline).toMatchObject({ isLate: true, isDue: true });
    const before = deadlineAt;
    wake();
    expect(deadlineAt).toBe(before);
    expect(deadline.isDue).toBe(true);
  });

  test('has its items give up once, and is not woken again for it', () => {
    wake();
    expect(deadline.wakeAt).toBe(deadlineAt);
    now = deadlineAt;
    deadline.expire();
    expect(deadline).toMatchObject({ isLate: true, isDue: false, wakeAt: Number.POSITIVE_INFINITY });
    deadlineAt = now + hour;
    deadline.moved();
    expect(deadline).toMatchObject({ isLate: false, isDue: false, wakeAt: deadlineAt });
  });
});

describe('a computer that slept through the deadline', () => {
  beforeEach(() => {
    wake();
    now += 4 * hour;
    wake();
    now = deadlineAt + 48 * hour;
  });

  test('is not late: neither before the job is woken nor after', () => {
    expect(deadline).toMatchObject({ isLate: false, isDue: false });
    wake();
    expect(deadlineAt - now).toBe(20 * hour);
    expect(deadline).toMatchObject({ isLate: false, isDue: false, wakeAt: deadlineAt });
  });

  test('is late for the deadline that it got then', () => {
    wake();
    now = deadlineAt;
    expect(deadline.isDue).toBe(true);
  });

  test('sleeps again before the first deadline was moved: the time left is that of before both', () => {
    const movedTo = deadline.seen();
    expect(movedTo).toBe(now + 20 * hour);
    now += 30 * hour;
    expect(deadline.isLate).toBe(false);
    wake();
    expect(deadlineAt - now).toBe(20 * hour);
  });
});

test('a deadline that a person sets into the past is late, however long the job has waited', () => {
  wake();
  now += 3 * hour;
  deadlineAt = now - 10 * minute;
  deadline.moved();
  expect(deadline.isDue).toBe(true);
  const before = deadlineAt;
  wake();
  expect(deadlineAt).toBe(before);
});

test('where no timer was set, as in a paused job, it passes', () => {
  wake();
  deadline.unwatched();
  now = deadlineAt + 48 * hour;
  wake();
  expect(deadline.isDue).toBe(true);
});
