import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatBytes, formatKnownBytes } from './bytes.ts';
import { setLanguage } from './locale.ts';
import { formatMoney, formatPrice } from './money.ts';
import { formatCount, formatDecimal, formatFixed } from './numbers.ts';
import {
  formatAge,
  formatDay,
  formatLocal,
  formatMonth,
  formatRelative,
  formatSeconds,
  formatTick,
  formatUtc,
  formatWhen,
} from './time.ts';

const now = Date.UTC(2026, 10, 3, 0, 16, 33);
const [day, minute] = [86_400_000, 60_000];

beforeEach(() => setLanguage('de'));
afterEach(() => setLanguage('en'));

test('numbers have a comma, and points between thousands', () => {
  expect([formatCount(98_000), formatDecimal(1.25), formatDecimal(12_345.5)]).toEqual(['98.000', '1,25', '12345,5']);
  expect([formatFixed(99.94, 1), formatFixed(7, 1), formatFixed(7, 0)]).toEqual(['99,9', '7,0', '7']);
});

test('sizes', () => {
  expect([0, 1, 1023].map(formatBytes)).toEqual(['0 Byte', '1 Byte', '1023 Byte']);
  expect([1536, 25 * 2 ** 20, 123.4 * 2 ** 10, 2 ** 63].map(formatBytes)).toEqual([
    '1,5 KiB',
    '25 MiB',
    '123 KiB',
    '8192 PiB',
  ]);
  expect(formatKnownBytes(null)).toBe('unbekannte Größe');
});

test('money stands before its sign', () => {
  const dollars = (amount: string) => ({ currency: 'USD', amount });
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  expect(['0', '0.001', '0.42', '1240.5', '12400.5'].map((amount) => plain(formatMoney(dollars(amount))))).toEqual([
    '0 $',
    '< 0,01 $',
    '0,42 $',
    '1.240,50 $',
    '12.401 $',
  ]);
  expect(plain(formatPrice(dollars('0.023')))).toBe('0,023 $');
});

test('days and times', () => {
  expect(formatUtc(now)).toBe('03.11.2026, 00:16:33 UTC');
  expect(formatLocal(now, 'Asia/Tokyo')).toBe('03.11.2026, 09:16:33 GMT+9');
  expect([formatDay(now, 'UTC'), formatTick(now, day, 'UTC'), formatTick(now, minute, 'UTC')]).toEqual([
    '03.11.2026',
    '03.11.2026',
    '00:16',
  ]);
  expect([formatMonth(now, 'long'), formatMonth(now, 'short')]).toEqual(['November 2026', 'Nov. 2026']);
  expect(formatSeconds(1500)).toBe('1,5 s');
});

test.each([
  [0, 'gerade eben'],
  [minute, 'vor 1 Minute'],
  [5 * minute, 'vor 5 Minuten'],
  [day, 'vor 1 Tag'],
  [3 * day, 'vor 3 Tagen'],
  [90 * day, 'vor 3 Monaten'],
  [800 * day, 'vor 2 Jahren'],
  [-minute / 2, 'in weniger als einer Minute'],
  [-2 * 60 * minute, 'in 2 Stunden'],
])('%d ms before now is %s', (ms, text) => expect(formatRelative(now - ms, now)).toBe(text));

test('when and how long', () => {
  expect([31, 90, -1].map((days) => formatWhen(now - days * day, now, 'UTC'))).toEqual([
    'vor 31 Tagen',
    '05.08.2026',
    'in 1 Tag',
  ]);
  expect([90, 1, 0].map((days) => formatAge(now - days * day, now))).toEqual(['3 Monate', '1 Tag', '< 1 Minute']);
});
