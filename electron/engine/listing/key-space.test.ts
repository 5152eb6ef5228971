import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, OrderWatch } from '../store/key-order.ts';
import { KeySpace } from './key-space.ts';

const key = fc.string({ unit: 'binary', maxLength: 12 });

describe('compareKeys', () => {
  it('is the order of the UTF-8 bytes', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('puts what is above U+FFFF last, as UTF-16 does not', () => {
    expect(compareKeys('\uFFFD', '\u{10000}')).toBeLessThan(0);
    expect('\uFFFD' < '\u{10000}').toBe(false);
  });
});

describe('OrderWatch', () => {
  const pages = (...keys: string[][]) => {
    const watch = new OrderWatch();
    return keys.map((page) => watch.see(page.map((name) => ({ key: name }))));
  };

  it.each([
    ['bytes', [['a', '\uFFFD', '\u{10000}']], [true]],
    ['UTF-16', [['a', '\u{10000}', '\uFFFD']], [true]],
    ['one key with many uploads', [['a', 'a', 'b']], [true]],
    ['neither', [['a', 'c', 'b']], [false]],
    [
      'first the one, then the other',
      [
        ['\uFFFD', '\u{10000}'],
        ['\u{10000}', '\uFFFD'],
      ],
      [true, false],
    ],
    [
      'sorted again after disorder',
      [
        ['b', 'a'],
        ['c', 'd'],
      ],
      [false, false],
    ],
  ])('%s', (_, given, expected) => expect(pages(...given)).toEqual(expected));
});

const paged = (keys: readonly string[]) => keys.map((name) => ({ key: name }));

/** What is known after a page of these keys. */
function spaceOf(...keys: string[]): KeySpace {
  const space = new KeySpace();
  space.see(paged(keys));
  return space;
}

/** What is known of these keys alone, whatever came between them. */
function learned(...keys: string[]): KeySpace {
  const space = new KeySpace();
  for (const name of keys) space.learn(name);
  return space;
}

describe('between', () => {
  it.each([
    ['f/1', 'f/9', 'f/5'],
    ['f/10', 'f/19', 'f/15'],
    // Neighbours: half-way lies among what begins as the lower one does.
    ['f/199', 'f/2', null],
    ['f/120', 'f/2', 'f/16'],
    ['f/120', null, 'f/6'],
  ])('%s and %s: %s', (low, high, expected) => {
    expect(spaceOf('f/000', 'f/199').between(low, high)).toBe(expected);
  });
});

it('finds what lies behind all that looks alike, where names use to differ, the nearest first', () => {
  expect(new KeySpace().beyond('logs/web 2026-01', 16)).toEqual([
    'logs/web 2026-02',
    'logs/web 2026-1',
    'logs/web 2027',
    'logs/web 203',
    'logs/web 21',
    'logs/web 3',
    'logs/x',
    'm',
  ]);
});

it('stops looking behind parts where it looked in vain: once behind a first letter, twice behind a digit', () => {
  const space = new KeySpace();
  space.learnBehind('a/c', 'b/1');
  expect(space.beyond('a/b', 3)).toEqual(['b']);
  // What is found there brings it back.
  space.learnBehind('e/c', 'e/c1');
  expect(space.beyond('a/b', 3)).toEqual(['a/c', 'b']);

  space.learnBehind('a/2', 'b/1');
  expect(space.beyond('a/1', 3)).toEqual(['a/2', 'b']);
  space.learnBehind('d/2', null);
  expect(space.beyond('a/1', 3)).toEqual(['b']);
});

it('does not look behind a first letter anew while the answer of another such look is awaited', () => {
  const space = new KeySpace();
  space.asks('d/c');
  expect(space.beyond('a/b', 3)).toEqual(['b']);
  space.asked('d/c');
  expect(space.beyond('a/b', 3)).toEqual(['a/c', 'b']);
  // Where such looks have found something, the next need not wait.
  space.learnBehind('d/c', 'd/c1');
  space.asks('e/c');
  expect(space.beyond('a/b', 3)).toEqual(['a/c', 'b']);
});

describe('which characters are expected at a place', () => {
  it.each([
    ['one digit makes the others likely', ['5'], '7', 0.7],
    ['one letter may be part of a fixed word', ['k'], 'm', 1],
    ['two letters make the others likely', ['g', 't'], 'n', 0.5],
    ['two capitals as well', ['G', 'T'], 'N', 0.5],
    ['letters up to f are digits of hexadecimal numbers', ['a', 'f'], 'd', 0.5],
    ['capitals as well', ['A', 'F'], 'D', 0.5],
    ['one letter behind f is none', ['a', 'g'], 'n', 0.5],
    ['digits and letters together', ['0', 'a', 'b'], 'a', 0.625],
    ['of other characters those that were seen', ['-', '=', '_', '~'], '=', 0.25],
    ['a capital and a letter are one of each', ['B', 'b'], 'b', 0.5],
    ['whatever stands right beside digits and letters is none of them', ['/', ':'], '5', 0.5],
    ['nor what stands beside letters', ['`', '{', '@', '['], 'n', 0.75],
    ['none that is not in order everywhere', ['a', '\ud800', '\ue000'], '\ud7ff', 1],
  ])('%s', (_, seen, character, share) => {
    // Behind a letter, which is no place where a name ends.
    const space = learned(...seen.map((one) => `x${one}`));
    expect(space.fraction('x', `x${character}`)).toBeCloseTo(share, 5);
  });

  it('each place of its own', () => {
    const space = learned('a1/b', 'a1/c');
    expect(space.fraction('a', 'a5')).toBeCloseTo(0.5, 5);
    expect(space.fraction('a1/', 'a1/n')).toBe(1);
    expect(space.fraction('a1/', 'a1/d')).toBeCloseTo(0.5, 5);
    expect(space.fraction('a1', 'a1/')).toBe(0);
    // Other folders' names are as long as they are: the same place is the same number of characters in.
    expect(space.fraction('anything/', 'anything/d')).toBeCloseTo(0.5, 5);
    expect(space.fraction('a1/b', 'a1/b5')).toBe(0);
  });

  it('what was learned later as well', () => {
    const space = learned('xa');
    expect(space.fraction('x', 'xn')).toBe(1);
    space.learn('xz');
    expect(space.fraction('x', 'xn')).toBeCloseTo(0.5, 5);
    // A place that was seen to begin anew holds no more than what was seen of it.
    expect(spaceOf('x5').fraction('x', 'x3')).toBeCloseTo(0.3, 5);
    space.learn('xa5');
    expect(space.fraction('xa', 'xa3')).toBeCloseTo(0.3, 5);
    space.see(paged(['xa3', 'xa7', 'xb3']));
    expect(space.fraction('xa', 'xa4')).toBeCloseTo(0.2, 5);
    expect(space.fraction('xa', 'xa9')).toBe(1);
  });

  it('none beyond those between which the names of a part were seen to begin and to end', () => {
    const ended = spaceOf('x2', 'x4', 'y2');
    expect(ended.fraction('x', 'x3')).toBeCloseTo(1 / 3, 5);
    expect(ended.fraction('x', 'x9')).toBe(1);
    // The part's own letter has been seen to go on.
    expect(ended.fraction('', 'z')).toBeGreaterThan(0.9);
    expect(ended.fraction('', 'm')).toBeLessThan(0.5);
    // A page that lies within one part tells no end.
    expect(spaceOf('x2', 'x4').fraction('x', 'x3')).toBeCloseTo(0.3, 5);
  });

  it('is told from the first 128 characters of the first 32 names of a path', () => {
    const learnedAt = (stem: string) => learned(`${stem}5`).fraction(stem, `${stem}7`);
    const names = (count: number) => 'n/'.repeat(count);
    expect(learnedAt('n'.repeat(127))).toBeCloseTo(0.7, 5);
    expect(learnedAt('n'.repeat(128))).toBe(0);
    expect(learnedAt(names(31))).toBeCloseTo(0.7, 5);
    expect(learnedAt(names(32))).toBe(0);
    expect(learnedAt(`${'n'.repeat(300)}/`)).toBeCloseTo(0.7, 5);
    // The end of a long name is not the beginning of the next one.
    expect(learned(`${'n'.repeat(128)}5`).fraction('n/', 'n/7')).toBe(0);
  });

  it('is told by a few keys of a page, the first and the last among them', () => {
    let looked = 0;
    const page = Array.from({ length: 1_000 }, (_, n) => ({
      get key() {
        looked++;
        return n === 0 ? 'xa' : n === 999 ? 'xz' : 'xk';
      },
    }));
    const space = new KeySpace();
    space.see(page);
    expect(space.fraction('x', 'xn')).toBeCloseTo(0.5, 5);
    expect(looked).toBeLessThan(80);
    expect(looked).toBeGreaterThan(60);
    // Of a short page it is all of them.
    expect(spaceOf('x-', 'x=', 'x~').fraction('x', 'x~')).toBeCloseTo(2 / 3, 5);
  });
});

describe('where a key lies among those that begin alike', () => {
  const space = learned('f/00', 'f/99');

  it.each([
    ['f/', 'f/00', 0],
    ['f/', 'f/25', 0.25],
    ['f/', 'f/250', 0.25],
    ['f/', 'f/99', 0.99],
    ['f/2', 'f/25', 0.5],
    ['f/', 'g', 1],
    ['f/', 'e', 1],
    ['f/', null, 1],
    ['', null, 1],
    ['', '', 0],
    ['', 'f/5', 0.5],
    // Behind everything that is expected, and never more than all of it.
    ['f/', 'f/zz', 1],
  ])('among %s: %s', (prefix, name, share) => {
    expect(space.fraction(prefix, name)).toBeCloseTo(share, 5);
  });

  it('is not looked into deeper than counts', () => {
    const deep = learned(`f/${'0'.repeat(100)}`, `f/${'9'.repeat(100)}`);
    const [long, longer] = [`f/${'5'.repeat(12)}`, `f/${'5'.repeat(100)}`];
    expect(deep.fraction('f/', longer)).toBe(deep.fraction('f/', long));
    expect(deep.fraction('f/', 'f/55555555')).toBeGreaterThan(deep.fraction('f/', 'f/5555555'));
  });
});

describe('half-way', () => {
  it.each([
    ['f/20', null, 'f/6'],
    ['f/29', null, 'f/6'],
    ['f/89', null, 'f/9'],
    // Behind all digits nothing is known but what begins as the lower one does.
    ['f/90', null, 'f/95'],
    ['f/99', null, null],
    ['f/', 'f/5', 'f/2'],
    ['f/', 'f/1', 'f/0'],
    ['f/', 'f/0', null],
    ['f/20', 'f/3', 'f/25'],
    // It ends where the other goes on: nothing is known of what comes between.
    ['f/2', 'f/3', null],
    ['f/2', 'f/30', 'f/3'],
    ['', null, null],
    ['', 'f', null],
    ['', 'g', 'f'],
    ['e', null, 'f'],
    ['f', null, null],
    ['g', null, null],
  ])('from %s to %s: %s', (low, high, expected) => {
    expect(learned('f/00', 'f/99').between(low, high)).toBe(expected);
  });

  it('is nowhere behind a character that not all put in one order', () => {
    const space = learned('a\ue000/5', 'a😀/5', 'a/5', 'b/5');
    expect(space.between('a😀/3', 'a😀/7')).toBeNull();
    expect(space.between('a\ue000/3', 'a\ue000/7')).toBeNull();
    expect(space.between('a\ue000/3', 'a\ue001')).toBeNull();
    // Before it there is one.
    expect(space.between('a\ue000/3', null)).toBe('d');
    expect(learned('a5').between('a\ue000/3', null)).toBeNull();
    expect(learned('a\ud7ff/5').between('a\ud7ff/3', 'a\ud7ff/7')).toBe('a\ud7ff/5');
  });
});

describe('what lies behind all that looks alike', () => {
  it('is told by what the keys have in common, and no more of a key', () => {
    const space = new KeySpace();
    expect(space.beyond('a/2/3', 'a/2/3'.length)).toEqual(['a/2/4', 'a/3', 'b']);
    expect(space.beyond('a/2/3', 'a/2/'.length)).toEqual(['a/3', 'b']);
    expect(space.beyond('a/2/3', 'a/'.length)).toEqual(['b']);
    expect(space.beyond('a/2/3', 0)).toEqual([]);
    expect(space.beyond('f/9', 3)).toEqual(['f/:', 'g']);
  });

  it('holds no character that not all put in one order', () => {
    const space = new KeySpace();
    expect(space.beyond('a/\ue000/5', 5)).toEqual(['b']);
    expect(space.beyond('a/\ud7ff/5', 5)).toEqual(['a/\ud7ff/6', 'b']);
    expect(space.beyond('a/\ud7fe/5', 5)).toEqual(['a/\ud7fe/6', 'a/\ud7ff', 'b']);
  });

  it('waits for the answer of every look behind a first letter that is under way', () => {
    const space = new KeySpace();
    space.asks('d/c');
    space.asks('e/c');
    space.asked('d/c');
    expect(space.beyond('a/b', 3)).toEqual(['b']);
    space.asked('e/c');
    expect(space.beyond('a/b', 3)).toEqual(['a/c', 'b']);
    // Digits do not wait.
    space.asks('d/3');
    expect(space.beyond('a/2', 3)).toEqual(['a/3', 'b']);
  });

  it('is looked for as long as looks have found their neighbour as often as not', () => {
    const space = new KeySpace();
    const isTried = () => space.beyond('a/b', 3).includes('a/c');
    space.learnBehind('d/c', 'd/c1');
    space.learnBehind('d/c', 'e/1');
    expect(isTried()).toBe(true);
    space.learnBehind('d/c', null);
    expect(isTried()).toBe(false);
    // One place's failures are no other's.
    expect(space.beyond('b', 1)).toEqual(['c']);
  });

  it('tells of one key more', () => {
    const space = new KeySpace();
    space.learnBehind('x4', 'x5');
    expect(space.fraction('x', 'x7')).toBeCloseTo(0.7, 5);
  });
});
