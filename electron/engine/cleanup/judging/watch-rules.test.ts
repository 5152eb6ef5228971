import { describe, expect, test } from 'vitest';
import type { Clocks } from '../../../../shared/values/activity.ts';
import type { WatchRecord } from '../../records/watch-record.ts';
import { initialState, type MachineState } from './machine-state.ts';
import { judgeWatch, takeUp, type WatchFinding, watchAfter, watchAfterMs } from './watch-rules.ts';

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

describe('whether an upload is watched once its item ended', () => {
  const planned = {
    ref: record.ref,
    initiatedAt: record.initiatedAt,
    activityAt: record.initiatedAt,
    parts: 1,
    bytes: 1,
    storageClass: 'STANDARD',
    active: false,
  };
  const watched = (more: Partial<MachineState>) =>
    watchAfter({ id: 'j' }, { item: { planned } }, { ...initialState(planned), ...more }, now);

  test.each<[MachineState['verdict'], number, boolean]>([
    ['clear', 0, true],
    ['clear', 1, true],
    ['ghost', 0, true],
    ['unverified', 1, true],
    ['unverified', 0, false],
    ['gave up', 2, false],
    ['completed', 1, false],
    ['refused', 1, false],
    ['unreachable', 1, false],
    [null, 1, false],
  ])('%s after %i aborts: %s', (verdict, aborts, expected) => {
    expect(watched({ verdict, aborts }) !== null).toBe(expected);
  });

  test('and when: an hour later first, and a day later', () => {
    expect(watchAfterMs).toEqual([3_600_000, day]);
    expect(watched({ verdict: 'clear', aborts: 1, accepted: true })).toEqual({
      ref: record.ref,
      jobId: 'j',
      verdict: 'clear',
      accepted: true,
      initiatedAt: record.initiatedAt,
      storageClass: 'STANDARD',
      foreign: null,
      endedAt: now,
      dueAt: now + 3_600_000,
    });
  });
});

describe('what a look says of a watched upload', () => {
  const gone = { outcome: 'gone', code: 'NoSuchUpload' } as const;
  const listed = { outcome: 'listed', initiatedAt: record.initiatedAt } as const;
  const absent = { outcome: 'absent' } as const;
  const failed = { outcome: 'failed', error: { code: 'TIMEOUT', message: '', details: {} } } as const;
  const denied = { outcome: 'denied', code: 'AccessDenied', permission: 'p' } as const;
  type Seen = Parameters<typeof judgeWatch>[1];
  const judged = (parts: Seen['parts'], listing: Seen['listing'], verdict: WatchRecord['verdict'] = 'clear') =>
    judgeWatch({ ...record, verdict }, { at: now, parts, listing, object: { outcome: 'unasked' } });

  test('is back with parts, listed or not, whatever else failed', () => {
    const present = { outcome: 'present', parts: 2, bytes: 20, newestPartAt: 5 } as const;
    for (const listing of [listed, absent, failed]) {
      expect(judged(present, listing)).toEqual({
        kind: 'back',
        parts: 2,
        bytes: 20,
        newestPartAt: 5,
        reason: { why: 'back, with parts' },
      });
    }
  });

  test('is back where it is listed, and holds what may be seen; a ghost is listed as ever', () => {
    const back = { kind: 'back', newestPartAt: null, reason: { why: 'back, listed' } };
    expect(judged(gone, listed)).toEqual({ ...back, parts: 0, bytes: 0 });
    expect(judged({ outcome: 'none' }, listed)).toEqual({ ...back, parts: 0, bytes: 0 });
    expect(judged(denied, listed)).toEqual({ ...back, parts: null, bytes: null });
    expect(judged(gone, listed, 'ghost')).toEqual({ kind: 'quiet' });
  });

  test('is quiet where nothing is seen, and not known where it failed', () => {
    expect(judged(gone, absent)).toEqual({ kind: 'quiet' });
    expect(judged(denied, absent)).toEqual({ kind: 'quiet' });
    expect(judged(gone, failed)).toEqual({ kind: 'failed', error: failed.error });
    expect(judged(failed, listed)).toEqual({ kind: 'failed', error: failed.error });
  });
});
