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
  'Sat, 07 Foo 2017 16:43:37 GMT',
  '0001-01-01T00:00:00Z',
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
