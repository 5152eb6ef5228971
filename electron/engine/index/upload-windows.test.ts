import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Upload, UploadFilter, UploadSort } from '../../../shared/schema/model.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import { openDatabase } from './database.ts';
import { createOperations } from './operations.ts';

const [connectionId, bucket] = ['c', 'b'];
const scope = (filter: UploadFilter) => ({ connectionId, bucket, filter, activeSince: 50 });

/** The value that a sort goes by; null where it is unknown. */
const sortedValue = (upload: Upload, by: UploadSort['by']): string | number | null => {
  const sums = upload.sizing.status === 'sized' ? upload.sizing : null;
  switch (by) {
    case 'key':
      return upload.ref.key;
    case 'parts':
      return sums?.parts ?? null;
    case 'size':
      return sums?.bytes ?? null;
    case 'initiated':
      return upload.initiatedAt;
    case 'activity':
      return upload.activityAt;
    case 'storageClass':
      return upload.storageClass;
    case 'initiator':
      return upload.initiator?.displayName ?? upload.initiator?.id ?? null;
    case 'abortDate':
      return upload.abortDate;
    case 'state':
      return upload.verdict;
  }
};

const sorts = [
  'key',
  'parts',
  'size',
  'initiated',
  'activity',
  'storageClass',
  'initiator',
  'abortDate',
  'state',
] as const;
const sort = fc.record({ by: fc.constantFrom(...sorts), direction: fc.constantFrom('asc' as const, 'desc' as const) });
const filter = fc.constantFrom<UploadFilter>(
  {},
  { text: '1' },
  { activity: 'active' },
  { minBytes: 3 },
  { storageClass: 'GLACIER' },
  { text: undefined },
  { text: '1', minBytes: 3 },
  { storageClass: 'STANDARD', initiatedAfter: 40, activity: 'stale' },
  { keyPrefix: 'k1', keyDirect: true, storageClass: null },
  { initiator: 'i', state: 'stubborn' },
  { initiator: null, maxBytes: 2, lifecycle: 'has none' },
);

const row = fc.record({
  storageClass: fc.constantFrom(null, 'STANDARD', 'GLACIER'),
  initiatedAt: fc.integer({ min: 0, max: 99 }),
  initiator: fc.constantFrom(null, { id: 'i', displayName: null }, { id: 'j', displayName: 'Jo' }),
  sized: fc.option(
    fc.record({ bytes: fc.integer({ min: 0, max: 5 }), abortDate: fc.option(fc.integer({ min: 0, max: 9 })) }),
  ),
  verdict: fc.constantFrom(null, 'clear', 'stubborn'),
});

function indexOf(rows: (typeof row extends fc.Arbitrary<infer T> ? T : never)[]) {
  const index = createOperations(openDatabase(':memory:'));
  index.addBucket(connectionId, bucket);
  index.beginScan(connectionId, bucket);
  for (const [n, { sized, verdict, ...listed }] of rows.entries()) {
    const name = { key: `k${(n * 7) % 13}`, uploadId: `u${n}` };
    index.addUploads(connectionId, bucket, [{ ...name, owner: null, ...listed }]);
    const rest = { parts: 2, newestPartAt: null, storageClass: null, abortRuleId: null };
    if (sized)
      index.saveSizings(connectionId, bucket, [{ ...name, at: 1, result: { status: 'sized', ...rest, ...sized } }]);
    index.recordVerdicts(connectionId, bucket, [{ ...name, verdict: verdict as Verdict | null, sizing: null }]);
  }
  return index;
}

it('windows of every sort and filter put together are what matches, each once, in order, unknown values last', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 40 }),
      sort,
      filter,
      fc.integer({ min: 1, max: 9 }),
      (rows, by, where, size) => {
        const index = indexOf(rows);
        const { total } = index.uploadWindow(scope(where), by, 0, 1);
        const found: Upload[] = [];
        for (let offset = 0; offset < total; offset += size) {
          const window = index.uploadWindow(scope(where), by, offset, size);
          expect(window.rows).toHaveLength(Math.min(size, total - offset));
          found.push(...window.rows);
        }
        expect(index.uploadWindow(scope(where), by, total, size).rows).toEqual([]);
        const ids = found.map(({ ref }) => ref.uploadId);
        expect(new Set(ids).size).toBe(ids.length);
        const matches = index.uploadsAfter(scope(where), null, 100);
        expect(ids.toSorted()).toEqual(matches.map(({ ref }) => ref.uploadId).toSorted());
        const wanted = matches.filter(({ verdict }) => verdict !== 'clear' && verdict !== 'completed');
        expect(index.uploadsWithIds(scope(where), index.matchingIds(scope(where)))).toEqual(wanted);
        const values = found.map((upload) => sortedValue(upload, by.by));
        const known = values.filter((value) => value !== null);
        expect(values.slice(0, known.length)).toEqual(known);
        const ordered = known.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(known).toEqual(by.direction === 'asc' ? ordered : ordered.toReversed());
      },
    ),
    { numRuns: 300 },
  );
});

it('picks many matches out of the whole order as it sorts few of them', () => {
  const index = createOperations(openDatabase(':memory:'));
  index.addBucket(connectionId, bucket);
  index.beginScan(connectionId, bucket);
  const uploads = Array.from({ length: 30_000 }, (_, n) => ({
    key: `k${n}`,
    uploadId: 'u',
    initiatedAt: (n * 7919) % 1000,
    initiator: null,
    owner: null,
    storageClass: n % 3 ? 'STANDARD' : null,
  }));
  index.addUploads(connectionId, bucket, uploads);
  for (const direction of ['asc', 'desc'] as const) {
    const by = { by: 'storageClass', direction } as const;
    const most = index.uploadWindow(scope({ initiatedAfter: 100 }), by, 17_900, 200);
    expect(most.total).toBeGreaterThan(20_000);
    // The same rows without the way over few matches: two filters that together let through what one of them does.
    const all = index.uploadsAfter(scope({ initiatedAfter: 100 }), null, uploads.length).length;
    expect(most.total).toBe(all);
    expect(most.rows.map(({ storageClass }) => storageClass)).toEqual([
      ...Array.from({ length: most.rows.filter(({ storageClass }) => storageClass !== null).length }, () => 'STANDARD'),
      ...Array.from({ length: most.rows.filter(({ storageClass }) => storageClass === null).length }, () => null),
    ]);
    expect(most.rows.map(({ storageClass }) => storageClass)).toContain(null);
  }
});

it('forgets what it knew when a row changes', () => {
  const index = indexOf([]);
  const one = { key: 'a1', uploadId: 'u', initiatedAt: 1, initiator: null, owner: null, storageClass: null };
  const count = () => index.uploadWindow(scope({ text: '1' }), { by: 'key', direction: 'asc' }, 0, 9).total;
  index.addUploads(connectionId, bucket, [one]);
  expect(count()).toBe(1);
  index.addUploads(connectionId, bucket, [{ ...one, uploadId: 'v' }]);
  expect(count()).toBe(2);
  expect(index.uploadTotals(scope({ text: '1' })).uploads).toBe(2);
});

it('finds what lies far from the start of the order, however far', () => {
  const index = indexOf([]);
  const rows = 25_000;
  const uploads = Array.from({ length: rows }, (_, n) => ({
    key: `${n >= 21_000 ? 'late' : n >= 1_500 && n < 4_500 ? 'middle' : 'other'}-${String(n).padStart(5, '0')}`,
    uploadId: 'u',
    initiatedAt: n,
    initiator: null,
    owner: null,
    storageClass: n % 2 ? 'STANDARD' : null,
  }));
  index.addUploads(connectionId, bucket, uploads);
  const times = (text: string, sort: UploadSort, offset: number) => {
    const { total, rows: found } = index.uploadWindow(scope({ text }), sort, offset, 3);
    return [total, ...found.map(({ initiatedAt }) => initiatedAt)];
  };
  const rising = { by: 'initiated', direction: 'asc' } as const;
  const falling = { by: 'initiated', direction: 'desc' } as const;
  expect(times('middle', rising, 0)).toEqual([3_000, 1_500, 1_501, 1_502]);
  expect(times('middle', falling, 2)).toEqual([3_000, 4_497, 4_496, 4_495]);
  expect(times('late', rising, 1)).toEqual([4_000, 21_001, 21_002, 21_003]);
  expect(times('late', falling, 0)).toEqual([4_000, 24_999, 24_998, 24_997]);
  expect(times('late', rising, 3_998)).toEqual([4_000, 24_998, 24_999]);
  // Odd rows have a class, and come first; nothing is known of the others'.
  expect(times('middle', { by: 'storageClass', direction: 'asc' }, 1_499)).toEqual([3_000, 4_499, 1_500, 1_502]);
});

it('cuts the same windows from few matches, from many, near either end and amid them, beside another bucket', () => {
  const index = createOperations(openDatabase(':memory:'));
  const other = 'other';
  for (const name of [bucket, other]) {
    index.addBucket(connectionId, name);
    index.beginScan(connectionId, name);
  }
  const uploads = Array.from({ length: 20_000 }, (_, n) => ({
    key: `k${String((n * 7919) % 20_000).padStart(5, '0')}`,
    uploadId: 'u',
    initiatedAt: (n * 31) % 997,
    initiator: n % 3 ? { id: `i${n % 7}`, displayName: n % 2 ? `name ${n % 5}` : null } : null,
    owner: null,
    storageClass: n % 4 ? 'STANDARD' : null,
  }));
  // Rows of both lie side by side, and so do their IDs.
  for (let n = 0; n < uploads.length; n += 100) {
    const page = uploads.slice(n, n + 100);
    index.addUploads(connectionId, other, page);
    index.addUploads(connectionId, bucket, page);
    index.saveSizings(
      connectionId,
      bucket,
      page
        .filter((_, i) => i % 3 > 0)
        .map(({ key, uploadId }, i) => ({
          key,
          uploadId,
          at: 1,
          result: {
            status: 'sized',
            parts: i % 9,
            bytes: i % 50,
            newestPartAt: null,
            storageClass: null,
            abortDate: i % 5 ? null : i,
            abortRuleId: null,
          },
        })),
    );
  }
  const ids = (where: UploadFilter, by: UploadSort, offset: number, limit: number) =>
    index.uploadWindow(scope(where), by, offset, limit).rows.map(({ ref }) => ref.key);
  for (const by of sorts) {
    for (const direction of ['desc', 'asc'] as const) {
      const everything = ids({}, { by, direction }, 0, uploads.length);
      expect(new Set(everything).size).toBe(uploads.length);
      for (const text of ['77', 'k0001', '3']) {
        const matches = everything.filter((key) => key.includes(text));
        const most = matches.length;
        for (const offset of [0, 7, most >> 1, Math.max(0, most - 12), most - 5, most, most + 5]) {
          expect(ids({ text }, { by, direction }, offset, 10)).toEqual(matches.slice(offset, offset + 10));
        }
      }
    }
  }
});
