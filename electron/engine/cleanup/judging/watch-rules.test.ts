import { describe, expect, test } from 'vitest';
import type { Clocks } from '../../../../shared/values/activity.ts';
import type { WatchRecord } from '../../records/watch-record.ts';
import { judgeWatch, takeUp, type WatchFinding } from './watch-rules.ts';

const now = Date.UTC(2030, 0, 10);
const day = 86_400_000;
const record: WatchRecord = {
  id: 1,
  ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' },
  jobId: 'j',
  verdict: 'clear',
  accepted: false,
  initiatedAt: now - 9 * day,
  storageClass: null,
  foreign: null,
  endedAt: now - day,
  looks: 0,
  failures: 0,
  returns: 0,
};
const back = (newestPartAt: number | null): Extract<WatchFinding, { kind: 'back' }> => ({
  kind: 'back',
  parts: 2,
  bytes: 20,
  newestPartAt,
  reason: { why: 'back, with parts' },
});

describe('one that came back, and that no abort of ours met', () => {
  const taken = (
    newestPartAt: number | null,
    at: Clocks = { local: now, server: now },
    of: Partial<WatchRecord> = {},
  ) => takeUp({ record: { ...record, ...of }, found: back(newestPartAt), at }, day);

  test('is left alone where it is young by either clock, or its age is not known', () => {
    expect(taken(now - 60_000)).toBeNull();
    expect(taken(now - 60_000, { local: now, server: now + 3 * day })).toBeNull();
    expect(taken(now - 60_000, { local: now + 3 * day, server: now })).toBeNull();
    expect(taken(null)).toBeNull();
    expect(taken(null, { local: now, server: now }, { initiatedAt: 0 })).toBeNull();
  });

  test('is taken up where it is old by both', () => {
    for (const at of [
      { local: now, server: now + 3 * day },
      { local: now, server: null },
    ]) {
      expect(taken(now - 2 * day, at)?.planned).toMatchObject({ active: false, activityAt: now - 2 * day });
    }
  });

  test('is taken up whatever its age where an abort of ours was accepted', () => {
    expect(taken(null, { local: now, server: now }, { accepted: true })?.planned).toMatchObject({ active: true });
  });
});

test('an initiation time that is not known makes no other upload of it', () => {
  const look = {
    at: now,
    parts: { outcome: 'gone', code: 'NoSuchUpload' },
    listing: { outcome: 'listed', initiatedAt: 0 },
    object: { outcome: 'absent' },
  } as const;
  expect(judgeWatch(record, look).kind).toBe('back');
  expect(judgeWatch({ ...record, initiatedAt: 0 }, look).kind).toBe('back');
  expect(judgeWatch(record, { ...look, listing: { outcome: 'listed', initiatedAt: now } }).kind).toBe('another');
});
