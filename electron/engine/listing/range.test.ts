import { describe, expect, it } from 'vitest';
import { liesBehind, Range, rangeAfter } from './range.ts';
import { listedUpload } from './testing/listed-upload.ts';
import { modelListing } from './testing/model-listing.ts';

const { store } = modelListing([]);
const ports = { clock: { now: () => 0, schedule: () => () => {} }, random: () => 0 };
const range = (start: string | null, end: string | null) => new Range({ from: null, start, end }, store, 'b', ports);

describe('two ranges that meet', () => {
  const [before, after] = [range(null, 'm'), range('m', 'x')];

  it('share no key and leave none out: the border belongs to the one before it', () => {
    for (const key of ['', 'a', 'lzz', 'm', 'm\u0000', 'ma', 'x']) {
      expect([key, before.owns(key), after.owns(key)]).toEqual([key, key <= 'm', key > 'm']);
    }
    expect([before.reaches('m'), before.reaches('m\u0000'), after.owns('y')]).toEqual([true, false, false]);
  });

  it('have nothing unread before their beginning', () => {
    expect([before.low, after.low]).toEqual(['', 'm']);
  });

  it('the last one has no end', () => {
    expect(range('x', null).owns('\u{10FFFF}')).toBe(true);
  });
});

it('begins right behind a key, by the key alone', () => {
  expect(rangeAfter('m', 'x')).toEqual({ from: { keyMarker: 'm', uploadIdMarker: null }, start: 'm', end: 'x' });
});

describe('a page lies behind its beginning', () => {
  const page = (...keys: string[]) => keys.map((key) => listedUpload(key, key));

  it.each([
    ['all of it behind', page('n', 'o'), true, true],
    ['the beginning itself first', page('m', 'n'), false, true],
    ['one upload before it', page('n', 'l'), false, false],
    ['nothing at all', page(), true, true],
  ])('%s', (_, uploads, exclusive, inclusive) => {
    expect(liesBehind(uploads, 'm', false)).toBe(exclusive);
    expect(liesBehind(uploads, 'm', true)).toBe(inclusive);
  });
});
