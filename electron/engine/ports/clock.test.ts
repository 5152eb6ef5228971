import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock, systemClock } from './clock.ts';

const hourMs = 3_600_000;
const start = Date.UTC(2030, 0, 1);

/** A machine whose time of day, whose steady clock and whose sleep a test sets. */
function machine({ stopsAsleep = true } = {}) {
  const at = { wall: start, steady: 500, slept: 0 };
  const pass = (ms: number) => {
    at.wall += ms;
    at.steady += ms;
  };
  const clock = createClock({
    wall: () => at.wall,
    steady: () => at.steady,
    awake: stopsAsleep ? () => 70_000 + at.steady + at.slept : null,
  });
  return { at, pass, clock };
}

describe('the clock', () => {
  it.each([-hourMs, -48 * hourMs, 72 * hourMs])('goes on where the time of day is set by %s ms', (jump) => {
    const { at, pass, clock } = machine();
    pass(5_000);
    at.wall += jump;
    expect(clock.now()).toBe(start + 5_000);
    pass(5_000);
    expect(clock.now()).toBe(start + 10_000);
  });

  it('counts the time that the machine slept', () => {
    const { at, pass, clock } = machine();
    pass(5_000);
    at.wall += 8 * hourMs;
    at.slept += 8 * hourMs;
    pass(1_000);
    expect(clock.now()).toBe(start + 8 * hourMs + 6_000);
    at.slept += hourMs;
    pass(1_000);
    expect(clock.now()).toBe(start + 9 * hourMs + 7_000);
  });

  it('never goes back, though the time since boot is coarser', () => {
    const { at, pass, clock } = machine();
    let before = clock.now();
    for (let step = 0; step < 500; step++) {
      pass(step % 37);
      at.slept = (step % 11) - 5;
      const next = clock.now();
      expect(next).toBeGreaterThanOrEqual(before);
      before = next;
    }
    expect(before).toBe(Math.floor(start + at.steady - 500));
  });

  it('of this machine agrees with its time of day', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(hourMs);
  });
});

describe('a wait', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it.each([-hourMs, 72 * hourMs])('is as long as it was where the time of day is set by %s ms meanwhile', (jump) => {
    const { at, pass, clock } = machine();
    const called = vi.fn();
    clock.schedule(clock.now() + 150_000, called);
    pass(40_000);
    at.wall += jump;
    for (let passed = 40_000; passed < 149_000; passed += 1_000) {
      pass(1_000);
      vi.advanceTimersByTime(1_000);
    }
    expect(called).not.toHaveBeenCalled();
    pass(41_000);
    vi.advanceTimersByTime(101_000);
    expect(called).toHaveBeenCalledOnce();
  });
});
