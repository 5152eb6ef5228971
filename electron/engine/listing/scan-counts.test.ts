import { describe, expect, it } from 'vitest';
import { type Counters, ScanCounts } from './scan-counts.ts';

const nothing = { startedAt: 5, pages: 0, uploads: 0 };
const entry = (key: string, uploadId = '') => ({ key, uploadId, initiatedAt: 0 });

describe('a first scan', () => {
  it('counts pages and uploads, and no changes: nothing was known before', () => {
    const counts = ScanCounts.begun(5, true);
    expect(counts.now).toEqual(nothing);
    counts.wrote(2, 30, 30);
    counts.wrote(1, 4, 4);
    counts.settled(3, 1);
    expect(counts.now).toEqual({ startedAt: 5, pages: 3, uploads: 34 });
  });
});

describe('a later scan', () => {
  it('counts what came, went and is hidden as well', () => {
    const counts = ScanCounts.begun(5, false);
    expect(counts.now).toEqual({ ...nothing, changes: { fresh: 0, gone: 0, hidden: 0 } });
    counts.wrote(1, 30, 2);
    counts.wrote(1, 10, 3);
    counts.settled(7, 4);
    expect(counts.now).toEqual({ startedAt: 5, pages: 2, uploads: 40, changes: { fresh: 5, gone: 7, hidden: 4 } });
  });

  it('that goes on where one was broken off adds to what that one counted', () => {
    const before: Counters = {
      startedAt: 5,
      pages: 2,
      uploads: 40,
      changes: { fresh: 5, gone: 7, hidden: 4 },
      unnamed: { entries: 1, some: [{ key: 'a', uploadId: '' }] },
    };
    const ended = { ...before, status: 'stopped' as const, finishedAt: 9 };
    const counts = ScanCounts.takenUp(ended);
    // Its end is no matter any more.
    expect(counts.now).toEqual(before);
    counts.wrote(1, 10, 1);
    counts.settled(2, 3);
    counts.note([entry('b')]);
    expect(counts.now).toEqual({
      startedAt: 5,
      pages: 3,
      uploads: 50,
      changes: { fresh: 6, gone: 9, hidden: 3 },
      unnamed: { entries: 2, some: [entry('a'), entry('b')].map(({ key, uploadId }) => ({ key, uploadId })) },
    });
    expect(ScanCounts.takenUp(nothing).now).toEqual(nothing);
  });

  it('leaves what it has told as it was', () => {
    const counts = ScanCounts.begun(5, false);
    const told = counts.now;
    counts.wrote(1, 1, 1);
    counts.settled(1, 1);
    counts.note([entry('a')]);
    expect(told).toEqual({ ...nothing, changes: { fresh: 0, gone: 0, hidden: 0 } });
  });
});

describe('entries that cannot be addressed', () => {
  const noted = (...entries: ReturnType<typeof entry>[][]) => {
    const counts = ScanCounts.begun(5, true);
    for (const page of entries) counts.note(page);
    return counts.now.unnamed;
  };

  it('are not spoken of where there are none', () => {
    expect(noted([], [])).toBeUndefined();
  });

  it('are counted once each, by key and upload ID, and three of them shown', () => {
    expect(noted([entry('a'), entry('', 'a')], [entry('a'), entry('b')], [entry('c')])).toEqual({
      entries: 4,
      some: [
        { key: 'a', uploadId: '' },
        { key: '', uploadId: 'a' },
        { key: 'b', uploadId: '' },
      ],
    });
  });

  it('are shown by their first 200 characters', () => {
    const [long, cut] = ['x'.repeat(201), 'x'.repeat(200)];
    expect(noted([entry(long, long)])).toEqual({ entries: 1, some: [{ key: cut, uploadId: cut }] });
  });

  it('are told of with 10,000 where there are more', () => {
    expect(noted(Array.from({ length: 10_005 }, (_, n) => entry('', `u${n}`)))?.entries).toBe(10_000);
  });
});
