import { expect, it } from 'vitest';
import type { CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket, UploadTotals } from '../../../shared/schema/model.ts';
import { leftoversOf } from './leftovers-words.ts';

const gib = 1024 ** 3;
const bucket = (name: string, totals: Partial<UploadTotals> | null): Bucket => ({
  connectionId: 'c',
  name,
  createdAt: null,
  origin: 'listed',
  scan: { status: 'never' },
  totals: totals && {
    uploads: 0,
    sized: totals.uploads ?? 0,
    unsizable: 0,
    bytes: 0,
    parts: 0,
    active: 0,
    oldestInitiatedAt: null,
    bytesByStorageClass: {},
    ...totals,
  },
});
const month = (rest: Partial<CostJson> = {}): CostJson => ({
  money: { currency: 'USD', amount: '9.1' },
  exactness: 'exact',
  assumptions: [],
  missing: [],
  prices: [],
  ...rest,
});
const [small, large] = [bucket('small', { uploads: 2, bytes: gib }), bucket('large', { uploads: 1, bytes: 5 * gib })];

it('says what is left over in all, what it costs, and where to begin', () => {
  expect(leftoversOf([small, large, bucket('tidy', {})], month())).toEqual({
    sentence: '6 GiB of leftovers, $9.10 a month, in 2 buckets.',
    biggest: expect.objectContaining({ name: 'large' }),
  });
  const example = { kind: 'confidence', confidence: 'example', storageClass: 'STANDARD' } as const;
  expect(leftoversOf([large], month({ exactness: 'estimate', assumptions: [example] })).sentence).toBe(
    '5 GiB of leftovers, ≈ $9.10 a month at example prices, in 1 bucket.',
  );
});

it('never says more than was read', () => {
  expect(leftoversOf([bucket('a', null)], null)).toEqual({
    sentence: 'Nothing was scanned yet. A scan changes nothing.',
    biggest: null,
  });
  expect(leftoversOf([bucket('a', {}), bucket('b', null)], null)).toEqual({
    sentence: 'No leftovers in 1 bucket. 1 bucket not read yet.',
    biggest: null,
  });
  expect(leftoversOf([small, bucket('b', { uploads: 8, sized: 0 }), bucket('c', null)], null)).toEqual({
    sentence: 'At least 1 GiB of leftovers (sized 2 of 10), in 2 buckets. 1 bucket not read yet.',
    biggest: expect.objectContaining({ name: 'small' }),
  });
  const unsized = [bucket('few', { uploads: 3, sized: 0 }), bucket('many', { uploads: 30, sized: 0 })];
  expect(leftoversOf(unsized, undefined)).toEqual({
    sentence: '33 uploads left over, in 2 buckets.',
    biggest: expect.objectContaining({ name: 'many' }),
  });
});

it('says so where a list was not read to its end: none found is not none', () => {
  const scan = { status: 'stopped', startedAt: 0, pages: 1, uploads: 0, finishedAt: 1 } as const;
  const open = (one: Bucket): Bucket => ({ ...one, scan });
  expect(leftoversOf([open(bucket('a', {}))], null).sentence).toBe(
    'No leftovers found so far. 1 bucket not read to the end.',
  );
  expect(leftoversOf([open(bucket('a', {})), bucket('b', {}), bucket('c', null)], null).sentence).toBe(
    'No leftovers in 1 bucket. 1 bucket not read yet. 1 bucket not read to the end.',
  );
  expect(leftoversOf([small, open(large)], null).sentence).toBe(
    'At least 6 GiB of leftovers, in 2 buckets. 1 bucket not read to the end.',
  );
  expect(leftoversOf([open(bucket('few', { uploads: 3, sized: 0 }))], null).sentence).toBe(
    'At least 3 uploads left over, in 1 bucket. 1 bucket not read to the end.',
  );
});
