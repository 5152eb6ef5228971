import { expect, test } from 'vitest';
import { byteRange } from './byte-range.ts';

// As S3 takes them, of an object of 100 bytes; null: the whole.
test.each([
  [null, null],
  ['bytes=0-0', [0, 1]],
  ['bytes=0-99', [0, 100]],
  ['bytes=0-999', [0, 100]],
  ['bytes=50-', [50, 50]],
  ['bytes=00-01', [0, 2]],
  ['bytes=-1', [99, 1]],
  ['bytes=-101', [0, 100]],
  ['bytes=10-5', null],
  ['bytes=0-0,1-2', null],
  ['bytes=a-z', null],
  ['bytes=', null],
  ['bytes=-', null],
  ['rows=0-1', null],
])('%s', (header, expected) => {
  const range = byteRange(header, 100);
  expect(range && [range.from, range.length]).toEqual(expected);
});

test.each(['bytes=-0', 'bytes=100-', 'bytes=100-110'])('%s is beyond it', (header) => {
  expect(() => byteRange(header, 100)).toThrow(expect.objectContaining({ code: 'InvalidRange', status: 416 }));
});
