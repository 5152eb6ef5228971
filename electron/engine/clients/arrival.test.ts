import { describe, expect, it } from 'vitest';
import { arrivalOf } from './arrival.ts';
import { mib, staircases, stairSize } from './growth.ts';
import { type Left, shapeOfLeft } from './testing/synthetic-uploads.ts';

const always = (size: number) => () => size;

describe('what arrived', () => {
  it.each<[string, Left, object]>([
    ['nothing', { size: always(1), file: 0 }, { kind: 'nothing' }],
    ['a cut last part and no gap', { size: always(5), file: 23 }, { kind: 'everything', bytes: 23 }],
    ['full parts alone', { size: always(5), file: 100, arrived: 3 }, { kind: 'unknown', bytes: 15 }],
    ['a gap', { size: always(5), file: 23, missing: [2] }, { kind: 'some', bytes: 18, missing: 1 }],
    ['no first part', { size: always(5), file: 23, missing: [1] }, { kind: 'some', bytes: 18, missing: 1 }],
    ['one small part', { size: always(5 * mib), file: 100 }, { kind: 'everything', bytes: 100 }],
    ['one full part', { size: always(5 * mib), file: 9 * mib, arrived: 1 }, { kind: 'unknown', bytes: 5 * mib }],
    ['a larger last part', { size: (n) => (n === 3 ? 9 : 5), file: 19 }, { kind: 'unknown', bytes: 19 }],
    ['sizes up and down', { size: (n) => [9, 7, 8, 3][n - 1] ?? 1, file: 27 }, { kind: 'unknown', bytes: 27 }],
  ])('%s', (_, left, arrival) => expect(arrivalOf(shapeOfLeft(left))).toEqual(arrival));

  it('knows how long the last part of a staircase would be', () => {
    const [goofys] = staircases;
    const size = (partNumber: number) => (goofys ? stairSize(goofys, partNumber) : 0);
    const until = (parts: number) => {
      let sum = 0;
      for (let number = 1; number <= parts; number++) sum += size(number);
      return sum;
    };
    // Part 1001 is cut at 30 MiB, which is more than part 1000 had.
    expect(arrivalOf(shapeOfLeft({ size, file: until(1000) + 30 * mib })).kind).toBe('everything');
    expect(arrivalOf(shapeOfLeft({ size, file: until(1001) })).kind).toBe('unknown');
  });
});
