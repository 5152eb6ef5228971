import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/schema/live.ts';
import type { Look } from '../../../shared/schema/model.ts';
import type { VerdictChange } from '../index/upload-operations.ts';
import { createVerdictRows } from './verdict-rows.ts';

const ref = (key: string, bucket = 'b') => ({ connectionId: 'c', bucket, key, uploadId: `id-${key}` });
const look: Look = {
  at: 5,
  parts: { outcome: 'present', parts: 2, bytes: 20, newestPartAt: 3 },
  listing: { outcome: 'listed', initiatedAt: 1 },
  object: { outcome: 'unasked' },
};

/** An index whose writes end when the test says so. */
function slowIndex() {
  const writes: {
    bucket: string;
    changes: VerdictChange[];
    end: (revision: number | null) => void;
    fail: () => void;
  }[] = [];
  const recordVerdicts = (_: string, bucket: string, changes: VerdictChange[]) =>
    new Promise<number | null>((end, reject) => {
      writes.push({ bucket, changes, end, fail: () => reject(new Error('disk')) });
    });
  return { writes, index: { recordVerdicts } };
}

function setUp() {
  const { writes, index } = slowIndex();
  const events: LiveEvent[] = [];
  const told: string[] = [];
  const { record: note } = createVerdictRows({
    index,
    knowledge: { learn: (event) => void events.push(event) },
    buckets: { tellSoon: (_, bucket) => void told.push(bucket) },
  });
  return { writes, events, told, note };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('verdict rows', () => {
  it('does not take what no call finds for empty', async () => {
    const { writes, note } = setUp();
    const gone: Look = { ...look, parts: { outcome: 'gone', code: 'NoSuchUpload' }, listing: { outcome: 'absent' } };
    const noted = [note(ref('a'), 'unreachable', gone), note(ref('b'), 'clear', gone)];
    await settled();
    expect(writes[0]?.changes).toMatchObject([
      { verdict: 'unreachable', sizing: { result: { status: 'failed', error: { code: 'NO_SUCH_UPLOAD' } } } },
      { verdict: 'clear', sizing: { result: { status: 'sized', parts: 0 } } },
    ]);
    writes[0]?.end(1);
    await Promise.all(noted);
  });

  it('says nothing of the day on which lifecycle aborts it: a look does not ask', async () => {
    const { writes, note } = setUp();
    const noted = note(ref('a'), 'stubborn', look);
    await settled();
    expect(writes[0]?.changes[0]?.sizing?.result).toMatchObject({ status: 'sized', bytes: 20 });
    expect(writes[0]?.changes[0]?.sizing?.result).not.toHaveProperty('abortDate');
    writes[0]?.end(1);
    await noted;
  });

  it('writes together what comes while a write is under way', async () => {
    const { writes, events, told, note } = setUp();
    const first = note(ref('a'), 'stubborn', look);
    await settled();
    const rest = [note(ref('b'), 'clear', null), note(ref('a'), 'clear', null)];
    writes.at(0)?.end(7);
    await first;
    await settled();
    writes.at(1)?.end(8);
    await Promise.all(rest);
    expect(writes.map(({ changes }) => changes.map(({ key, verdict }) => [key, verdict]))).toEqual([
      [['a', 'stubborn']],
      [
        ['b', 'clear'],
        ['a', 'clear'],
      ],
    ]);
    expect(writes.at(0)?.changes.at(0)?.sizing?.result).toMatchObject({ status: 'sized', parts: 2, bytes: 20 });
    expect(events.map((event) => event.type === 'uploads' && event.revision)).toEqual([7, 8]);
    expect(told).toEqual(['b', 'b']);
  });

  it('goes on after a write that failed, and tells those who waited for it', async () => {
    const { writes, note } = setUp();
    const failing = note(ref('a'), 'clear', null);
    const next = note(ref('z', 'other'), 'clear', null);
    await settled();
    writes.at(0)?.fail();
    await expect(failing).rejects.toThrow('disk');
    await settled();
    writes.at(1)?.end(1);
    await next;
    expect(writes.map(({ bucket }) => bucket)).toEqual(['b', 'other']);
  });

  it('tells nobody of a bucket that is no longer known', async () => {
    const { writes, events, told, note } = setUp();
    const noted = note(ref('a'), 'clear', null);
    await settled();
    writes.at(0)?.end(null);
    await noted;
    expect([events, told]).toEqual([[], []]);
  });
});
