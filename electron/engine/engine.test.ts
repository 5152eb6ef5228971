import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveState } from '../../shared/schema/live.ts';
import type { Connection } from '../../shared/schema/model.ts';
import { denied, type PracticeStore, startPracticeStore } from '../practice/store.ts';
import { createEngine, type Engine } from './engine.ts';
import type { Secrets } from './ports/ports.ts';
import { enginePorts, memoryVault } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';

const day = 86_400_000;

let dataDir: string;
let practice: PracticeStore;
let secrets: Map<string, Secrets>;
let engine: Engine;
let client: ReturnType<typeof clientOf>;

const clientOf = (opened: Engine) => createRouterClient(opened.router);

async function openEngine(): Promise<Engine> {
  return createEngine(enginePorts(dataDir, { vault: memoryVault(secrets), startPractice: async () => practice }));
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-engine-'));
  secrets = new Map();
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket('media');
  engine = await openEngine();
  client = clientOf(engine);
});

afterEach(async () => {
  await engine.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const draft = (quietIntervalMs = 50) => ({
  name: 'Test',
  endpointUrl: practice.endpointUrl,
  region: practice.region,
  pathStyle: true,
  activeWindowMs: day,
  quietIntervalMs,
  credentials: {
    kind: 'static' as const,
    accessKeyId: practice.accessKeyId,
    secretAccessKey: practice.secretAccessKey,
  },
});

const until = (enough: (state: LiveState) => boolean) => liveUntil(client, enough);

const seedOld = (key: string, parts = 3) =>
  practice.seedUpload({
    bucket: 'media',
    key,
    initiatedAt: Date.now() - 9 * day,
    parts: Array.from({ length: parts }, (_, n) => ({
      partNumber: n + 1,
      size: 1000,
      lastModified: Date.now() - 9 * day,
    })),
  });

async function scanned(): Promise<Connection> {
  const connection = await client.connections.save(draft());
  await client.buckets.refresh({ connectionId: connection.id });
  await client.scans.start({ connectionId: connection.id, bucket: 'media' });
  await until((state) => state.buckets[connection.id]?.items.at(0)?.scan.status === 'complete');
  return connection;
}

describe('practice storage', () => {
  it('opens scanned, with what it would cost', async () => {
    seedOld('a.bin');
    practice.createBucket('tidy');
    const { id: connectionId } = await client.connections.openPractice();
    const state = await until((state) => {
      const items = state.buckets[connectionId]?.items ?? [];
      return items.length === 2 && items.every(({ scan }) => scan.status === 'complete');
    });
    expect(state.buckets[connectionId]?.items.map(({ totals }) => totals?.uploads)).toEqual([1, 0]);
    const { month } = await client.costs.uploads({ connectionId, bucket: 'media', filter: {} });
    expect(month).toMatchObject({
      money: { currency: 'USD' },
      exactness: 'estimate',
      assumptions: [{ kind: 'confidence', confidence: 'example' }],
    });
    // Opened again it is as it is: what was scanned is not read anew.
    await client.connections.openPractice();
    expect(practice.calls.filter(({ operation }) => operation === 'ListBuckets')).toHaveLength(1);
  });
});

describe('the engine', () => {
  it('goes from a connection to a proved abort', async () => {
    const uploadId = seedOld('a+b c.bin');
    seedOld('kept.bin');
    const { id: connectionId } = await scanned();
    const inBucket = { connectionId, bucket: 'media' };
    const window = await client.uploads.window({
      ...inBucket,
      filter: {},
      sort: { by: 'key', direction: 'asc' },
      offset: 0,
      limit: 10,
    });
    expect(window.rows.map((row) => [row.ref.key, row.sizing])).toMatchObject([
      ['a+b c.bin', { status: 'sized', parts: 3, bytes: 3000 }],
      ['kept.bin', { status: 'sized', parts: 3, bytes: 3000 }],
    ]);

    const ref = { ...inBucket, key: 'a+b c.bin', uploadId };
    const plan = await client.plans.create({ ...inBucket, selection: { kind: 'uploads', refs: [ref] } });
    expect(plan.items).toHaveLength(1);
    const job = await client.jobs.start({ planId: plan.id, includeActive: [] });
    await client.jobs.resume({ jobId: job.id });
    const state = await until(({ jobs }) => jobs.some(({ id, state }) => id === job.id && state === 'finished'));
    expect(state.jobs.at(0)).toMatchObject({ counts: { clear: 1 }, bytesFreed: 3000, bytesLeft: 0 });
    const open = practice.uploads('media').filter(({ phase }) => phase === 'open');
    expect(open.map(({ key }) => key)).toEqual(['kept.bin']);

    const evidence = await client.uploads.evidence(ref);
    expect(evidence.filter(({ operation }) => operation === 'AbortMultipartUpload')).toHaveLength(1);
    expect(evidence.every(({ status }) => status !== null)).toBe(true);
    await expect.poll(async () => (await client.uploads.get(ref))?.verdict).toBe('clear');
    expect(await client.uploads.totals({ ...inBucket, filter: {} })).toMatchObject({ uploads: 1, bytes: 3000 });
  });

  it('aborts uploads whose IDs are as long as some stores make them, and tells them apart to the last character', async () => {
    const initiatedAt = Date.now() - 9 * day;
    const parts = [{ partNumber: 1, size: 1000, lastModified: initiatedAt }];
    const ids = ['1', '2', '/+=%&'].map((end) => `${'state-'.repeat(833)}${end}`);
    for (const uploadId of ids) practice.seedUpload({ bucket: 'media', key: 'k', initiatedAt, parts, uploadId });
    expect(ids.map(({ length }) => length)).toEqual([4999, 4999, 5003]);
    const { id: connectionId } = await scanned();
    const inBucket = { connectionId, bucket: 'media' };
    expect(await client.uploads.totals({ ...inBucket, filter: {} })).toMatchObject({
      uploads: 3,
      sized: 3,
      bytes: 3000,
    });
    const refs = ids.slice(1).map((uploadId) => ({ ...inBucket, key: 'k', uploadId }));
    const plan = await client.plans.create({ ...inBucket, selection: { kind: 'uploads', refs } });
    const job = await client.jobs.start({ planId: plan.id, includeActive: [] });
    await client.jobs.resume({ jobId: job.id });
    const state = await until(({ jobs }) => jobs.some(({ id, state }) => id === job.id && state === 'finished'));
    expect(state.jobs.at(0)).toMatchObject({ counts: { clear: 2 }, bytesFreed: 2000, bytesLeft: 0 });
    const open = practice.uploads('media').filter(({ phase }) => phase === 'open');
    expect(open.map(({ uploadId }) => uploadId)).toEqual([ids[0]]);
  });

  it('verifies without aborting', async () => {
    const uploadId = seedOld('looked-at.bin');
    const { id: connectionId } = await scanned();
    const ref = { connectionId, bucket: 'media', key: 'looked-at.bin', uploadId };
    const verification = await client.uploads.verify(ref);
    expect(verification).toMatchObject({ outcome: 'present', look: { parts: { outcome: 'present', parts: 3 } } });
    expect(practice.calls.map(({ operation }) => operation)).not.toContain('AbortMultipartUpload');
  });

  it('reads the parts of an upload and says when it is gone', async () => {
    const uploadId = seedOld('parts.bin', 2);
    const { id: connectionId } = await scanned();
    const ref = { connectionId, bucket: 'media', key: 'parts.bin', uploadId };
    expect(await client.uploads.parts(ref)).toMatchObject({
      bytes: 2000,
      parts: [{ partNumber: 1 }, { partNumber: 2 }],
    });
    await expect(client.uploads.parts({ ...ref, uploadId: 'unknown' })).rejects.toMatchObject({
      code: 'NO_SUCH_UPLOAD',
    });
  });

  it('keeps connections and what it has seen over a restart, and never a secret on disk', async () => {
    seedOld('a.bin');
    const { id: connectionId } = await scanned();
    await engine.close();
    const written = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'));
    expect(written.join()).toContain(practice.accessKeyId);
    expect(written.join()).not.toContain(practice.secretAccessKey);

    engine = await openEngine();
    client = clientOf(engine);
    const state = await until(({ connections }) => connections.length > 0);
    expect(state.buckets[connectionId]?.items.at(0)?.totals).toMatchObject({ uploads: 1, bytes: 3000 });
  });

  it('adds buckets by name where listing them is denied', async () => {
    practice.setFaults([denied('ListBuckets')]);
    const { id: connectionId } = await client.connections.save(draft());
    const list = await client.buckets.refresh({ connectionId });
    expect(list).toMatchObject({ status: 'failed', error: { code: 'ACCESS_DENIED' }, items: [] });
    expect(await client.buckets.add({ connectionId, bucket: 'media' })).toMatchObject({
      name: 'media',
      origin: 'added',
    });
    await expect(client.buckets.add({ connectionId, bucket: 'none-such' })).rejects.toMatchObject({
      code: 'NO_SUCH_BUCKET',
    });
  });

  it('asks for buckets anew where they could not be had and the connection was changed', async () => {
    const wrong = { ...draft().credentials, secretAccessKey: 'not-the-secret-of-this-store' };
    const { id } = await client.connections.save({ ...draft(), credentials: wrong });
    expect((await client.buckets.refresh({ connectionId: id })).error?.code).toBe('SIGNATURE_MISMATCH');
    await client.connections.save({ ...draft(), id });
    const { buckets } = await until((state) => state.buckets[id]?.status === 'ready');
    expect(buckets[id]).toMatchObject({ error: null, items: [{ name: 'media' }] });
    // What could be had is not asked for again.
    const asked = practice.calls.length;
    await client.connections.save({ ...draft(), id, name: 'Another name' });
    await client.buckets.add({ connectionId: id, bucket: 'media' });
    expect(practice.calls.slice(asked).map(({ operation }) => operation)).toEqual(['ListMultipartUploads']);
  });

  it('takes what is entered as a bucket by its meaning, and says what it cannot take', async () => {
    const { id: connectionId } = await client.connections.save(draft());
    expect(await client.buckets.add({ connectionId, bucket: ' s3://media/some/key ' })).toMatchObject({
      name: 'media',
    });
    const url = `${practice.endpointUrl}/media/some/key`;
    expect(await client.buckets.add({ connectionId, bucket: url })).toMatchObject({ name: 'media' });
    const before = practice.calls.length;
    const error = await client.buckets.add({ connectionId, bucket: 'https://example.com/x' }).catch((reason) => reason);
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'bucket', message: expect.stringContaining('does not say which bucket') }] },
    });
    expect(practice.calls).toHaveLength(before);
  });

  it('keeps what differs for one bucket, also over an edit and a restart', async () => {
    const { id: connectionId } = await client.connections.save(draft());
    const settings = { requesterPays: true, expectedBucketOwner: '111122223333' };
    await client.buckets.configure({ connectionId, bucket: 'media', settings });
    await client.buckets.configure({ connectionId, bucket: 'other', settings: { ...settings, requesterPays: null } });
    await client.buckets.configure({
      connectionId,
      bucket: 'other',
      settings: { requesterPays: null, expectedBucketOwner: null },
    });
    const kept = { media: settings };
    await until(({ connections }) => JSON.stringify(connections.at(0)?.bucketSettings) === JSON.stringify(kept));
    await client.connections.save({ ...draft(), id: connectionId, name: 'Renamed' });
    await engine.close();
    engine = await openEngine();
    client = clientOf(engine);
    const { connections } = await until((state) => state.connections.length > 0);
    expect(connections).toMatchObject([{ name: 'Renamed', bucketSettings: kept }]);
    await expect(client.buckets.configure({ connectionId: 'gone', bucket: 'media', settings })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('writes nothing through a read-only connection, and still verifies', async () => {
    const uploadId = seedOld('kept.bin');
    const { id: connectionId } = await scanned();
    const inBucket = { connectionId, bucket: 'media' };
    const ref = { ...inBucket, key: 'kept.bin', uploadId };
    const plan = await client.plans.create({ ...inBucket, selection: { kind: 'uploads', refs: [ref] } });
    await client.connections.save({ ...draft(), id: connectionId, readOnly: true });
    await expect(client.jobs.start({ planId: plan.id, includeActive: [] })).rejects.toMatchObject({
      code: 'READ_ONLY',
    });
    expect(await client.uploads.verify(ref)).toMatchObject({ outcome: 'present' });
    expect(practice.calls.map(({ operation }) => operation)).not.toContain('AbortMultipartUpload');
  });

  it('refuses to scan a bucket that it does not know', async () => {
    const { id: connectionId } = await client.connections.save(draft());
    await expect(client.scans.start({ connectionId, bucket: 'unknown' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('removes a connection with its rows and its secret', async () => {
    seedOld('a.bin');
    const { id: connectionId } = await scanned();
    await client.connections.remove({ connectionId });
    expect(secrets.size).toBe(0);
    const state = await until(({ connections }) => connections.length === 0);
    expect(state.buckets).toEqual({});
  });
});
