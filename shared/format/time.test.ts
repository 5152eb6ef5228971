import { describe, expect, it, test } from 'vitest';
import {
  formatAge,
  formatCountdown,
  formatDay,
  formatLocal,
  formatMonth,
  formatRelative,
  formatSeconds,
  formatTick,
  formatUtc,
  formatWhen,
} from './time.ts';

const now = Date.UTC(2026, 10, 23, 0, 16, 33);
const hour = 3_600_000;

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 minute ago'],
    [hour - 1, '59 minutes ago'],
    [hour, '1 hour ago'],
    [24 * hour, '1 day ago'],
    [29 * 24 * hour, '29 days ago'],
    [30 * 24 * hour, '1 month ago'],
    [400 * 24 * hour, '1 year ago'],
    [-30_000, 'in less than a minute'],
    [-2 * hour, 'in 2 hours'],
  ])('%d ms before now is %s', (ms, text) => expect(formatRelative(now - ms, now)).toBe(text));
});

describe('formatWhen', () => {
  it.each([
    [0, 'just now'],
    [23 * hour, '23 hours ago'],
    [24 * hour, '1 day ago'],
    [31 * 24 * hour, '31 days ago'],
    [60 * 24 * hour - 1, '59 days ago'],
    [90 * 24 * hour, '2026-08-25'],
    [400 * 24 * hour, '2025-10-19'],
    [401 * 24 * hour, '2025-10-18'],
    [-24 * hour, 'in 1 day'],
    [-400 * 24 * hour, '2027-12-28'],
  ])('%d ms before now is %s', (ms, text) => expect(formatWhen(now - ms, now, 'UTC')).toBe(text));
});

describe('formatAge', () => {
  it('has no ago, and no negative ages', () => {
    expect(formatAge(now - 90 * 24 * hour, now)).toBe('3 months');
    expect(formatAge(now + hour, now)).toBe('< 1 minute');
  });
});

describe('formatCountdown', () => {
  it.each([
    [-5, '0:00'],
    [1, '0:01'],
    [59_001, '1:00'],
    [270_000, '4:30'],
    [3_723_000, '1:02:03'],
  ])('%d ms is %s', (ms, text) => expect(formatCountdown(ms)).toBe(text));
});

describe('formatSeconds', () => {
  it.each([
    [0, '0 s'],
    [1_500, '1.5 s'],
    [30_000, '30 s'],
    [60_000, '60 s'],
    [120_000, '2 min'],
    [150_000, '150 s'],
  ])('%d ms is %s', (ms, text) => expect(formatSeconds(ms)).toBe(text));
});

describe('exact times', () => {
  it('are given in UTC and in the reader’s zone', () => {
    expect(formatUtc(now)).toBe('2026-11-23 00:16:33 UTC');
    expect(formatLocal(now, 'Asia/Tokyo')).toBe('2026-11-23 09:16:33 GMT+9');
    expect(formatDay(now, 'America/New_York')).toBe('2026-11-22');
  });
});

describe('formatTick', () => {
  it.each([
    [30 * 24 * hour, '2026-11-23'],
    [24 * hour, '2026-11-23'],
    [24 * hour - 1, '09:16'],
    [60_000, '09:16'],
    [59_999, '09:16:33'],
    [0, '09:16:33'],
  ])('with ticks %d ms apart is %s', (apart, text) => expect(formatTick(now, apart, 'Asia/Tokyo')).toBe(text));
});

test('months are those of the UTC calendar', () => {
  expect([formatMonth(now, 'long'), formatMonth(now, 'short')]).toEqual(['November 2026', 'Nov 2026']);
  expect(formatMonth(Date.UTC(2026, 0, 1), 'long')).toBe('January 2026');
});
