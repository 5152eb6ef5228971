import { expect, it } from 'vitest';
import type { Bucket } from '../../shared/schema/model.ts';
import { isListOpen, sumOfBuckets } from './bucket-sums.ts';

const bucket = (totals: { uploads: number; sized: number; bytes: number } | null): Bucket => ({
  connectionId: 'c',
  name: 'b',
  createdAt: null,
  origin: 'listed',
  scan: { status: 'never' },
  totals: totals && {
    ...totals,
    unsizable: 0,
    parts: 0,
    active: 1,
    oldestInitiatedAt: null,
    bytesByStorageClass: {},
  },
});

it('sums what was read, and says how many were not', () => {
  const read = [bucket({ uploads: 3, sized: 2, bytes: 10 }), bucket({ uploads: 1, sized: 1, bytes: 5 })];
  expect(sumOfBuckets([...read, bucket(null)])).toEqual({
    totals: { uploads: 4, sized: 3, bytes: 15, active: 2 },
    unread: 1,
    open: 0,
  });
});

it('is no zero where nothing was read', () => {
  expect(sumOfBuckets([bucket(null)])).toEqual({ totals: null, unread: 1, open: 0 });
});

it('is no sum of all that there is where a list was not read to its end', () => {
  const counters = { startedAt: 0, pages: 1, uploads: 3 };
  const error = { code: 'TIMEOUT', message: 'late', details: {} } as const;
  const states = [
    { status: 'listing', ...counters },
    { status: 'stopped', ...counters, finishedAt: 1 },
    { status: 'failed', ...counters, finishedAt: 1, error },
    { status: 'sizing', ...counters },
    { status: 'complete', ...counters, finishedAt: 1 },
  ] as const;
  const read = states.map((scan) => ({ ...bucket({ uploads: 1, sized: 1, bytes: 5 }), scan }));
  expect(sumOfBuckets(read)).toMatchObject({ unread: 0, open: 3 });
  expect(read.map((one) => isListOpen(one))).toEqual([true, true, true, false, false]);
  // A denied bucket is none of those that were read in part: nothing of it is known.
  expect(sumOfBuckets([{ ...bucket(null), scan: states[2] }])).toEqual({ totals: null, unread: 1, open: 0 });
});
