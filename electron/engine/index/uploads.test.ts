import { beforeEach, describe, expect, it } from 'vitest';
import type { ListedUpload } from '../connections/store.ts';
import { openDatabase } from './database.ts';
import { createOperations, type IndexOperations } from './operations.ts';
import type { SizingResult } from './upload-operations.ts';

const connectionId = 'c';
const bucket = 'media';
const everything = { connectionId, bucket, filter: {}, activeSince: 5_000 };

const listed = (key: string, initiatedAt: number, extra: Partial<ListedUpload> = {}): ListedUpload => ({
  key,
  uploadId: `id-${key}`,
  initiatedAt,
  initiator: null,
  owner: null,
  storageClass: 'STANDARD',
  ...extra,
});

const sized = (key: string, bytes: number, newestPartAt: number | null = null): SizingResult => ({
  key,
  uploadId: `id-${key}`,
  at: 9_000,
  result: {
    status: 'sized',
    parts: 2,
    bytes,
    newestPartAt,
    storageClass: null,
    abortDate: null,
    abortRuleId: null,
  },
});

let index: IndexOperations;
beforeEach(() => {
  index = createOperations(openDatabase(':memory:'));
  index.addBucket(connectionId, bucket);
  index.beginScan(connectionId, bucket);
});

const keys = (by: 'key' | 'size' | 'initiated', direction: 'asc' | 'desc') =>
  index.uploadWindow(everything, { by, direction }, 0, 100).rows.map((row) => row.ref.key);

describe('windows', () => {
  it('sorts unknown sizes last in either direction', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 2), listed('c', 3)]);
    index.saveSizings(connectionId, bucket, [sized('a', 10), sized('c', 20)]);
    expect(keys('size', 'desc')).toEqual(['c', 'a', 'b']);
    expect(keys('size', 'asc')).toEqual(['a', 'c', 'b']);
  });

  it('sorts keys as S3 does, by UTF-8 bytes', () => {
    index.addUploads(connectionId, bucket, [
      listed('é', 1),
      listed('z', 1),
      listed('A', 1),
      listed('😀', 1),
      listed('￿', 1),
    ]);
    expect(keys('key', 'asc')).toEqual(['A', 'z', 'é', '￿', '😀']);
  });

  it('pages without overlap and tells the total', () => {
    index.addUploads(
      connectionId,
      bucket,
      Array.from({ length: 25 }, (_, n) => listed(`k${n}`, 7)),
    );
    const pages = [0, 10, 20].map((offset) =>
      index.uploadWindow(everything, { by: 'initiated', direction: 'desc' }, offset, 10),
    );
    expect(pages.map((page) => page.total)).toEqual([25, 25, 25]);
    expect(new Set(pages.flatMap((page) => page.rows.map((row) => row.ref.key))).size).toBe(25);
  });

  it.each([
    [{ text: 'CAT' }, ['cat+1', 'the CAT']],
    [{ text: '%' }, ['100%']],
    [{ initiatedBefore: 2 }, ['100%', 'cat+1']],
    [{ initiatedAfter: 3 }, ['the CAT']],
    [{ activity: 'active' as const }, ['the CAT']],
    [{ activity: 'stale' as const }, ['100%', 'cat+1']],
  ])('filters by %o', (filter, expected) => {
    index.addUploads(connectionId, bucket, [listed('cat+1', 1), listed('100%', 2), listed('the CAT', 6_000)]);
    const rows = index.uploadWindow({ ...everything, filter }, { by: 'key', direction: 'asc' }, 0, 10).rows;
    expect(rows.map((row) => row.ref.key)).toEqual(expected);
  });

  it('grows the revision with every change', () => {
    const before = index.revision(connectionId, bucket);
    const { revision } = index.addUploads(connectionId, bucket, [listed('a', 1)]);
    expect(revision).toBeGreaterThan(before);
    expect(index.uploadWindow(everything, { by: 'key', direction: 'asc' }, 0, 1).revision).toBe(revision);
  });
});

describe('totals', () => {
  it('counts what is sized and never calls the unknown zero', () => {
    index.addUploads(connectionId, bucket, [
      listed('a', 1),
      listed('b', 2, { storageClass: null }),
      listed('c', 6_000),
    ]);
    index.saveSizings(connectionId, bucket, [sized('a', 10)]);
    expect(index.uploadTotals(everything)).toEqual({
      uploads: 3,
      sized: 1,
      unsizable: 0,
      bytes: 10,
      parts: 2,
      active: 1,
      oldestInitiatedAt: 1,
      bytesByStorageClass: { STANDARD: 10 },
    });
    expect(index.upload({ connectionId, bucket, key: 'b', uploadId: 'id-b' }, 0)?.sizing).toEqual({
      status: 'pending',
    });
  });

  it('leaves out what is proved clear, though its row stays in sight', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 2)]);
    index.recordVerdicts(connectionId, bucket, [{ key: 'a', uploadId: 'id-a', verdict: 'clear', sizing: null }]);
    expect(index.uploadTotals(everything).uploads).toBe(1);
    expect(index.uploadWindow(everything, { by: 'key', direction: 'asc' }, 0, 10).total).toBe(2);
    expect(index.uploadsMatching(everything).map((upload) => upload.ref.key)).toEqual(['b']);
  });

  it('takes activity from the newest part', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1)]);
    index.saveSizings(connectionId, bucket, [sized('a', 10, 7_000)]);
    const upload = index.upload({ connectionId, bucket, key: 'a', uploadId: 'id-a' }, 5_000);
    expect(upload).toMatchObject({ activityAt: 7_000, active: true });
  });

  it('bins every upload by age, the newest included', () => {
    index.addUploads(connectionId, bucket, [listed('a', 0), listed('b', 50), listed('c', 100)]);
    const bins = index.uploadAges(everything, 4, 100);
    expect(bins).toHaveLength(4);
    expect(bins.map((bin) => bin.uploads)).toEqual([1, 1, 0, 1]);
  });
});

describe('scans', () => {
  it('tells an upload listed twice from a new one', () => {
    expect(index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 1)]).added).toBe(2);
    expect(index.addUploads(connectionId, bucket, [listed('b', 1), listed('c', 1)]).added).toBe(1);
  });

  it('drops what a later scan no longer lists, but not what a clean-up still works on', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 1), listed('c', 1)]);
    index.recordVerdicts(connectionId, bucket, [{ key: 'b', uploadId: 'id-b', verdict: 'hidden', sizing: null }]);
    index.beginScan(connectionId, bucket);
    index.addUploads(connectionId, bucket, [listed('c', 1)]);
    index.dropUnlisted(connectionId, bucket);
    expect(keys('key', 'asc')).toEqual(['b', 'c']);
  });

  it('keeps a size until the re-run has read it again', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1)]);
    index.saveSizings(connectionId, bucket, [sized('a', 10)]);
    expect(index.unsizedUploads(connectionId, bucket, 10)).toEqual([]);
    index.beginScan(connectionId, bucket);
    index.addUploads(connectionId, bucket, [listed('a', 1)]);
    expect(index.unsizedUploads(connectionId, bucket, 10)).toEqual([{ key: 'a', uploadId: 'id-a' }]);
    expect(index.uploadTotals(everything).bytes).toBe(10);
  });

  it('settles scans that a crash cut off', () => {
    index.setScanState(connectionId, bucket, { status: 'listing', startedAt: 1, pages: 2, uploads: 3 });
    index.settleInterruptedScans(50);
    expect(index.bucket(connectionId, bucket, 0)?.scan).toEqual({
      status: 'stopped',
      startedAt: 1,
      pages: 2,
      uploads: 3,
      finishedAt: 50,
    });
  });
});

describe('buckets', () => {
  it('keeps added ones and forgets listed ones that are gone', () => {
    index.saveListedBuckets(connectionId, [
      { name: 'x', createdAt: 1 },
      { name: 'y', createdAt: 2 },
    ]);
    index.saveListedBuckets(connectionId, [{ name: 'y', createdAt: 2 }]);
    expect(index.buckets(connectionId, 0).map((found) => [found.name, found.origin])).toEqual([
      [bucket, 'added'],
      ['y', 'listed'],
    ]);
  });

  it('has no totals for a bucket that was never scanned', () => {
    expect(index.bucket(connectionId, bucket, 0)?.totals).toBeNull();
  });
});
