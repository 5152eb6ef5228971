import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readToldTime } from './told-time.ts';

const at = Date.UTC(2017, 0, 7, 16, 43, 37);

test.each([
  '2017-01-07T16:43:37Z',
  '2017-01-07T16:43:37.000Z',
  '2017-01-07T16:43:37.000000000Z',
  '2017-01-07T16:43:37+00:00',
  '2017-01-07T16:43:37+0000',
  '2017-01-07T18:13:37+01:30',
  '2017-01-07T11:43:37.0-0500',
  '2017-01-07T16:43:37',
  '2017-01-07 16:43:37',
  '2017-01-07 16:43:37 UTC',
  'Sat, 07 Jan 2017 16:43:37 GMT',
  'Sat, 7 Jan 2017 16:43:37 +0000',
  'Saturday, 07-Jan-2017 16:43:37 GMT',
  'Sat Jan  7 16:43:37 2017',
  'Sat Jan 07 16:43:37 UTC 2017',
  '\n  2017-01-07T16:43:37Z ',
  // Java, Go, PostgreSQL, JavaScript, Ruby, signatures, RFC 850 and 822.
  '2017-01-07T16:43:37Z[UTC]',
  '2017-01-07T17:43:37+01:00[Europe/Berlin]',
  '2017-01-07T11:43:37-05:00[Etc/GMT+5]',
  '2017-01-07 16:43:37.000 +0000 UTC',
  '2017-01-07 18:43:37 +0200 CEST',
  '2017-01-07 18:43:37+02',
  // The farthest that there is, and an odd one.
  '2017-01-08T06:43:37+14:00',
  '2017-01-07T17:42:37+00:59',
  '2017-01-07T16:43:37.000000000000Z',
  'Sat Jan 07 2017 16:43:37 GMT+0000 (Coordinated Universal Time)',
  'Sat Jan 07 2017 17:43:37 GMT+0100 (CET)',
  'Sat Jan 07 16:43:37 +0000 2017',
  'Sat Jan 07 17:43:37 +0100 2017',
  '20170107T164337Z',
  'Saturday, 07-Jan-17 16:43:37 GMT',
  '7 Jan 2017 16:43:37 GMT',
  'Sat, 07 Jan 2017 16:43:37 UT',
  'Sat Jan 07 2017 17:43:37 GMT+0100 (Central European Standard Time)',
])('%s is a time', (written) => {
  expect(readToldTime(written)).toBe(at);
});

test.each([
  undefined,
  null,
  '',
  'never',
  '0',
  '1483807417',
  '07/01/2017 16:43:37',
  '2017-02-30T00:00:00Z',
  '2017-13-01T00:00:00Z',
  '2017-01-07T25:00:00Z',
  '2017-01-07T24:00:00Z',
  'Sat, 07 Foo 2017 16:43:37 GMT',
  // Whose time it is, or which half of the day, nobody can tell.
  '2017-01-07 16:43:37 CET',
  '2017-01-07 04:43:37 PM',
  'Sat Jan 07 16:43:37 CST 2017',
  'Sat, 07 Jan 2017 16:43:37 EST',
  '2017-01-07T16:43:37+25:00',
  '2017-01-07T16:43:37+02:75',
  '2017-01-07T16:60:37Z',
  '2017-01-07T16:43:61Z',
  '2017-00-07T16:43:37Z',
  '2017-01-00T16:43:37Z',
  'x2017-01-07T16:43:37Z',
  '2017-01-07T16:43:37Zx',
  '20170107T1643Z',
  'x20170107T164337Z',
  '20170107T164337Zx',
  '20170107T164337+0000',
  'Saturday, 07-Jan-117 16:43:37 GMT',
  '0001-01-01T00:00:00Z',
  '0017-01-07T16:43:37Z',
  '0100-01-07T16:43:37Z',
  '1970-01-01T00:00:00.000Z',
  `2017-01-07T16:43:37.${'0'.repeat(100)}Z`,
])('%s is none that can be read in one way', (written) => {
  expect(readToldTime(written)).toBeNull();
});

test('every time that a store may write comes back, in each form', () => {
  const any = fc.date({
    min: new Date('2006-04-01T00:00:00Z'),
    max: new Date('2099-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(any, (date) => {
      const second = Math.floor(date.getTime() / 1000) * 1000;
      expect(readToldTime(date.toISOString())).toBe(date.getTime());
      expect(readToldTime(date.toUTCString())).toBe(second);
    }),
  );
});

test.each([
  ['2017-01-07T16:43:37.5Z', 500],
  ['2017-01-07T16:43:37,25Z', 250],
  ['2017-01-07T16:43:37.999999Z', 999],
  ['2017-01-07T16:43Z', -37_000],
])('%s is read to the millisecond', (written, beyond) => {
  expect(readToldTime(written)).toBe(at + beyond);
});

test('every month has its own number', () => {
  for (let month = 0; month < 12; month++) {
    const date = new Date(Date.UTC(2017, month, 28, 1, 2, 3));
    expect(readToldTime(date.toUTCString())).toBe(date.getTime());
    expect(readToldTime(date.toString())).toBe(date.getTime());
  }
});

test('an example of the API reference is no time, and neither is one that is longer than any', () => {
  expect(readToldTime('2010-11-10T20:48:33.000Z')).toBeNull();
  expect(readToldTime(`Sat Jan 07 2017 16:43:37 GMT+0000 (${'x'.repeat(39)})`)).toBe(at);
  expect(readToldTime(`Sat Jan 07 2017 16:43:37 GMT+0000 (${'x'.repeat(40)})`)).toBeNull();
});
