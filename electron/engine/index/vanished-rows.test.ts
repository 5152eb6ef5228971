import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import type { ListedUpload } from '../store/store.ts';
import { openDatabase } from './database.ts';
import { createOperations, type IndexOperations } from './operations.ts';

const connectionId = 'c';
const bucket = 'media';
const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 5, 1);

let database: DatabaseSync;
let index: IndexOperations;
beforeEach(() => {
  database = openDatabase(':memory:');
  index = createOperations(database);
  index.addBucket(connectionId, bucket);
});

/** An upload that was begun so long before the first scan. */
const begun = (key: string, before: number): ListedUpload => ({
  key,
  uploadId: `id-${key}`,
  initiatedAt: start - before,
  initiator: null,
  owner: null,
  storageClass: 'STANDARD',
});
/** A scan of exactly these, which begins and ends at that time. */
const scan = (at: number, uploads: ListedUpload[]) => {
  index.beginScan(connectionId, bucket, at);
  index.addUploads(connectionId, bucket, uploads);
  return index.dropUnlisted(connectionId, bucket, at);
};
const size = (key: string, newestPartAt: number, abortDate: number | null = null, abortRuleId: string | null = null) =>
  index.saveSizings(connectionId, bucket, [
    {
      key,
      uploadId: `id-${key}`,
      at: newestPartAt,
      result: { status: 'sized', parts: 1, bytes: 5, newestPartAt, storageClass: null, abortDate, abortRuleId },
    },
  ]);
const vanished = () => index.endedUploads(connectionId, bucket);
const told = (least: number, most: number, uploads = 1, still = false) => ({
  how: 'vanished',
  leastMs: least * hour,
  mostMs: most * hour,
  uploads,
  still,
});

describe('uploads that a scan misses', () => {
  it('are as old as they were between the scan that saw them and the one that missed them', () => {
    scan(start, [begun('a', 3 * hour), begun('b', 3 * hour), begun('kept', 3 * hour)]);
    scan(start + 10 * hour, [begun('kept', 3 * hour)]);
    expect(vanished()).toEqual([told(3, 13, 2)]);
    scan(start + 12 * hour + 1, []);
    // By whole hours, downwards and upwards.
    expect(vanished()).toEqual([told(3, 13, 2), told(13, 16)]);
  });

  it('were there at least until their newest part came', () => {
    scan(start, [begun('a', 3 * hour)]);
    size('a', start + 4 * hour);
    scan(start + 10 * hour, []);
    expect(vanished()).toEqual([told(7, 13)]);
  });

  it('are told by the day beyond two weeks, downwards and upwards', () => {
    scan(start, [begun('a', 20 * day + 5 * hour)]);
    scan(start + hour, []);
    expect(vanished()).toEqual([told(20 * 24, 21 * 24, 1, true)]);
  });

  it('had stood still where nobody had written to them for a week when they were last seen', () => {
    scan(start, [begun('left', 30 * day), begun('slow', 30 * day)]);
    size('slow', start - 2 * day);
    scan(start + hour, []);
    expect(vanished().map((one) => one.how === 'vanished' && one.still)).toEqual([false, true]);
  });

  it('say nothing where a look, a job, an abort of ours or a rule explains it', () => {
    const names: (Verdict | null)[] = ['clear', 'completed', 'ghost', 'unverified', 'refused', 'gave up', 'cancelled'];
    const all = [...names.map((verdict) => `v-${verdict}`), 'ruled', 'aborted'].map((key) => begun(key, hour));
    scan(start, all);
    index.recordVerdicts(
      connectionId,
      bucket,
      names.map((verdict) => ({ key: `v-${verdict}`, uploadId: `id-v-${verdict}`, verdict, sizing: null })),
    );
    size('ruled', start, start + 5 * hour);
    database.exec(`
      INSERT INTO plan (id, connection_id, bucket, created_at) VALUES ('p', '${connectionId}', '${bucket}', 1);
      INSERT INTO job (id, plan_id, connection_id, bucket, quiet_interval_ms, active_window_ms, state, created_at, deadline_at)
        VALUES ('j', 'p', '${connectionId}', '${bucket}', 1, 1, 'running', 1, 2);
      INSERT INTO job_item (job_id, position, key, upload_id, confirmed, rank, state, updated_at)
        VALUES ('j', 0, 'aborted', 'id-aborted', 0, 0, 'waiting', 1);
      INSERT INTO attempt (job_id, position, number, started_at) VALUES ('j', 0, 1, 1);`);
    expect(scan(start + 6 * hour, []).dropped).toBe(all.length);
    expect(vanished()).toEqual([]);
  });

  it('count where the rule that was to abort them was gone when they were last seen', () => {
    scan(start, [begun('ruled', hour)]);
    size('ruled', start, start + 5 * hour, 'weekly');
    const none = { document: { xml: '', transitionDefault: null }, coversEverything: null, aborting: 0, drift: null };
    index.saveSeenLifecycle(connectionId, bucket, { at: start + hour, state: 'none', ...none });
    scan(start + 6 * hour, []);
    expect(vanished()).toEqual([told(1, 7)]);
  });

  it('count where only the plan knew them, or a rule is not due yet', () => {
    scan(start, [begun('skipped', hour), begun('ruled', hour)]);
    index.recordVerdicts(connectionId, bucket, [
      { key: 'skipped', uploadId: 'id-skipped', verdict: 'skipped', sizing: null },
    ]);
    size('ruled', start, start + 7 * hour);
    scan(start + 6 * hour, []);
    expect(vanished()).toEqual([told(1, 7, 2)]);
  });

  it('were not seen by a scan that kept them because nobody would say', () => {
    scan(start, [begun('a', hour)]);
    index.beginScan(connectionId, bucket, start + 5 * hour);
    index.keepUnlisted(connectionId, bucket, { hidden: [], unknown: [{ key: 'a', uploadId: 'id-a' }] });
    index.dropUnlisted(connectionId, bucket, start + 5 * hour);
    expect(vanished()).toEqual([]);
    scan(start + 9 * hour, []);
    // Since it was begun, perhaps.
    expect(vanished()).toEqual([told(0, 10)]);
  });

  it('tell no age where their beginning is unknown or lies in the future, nor where no clock was read', () => {
    scan(start, [begun('undated', start), begun('ahead', -20 * hour)]);
    expect(scan(start + hour, []).dropped).toBe(2);
    index.addUploads(connectionId, bucket, [begun('a', hour)]);
    index.beginScan(connectionId, bucket);
    index.dropUnlisted(connectionId, bucket);
    expect(vanished()).toEqual([]);
  });

  it('are kept of the last hundred scans that missed some, and go with their bucket', () => {
    for (let n = 0; n < 110; n++) scan(start + n * hour, n % 2 === 0 ? [begun(`k${n}`, -n * hour)] : []);
    const countOf = (of: string) => Number(database.prepare(`SELECT count(${of}) AS n FROM vanished`).get()?.n);
    expect(countOf('DISTINCT gone_at')).toBe(55);
    for (let n = 110; n < 320; n++) scan(start + n * hour, n % 2 === 0 ? [begun(`k${n}`, -n * hour)] : []);
    expect(countOf('DISTINCT gone_at')).toBe(100);
    expect(Number(database.prepare('SELECT count(*) AS n FROM scan_begun').get()?.n)).toBe(10);
    index.forgetConnection(connectionId);
    expect(countOf('*')).toBe(0);
  });
});
