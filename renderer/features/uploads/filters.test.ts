import { describe, expect, it } from 'vitest';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { GroupName, UploadGroups } from '../../../shared/schema/upload-groups.ts';
import { fasterThanLinear } from '../../../shared/testing/linear-work.ts';
import { copiedText } from './copied-text.ts';
import { dayField, parseDay, parseDayEnd, parseSize } from './field-text.ts';
import { filterChips } from './filter-chips.ts';
import { groupFilter, groupRows, type LevelAnswer, rootFolder, shownFolders } from './group-tree.ts';

const dayMs = 86_400_000;
const monday = Date.UTC(2026, 10, 16);
const mib = 1024 ** 2;

describe('chips', () => {
  const labels = (filter: UploadFilter) => filterChips(filter, new Map([['ann', 'Ann']])).map(({ label }) => label);

  it.each<[UploadFilter, string[]]>([
    [{ text: 'x', activity: 'stale', initiatedBefore: 5 }, []],
    [{ keyPrefix: 'a/' }, ['Begins with a/']],
    [{ keyPrefix: 'a/', keyDirect: true }, ['Directly in a/']],
    [{ keyDirect: true }, ['Directly in the top']],
    [{ minBytes: mib }, ['From 1 MiB']],
    [{ maxBytes: 0 }, ['Up to 0 bytes']],
    [{ minBytes: mib, maxBytes: 2 * mib }, ['1 MiB – 2 MiB']],
    [{ storageClass: null }, ['No storage class']],
    [{ storageClass: 'GLACIER', initiator: 'ann' }, ['GLACIER', 'By Ann']],
    [{ initiator: null, state: 'gave up' }, ['No initiator', 'State: gave up']],
    [{ lifecycle: 'has none' }, ['No lifecycle date']],
    [{ lifecycle: 'lapsed' }, ['Lifecycle date of a rule that is gone or changed']],
    [{ abortBefore: monday }, ['Lifecycle aborts by 2026-11-16']],
    [{ initiatedAfter: monday, initiatedBefore: monday + 7 * dayMs - 1 }, ['Started 2026-11-16 – 2026-11-22']],
    [{ initiatedAfter: monday, initiatedBefore: monday + dayMs - 1 }, ['Started on 2026-11-16']],
    [
      { initiatedAfter: monday + 1000, initiatedBefore: monday + 41_000 },
      ['Started on 2026-11-16, 00:00:01 – 00:00:41 UTC'],
    ],
    [{ initiatedAfter: monday }, ['Started since 2026-11-16']],
  ])('say %o', (filter, expected) => expect(labels(filter)).toEqual(expected));

  it('take away their own condition and no other', () => {
    const filter: UploadFilter = {
      text: 'x',
      initiatedAfter: 1,
      initiatedBefore: 2,
      keyPrefix: 'a/',
      keyDirect: true,
      minBytes: 1,
      maxBytes: 2,
      storageClass: null,
      initiator: 'ann',
      state: 'clear',
      lifecycle: 'has date',
      abortBefore: 3,
    };
    const chips = filterChips(filter, new Map());
    let left = filter;
    for (const { id } of chips) {
      const chip = filterChips(left, new Map()).find((found) => found.id === id);
      if (!chip) throw new Error(`${id} went with another chip`);
      left = chip.without;
    }
    expect(left).toEqual({ text: 'x' });
  });

  it('show no key as it would mislead', () => {
    expect(labels({ keyPrefix: 'a\u202e/' })[0]).not.toContain('\u202e');
  });
});

describe('what is typed', () => {
  it.each([
    ['100 MiB', 100 * mib],
    ['1.5gb', 1_500_000_000],
    ['1,5 GiB', 1.5 * 1024 ** 3],
    [' 4096 ', 4096],
    ['0', 0],
    ['12 bytes', 12],
    ['', null],
    ['-1', null],
    ['5 apples', null],
    ['99999999 TiB', null],
  ])('%j is %s bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it('reads a size once over the text', async () => {
    expect(await fasterThanLinear((blanks) => () => parseSize(`1${' '.repeat(blanks)}!`))).toBeNull();
  });

  it('a day begins and ends in UTC', () => {
    expect(parseDay('2026-11-16')).toBe(monday);
    expect(parseDayEnd('2026-11-16')).toBe(monday + dayMs - 1);
    expect(dayField(monday + dayMs - 1)).toBe('2026-11-16');
    expect(parseDay(' 2026-11-16 ')).toBe(monday);
    expect(parseDay('')).toBeNull();
    expect(parseDay('2026-02-31')).toBeNull();
    expect(parseDay('11/16/2026')).toBeNull();
    expect(parseDayEnd('2026-13-99')).toBeNull();
    expect(dayField(undefined)).toBe('');
  });
});

describe('groups', () => {
  const totals = {
    uploads: 1,
    sized: 1,
    unsizable: 0,
    bytes: 1,
    parts: 1,
    active: 0,
    oldestInitiatedAt: 1,
    bytesByStorageClass: {},
  };
  const level = (...names: GroupName[]): UploadGroups => ({
    groups: names.map((name) => ({ name, totals })),
    count: names.length,
  });
  const folder = (prefix: string): GroupName => ({ kind: 'folder', prefix });
  const answers = new Map<string, LevelAnswer>([
    ['', level(folder('a/'), folder('b/'), { kind: 'direct', prefix: '' })],
    ['a/', level(folder('a/x/'))],
    ['a/x/', 'failed'],
  ]);
  const lines = (open: string[]) =>
    groupRows('', new Set(open), (prefix) => answers.get(prefix)).map((row) => [
      row.kind === 'group' && row.group.name.kind === 'folder' ? row.group.name.prefix : row.kind,
      row.level,
      row.parent,
    ]);

  it('show what lies in an open folder below it', () => {
    expect(lines([])).toEqual([
      ['a/', 1, null],
      ['b/', 1, null],
      ['group', 1, null],
    ]);
    expect(lines(['a/', 'a/x/', 'b/'])).toEqual([
      ['a/', 1, null],
      ['a/x/', 2, 0],
      ['failed', 3, 1],
      ['b/', 1, null],
      ['pending', 2, 3],
      ['group', 1, null],
    ]);
  });

  it('say where there are more than one answer holds', () => {
    const rows = groupRows('', new Set(), () => ({ ...level(folder('a/')), count: 5000 }));
    expect(rows.at(-1)).toEqual({ kind: 'more', shown: 1, count: 5000, level: 1, parent: null });
  });

  it('ask for no folder that lies in a closed one', () => {
    expect(shownFolders('', new Set(['a/', 'a/x/', 'b/y/']))).toEqual(['', 'a/', 'a/x/']);
    expect(shownFolders('a/', new Set(['a/', 'a/x/', 'b/', '']))).toEqual(['a/', 'a/x/']);
    expect(shownFolders('', new Set(['/', '//']))).toEqual(['', '/', '//']);
  });

  it('begin where the filter’s prefix leads', () => {
    expect(rootFolder({})).toBe('');
    expect(rootFolder({ keyPrefix: 'a/b' })).toBe('a/');
  });

  it.each<[UploadFilter, GroupName, UploadFilter]>([
    [{ text: 'x' }, folder('a/'), { text: 'x', keyPrefix: 'a/' }],
    [{ keyPrefix: 'a/b' }, folder('a/'), { keyPrefix: 'a/b' }],
    [{ keyPrefix: 'a/' }, { kind: 'direct', prefix: 'a/b/' }, { keyPrefix: 'a/b/', keyDirect: true }],
    [{ keyPrefix: 'a/b' }, { kind: 'direct', prefix: 'a/' }, { keyPrefix: 'a/b', keyDirect: true }],
    [{}, { kind: 'initiator', id: null, displayName: null }, { initiator: null }],
    [{}, { kind: 'week', from: 10, to: 20 }, { initiatedAfter: 10, initiatedBefore: 19 }],
    [{ initiatedAfter: 12 }, { kind: 'week', from: 10, to: 20 }, { initiatedAfter: 12, initiatedBefore: 19 }],
    [{ initiatedBefore: 15 }, { kind: 'week', from: 10, to: 20 }, { initiatedAfter: 10, initiatedBefore: 15 }],
  ])('of %o, %o leads to %o', (filter, name, expected) => expect(groupFilter(filter, name)).toEqual(expected));
});

describe('copied text', () => {
  const ref = (key: string, uploadId: string) => ({ connectionId: 'c', bucket: 'b', key, uploadId });

  it('has a line per upload', () => {
    const refs = [ref('a', '1'), ref('b\tc', '2'), ref('say "x"\n', '3')];
    expect(copiedText(refs, 'keys and upload IDs')).toBe('a\t1\n"b\tc"\t2\n"say ""x""\n"\t3');
    expect(copiedText(refs.slice(0, 1), 'keys')).toBe('a');
    expect(copiedText(refs.slice(0, 2), 'upload IDs')).toBe('1\n2');
  });
});
