import { describe, expect, it } from 'vitest';
import type { AgeBin } from '../../../shared/schema/model.ts';
import { isBinWithin, isFiltering, olderThan, withinBins } from './age-filter.ts';
import { windowsFor } from './use-upload-rows.ts';

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
