import { describe, expect, it } from 'vitest';
import type { KeyConvention, WrittenPage } from './encoding.ts';
import { KeySpelling } from './key-spelling.ts';

const page = (echoed: boolean, keys: readonly string[], nextKeyMarker: string | null = null): WrittenPage => ({
  echoed,
  uploads: keys.map((key, at) => ({ key, uploadId: `u${at}` })),
  nextKeyMarker,
});
const keysOf = (read: WrittenPage | null) => read?.uploads.map(({ key }) => key) ?? null;

/** One that has seen what a store writes and what it means. */
function taught(asked: WrittenPage, bare: WrittenPage): KeySpelling {
  const spelling = new KeySpelling(undefined);
  spelling.compare(asked, bare);
  return spelling;
}
const encoding = () => taught(page(true, ['a%2Bb']), page(true, ['a+b']));
const raw = () => taught(page(true, ['a%2Bb', 'c+d']), page(true, ['a%2Bb', 'c+d']));

describe('a walk over a whole bucket', () => {
  it('doubts what was learned before, until a page has borne it out again', () => {
    const spelling = encoding();
    expect(keysOf(spelling.read(page(true, ['c+d'])))).toEqual(['c d']);
    spelling.begins({});
    expect(spelling.read(page(true, ['c+d']))).toBeNull();
    // What reads the same either way takes no comparison.
    expect(keysOf(spelling.read(page(true, ['plain'])))).toEqual(['plain']);
    spelling.compare(page(true, ['c%2Bd']), page(true, ['c+d']));
    expect(keysOf(spelling.read(page(true, ['e+f'])))).toEqual(['e f']);
  });

  it('is none with a prefix or a marker: what was learned holds there', () => {
    for (const place of [{ prefix: 'a' }, { keyMarker: 'k' }, { keyMarker: '' }, { prefix: 'a', keyMarker: null }]) {
      const spelling = encoding();
      spelling.begins(place);
      expect(keysOf(spelling.read(page(true, ['c+d'])))).toEqual(['c d']);
    }
    for (const place of [{ prefix: '' }, { keyMarker: null }, { prefix: '', keyMarker: undefined }]) {
      const spelling = encoding();
      spelling.begins(place);
      expect(spelling.read(page(true, ['c+d']))).toBeNull();
    }
  });
});

describe('a walk that asks for no encoding', () => {
  it('goes on so behind a marker, where the store says that it encodes and does not', () => {
    const spelling = raw();
    spelling.read(page(true, ['x']));
    expect(spelling.isBare({ keyMarker: 'k' })).toBe(true);
    expect(spelling.isBare({})).toBe(false);
    expect(spelling.isBare({ keyMarker: '' })).toBe(false);
    spelling.begins({});
    expect(spelling.isBare({ keyMarker: 'k' })).toBe(false);
  });

  it('is none where it encodes, says nothing, or said something else last', () => {
    const encodes = encoding();
    encodes.read(page(true, ['x']));
    expect(encodes.isBare({ keyMarker: 'k' })).toBe(false);
    const spelling = raw();
    spelling.read(page(false, ['x']));
    expect(spelling.isBare({ keyMarker: 'k' })).toBe(false);
  });
});

describe('a page that contradicts what was learned', () => {
  it('is not read, where it holds what no encoding leaves as it is', () => {
    expect(encoding().read(page(true, ['c+d', 'e f']))).toBeNull();
  });

  it('is not read, where a plus stands beside blanks that are %20, on it or before it', () => {
    const spelling = encoding();
    expect(keysOf(spelling.read(page(true, ['a%20b'])))).toEqual(['a b']);
    expect(spelling.read(page(true, ['c+d']))).toBeNull();
    expect(encoding().read(page(true, ['a%20b', 'c+d']))).toBeNull();
    // Of pages of the other kind nothing is known by it.
    const other = encoding();
    other.read(page(false, ['a%20b']));
    expect(keysOf(other.read(page(true, ['c+d'])))).toEqual(['c d']);
  });

  it('is read key by key then, by the same page without encoding', () => {
    const spelling = encoding();
    const asked = page(true, ['a%20b', 'c+d']);
    expect(keysOf(spelling.compare(asked, page(true, ['a b', 'c+d'])))).toEqual(['a b', 'c+d']);
  });
});

describe('a comparison', () => {
  it('of an echo that is not meant gives the bare page', () => {
    const bare = page(true, ['a%2Bb']);
    expect(new KeySpelling(undefined).compare(page(true, ['a%2Bb']), bare)).toBe(bare);
  });

  it('of a silent page that tells nothing gives the bare one, unless the page cannot be encoded', () => {
    const bare = page(false, ['other+key']);
    expect(new KeySpelling(undefined).compare(page(false, ['gone%20by']), bare)).toBe(bare);
    expect(keysOf(new KeySpelling(undefined).compare(page(false, ['gone%20by', 'a b']), bare))).toEqual([
      'other+key',
      'a b',
    ]);
  });

  it('keeps what it learns of a silent store, where that is new, and of an echoing one never', () => {
    const saved: KeyConvention[] = [];
    const memory = { load: () => null, save: (convention: KeyConvention) => void saved.push(convention) };
    const spelling = new KeySpelling(memory);
    spelling.compare(page(true, ['a%2Bb']), page(true, ['a+b']));
    expect(saved).toEqual([]);
    spelling.compare(page(false, ['a%2Bb'], 'm+'), page(false, ['a+b'], 'm+'));
    spelling.compare(page(false, ['c%2Bd'], 'n+'), page(false, ['c+d'], 'n+'));
    expect(saved).toEqual([{ keys: 'encoded', marker: 'plain' }]);
    spelling.compare(page(false, ['c+d']), page(false, ['c+d']));
    expect(saved).toEqual([
      { keys: 'encoded', marker: 'plain' },
      { keys: 'plain', marker: 'plain' },
    ]);
  });

  it('in a walk that doubts forgets what it does not bear out', () => {
    const spelling = new KeySpelling({ load: () => ({ keys: 'encoded', marker: 'encoded' }), save: () => {} });
    spelling.begins({});
    spelling.compare(page(false, ['a+b'], 'm'), page(false, ['a+b'], 'm'));
    expect(spelling.writing()).toEqual({ keys: 'plain', marker: null, echoed: null });
    const kept = new KeySpelling({ load: () => ({ keys: 'encoded', marker: 'encoded' }), save: () => {} });
    kept.compare(page(false, ['a+b'], 'm'), page(false, ['a+b'], 'm'));
    expect(kept.writing()).toEqual({ keys: 'plain', marker: 'encoded', echoed: null });
  });
});

describe('a page that is taken at its word', () => {
  it('is decoded where it says that it is encoded', () => {
    const spelling = new KeySpelling(undefined);
    expect(spelling.asSaid(page(true, ['a%2Bb', 'c+d'], 'm+%2B'))).toMatchObject({
      uploads: [{ key: 'a+b' }, { key: 'c d' }],
      nextKeyMarker: 'm +',
    });
    // Even where something on it contradicts that: there is no other page to go by.
    expect(spelling.asSaid(page(true, ['a%2Bb', 'c d'], null))).toMatchObject({
      uploads: [{ key: 'a+b' }, { key: 'c d' }],
      nextKeyMarker: null,
    });
  });

  it('is read by what is known of the store where it says nothing, or not at all', () => {
    expect(new KeySpelling(undefined).asSaid(page(false, ['a%2Bb']))).toBeNull();
    const known = new KeySpelling({ load: () => ({ keys: 'encoded', marker: 'plain' }), save: () => {} });
    expect(known.asSaid(page(false, ['a%2Bb'], 'm+'))).toMatchObject({
      uploads: [{ key: 'a+b' }],
      nextKeyMarker: 'm+',
    });
    expect(known.asSaid(page(false, ['a%2Bb', 'c d']))).toBeNull();
  });
});

describe('what was seen so far', () => {
  it('is nothing before the first page, and whether the last one said how it is written', () => {
    const spelling = new KeySpelling(undefined);
    expect(spelling.writing()).toEqual({ keys: null, marker: null, echoed: null });
    spelling.read(page(false, ['x']));
    expect(spelling.writing()).toEqual({ keys: null, marker: null, echoed: false });
    spelling.read(page(true, ['x']));
    expect(spelling.writing()).toEqual({ keys: null, marker: null, echoed: true });
  });

  it('is plain where the echo is not meant', () => {
    const spelling = raw();
    spelling.read(page(true, ['x']));
    expect(spelling.writing()).toEqual({ keys: 'plain', marker: 'plain', echoed: false });
    spelling.read(page(false, ['x']));
    expect(spelling.writing()).toMatchObject({ keys: null, echoed: false });
  });
});

describe('an object that is listed', () => {
  const known = (keys: KeyConvention['keys']) =>
    new KeySpelling({ load: () => ({ keys, marker: null }), save: () => {} });
  it.each<[KeyConvention['keys'], boolean, string, string, boolean]>([
    ['plain', false, 'a+b', 'a+b', true],
    ['plain', false, 'a+b', 'a b', false],
    ['encoded', false, 'a+b', 'a b', true],
    ['encoded', false, 'a+b', 'a+b', false],
    [null, false, 'a+b', 'a+b', true],
    [null, false, 'a+b', 'a b', true],
    [null, false, 'a+b', 'a%b', false],
    // It says that it is encoded: either may be meant.
    ['plain', true, 'a+b', 'a b', true],
    ['plain', true, 'a+b', 'a+b', true],
    ['encoded', true, 'a+b', 'a+b', true],
  ])('by a store of %s keys, echoed %s, as %s may be %s: %s', (keys, isEchoed, written, key, expected) => {
    expect(known(keys).names(written, key, isEchoed)).toBe(expected);
  });
});

describe('what a connection remembers', () => {
  const remembering = (known: KeyConvention | null) => {
    const saved: KeyConvention[] = [];
    const memory = { load: () => known, save: (convention: KeyConvention) => saved.push(convention) };
    return { spelling: new KeySpelling(memory), saved };
  };

  it('holds for a look before any walk, which learns anew', () => {
    const { spelling } = remembering({ keys: 'encoded', marker: 'encoded' });
    expect(keysOf(spelling.read(page(false, ['a%2Bb'])))).toEqual(['a+b']);
    spelling.begins({});
    expect(spelling.read(page(false, ['a%2Bb']))).toBeNull();
  });

  it('is saved where the marker alone turned out another, and not where nothing changed', () => {
    const { spelling, saved } = remembering({ keys: 'encoded', marker: 'plain' });
    spelling.compare(page(false, ['a%2Bb'], 'c%2Bd'), page(false, ['a+b'], 'c+d'));
    expect(saved).toEqual([{ keys: 'encoded', marker: 'encoded' }]);
    spelling.compare(page(false, ['a%2Bb'], 'c%2Bd'), page(false, ['a+b'], 'c+d'));
    expect(saved).toHaveLength(1);
  });

  it('may be nothing at all: what the store found is learned all the same', () => {
    const spelling = new KeySpelling(undefined);
    expect(keysOf(spelling.encoded(page(false, ['a%2Bb'])))).toEqual(['a+b']);
    expect(keysOf(spelling.read(page(false, ['c%2Bd'])))).toEqual(['c+d']);
  });
});

it('a raw page that writes plus and %20 alike is read as it is', () => {
  const silent = taught(page(false, ['a%2Bb']), page(false, ['a%2Bb']));
  expect(keysOf(silent.read(page(false, ['a%20b', 'c+d'])))).toEqual(['a%20b', 'c+d']);
});

it('a page that says nothing of encoding is the one that was asked for, and not the one that it is compared with', () => {
  // The bucket changed between the two.
  const spelling = new KeySpelling(undefined);
  const asked = page(false, ['a+b', 'new']);
  expect(spelling.compare(asked, page(false, ['a+b']))).toMatchObject({ uploads: asked.uploads });
});
