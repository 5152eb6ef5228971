import { describe, expect, it } from 'vitest';
import { firstBehind, liesBehind, misplaced, Range, rangeAfter } from './range.ts';
import { listedUpload } from './testing/listed-upload.ts';
import { modelListing } from './testing/model-listing.ts';

const { store } = modelListing([]);
const ports = { clock: { now: () => 0, schedule: () => () => {} }, random: () => 0 };
const page = (...keys: string[]) => ({ uploads: keys.map((key) => listedUpload(key, key)), isTruncated: true });
const lastPage = (...keys: string[]) => ({ ...page(...keys), isTruncated: false });
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
  it.each([
    ['all of it behind', page('n', 'o').uploads, true, true],
    ['the beginning itself first', page('m', 'n').uploads, false, true],
    ['one upload before it', page('n', 'l').uploads, false, false],
    ['nothing at all', page().uploads, true, true],
  ])('%s', (_, uploads, exclusive, inclusive) => {
    expect(liesBehind(uploads, 'm', false)).toBe(exclusive);
    expect(liesBehind(uploads, 'm', true)).toBe(inclusive);
  });
});

describe('a page of it', () => {
  const keysOf = (uploads: readonly { key: string }[]) => uploads.map(({ key }) => key).join('');

  it('that lies within it leaves it open', () => {
    const within = range('f', 'm');
    const { shown, own } = within.take(page('g', 'h', 'm'));
    expect([keysOf(shown), keysOf(own)]).toEqual(['ghm', 'ghm']);
    expect(within).toMatchObject({ pages: 1, listed: false, low: 'm', firstKey: 'g', first: 'g', behind: undefined });
  });

  it('that shows its beginning again counts from the key behind that', () => {
    const within = range('f', 'm');
    const { shown, own } = within.take(page('f', 'g', 'h'));
    expect([keysOf(shown), keysOf(own)]).toEqual(['gh', 'gh']);
    expect(within).toMatchObject({ low: 'h', firstKey: 'g', first: 'g' });
  });

  it('that goes on behind it ends it, and tells the key there', () => {
    const within = range('f', 'm');
    const { shown, own } = within.take(page('g', 'n', 'o'));
    expect([keysOf(shown), keysOf(own)]).toEqual(['gno', 'g']);
    expect(within).toMatchObject({ listed: true, settled: false, low: 'g', first: 'g', behind: 'n' });
  });

  it('that lies behind it altogether ends it empty', () => {
    const within = range('f', 'm');
    expect(within.take(page('n')).own).toEqual([]);
    expect(within).toMatchObject({ listed: true, low: 'f', firstKey: null, first: 'n', behind: 'n' });
  });

  it('that is the last one ends it, with nothing behind it', () => {
    const within = range('f', 'm');
    within.take(lastPage('g'));
    expect(within).toMatchObject({ listed: true, first: 'g', behind: null });
    const empty = range('f', null);
    empty.take(lastPage());
    expect(empty).toMatchObject({ listed: true, low: 'f', firstKey: null, first: null, behind: null });
  });

  it('that shows nothing, and is not the last one, tells nothing', () => {
    const within = range('f', 'm');
    within.take(page());
    within.take(page('f'));
    expect(within).toMatchObject({ pages: 2, listed: false, low: 'f', firstKey: null, first: undefined });
    within.take(page('g'));
    expect(within).toMatchObject({ pages: 3, low: 'g', firstKey: 'g', first: 'g' });
  });

  it('is one of several: the first key stays, what is alike is that of the newest one', () => {
    const whole = range(null, null);
    whole.take(page('logs/1', 'logs/2'));
    expect(whole).toMatchObject({ shared: 'logs/'.length, low: 'logs/2' });
    whole.looks = 2;
    whole.take(page('logs/21', 'logs/25'));
    expect(whole).toMatchObject({ pages: 2, looks: 0, firstKey: 'logs/1', first: 'logs/1', low: 'logs/25' });
    expect(whole.shared).toBe('logs/2'.length);
  });

  it('is the last that is remembered', async () => {
    const { store, requests } = modelListing([...'abcd'].map((key) => ({ key, uploadId: 'u' })));
    const whole = new Range({ from: null, start: null, end: 'b' }, store, 'b', { ...ports, pageSize: 2 });
    whole.take(await whole.chain.read(new AbortController().signal));
    const { own } = whole.take(await whole.chain.read(new AbortController().signal));
    expect([own, whole.listed, whole.behind, requests.length]).toEqual([[], true, 'c', 2]);
  });
});

describe('it is divided', () => {
  const divided = (end: string | null, first: string | null | undefined) => {
    const [before, rest] = [range('b', end), range('m', null)];
    before.divide(rest, first);
    return { before, rest };
  };

  it('into what ends at the border, and what begins behind it', () => {
    const { before, rest } = divided('x', 'n');
    expect([before.start, before.end, rest.start, rest.end]).toEqual(['b', 'm', 'm', 'x']);
    expect(rest).toMatchObject({ first: 'n', low: 'n', listed: false, settled: false, behind: undefined });
    expect(divided(null, 'n').rest).toMatchObject({ end: null, listed: false });
  });

  it.each([
    ['the listing ends at the border', null, null],
    ['so it does before the end of the range', 'x', null],
    ['the next key is another range’s', 'x', 'y'],
  ])('and nothing is left behind it: %s', (_, end, first) => {
    const { before, rest } = divided(end, first);
    expect(rest).toMatchObject({ end, first, behind: first, low: 'm', listed: true, settled: true });
    expect(before).toMatchObject({ end: 'm', listed: false, settled: false });
  });

  it('where the key behind it is not known yet', () => {
    expect(divided('x', undefined).rest).toMatchObject({ first: undefined, low: 'm', listed: false, settled: false });
  });

  it('at its last key as well', () => {
    expect(divided('x', 'x').rest).toMatchObject({ first: 'x', low: 'x', listed: false });
  });
});

describe('the first key behind a key of our own', () => {
  it.each([
    ['is the first on the page', page('n', 'o'), 'n'],
    ['is what follows where the key itself is listed', page('m', 'm', 'n'), 'n'],
    ['is not there', lastPage(), null],
    ['is not there behind the key itself', lastPage('m'), null],
    ['is on a later page', page(), undefined],
    ['is on a later page than the key itself', page('m'), undefined],
    ['cannot be told by a page that begins before it', page('l', 'n'), misplaced],
  ])('%s', (_, shown, first) => {
    expect(firstBehind(shown, 'm', true)).toBe(first);
  });

  it('cannot be told by a page that shows the key where the store leaves it out', () => {
    expect(firstBehind(page('m', 'n'), 'm', false)).toBe(misplaced);
    expect(firstBehind(page('n'), 'm', false)).toBe('n');
  });
});
