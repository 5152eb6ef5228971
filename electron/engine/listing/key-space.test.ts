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

describe('between', () => {
  const spaceOf = (...keys: string[]) => {
    const space = new KeySpace();
    space.see(keys.map((name) => ({ key: name })));
    return space;
  };

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

  it('always lies between, in the order of bytes and in that of UTF-16', () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1 }), key, fc.option(key), (keys, a, b) => {
        const space = spaceOf(...keys);
        const [low, high] = b === null || compareKeys(a, b) <= 0 ? [a, b] : [b, a];
        const border = space.between(low, high);
        if (border === null) return;
        expect(compareKeys(border, low)).toBeGreaterThan(0);
        expect(border > low).toBe(true);
        if (high === null) return;
        expect(compareKeys(border, high)).toBeLessThan(0);
        expect(border < high).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('puts every key on the same side of a border in both orders', () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1 }), key, key, key, fc.boolean(), (keys, stem, a, b, open) => {
        const space = spaceOf(...keys.map((one) => stem + one));
        const low = stem + (compareKeys(a, b) < 0 ? a : b);
        const border = space.between(low, open ? null : stem + (compareKeys(a, b) < 0 ? b : a));
        const other = b + a;
        if (border === null) return;
        expect(space.beyond(low, 9).join('')).not.toMatch(/[\ud800-\uffff]/);
        expect(Math.sign(compareKeys(other, border))).toBe(other < border ? -1 : other > border ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
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
