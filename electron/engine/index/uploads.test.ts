import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import type { ListedUpload } from '../store/store.ts';
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

const sized = (key: string, bytes: number, newestPartAt: number | null = 1): SizingResult => ({
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
let database: DatabaseSync;
beforeEach(() => {
  database = openDatabase(':memory:');
  index = createOperations(database);
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
    expect(index.uploadsWithIds(everything, index.matchingIds(everything)).map((upload) => upload.ref.key)).toEqual([
      'b',
    ]);
  });

  it('reads rows by their IDs as they are by then, and nothing that came under an ID since', () => {
    index.addUploads(
      connectionId,
      bucket,
      ['a', 'b', 'c', 'd'].map((key, at) => listed(key, at + 1)),
    );
    const scope = { ...everything, filter: { initiatedBefore: 3 } };
    const ids = index.matchingIds(scope);
    expect(index.uploadsWithIds(scope, ids).map(({ ref }) => ref.key)).toEqual(['a', 'b', 'c']);
    // SQLite gives the number of a row that is gone to the next one.
    const change = database.prepare('UPDATE upload SET key = ?, upload_id = ?, initiated_at = ? WHERE key = ?');
    change.run('z', 'id-z', 9, 'a');
    change.run('y', 'id-y', 2, 'c');
    expect(index.uploadsWithIds(scope, ids).map(({ ref }) => ref.key)).toEqual(['b', 'y']);
  });

  it('calls active whose activity nobody knows, in rows, sums, groups and filters alike', () => {
    index.addUploads(connectionId, bucket, [
      listed('a stale one', 1),
      listed('begun at no known time', 0),
      listed('parts without a time', 1),
      listed('sized at last', 0),
      listed('finished', 0),
      listed('young', 6_000),
    ]);
    index.saveSizings(connectionId, bucket, [
      sized('a stale one', 10, 2),
      sized('parts without a time', 10, null),
      sized('sized at last', 10, 3),
    ]);
    index.recordVerdicts(connectionId, bucket, [
      { key: 'finished', uploadId: 'id-finished', verdict: 'completed', sizing: null },
    ]);
    const active = ['begun at no known time', 'finished', 'parts without a time', 'young'];
    const found = (filter: UploadFilter) =>
      index
        .uploadWindow({ ...everything, filter }, { by: 'key', direction: 'asc' }, 0, 10)
        .rows.map(({ ref }) => ref.key);
    const rows = index.uploadWindow(everything, { by: 'key', direction: 'asc' }, 0, 10).rows;
    expect(rows.filter((row) => row.active).map(({ ref }) => ref.key)).toEqual(active);
    expect(rows.find(({ ref }) => ref.key === 'parts without a time')).toMatchObject({ activityAt: 0 });
    expect(found({ activity: 'active' })).toEqual(active);
    expect(found({ activity: 'stale' })).toEqual(['a stale one', 'sized at last']);
    expect(found({ state: 'active' })).toEqual(active.filter((key) => key !== 'finished'));
    expect(found({ state: 'stale' })).toEqual(['a stale one', 'sized at last']);
    // A whole bucket's sums come from indexes, a filter's and a group's from the rows.
    expect(index.uploadTotals(everything)).toMatchObject({ uploads: 5, active: 3, oldestInitiatedAt: 1 });
    expect(index.uploadTotals({ ...everything, filter: { keyPrefix: '' } })).toMatchObject({ active: 3 });
    expect(index.uploadTotals({ ...everything, filter: { text: 'a' } })).toMatchObject({
      uploads: 4,
      active: 2,
      oldestInitiatedAt: 1,
    });
    const { groups } = index.uploadGroups(everything, 'initiator', '');
    expect(groups.map(({ totals }) => [totals.active, totals.oldestInitiatedAt])).toEqual([[3, 1]]);
    expect(index.uploadAges(everything, 2, 6_000).map((bin) => bin.uploads)).toEqual([2, 1]);
    // Nothing is known of its age but that it is no age.
    const [unknown] = index.uploadsByRefs(
      [{ connectionId, bucket, key: 'begun at no known time', uploadId: 'id-begun at no known time' }],
      5_000,
    );
    expect(unknown).toMatchObject({ active: true, initiatedAt: 0, activityAt: 0 });
  });

  it('takes activity from the newest part', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1)]);
    index.saveSizings(connectionId, bucket, [sized('a', 10, 7_000)]);
    const upload = index.upload({ connectionId, bucket, key: 'a', uploadId: 'id-a' }, 5_000);
    expect(upload).toMatchObject({ activityAt: 7_000, active: true });
  });

  it('keeps the day of its abort where a look tells none, and drops it where the store does', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1)]);
    const { result, ...of } = sized('a', 10);
    if (result.status === 'failed') throw new Error('not sized');
    const { abortDate: _, abortRuleId: __, ...looked } = result;
    const row = () => {
      const upload = index.upload({ connectionId, bucket, key: 'a', uploadId: 'id-a' }, 0);
      return [upload?.abortDate, upload?.abortRuleId];
    };
    index.saveSizings(connectionId, bucket, [{ ...of, result: { ...result, abortDate: 77, abortRuleId: 'rule' } }]);
    index.recordVerdicts(connectionId, bucket, [
      { key: 'a', uploadId: 'id-a', verdict: null, sizing: { ...of, result: looked } },
    ]);
    expect(row()).toEqual([77, 'rule']);
    index.saveSizings(connectionId, bucket, [{ ...of, result }]);
    expect(row()).toEqual([null, null]);
  });

  it('bins every upload by age, the newest included', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 50), listed('c', 100), listed('d', 0)]);
    const bins = index.uploadAges(everything, 4, 100);
    expect(bins).toHaveLength(4);
    expect(bins.map((bin) => bin.uploads)).toEqual([1, 1, 0, 1]);
  });
});

describe('running sums', () => {
  it('agree with the rows, whatever is written in whatever order', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const write = fc.oneof(
      fc.record({
        kind: fc.constant('list' as const),
        key,
        storageClass: fc.constantFrom(null, 'STANDARD', 'GLACIER'),
      }),
      fc.record({ kind: fc.constant('size' as const), key, bytes: fc.integer({ min: 0, max: 99 }) }),
      fc.record({ kind: fc.constant('fail' as const), key }),
      fc.record({
        kind: fc.constant('judge' as const),
        key,
        verdict: fc.constantFrom(null, 'clear', 'stubborn', 'completed'),
      }),
      fc.record({ kind: fc.constant('begin' as const) }),
      fc.record({ kind: fc.constant('drop' as const) }),
    );
    fc.assert(
      fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
        const other = createOperations(openDatabase(':memory:'));
        other.addBucket(connectionId, bucket);
        other.setScanState(connectionId, bucket, { status: 'listing', startedAt: 0, pages: 1, uploads: 0 });
        for (const step of writes) {
          if (step.kind === 'list') {
            other.addUploads(connectionId, bucket, [
              listed(step.key, step.key.charCodeAt(0), { storageClass: step.storageClass }),
            ]);
          } else if (step.kind === 'size')
            other.saveSizings(connectionId, bucket, [sized(step.key, step.bytes, 6_000)]);
          else if (step.kind === 'fail') {
            const error = { code: 'ACCESS_DENIED' as const, message: '', details: {} };
            other.saveSizings(connectionId, bucket, [
              { key: step.key, uploadId: `id-${step.key}`, at: 1, result: { status: 'failed', error } },
            ]);
          } else if (step.kind === 'judge') {
            const { key: judged, verdict } = step;
            other.recordVerdicts(connectionId, bucket, [
              { key: judged, uploadId: `id-${judged}`, verdict: verdict as Verdict | null, sizing: null },
            ]);
          } else if (step.kind === 'begin') other.beginScan(connectionId, bucket);
          else other.dropUnlisted(connectionId, bucket);
        }
        // The same question with a filter that matches everything reads the rows.
        const read = other.uploadTotals({ ...everything, filter: { initiatedAfter: 0 } });
        const kept = other.bucket(connectionId, bucket, everything.activeSince)?.totals;
        expect(kept).toEqual(read);
        expect(other.uploadTotals(everything)).toEqual(read);
      }),
      { numRuns: 300 },
    );
  });
});

describe('scans', () => {
  it('tells an upload listed twice from a new one', () => {
    expect(index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 1)]).added).toBe(2);
    expect(index.addUploads(connectionId, bucket, [listed('b', 1), listed('c', 1)]).added).toBe(1);
  });

  it('drops what a later scan no longer lists, but not what a clean-up still works on', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 1), listed('c', 1)]);
    index.recordVerdicts(connectionId, bucket, [{ key: 'b', uploadId: 'id-b', verdict: 'stubborn', sizing: null }]);
    index.beginScan(connectionId, bucket);
    index.addUploads(connectionId, bucket, [listed('c', 1)]);
    index.dropUnlisted(connectionId, bucket);
    expect(keys('key', 'asc')).toEqual(['b', 'c']);
  });

  it('keeps what is hidden or could not be looked at, and drops it once nothing keeps it', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 1), listed('c', 1), listed('d', 1)]);
    index.saveSizings(connectionId, bucket, [sized('a', 5), sized('b', 50)]);
    index.beginScan(connectionId, bucket);
    index.addUploads(connectionId, bucket, [listed('d', 1)]);
    // The largest first.
    expect(index.unlistedUploads(connectionId, bucket, 2).map(({ key }) => key)).toEqual(['b', 'a']);
    const name = (key: string) => ({ key, uploadId: `id-${key}` });
    index.keepUnlisted(connectionId, bucket, { hidden: [name('a')], unknown: [name('b')] });
    expect(index.dropUnlisted(connectionId, bucket).dropped).toBe(1);
    expect(keys('key', 'asc')).toEqual(['a', 'b', 'd']);
    expect(index.upload({ connectionId, bucket, ...name('a') }, 0)?.verdict).toBe('hidden');

    index.beginScan(connectionId, bucket);
    expect(index.unlistedUploads(connectionId, bucket, 1).map(({ key }) => key)).toEqual(['a']);
    index.addUploads(connectionId, bucket, [listed('a', 1)]);
    expect(index.upload({ connectionId, bucket, ...name('a') }, 0)?.verdict).toBeNull();
    index.dropUnlisted(connectionId, bucket);
    expect(keys('key', 'asc')).toEqual(['a']);
  });

  it('tells what no scan had seen before', () => {
    expect(index.addUploads(connectionId, bucket, [listed('a', 1), listed('a', 1)])).toMatchObject({
      added: 1,
      fresh: 1,
    });
    index.beginScan(connectionId, bucket);
    const page = [listed('a', 1), listed('b', 1)];
    expect(index.addUploads(connectionId, bucket, page)).toMatchObject({ added: 2, fresh: 1 });
    expect(index.addUploads(connectionId, bucket, page)).toMatchObject({ added: 0, fresh: 0 });
  });

  describe('that saw the whole listing', () => {
    const begun = Date.UTC(2026, 0, 1);
    const hour = 3_600_000;
    const activities = () =>
      Object.fromEntries(
        index
          .uploadWindow({ ...everything, activeSince: begun }, { by: 'key', direction: 'asc' }, 0, 10)
          .rows.map(({ ref, activityAt }) => [ref.key, activityAt]),
      );
    const fresh = (initiatedAt: number) => {
      index.beginScan(connectionId, bucket, begun + 5 * hour);
      index.addUploads(connectionId, bucket, [listed('a', initiatedAt)]);
      return activities().a;
    };

    it('believe no activity before that of what they did not show, until a part tells a time that can be', () => {
      index.sawWhole(connectionId, bucket, begun);
      expect(fresh(begun - hour - 1)).toBe(0);
      const afterParts = (newestPartAt: number) => {
        index.saveSizings(connectionId, bucket, [sized('a', 10, newestPartAt)]);
        return activities().a;
      };
      expect(afterParts(begun - hour - 1)).toBe(0);
      expect(afterParts(begun - hour)).toBe(begun - hour);
      expect(afterParts(begun + 1)).toBe(begun + 1);
      // The scans that follow have seen it, and still know.
      index.beginScan(connectionId, bucket, begun + 9 * hour);
      index.addUploads(connectionId, bucket, [listed('a', 7)]);
      index.sawWhole(connectionId, bucket, begun + 9 * hour);
      expect(afterParts(7)).toBe(0);
    });

    it('are no proof against an upload that they showed under another key, where that one is listed no more', () => {
      const of = (key: string, id: string) => listed(key, 7, { uploadId: id });
      index.addUploads(connectionId, bucket, [of('a+b', 'one'), of('kept', 'two'), of('c+d', 'three')]);
      index.sawWhole(connectionId, bucket, begun);
      index.beginScan(connectionId, bucket, begun + 5 * hour);
      const [respelled, beside, fresh] = ['a b', 'new', 'fresh'];
      index.addUploads(connectionId, bucket, [of(respelled, 'one'), of('kept', 'two'), of(beside, 'two')]);
      index.addUploads(connectionId, bucket, [of('c d', 'three'), of(fresh, 'four')]);
      const size = (key: string, uploadId: string, newestPartAt: number | null) =>
        index.saveSizings(connectionId, bucket, [{ ...sized(key, 10, newestPartAt), uploadId }]);
      size(respelled, 'one', 9);
      size('c d', 'three', null);
      expect(activities()).toMatchObject({ [respelled]: 0, [beside]: 0, 'c d': 0, [fresh]: 0, kept: 7 });
      index.believeRespelled(connectionId, bucket);
      index.believeRespelled(connectionId, 'unknown');
      expect(activities()).toMatchObject({ [respelled]: 9, [beside]: 0, 'c d': 0, [fresh]: 0, kept: 7 });
      size('c d', 'three', 9);
      size(fresh, 'four', 9);
      expect(activities()).toMatchObject({ 'c d': 9, [fresh]: 0 });
    });

    it('believe what clocks that are apart can tell', () => {
      index.sawWhole(connectionId, bucket, begun);
      expect(fresh(begun - hour)).toBe(begun - hour);
    });

    it('go by the earlier of the two clocks', () => {
      index.beginScan(connectionId, bucket, begun - 2 * hour);
      index.sawWhole(connectionId, bucket, begun);
      expect(fresh(begun - 3 * hour)).toBe(begun - 3 * hour);
    });

    it('go by the newest of them', () => {
      index.sawWhole(connectionId, bucket, begun);
      index.beginScan(connectionId, bucket, begun + 2 * hour);
      index.sawWhole(connectionId, bucket, begun + 3 * hour);
      expect(fresh(begun)).toBe(0);
    });

    it('say nothing of another bucket, and nothing once they are forgotten', () => {
      index.addBucket(connectionId, 'other');
      index.sawWhole(connectionId, bucket, begun);
      index.forgetWholeScans(connectionId, 'other');
      index.forgetWholeScans('d');
      expect(fresh(7)).toBe(0);
      index.forgetWholeScans(connectionId, bucket);
      index.addUploads(connectionId, bucket, [listed('b', 7)]);
      index.sawWhole(connectionId, bucket, begun);
      index.forgetWholeScans(connectionId);
      index.addUploads(connectionId, bucket, [listed('c', 7)]);
      index.sawWhole(connectionId, 'other', begun);
      index.addUploads(connectionId, bucket, [listed('d', 7)]);
      expect(activities()).toEqual({ a: 0, b: 7, c: 7, d: 7 });
    });
  });

  it('remembers what a listing left to read, until the next scan begins or this one ends', () => {
    const places = [{ from: { keyMarker: 'k', uploadIdMarker: null }, end: null, start: 'k' }];
    expect(index.openPlaces(connectionId, bucket)).toBeNull();
    index.addUploads(connectionId, bucket, [], places);
    expect(index.openPlaces(connectionId, bucket)).toEqual(places);
    index.addUploads(connectionId, bucket, [], []);
    expect(index.openPlaces(connectionId, bucket)).toEqual([]);
    index.endScan(connectionId, bucket);
    expect(index.openPlaces(connectionId, bucket)).toBeNull();
    index.addUploads(connectionId, bucket, [], places);
    index.beginScan(connectionId, bucket);
    expect(index.openPlaces(connectionId, bucket)).toBeNull();
  });

  it('names those that are not sized yet, and of some only these', () => {
    index.addUploads(connectionId, bucket, [listed('a', 1), listed('b', 1), listed('c', 1)]);
    index.saveSizings(connectionId, bucket, [sized('a', 10)]);
    const name = (key: string) => ({ key, uploadId: `id-${key}` });
    expect(index.unsizedUploads(connectionId, bucket, 1)).toEqual([name('b')]);
    expect(index.unsizedAmong(connectionId, bucket, [name('a'), name('c'), name('x')])).toEqual([name('c')]);
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

describe('an upload that is not found', () => {
  const gone = (key: string): SizingResult => ({
    ...sized(key, 0),
    result: { status: 'failed', error: { code: 'NO_SUCH_UPLOAD', message: 'gone', details: {} } },
  });
  const sizings = () =>
    index.uploadWindow(everything, { by: 'key', direction: 'asc' }, 0, 100).rows.map((row) => row.sizing.status);

  it('keeps what the proof has seen of it, where one has ended it', () => {
    index.addUploads(
      connectionId,
      bucket,
      ['clear', 'completed', 'stubborn', 'none'].map((key) => listed(key, 1)),
    );
    index.saveSizings(
      connectionId,
      bucket,
      ['clear', 'completed', 'stubborn', 'none'].map((key) => sized(key, 0)),
    );
    const verdicts: Verdict[] = ['clear', 'completed', 'stubborn'];
    index.recordVerdicts(
      connectionId,
      bucket,
      verdicts.map((verdict) => ({ key: verdict, uploadId: `id-${verdict}`, verdict, sizing: null })),
    );
    index.saveSizings(connectionId, bucket, ['clear', 'completed', 'none', 'stubborn'].map(gone));
    expect(sizings()).toEqual(['sized', 'sized', 'failed', 'failed']);
    // Another failure says that nobody knows.
    const error = { code: 'TIMEOUT', message: 'late', details: {} } as const;
    index.saveSizings(connectionId, bucket, [{ ...gone('clear'), result: { status: 'failed', error } }]);
    expect(sizings()).toEqual(['failed', 'sized', 'failed', 'failed']);
  });
});
