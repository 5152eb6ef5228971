import { beforeEach, describe, expect, it } from 'vitest';
import type { UploadFilter } from '../../../shared/schema/upload-filter.ts';
import { csvHead, csvRow } from '../exports/upload-table.ts';
import { openDatabase } from './database.ts';
import { createOperations, type IndexOperations } from './operations.ts';

const [connectionId, bucket] = ['c', 'media'];
const day = 86_400_000;
const begun = Date.UTC(2026, 0, 25);
const toldAt = Date.UTC(2026, 0, 26);
/** As a rule of 7 days has it. */
const date = Date.UTC(2026, 1, 1);

let index: IndexOperations;
beforeEach(() => {
  index = createOperations(openDatabase(':memory:'));
  index.addBucket(connectionId, bucket);
  index.beginScan(connectionId, bucket);
  const keys = ['logs/by weekly', 'logs/by daily', 'tmp/no date', 'tmp/not sized'];
  const listed = { initiatedAt: begun, initiator: null, owner: null, storageClass: null };
  index.addUploads(
    connectionId,
    bucket,
    keys.map((key) => ({ key, uploadId: `id-${key}`, ...listed })),
  );
  tell('logs/by weekly', date, 'weekly');
  tell('logs/by daily', Date.UTC(2026, 0, 26), 'daily');
  tell('tmp/no date', null, null);
});

function tell(key: string, abortDate: number | null, abortRuleId: string | null, at = toldAt): void {
  const sums = { parts: 1, bytes: 5, newestPartAt: begun, storageClass: null };
  const result = { status: 'sized' as const, ...sums, abortDate, abortRuleId };
  index.saveSizings(connectionId, bucket, [{ key, uploadId: `id-${key}`, at, result }]);
}

/** A look at the bucket's rules, after its dates were told. */
function see(rules: readonly string[], at = toldAt + day): number | null {
  const xml = rules.length === 0 ? '' : `<LifecycleConfiguration>${rules.join('')}</LifecycleConfiguration>`;
  const state = rules.length === 0 ? ('none' as const) : ('rules' as const);
  const seen = { document: { xml, transitionDefault: null }, coversEverything: null, aborting: 0, drift: null };
  return index.saveSeenLifecycle(connectionId, bucket, { at, state, ...seen });
}

const rule = (id: string, days: number, prefix = '', status = 'Enabled') =>
  `<Rule><ID>${id}</ID><Filter><Prefix>${prefix}</Prefix></Filter><Status>${status}</Status>
   <AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>`;

const scope = (filter: UploadFilter) => ({ connectionId, bucket, filter, activeSince: 0 });
const rows = (filter: UploadFilter = {}) =>
  index.uploadWindow(scope(filter), { by: 'key', direction: 'asc' }, 0, 10).rows;
const found = (filter: UploadFilter) => rows(filter).map(({ ref }) => ref.key);
const lapses = () => Object.fromEntries(rows().map(({ ref, abortLapse }) => [ref.key, abortLapse]));

describe('a date that the store told', () => {
  it('holds while nobody has read the rules, and while the rule that it named says so', () => {
    const both = ['logs/by daily', 'logs/by weekly'];
    expect(found({ lifecycle: 'has date' })).toEqual(both);
    see([rule('weekly', 7), rule('daily', 1, 'logs/')]);
    expect(found({ lifecycle: 'has date' })).toEqual(both);
    expect(found({ lifecycle: 'lapsed' })).toEqual([]);
    expect(found({ lifecycle: 'has none' })).toEqual(['tmp/no date', 'tmp/not sized']);
    expect(lapses()).toEqual({});
  });

  it.each([
    ['alte%20Uploads%20l%C3%B6schen', 'alte Uploads löschen'],
    ['old+ones%2Fdaily', 'old ones/daily'],
    ['a+b%26c', 'a+b&amp;c'],
    ['100%', '100%'],
    ['100%25', '100%25'],
  ])('holds where a header names its rule as %s', (told, id) => {
    tell('logs/by daily', Date.UTC(2026, 0, 26), told);
    see([rule('weekly', 7), rule(id, 1, 'logs/')]);
    expect(lapses()).toEqual({});
  });

  it.each([
    ['its rule is gone', [rule('weekly', 7)], 'rule gone'],
    ['all rules are gone', [], 'rule gone'],
    ['its rule has other days', [rule('weekly', 7), rule('daily', 30)], 'rule changed'],
    ['its rule is disabled', [rule('weekly', 7), rule('daily', 1, '', 'Disabled')], 'rule changed'],
    ['its rule has another prefix', [rule('weekly', 7), rule('daily', 1, 'media/')], 'rule changed'],
  ])('holds no longer where %s: in the grid, every filter and every export alike', (_, rules, lapse) => {
    see(rules);
    const daily = 'logs/by daily';
    expect(lapses()[daily]).toBe(lapse);
    expect(found({ lifecycle: 'lapsed' })).toContain(daily);
    expect(found({ lifecycle: 'has none' })).toContain(daily);
    expect(found({ lifecycle: 'has date' })).not.toContain(daily);
    expect(found({ abortBefore: date })).not.toContain(daily);
    // Turned around, too; what nobody asked the store about is left out.
    expect(found({ except: [{ lifecycle: 'has date' }] })).toContain(daily);
    expect(found({ except: [{ lifecycle: 'lapsed' }] })).not.toContain(daily);
    expect(found({ except: [{ abortBefore: date }] })).toContain(daily);
    expect(found({ except: [{ lifecycle: 'has none' }] })).not.toContain('tmp/not sized');
    expect(index.uploadTotals(scope({ lifecycle: 'lapsed' })).uploads).toBe(found({ lifecycle: 'lapsed' }).length);
    const upload = index.upload({ connectionId, bucket, key: daily, uploadId: `id-${daily}` }, 0);
    if (!upload) throw new Error('not found');
    const cells = csvRow(upload).split(',');
    const at = csvHead.split(',').indexOf('lifecycleAborts');
    expect(cells.slice(at, at + 2)).toEqual(['', lapse]);
  });

  it('is believed where it came after the rules were read, and not any more once they are read again', () => {
    see([], toldAt - day);
    expect(lapses()).toEqual({});
    expect(found({ lifecycle: 'has date' })).toHaveLength(2);
    tell('logs/by weekly', date, 'weekly', toldAt + 2 * day);
    see([rule('other', 7)], toldAt + day);
    expect(lapses()).toEqual({ 'logs/by daily': 'rule gone' });
    see([], toldAt + 3 * day);
    expect(lapses()).toEqual({ 'logs/by daily': 'rule gone', 'logs/by weekly': 'rule gone' });
  });

  it('is believed again when its rule is back, or the rules are forgotten', () => {
    see([]);
    expect(found({ lifecycle: 'lapsed' })).toHaveLength(2);
    see([rule('weekly', 7)]);
    expect(found({ lifecycle: 'lapsed' })).toEqual(['logs/by daily']);
    index.forgetLifecycle(connectionId);
    expect(found({ lifecycle: 'lapsed' })).toEqual([]);
  });

  it('of another bucket goes by that one’s rules', () => {
    index.addBucket(connectionId, 'other');
    see([]);
    expect(found({ lifecycle: 'lapsed' })).toHaveLength(2);
    expect(index.uploadTotals({ ...scope({ lifecycle: 'lapsed' }), bucket: 'other' }).uploads).toBe(0);
    expect(found({ lifecycle: 'lapsed' })).toHaveLength(2);
  });
});

it('other rules are another revision of the bucket’s rows, and the same rules are not', () => {
  const revision = () => index.uploadWindow(scope({}), { by: 'key', direction: 'asc' }, 0, 1).revision;
  const before = revision();
  expect(see([rule('weekly', 7)])).toBe(before + 1);
  expect(see([rule('weekly', 7)], toldAt + 9 * day)).toBeNull();
  expect(revision()).toBe(before + 1);
  expect(see([])).toBe(before + 2);
});
