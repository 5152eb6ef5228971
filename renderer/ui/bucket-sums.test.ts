import { expect, it } from 'vitest';
import type { Bucket } from '../../shared/schema/model.ts';
import { sumOfBuckets } from './bucket-sums.ts';

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
  });
});

it('is no zero where nothing was read', () => {
  expect(sumOfBuckets([bucket(null)])).toEqual({ totals: null, unread: 1 });
});
