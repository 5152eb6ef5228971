import { describe, expect, it } from 'vitest';
import { KeySpace } from './key-space.ts';
import { Range } from './range.ts';
import { nextBorder } from './range-split.ts';
import { modelListing } from './testing/model-listing.ts';

const { store } = modelListing([]);
const ports = { clock: { now: () => 0, schedule: () => () => {} }, random: () => 0 };
const any = () => true;

/** A bucket of which the keys `d/00` to `d/99` are known, each as far from the next: in the folder `stem`, if it has one. */
function hundred(stem = ''): KeySpace {
  const space = new KeySpace();
  for (let n = 0; n < 100; n++) space.learn(`${stem}d/${String(n).padStart(2, '0')}`);
  return space;
}

type Walked = Partial<Pick<Range, 'pages' | 'shared' | 'looks' | 'listed' | 'firstKey'>>;

/** A range whose walk has seen the keys from `first` to `low`, on one page. */
function walked(first: string, low: string, [start, end]: [string | null, string | null], more: Walked = {}): Range {
  const range = new Range({ from: null, start, end }, store, 'b', ports);
  return Object.assign(range, { firstKey: first, low, pages: 1, ...more });
}
const whole: [null, null] = [null, null];

/** The borders that are looked for in turn, each being looked behind while the next is asked for. */
function bordersIn(ranges: Range[], most: number, space = hundred()): string[] {
  const borders: string[] = [];
  for (let n = 0; n < most; n++) {
    const border = nextBorder(ranges, space, borders, (key) => !borders.includes(key));
    if (border === null) return borders;
    borders.push(border);
  }
  return borders;
}

describe('which range is divided', () => {
  it.each([
    ['less than two pages', walked('d/00', 'd/34', whole), null],
    ['two pages', walked('d/00', 'd/50', whole, { pages: 2 }), null],
    ['more than two', walked('d/00', 'd/33', whole), 'd/7'],
    ['two, by the pace of one page of three', walked('d/00', 'd/50', whole, { pages: 3 }), 'd/8'],
    ['nobody knows how many: its page was of one key', walked('d/50', 'd/50', whole), 'd/8'],
    ['nobody knows how many: its keys lie behind all that was known', walked('y/1', 'y/2', whole, { shared: 1 }), 'z'],
  ])('one that has %s left', (_, range, border) => {
    expect(nextBorder([range], hundred(), [], any)).toBe(border);
  });

  it.each([
    ['was read to its end', { listed: true }],
    ['was not begun', { pages: 0, firstKey: null }],
    ['showed empty pages alone', { firstKey: null }],
  ])('none that %s', (_, more) => {
    expect(nextBorder([walked('d/00', 'd/10', whole, more)], hundred(), [], any)).toBeNull();
  });

  it('the one that has most left', () => {
    const fast = () => walked('d/00', 'd/10', [null, 'd/50']);
    const slow = () => walked('d/50', 'd/55', ['d/50', null]);
    expect(nextBorder([fast(), slow()], hundred(), [], any)).toBe('d/8');
    const done = () => walked('d/50', 'd/65', ['d/50', null]);
    expect(nextBorder([done(), fast()], hundred(), [], any)).toBe('d/4');
    expect(nextBorder([fast(), done()], hundred(), [], any)).toBe('d/4');
  });

  it('the next one where nothing can be sent that divides the first', () => {
    const [first, second] = [walked('d/50', 'd/55', ['d/50', null]), walked('d/00', 'd/10', [null, 'd/50'])];
    expect(nextBorder([first, second], hundred(), [], (key) => key < 'd/5')).toBe('d/4');
    expect([first.looks, second.looks]).toEqual([0, 1]);
  });

  it('none by its share of the bucket: keys that are alike far in are told apart all the same', () => {
    // So many letters before them that their places in the whole bucket are one.
    const stem = 'qwertyuiopasdfgh/';
    const space = hundred(stem);
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') space.learn(letter.repeat(16));
    const within: [string, string] = [`${stem}d/00`, `${stem}d/99`];
    expect(nextBorder([walked(`${stem}d/01`, `${stem}d/50`, within)], space, [], any)).toBeNull();
    const wide = walked(`${stem}d/01`, `${stem}d/20`, within);
    expect(nextBorder([wide], space, [], any)).toBe(`${stem}d/6`);
    // The widest of what is looked behind already lies between d/4 and the end.
    wide.looks = 0;
    expect(nextBorder([wide], space, [`${stem}d/3`, `${stem}d/4`], any)).toBe(`${stem}d/7`);
  });
});

describe('how often a range is looked into', () => {
  const count = (range: Range, ...others: Range[]) => bordersIn([range, ...others], 9).length;

  it('four times by the first page of the bucket, twice by every other', () => {
    expect(count(walked('d/00', 'd/05', whole))).toBe(4);
    expect(count(walked('d/00', 'd/05', whole, { pages: 2 }))).toBe(2);
    const listed = walked('d/90', 'd/99', ['d/90', null], { listed: true });
    expect(count(walked('d/00', 'd/05', [null, 'd/90']), listed)).toBe(2);
  });

  it('is counted for each range', () => {
    const [low, high] = [walked('d/00', 'd/05', [null, 'd/50']), walked('d/50', 'd/55', ['d/50', null])];
    expect(bordersIn([low, high], 9)).toHaveLength(4);
    expect([low.looks, high.looks]).toEqual([2, 2]);
  });
});

describe('where it is divided', () => {
  it('behind all that looks alike, the nearest first', () => {
    const range = walked('d/10', 'd/19', whole, { shared: 'd/1'.length });
    expect(bordersIn([range], 2)).toEqual(['d/2', 'e']);
  });

  it('half-way, where nothing that looks alike ends within it', () => {
    const alike = { shared: 'd/1'.length };
    expect(nextBorder([walked('d/10', 'd/11', [null, 'd/2'], alike)], hundred(), [], any)).toBe('d/16');
    expect(nextBorder([walked('d/10', 'd/11', [null, 'd/1999'], alike)], hundred(), [], any)).toBe('d/16');
    expect(nextBorder([walked('d/10', 'd/11', [null, 'd/20'], alike)], hundred(), [], any)).toBe('d/2');
  });

  it('half-way through the widest piece between borders that are looked behind', () => {
    const divided = (...probing: string[]) => nextBorder([walked('d/00', 'd/10', whole)], hundred(), probing, any);
    expect(divided()).toBe('d/6');
    expect(divided('d/9')).toBe('d/5');
    expect(divided('d/2')).toBe('d/6');
    expect(divided('d/7', 'd/3')).toBe('d/5');
    expect(divided('d/3', 'd/4')).toBe('d/7');
  });

  it('whatever is looked behind elsewhere', () => {
    const within = () => walked('d/20', 'd/25', ['d/20', 'd/60']);
    const alone = nextBorder([within()], hundred(), [], any);
    expect(alone).toBe('d/5');
    for (const other of ['d/1', 'd/25', 'd/60', 'd/9']) {
      expect(nextBorder([within()], hundred(), [other], any)).toBe(alone);
    }
  });

  it('in the next piece where the widest cannot be', () => {
    const range = walked('d/00', 'd/10', whole);
    expect(nextBorder([range], hundred(), ['d/3'], (key) => key < 'd/3')).toBe('d/2');
    expect(nextBorder([range], hundred(), ['d/3'], () => false)).toBeNull();
    expect(range.looks).toBe(1);
    // Nothing is known that lies between d/3 and d/4.
    const middle = walked('d/25', 'd/28', ['d/25', 'd/41'], { pages: 9 });
    expect(nextBorder([middle], hundred(), ['d/3', 'd/4'], any)).toBe('d/29');
  });
});
