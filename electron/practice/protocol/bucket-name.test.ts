import { expect, test } from 'vitest';
import { isBucketName } from './bucket-name.ts';

test.each(['abc', 'my-bucket', 'a.b', '1.2.3', '192.168.5', 'a'.repeat(63), '0-9', 'a--b'])(
  '%s may be a bucket',
  (name) => {
    expect(isBucketName(name)).toBe(true);
  },
);

test.each([
  'ab',
  'a'.repeat(64),
  'No_Such',
  '.gitignore',
  'my-bucket.',
  'a..b',
  'foo.-bar',
  'foo-.bar',
  '-ab',
  '192.168.5.123',
  'xn--abc',
  'sthree-x',
  'amzn-s3-demo-x',
  'x-s3alias',
  'x--ol-s3',
  'x.mrap',
  'x--x-s3',
  'ümlaut',
  'a b',
])('%s may not', (name) => {
  expect(isBucketName(name)).toBe(false);
});
