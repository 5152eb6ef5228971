import { beforeEach, describe, expect, it } from 'vitest';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { GroupName } from '../../../shared/schema/upload-groups.ts';
import { mostGroups } from '../../../shared/schema/upload-groups.ts';
import type { ListedUpload } from '../store/store.ts';
import { openDatabase } from './database.ts';
import { prefixEnd } from './filter-clauses.ts';
import { createOperations, type IndexOperations } from './operations.ts';

const connectionId = 'c';
const bucket = 'media';
const dayMs = 86_400_000;
/** Everything at or after this is active. */
const activeSince = 5_000;
const scope = (filter: UploadFilter = {}) => ({ connectionId, bucket, filter, activeSince });

const listed = (key: string, extra: Partial<ListedUpload> = {}): ListedUpload => ({
  key,
  uploadId: `id-${key}`,
  initiatedAt: 1,
  initiator: null,
  owner: null,
  storageClass: 'STANDARD',
  ...extra,
});

let index: IndexOperations;
beforeEach(() => {
  index = createOperations(openDatabase(':memory:'));
  index.addBucket(connectionId, bucket);
  index.beginScan(connectionId, bucket);
});

const list = (...uploads: ListedUpload[]) => index.addUploads(connectionId, bucket, uploads);
const size = (key: string, bytes: number, abortDate: number | null = null) =>
  index.saveSizings(connectionId, bucket, [
    {
      key,
      uploadId: `id-${key}`,
      at: 9,
      result: {
        status: 'sized',
        parts: 2,
        bytes,
        newestPartAt: 1,
        storageClass: null,
        abortDate,
        abortRuleId: null,
      },
    },
  ]);
const failSizing = (key: string) =>
  index.saveSizings(connectionId, bucket, [
    {
      key,
      uploadId: `id-${key}`,
      at: 9,
      result: { status: 'failed', error: { code: 'ACCESS_DENIED', message: '', details: {} } },
    },
  ]);
const found = (filter: UploadFilter) =>
  index.uploadWindow(scope(filter), { by: 'key', direction: 'asc' }, 0, 100).rows.map(({ ref }) => ref.key);

describe('filters', () => {
  it('by size leave out what is not sized', () => {
    list(listed('empty'), listed('small'), listed('big'), listed('unsized'));
    size('empty', 0);
    size('small', 10);
    size('big', 1000);
    expect(found({ minBytes: 10 })).toEqual(['big', 'small']);
    expect(found({ maxBytes: 10 })).toEqual(['empty', 'small']);
    expect(found({ minBytes: 1, maxBytes: 999 })).toEqual(['small']);
  });

  it.each([
    ['Ca', ['cat']],
    ['%', ['100%']],
    ['_', ['a_b']],
    ['\\', ['c:\\d']],
    ['b', ['a_b', 'nul\0b']],
    ['l\0B', ['nul\0b']],
    ['\0x', []],
    ['É', []],
  ])('by text %j take every character for itself, and ASCII letters in either case', (text, keys) => {
    list(listed('cat'), listed('100%'), listed('a_b'), listed('c:\\d'), listed('nul\0b'), listed('é'));
    expect(found({ text })).toEqual(keys);
  });

  it('by prefix go letter for letter, and take no character for a wildcard', () => {
    list(
      listed('a_b/1'),
      listed('a_b0'),
      listed('A_b/1'),
      listed('axb/1'),
      listed('a_b/😀'),
      listed('a_b/\u{10FFFF}z'),
    );
    expect(found({ keyPrefix: 'a_b/' })).toEqual(['a_b/1', 'a_b/😀', 'a_b/\u{10FFFF}z']);
    expect(found({ keyPrefix: 'a_b/\u{10FFFF}' })).toEqual(['a_b/\u{10FFFF}z']);
    expect(found({ keyPrefix: 'a' })).toHaveLength(5);
  });

  it('directly in a folder, go no deeper', () => {
    list(listed('top'), listed('ü/here'), listed('ü/deeper/there'), listed('ü/'));
    expect(found({ keyPrefix: 'ü/', keyDirect: true })).toEqual(['ü/', 'ü/here']);
    expect(found({ keyDirect: true })).toEqual(['top']);
  });

  it('by storage class and initiator tell one that is not named from any other', () => {
    list(
      listed('none', { storageClass: null }),
      listed('ia', { storageClass: 'STANDARD_IA', initiator: { id: 'ann', displayName: 'Ann' } }),
      listed('std', { initiator: { id: 'bo', displayName: null } }),
    );
    expect(found({ storageClass: null })).toEqual(['none']);
    expect(found({ storageClass: 'STANDARD_IA' })).toEqual(['ia']);
    expect(found({ initiator: null })).toEqual(['none']);
    expect(found({ initiator: 'bo' })).toEqual(['std']);
  });

  it('by state read as the State column does', () => {
    list(
      listed('young', { initiatedAt: 6_000 }),
      listed('old'),
      listed('stuck', { initiatedAt: 6_000 }),
      listed('shut'),
    );
    index.recordVerdicts(connectionId, bucket, [
      { key: 'stuck', uploadId: 'id-stuck', verdict: 'stubborn', sizing: null },
    ]);
    size('old', 5);
    failSizing('shut');
    // Nobody knows when the last of its parts was written.
    expect(found({ state: 'active' })).toEqual(['shut', 'young']);
    expect(found({ state: 'stale' })).toEqual(['old']);
    expect(found({ state: 'stubborn' })).toEqual(['stuck']);
    expect(found({ state: 'sizing failed' })).toEqual(['shut']);
    expect(found({ state: 'not sized' })).toEqual(['stuck', 'young']);
    expect(found({ activity: 'active' })).toEqual(['shut', 'stuck', 'young']);
  });

  it('by lifecycle date', () => {
    list(listed('none'), listed('soon'), listed('later'));
    size('soon', 1, 100);
    size('later', 1, 200);
    expect(found({ lifecycle: 'has date' })).toEqual(['later', 'soon']);
    expect(found({ lifecycle: 'has none' })).toEqual(['none']);
    expect(found({ abortBefore: 100 })).toEqual(['soon']);
  });

  it('hold together, in totals and selections too', () => {
    list(listed('a/1'), listed('a/2', { storageClass: 'STANDARD_IA' }), listed('b/1'));
    const filter: UploadFilter = { keyPrefix: 'a/', storageClass: 'STANDARD' };
    expect(found(filter)).toEqual(['a/1']);
    expect(index.uploadTotals(scope(filter)).uploads).toBe(1);
    const ids = index.matchingIds(scope(filter));
    expect(index.uploadsWithIds(scope(filter), ids).map(({ ref }) => ref.key)).toEqual(['a/1']);
  });

  it.each([
    ['a/', 'a0'],
    ['a\u{D7FF}', 'a\u{E000}'],
    ['a\u{10FFFF}\u{10FFFF}', 'b'],
    ['\u{10FFFF}', null],
    ['', null],
  ])('know where a prefix ends: %j', (prefix, end) => expect(prefixEnd(prefix)).toBe(end));
});

describe('groups by prefix', () => {
  const names = (prefix: string, filter: UploadFilter = {}) =>
    index
      .uploadGroups(scope(filter), 'prefix', prefix)
      .groups.map(({ name, totals }) => [nameOf(name), totals.uploads] as const);

  it('are a level of folders, then what lies in the folder itself', () => {
    list(listed('a/1'), listed('a/b/2'), listed('a/b/3'), listed('c/4'), listed('top'), listed('/rooted'));
    expect(names('')).toEqual([
      ['/', 1],
      ['a/', 3],
      ['c/', 1],
      ['in ', 1],
    ]);
    expect(names('a/')).toEqual([
      ['a/b/', 2],
      ['in a/', 1],
    ]);
    expect(names('a/b/')).toEqual([['in a/b/', 2]]);
  });

  it('keep to the filter, and every level adds up to the one above', () => {
    list(listed('a/1'), listed('a/b/2', { storageClass: 'STANDARD_IA' }), listed('a/b/3'), listed('c/4'));
    expect(names('', { storageClass: 'STANDARD_IA' })).toEqual([['a/', 1]]);
    expect(names('a/', { keyPrefix: 'a/b' })).toEqual([['a/b/', 2]]);
    expect(names('c/', { keyPrefix: 'a/' })).toEqual([]);
    expect(names('a/b/', { keyPrefix: 'a/', keyDirect: true })).toEqual([]);
    const sum = (prefix: string) => names(prefix).reduce((total, [, uploads]) => total + uploads, 0);
    expect(sum('a/')).toBe(3);
    expect(sum('')).toBe(index.uploadTotals(scope()).uploads);
  });

  it('lead by their filter to exactly what they counted', () => {
    list(listed('é/1'), listed('é/b/2'), listed('é/b/3'), listed('e'));
    for (const prefix of ['', 'é/', 'é/b/']) {
      for (const { name, totals } of index.uploadGroups(scope(), 'prefix', prefix).groups) {
        if (name.kind !== 'folder' && name.kind !== 'direct') throw new Error('not a folder');
        const filter: UploadFilter =
          name.kind === 'folder' ? { keyPrefix: name.prefix } : { keyPrefix: name.prefix, keyDirect: true };
        expect(found(filter)).toHaveLength(totals.uploads);
      }
    }
  });

  it('say what is sized, by storage class, and count nothing that is proved gone', () => {
    list(
      listed('a/1'),
      listed('a/2', { storageClass: 'STANDARD_IA' }),
      listed('a/3', { storageClass: null }),
      listed('a/4'),
    );
    size('a/1', 10);
    size('a/2', 20);
    size('a/4', 40);
    failSizing('a/3');
    index.recordVerdicts(connectionId, bucket, [{ key: 'a/4', uploadId: 'id-a/4', verdict: 'clear', sizing: null }]);
    expect(index.uploadGroups(scope(), 'prefix', '').groups[0]?.totals).toEqual({
      uploads: 3,
      sized: 2,
      unsizable: 1,
      bytes: 30,
      parts: 4,
      active: 1,
      oldestInitiatedAt: 1,
      bytesByStorageClass: { STANDARD: 10, STANDARD_IA: 20 },
    });
  });

  it('beyond the most that one answer holds, are the fullest ones', () => {
    const many = Array.from({ length: mostGroups + 5 }, (_, n) => listed(`f${n}/1`));
    list(...many, listed('zz/1'), listed('zz/2'));
    const { groups, count } = index.uploadGroups(scope(), 'prefix', '');
    expect(count).toBe(mostGroups + 6);
    expect(groups).toHaveLength(mostGroups);
    expect(groups.at(-1)).toMatchObject({ name: { prefix: 'zz/' }, totals: { uploads: 2 } });
  });

  it('beyond the most that one answer holds, are those with most bytes where these are asked for', () => {
    // Two uploads in each folder but one, whose only upload is larger than all the others.
    const many = Array.from({ length: mostGroups + 5 }, (_, n) => [listed(`f${n}/1`), listed(`f${n}/2`)]).flat();
    list(...many, listed('zz/1'));
    size('zz/1', 1_000_000);
    const last = (keep?: 'most bytes') => index.uploadGroups(scope(), 'prefix', '', keep).groups.at(-1);
    expect(last()).not.toMatchObject({ name: { prefix: 'zz/' } });
    expect(last('most bytes')).toMatchObject({ name: { prefix: 'zz/' }, totals: { bytes: 1_000_000 } });
    expect(index.uploadGroups(scope(), 'prefix', '', 'most bytes').count).toBe(mostGroups + 6);
  });
});

describe('groups by initiator and week', () => {
  it('by initiator, with one for those that the store names none of', () => {
    list(
      listed('1', { initiator: { id: 'ann', displayName: 'Ann' } }),
      listed('2', { initiator: { id: 'ann', displayName: 'Ann' } }),
      listed('3'),
    );
    expect(
      index.uploadGroups(scope(), 'initiator', '').groups.map(({ name, totals }) => [name, totals.uploads]),
    ).toEqual([
      [{ kind: 'initiator', id: 'ann', displayName: 'Ann' }, 2],
      [{ kind: 'initiator', id: null, displayName: null }, 1],
    ]);
  });

  it('by weeks that begin on Monday, UTC, from the newest', () => {
    const monday = Date.UTC(2026, 10, 16);
    list(
      listed('before', { initiatedAt: monday - 1 }),
      listed('first', { initiatedAt: monday }),
      listed('last', { initiatedAt: monday + 7 * dayMs - 1 }),
    );
    const { groups } = index.uploadGroups(scope(), 'week', '');
    expect(groups.map(({ name, totals }) => [name, totals.uploads])).toEqual([
      [{ kind: 'week', from: monday, to: monday + 7 * dayMs }, 2],
      [{ kind: 'week', from: monday - 7 * dayMs, to: monday }, 1],
    ]);
    expect(found({ initiatedAfter: monday, initiatedBefore: monday + 7 * dayMs - 1 })).toEqual(['first', 'last']);
  });
});

describe('facets', () => {
  it('are the values there are, with how many have them', () => {
    list(
      listed('1', { storageClass: null, initiator: { id: 'ann', displayName: 'Ann' } }),
      listed('2', { initiator: { id: 'ann', displayName: null } }),
      listed('3'),
    );
    expect(index.uploadFacets(connectionId, bucket)).toEqual({
      storageClasses: [
        { value: 'STANDARD', uploads: 2 },
        { value: null, uploads: 1 },
      ],
      initiators: [
        { value: 'ann', displayName: 'Ann', uploads: 2 },
        { value: null, displayName: null, uploads: 1 },
      ],
      initiatorCount: 2,
    });
  });
});

function nameOf(name: GroupName): string {
  if (name.kind === 'folder') return name.prefix;
  return name.kind === 'direct' ? `in ${name.prefix}` : name.kind;
}
