import { describe, expect, it } from 'vitest';
import { mostNamed } from '../../../shared/values/named-uploads.ts';
import {
  allSelected,
  countSelected,
  isSelected,
  namesTooMany,
  nothingSelected,
  planSelection,
  selectedBytes,
  type TickableRow,
  windowsOver,
  withSizes,
  withUploads,
} from './selection.ts';
import { tickedWords } from './ticked-words.ts';

const row = (key: string, bytes: number | null = 1, uploadId = 'u'): TickableRow => ({
  ref: { connectionId: 'c', bucket: 'b', key, uploadId },
  sizing: bytes === null ? { status: 'pending' } : { status: 'sized', at: 0, parts: 1, bytes, newestPartAt: null },
});
const [a, b, c] = [row('a'), row('b'), row('c')];
const totals = (uploads: number, sized: number, bytes: number) => ({ uploads, sized, bytes });

describe('selection', () => {
  it('goes by key and upload ID, never by the key alone', () => {
    const selection = withUploads(nothingSelected, [row('k', 1, '1')], true);
    expect(isSelected(selection, row('k', 1, '1'))).toBe(true);
    expect(isSelected(selection, row('k', 1, '2'))).toBe(false);
  });

  it('ticks and unticks', () => {
    const both = withUploads(nothingSelected, [a, b], true);
    expect(countSelected(both, 9)).toBe(2);
    expect(countSelected(withUploads(both, [a], false), 9)).toBe(1);
    expect(countSelected(both, 9)).toBe(2);
  });

  it('tells where it names more than one call carries, ticked or taken out', () => {
    const most = Array.from({ length: mostNamed }, (_, n) => row(`k${n}`));
    for (const [start, ticked] of [
      [nothingSelected, true],
      [allSelected, false],
    ] as const) {
      const selection = withUploads(start, most, ticked);
      expect(namesTooMany(selection)).toBe(false);
      expect(namesTooMany(withUploads(selection, [a], ticked))).toBe(true);
    }
  });

  it('of all asks the engine by filter, of some by name', () => {
    expect(planSelection(allSelected, { text: 'x' })).toEqual({ kind: 'filter', filter: { text: 'x' } });
    expect(countSelected(allSelected, 98_000)).toBe(98_000);
    expect(planSelection(withUploads(nothingSelected, [a], true), { text: 'x' })).toEqual({
      kind: 'uploads',
      refs: [a.ref],
    });
  });

  it('of all but a few names only those few', () => {
    const but = withUploads(allSelected, [a, b], false);
    expect(isSelected(but, a)).toBe(false);
    expect(isSelected(but, c)).toBe(true);
    expect(countSelected(but, 1_000_000)).toBe(999_998);
    expect(planSelection(withUploads(but, [b], true), {})).toEqual({ kind: 'filter', filter: {}, except: [a.ref] });
  });

  it('covers a range with windows', () => {
    expect(windowsOver(5, 5, 1000)).toEqual([{ offset: 5, limit: 1 }]);
    expect(windowsOver(0, 2499, 1000)).toEqual([
      { offset: 0, limit: 1000 },
      { offset: 1000, limit: 1000 },
      { offset: 2000, limit: 500 },
    ]);
  });
});

describe('bytes of what is ticked', () => {
  const words = (selection: typeof nothingSelected, of?: ReturnType<typeof totals>) =>
    tickedWords(countSelected(selection, of?.uploads ?? 0), selectedBytes(selection, of));

  it('are their sum, and say where one is not sized', () => {
    const [small, large, unsized] = [row('s', 1024), row('l', 3 * 1024), row('x', null)];
    expect(words(nothingSelected)).toBe('Nothing ticked');
    expect(words(withUploads(nothingSelected, [small, large], true))).toBe('2 ticked, 4 KiB');
    expect(words(withUploads(nothingSelected, [small, unsized], true))).toBe('2 ticked, 1 KiB or more');
    expect(words(withUploads(nothingSelected, [unsized], true))).toBe('1 ticked, size not known');
    expect(words(withUploads(nothingSelected, [row('empty', 0)], true))).toBe('1 ticked, 0 bytes');
  });

  it('of all but a few are the total without those, where it is known what they add to it', () => {
    const but = withUploads(allSelected, [row('s', 1024)], false);
    expect(words(but, totals(3, 3, 5 * 1024))).toBe('2 ticked, 4 KiB');
    expect(words(but, totals(3, 2, 5 * 1024))).toBe('2 ticked, 4 KiB or more');
    expect(words(but, totals(3, 1, 1024)), 'nothing else is sized').toBe('2 ticked, size not known');
    expect(words(withUploads(but, [row('x', null)], false), totals(3, 3, 5 * 1024))).toBe('1 ticked, size not known');
    expect(words(but, totals(3, 3, 512)), 'it shrank meanwhile').toBe('2 ticked, size not known');
    expect(words(allSelected, totals(0, 0, 0))).toBe('Nothing ticked');
    expect(selectedBytes(allSelected, undefined)).toEqual({ known: 'nothing' });
  });

  it('are told of by rows that come into view later', () => {
    const ticked = withUploads(nothingSelected, [row('a', null), row('b', 7)], true);
    const sized = withSizes(ticked, [row('a', 5), row('b', null), row('c', 9)]);
    expect(selectedBytes(sized, undefined)).toEqual({ known: 'all', bytes: 12 });
    expect(countSelected(sized, 9)).toBe(2);
    expect(withSizes(sized, [row('a', 5)])).toBe(sized);
    expect(withSizes(nothingSelected, [a])).toBe(nothingSelected);
  });
});
