import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocksApartMs, isActive, isTooOld, lastActivity, newestPartAt, recentSince } from './activity.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 28);

describe('recent', () => {
  it('is what either clock calls so', () => {
    const begun = now - 60_000;
    for (const off of [-400 * day, -3 * day, -1, 0, 1, 3 * day, 400 * day]) {
      const since = recentSince({ local: now, server: now + off }, day);
      expect(isActive(begun, since)).toBe(true);
      expect(isActive(begun, recentSince({ local: now + off, server: now }, day))).toBe(true);
    }
    expect(isActive(now - 2 * day, recentSince({ local: now, server: now + 3 * day }, day))).toBe(false);
    expect(isActive(now - 2 * day, recentSince({ local: now, server: null }, day))).toBe(false);
    expect(isActive(now + 9 * day, recentSince({ local: now, server: now }, day))).toBe(true);
  });

  it('never comes to mean less by a second clock', () => {
    const time = fc.integer({ min: -500 * day, max: 500 * day }).map((off) => now + off);
    fc.assert(
      fc.property(time, time, time, fc.integer({ min: 0, max: 30 * day }), (local, server, activity, window) => {
        const either = isActive(activity, recentSince({ local, server }, window));
        const byOne = [local, server].some((clock) => activity >= clock - window);
        expect(either).toBe(byOne);
      }),
    );
  });
});

describe('activity', () => {
  it('is the newest part’s time, or the initiation', () => {
    expect(lastActivity(now, 0, null)).toBe(now);
    expect(lastActivity(now, null, null)).toBe(now);
    expect(lastActivity(now, 2, now + 5)).toBe(now + 5);
    expect(lastActivity(now, 2, now - 5)).toBe(now);
    expect(lastActivity(0, 2, now)).toBe(now);
  });

  it('is not known where the parts’ times are not, or there is neither', () => {
    for (const unknown of [lastActivity(now, 1, null), lastActivity(0, 0, null), lastActivity(-5, null, null)]) {
      expect(unknown).toBe(0);
      expect(isActive(unknown, now)).toBe(true);
    }
  });

  it('of parts is not known where one of them has no time', () => {
    expect(newestPartAt([])).toBeNull();
    expect(newestPartAt([{ lastModified: 3 }, { lastModified: 9 }, { lastModified: 5 }])).toBe(9);
    expect(newestPartAt([{ lastModified: 3 }, { lastModified: null }, { lastModified: 5 }])).toBeNull();
  });
});

describe('a time that was told', () => {
  it('cannot be where it is further before a scan that did not show the upload than clocks are apart', () => {
    expect(isTooOld(now - clocksApartMs, now)).toBe(false);
    expect(isTooOld(now - clocksApartMs - 1, now)).toBe(true);
    expect(isTooOld(0, now)).toBe(true);
    expect(isTooOld(now + day, now)).toBe(false);
  });

  it('may be whatever it is where there was no such scan', () => {
    expect([isTooOld(0, null), isTooOld(now, null)]).toEqual([false, false]);
  });
});
