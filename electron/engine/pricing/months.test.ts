import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOfMonth, monthStart, ticksAt, ticksPerMonth } from './months.ts';

const at = (text: string) => Date.parse(text);

describe('months', () => {
  it.each([
    ['2026-02-10T00:00:00Z', 28],
    ['2028-02-10T00:00:00Z', 29],
    ['2100-02-28T23:59:59Z', 28],
    ['2026-04-30T23:59:59.999Z', 30],
    ['2026-12-31T23:59:59.999Z', 31],
    ['2027-01-01T00:00:00Z', 31],
  ])('%s lies in a month of %d days', (time, days) => expect(daysOfMonth(at(time))).toBe(days));

  it('begins months over the end of a year', () => {
    expect(monthStart(at('2026-12-31T23:59:59Z'))).toBe(at('2026-12-01T00:00:00Z'));
    expect(monthStart(at('2026-12-31T23:59:59Z'), 1)).toBe(at('2027-01-01T00:00:00Z'));
    expect(monthStart(at('2026-12-31T23:59:59Z'), 14)).toBe(at('2028-02-01T00:00:00Z'));
  });

  it('has as many ticks in every month', () => {
    for (let year = 1970; year < 2110; year++) {
      for (let month = 0; month < 12; month++) {
        expect(ticksAt(Date.UTC(year, month + 1)) - ticksAt(Date.UTC(year, month))).toBe(ticksPerMonth);
      }
    }
  });

  it('gives a day its share of the month', () => {
    const day = (text: string) => ticksAt(at(text) + 86_400_000) - ticksAt(at(text));
    expect(day('2026-02-27T00:00:00Z') * 28n).toBe(ticksPerMonth);
    expect(day('2028-02-29T00:00:00Z') * 29n).toBe(ticksPerMonth);
    expect(day('2026-06-30T00:00:00Z') * 30n).toBe(ticksPerMonth);
    expect(day('2026-12-31T00:00:00Z') * 31n).toBe(ticksPerMonth);
    // Twelve hours in each of two months.
    expect(day('2026-02-28T12:00:00Z')).toBe(ticksPerMonth / 56n + ticksPerMonth / 62n);
  });

  it('grows with time, and only with it', () => {
    const time = fc.integer({ min: 0, max: Date.UTC(2200, 0) });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const difference = ticksAt(b) - ticksAt(a);
        expect(difference < 0n ? -1 : difference > 0n ? 1 : 0).toBe(Math.sign(b - a));
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (time) => {
    expect(() => ticksAt(time)).toThrow(RangeError);
  });
});
