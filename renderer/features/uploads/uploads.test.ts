import { describe, expect, it } from 'vitest';
import type { AgeBin, UploadRef } from '../../../shared/schema/model.ts';
import { isBinWithin, isFiltering, olderThan, withinBins } from './age-filter.ts';
import {
  allSelected,
  countSelected,
  isSelected,
  nothingSelected,
  planSelection,
  windowsOver,
  withUploads,
} from './selection.ts';
import { windowsFor } from './use-upload-rows.ts';

const ref = (key: string, uploadId = 'u'): UploadRef => ({ connectionId: 'c', bucket: 'b', key, uploadId });

describe('selection', () => {
  it('goes by key and upload ID, never by the key alone', () => {
    const selection = withUploads(nothingSelected, [ref('k', '1')], true);
    expect(isSelected(selection, { ref: ref('k', '1') })).toBe(true);
    expect(isSelected(selection, { ref: ref('k', '2') })).toBe(false);
  });

  it('ticks and unticks', () => {
    const both = withUploads(nothingSelected, [ref('a'), ref('b')], true);
    expect(countSelected(both, 9)).toBe(2);
    expect(countSelected(withUploads(both, [ref('a')], false), 9)).toBe(1);
    expect(countSelected(both, 9)).toBe(2);
  });

  it('of all asks the engine by filter, of some by name', () => {
    expect(planSelection(allSelected, { text: 'x' })).toEqual({ kind: 'filter', filter: { text: 'x' } });
    expect(countSelected(allSelected, 98_000)).toBe(98_000);
    expect(planSelection(withUploads(nothingSelected, [ref('a')], true), { text: 'x' })).toEqual({
      kind: 'uploads',
      refs: [ref('a')],
    });
  });

  it('of all but a few names only those few', () => {
    const but = withUploads(allSelected, [ref('a'), ref('b')], false);
    expect(isSelected(but, { ref: ref('a') })).toBe(false);
    expect(isSelected(but, { ref: ref('c') })).toBe(true);
    expect(countSelected(but, 1_000_000)).toBe(999_998);
    expect(planSelection(withUploads(but, [ref('b')], true), {})).toEqual({
      kind: 'filter',
      filter: {},
      except: [ref('a')],
    });
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

describe('filter by age', () => {
  const bins: AgeBin[] = [0, 10, 20].map((from) => ({ from, to: from + 10, uploads: 1, bytes: 1 }));

  it('takes the bins between two, in either order, and no upload of the next one', () => {
    expect(withinBins({ text: 'x' }, bins, 1, 0)).toEqual({ text: 'x', initiatedAfter: 0, initiatedBefore: 19 });
    expect(withinBins({}, bins, 2, 2)).toEqual({ initiatedAfter: 20, initiatedBefore: 30 });
  });

  it('marks exactly the chosen bins', () => {
    const filter = withinBins({}, bins, 1, 1);
    expect(bins.map((bin) => isBinWithin(bin, filter))).toEqual([false, true, false]);
    expect(bins.map((bin) => isBinWithin(bin, {}))).toEqual([true, true, true]);
  });

  it('by days replaces a chosen range', () => {
    const now = 100 * 86_400_000;
    expect(olderThan({ initiatedAfter: 5, activity: 'stale' }, 30, now)).toEqual({
      activity: 'stale',
      initiatedBefore: 70 * 86_400_000,
    });
    expect(olderThan({ initiatedBefore: 5 }, null, now)).toEqual({});
  });

  it('knows whether anything is narrowed', () => {
    expect(isFiltering({ text: '' })).toBe(false);
    expect(isFiltering({ activity: 'active' })).toBe(true);
  });
});

describe('windows of rows', () => {
  it('are fetched before their rows come into view, on either side', () => {
    expect(windowsFor(0, 30, 9999)).toEqual({ inView: [0], around: [] });
    expect(windowsFor(10, 45, 9999)).toEqual({ inView: [0], around: [1] });
    expect(windowsFor(130, 165, 9999)).toEqual({ inView: [1], around: [0, 2] });
    expect(windowsFor(190, 225, 9999)).toEqual({ inView: [1, 2], around: [] });
  });

  it('never lie behind the last row, or before the first', () => {
    expect(windowsFor(999_950, 999_999, 9999)).toEqual({ inView: [9999], around: [9998] });
    expect(windowsFor(500, 530, 0)).toEqual({ inView: [0], around: [] });
  });
});
