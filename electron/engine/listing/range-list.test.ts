import { describe, expect, it } from 'vitest';
import { Range, rangeAfter } from './range.ts';
import { RangeList } from './range-list.ts';
import { modelListing } from './testing/model-listing.ts';

const { store } = modelListing([]);
const ports = { clock: { now: () => 0, schedule: () => () => {} }, random: () => 0 };

type Known = Partial<Pick<Range, 'listed' | 'settled' | 'busy' | 'guessed' | 'first' | 'behind' | 'low'>>;
const range = (start: string | null, end: string | null, known: Known = {}) =>
  Object.assign(new Range({ from: null, start, end }, store, 'b', ports), known);
const restAt = (border: string) => new Range(rangeAfter(border, null), store, 'b', ports);
const bordersOf = (list: RangeList) => list.all.map(({ start, end }) => `${start ?? ''}-${end ?? ''}`);

describe('ranges of a listing', () => {
  it('are left to read until all of them was handed out', () => {
    const list = new RangeList([
      range(null, 'f', { settled: true }),
      range('f', 'm', { listed: true }),
      range('m', null),
    ]);
    expect(list.places).toEqual([
      { from: null, start: 'f', end: 'm' },
      { from: null, start: 'm', end: null },
    ]);
  });

  it.each([
    ['the whole of it', [range(null, null)], true, true],
    ['the beginning of it', [range(null, 'f')], true, false],
    ['the end of it', [range('f', null)], false, false],
    ['two', [range(null, 'f'), range('f', null)], false, false],
  ])('%s: whether the store’s own markers lead through it, and to its end', (_, ranges, isOneWalk, isWhole) => {
    const list = new RangeList(ranges);
    expect([list.isOneWalk, list.isWhole]).toEqual([isOneWalk, isWhole]);
  });

  it('are read in their order, one page of each at a time', () => {
    const [listed, busy, first, second] = [
      range(null, 'f', { listed: true }),
      range('f', 'm', { busy: true }),
      range('m', 'x'),
      range('x', null),
    ];
    const list = new RangeList([listed, busy, first, second]);
    expect(list.next(true)).toBe(first);
    expect(list.next(false)).toBe(first);
    first.busy = true;
    expect(list.next(true)).toBe(second);
    second.listed = true;
    expect(list.next(true)).toBeNull();
  });

  it('are not read where they were guessed, until it is known that the store can begin there', () => {
    const guessed = range('m', null, { guessed: true });
    const list = new RangeList([range(null, 'm', { busy: true }), guessed]);
    expect(list.next(false)).toBeNull();
    expect(list.next(true)).toBe(guessed);
  });
});

describe('a border', () => {
  const two = () => new RangeList([range(null, 'm', { low: 'c' }), range('m', null, { low: 'p' })]);

  it('divides the range that it lies in', () => {
    const list = two();
    expect(list.divide('f', restAt('f'), 'g')).toBe(true);
    expect(list.divide('x', restAt('x'), 'y')).toBe(true);
    expect(bordersOf(list)).toEqual(['-f', 'f-m', 'm-x', 'x-']);
    expect(list.all.map(({ low }) => low)).toEqual(['c', 'g', 'p', 'y']);
  });

  it.each([
    ['was walked over', 'b'],
    ['was read up to', 'c'],
    ['has nothing before it in its range', 'p'],
  ])('divides nothing where it %s', (_, border) => {
    const list = two();
    expect(list.divide(border, restAt(border), 'q')).toBe(false);
    expect(bordersOf(list)).toEqual(['-m', 'm-']);
  });

  it('divides nothing of what was listed', () => {
    const list = new RangeList([range(null, 'm', { listed: true, low: 'c' }), range('m', null, { listed: true })]);
    expect([list.divide('f', restAt('f'), 'g'), list.divide('x', restAt('x'), null)]).toEqual([false, false]);
    expect(list.all).toHaveLength(2);
  });
});

describe('two ranges that meet', () => {
  const meeting = (behind: Range['behind'], first: Range['first']) =>
    new RangeList([range(null, 'm', { behind }), range('m', null, { first })]);

  it.each([
    ['the same key', 'n', 'n'],
    ['both nothing', null, null],
    ['not yet: the one before it', undefined, 'n'],
    ['not yet: the one behind it', 'n', undefined],
  ])('agree where they have read %s', (_, behind, first) => {
    expect(meeting(behind, first).contradictions()).toEqual([]);
  });

  it.each([
    ['other keys', 'n', 'o'],
    ['one of them nothing', null, 'n'],
    ['the other nothing', 'n', null],
  ])('contradict each other where they have read %s, which is told once', (_, behind, first) => {
    const list = meeting(behind, first);
    expect(list.contradictions()).toEqual([{ border: 'm', before: list.all[0] }]);
    expect(list.contradictions()).toEqual([]);
  });

  it('are compared once: what comes or goes later is no matter', () => {
    const list = meeting('n', 'n');
    expect(list.contradictions()).toEqual([]);
    for (const one of list.all) one.behind = 'o';
    expect(list.contradictions()).toEqual([]);
  });

  it('are compared when both have read so far, wherever they lie', () => {
    const list = new RangeList([
      range(null, 'f', { behind: 'g' }),
      range('f', 'm', { first: 'g', behind: 'n' }),
      range('m', null, { first: 'o' }),
    ]);
    expect(list.contradictions()).toEqual([{ border: 'm', before: list.all[1] }]);
  });
});
