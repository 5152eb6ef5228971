import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connection, ConnectionDraft, JobItem } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { checkChain, draftOf, OpenEngine } from '../../support/engine/open-engine.ts';
import { second } from '../../support/servers/ceph.ts';
import { cephHabits } from '../../support/servers/habits.ts';
import { startedStore } from '../store-checks/started.ts';
import {
  clientOf,
  create,
  forEach,
  input,
  isGone,
  listAll,
  makeBucket,
  outcomeOf,
  partsOf,
  putPart,
  type UploadPlace,
} from '../store-checks/store-under-test.ts';

// The engine on a real Ceph gateway. What it says is compared with what an SDK client of the checks' own sees afterwards.

const mib = 1024 * 1024;
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

let main: S3Client;
let dataDir: string;
let engine: OpenEngine;
let buckets = 0;

const keysOf = (user: 'main' | 'second') => ({
  ...startedStore(),
  ...(user === 'second' ? { accessKeyId: second.accessKeyId, secretAccessKey: second.secretAccessKey } : {}),
  close: async () => {},
});

beforeAll(() => {
  main = clientOf(keysOf('main'));
});
afterAll(() => main?.destroy());
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-on-ceph-'));
  engine = await OpenEngine.open(dataDir);
});
afterEach(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Uploads of a check are all new: with this window hardly any counts as active. */
const activeWindowMs = 0;
const connect = (given: Partial<ConnectionDraft> = {}): Promise<Connection> =>
  engine.client.connections.save(draftOf(keysOf('main'), { activeWindowMs, quietIntervalMs: 1000, ...given }));
const newBucket = () => {
  buckets += 1;
  return makeBucket(main, `cleanup-${buckets}`);
};
const identity = ({ key, uploadId }: { key: string; uploadId: string }) => `${key}\n${uploadId}`;

async function createMany(bucket: string, keys: string[], content = 'x'): Promise<UploadPlace[]> {
  const places: UploadPlace[] = [];
  await forEach(keys, async (key) => {
    const place = await create(main, bucket, key);
    if (content !== '') await putPart(main, place, 1, content);
    places.push(place);
  });
  return places;
}

/** Scans, plans everything and starts, with what is a second old and so counts as active all the same. */
async function startJob(connection: Connection, bucket: string, planned: number): Promise<string> {
  await engine.scan(connection, bucket);
  const plan = await engine.planAll(connection, bucket);
  expect(plan.items).toHaveLength(planned);
  const active = plan.items.filter((item) => item.active).map(({ ref }) => ref);
  return (await engine.start(plan, active)).id;
}

const itemOf = (items: JobItem[], { uploadId }: UploadPlace) =>
  items.find(({ planned: { ref } }) => ref.uploadId === uploadId);

describe('a clean-up on Ceph', () => {
  test('of 2,000 uploads proves each clear with two looks', { timeout: 300_000 }, async () => {
    const bucket = await newBucket();
    // Half of the keys are plain, so that looks at them share listings.
    const keys = Array.from({ length: 2000 }, (_, number) =>
      number % 2 ? `logs/2026 ${number}+.gz` : `logs/2026-${number}.gz`,
    );
    const places = await createMany(bucket, keys);
    const connection = await connect();
    const jobId = await startJob(connection, bucket, 2000);
    const job = await engine.finished(jobId);
    expect(job.counts).toMatchObject({ clear: 2000, pending: 0 });
    expect(job.bytesFreed).toBe(2000);

    const items = await engine.items(jobId);
    expect(new Set(items.map(({ planned: { ref } }) => identity(ref)))).toEqual(new Set(places.map(identity)));
    const listings = new Map<string, number>();
    for (const { planned } of items) {
      const evidence = await engine.client.uploads.evidence(planned.ref);
      const aborts = evidence.filter(({ purpose }) => purpose === 'abort');
      expect(aborts.map(({ status }) => status)).toEqual([204]);
      const abortAt = aborts[0]?.at ?? 0;
      for (const operation of ['ListParts', 'ListMultipartUploads']) {
        const looks = evidence.filter((call) => call.operation === operation);
        if (operation === 'ListMultipartUploads') {
          for (const { callId } of looks) listings.set(callId, (listings.get(callId) ?? 0) + 1);
        }
        const after = looks.filter(({ purpose, at }) => purpose === 'look after' && at >= abortAt).map(({ at }) => at);
        expect(looks.filter(({ purpose }) => purpose === 'look before')).toHaveLength(1);
        expect(after).toHaveLength(2);
        expect((after[1] ?? 0) - (after[0] ?? 0)).toBeGreaterThanOrEqual(1000);
      }
    }
    expect(Math.max(...listings.values())).toBeGreaterThan(10);
    expect((await listAll(main, bucket, cephHabits.convention)).places).toEqual([]);
    await forEach(places, async (place) => expect(isGone(await partsOf(main, place))).toBe(true));
    await engine.close();
    expect(checkChain(dataDir, jobId)).toMatchObject({ intact: true });
  });

  test('scans 2,500 uploads with + and spaces in their keys as exactly those', { timeout: 300_000 }, async () => {
    const bucket = await newBucket();
    const keys = Array.from({ length: 2500 }, (_, number) =>
      number % 2 === 0 ? `a+b/file ${number}+.bin` : `a b/file+${number} .bin`,
    );
    const places = await createMany(bucket, keys, '');
    const connection = await connect();
    await engine.scan(connection, bucket);
    const found = await engine.uploads(connection, bucket);
    expect(found).toHaveLength(2500);
    expect(new Set(found.map(identity))).toEqual(new Set(places.map(identity)));
  });

  test('that races a slow part ends with a true verdict', { timeout: 120_000 }, async () => {
    const bucket = await newBucket();
    const [place] = await createMany(bucket, ['in-flight']);
    if (!place) throw new Error('There is no upload');
    const { promise: underWay, resolve: started } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const body = async function* () {
      for (let sent = 0; sent < 12 * mib; sent += mib) yield Buffer.alloc(mib, 1);
      started();
      await released;
      yield Buffer.alloc(mib, 2);
    };
    const slow = clientOf(keysOf('main'), { logger: silent });
    const part = outcomeOf(
      slow.send(
        new UploadPartCommand({
          ...input(place),
          PartNumber: 2,
          Body: Readable.from(body()),
          ContentLength: 13 * mib,
        }),
      ),
    );
    await underWay;
    const connection = await connect({ quietIntervalMs: 3000 });
    const jobId = await startJob(connection, bucket, 1);
    await engine.untilJob(jobId, ({ counts }) => counts.clearing === 1);
    release();
    expect(await part).toMatch(/^(200|404 NoSuch(Upload|Key))$/);
    const job = await engine.finished(jobId);
    slow.destroy();
    expect(job.counts.clear).toBe(1);
    expect(isGone(await partsOf(main, place))).toBe(true);
    expect((await listAll(main, bucket, cephHabits.convention)).places).toEqual([]);
  });

  test('that races a Complete never says clear of an object that is there', { timeout: 120_000 }, async () => {
    const bucket = await newBucket();
    const places: (UploadPlace & { etag: string })[] = [];
    await forEach(
      Array.from({ length: 120 }, (_, number) => `raced ${String(number).padStart(3, '0')}`),
      async (key) => {
        const place = await create(main, bucket, key);
        places.push({ ...place, etag: await putPart(main, place, 1, 'content') });
      },
    );
    const connection = await connect({ quietIntervalMs: 500 });
    const jobId = await startJob(connection, bucket, places.length);
    // Side by side with the job, from the other end: they meet.
    for (const { etag, ...place } of places.toSorted((a, b) => (a.key < b.key ? 1 : -1))) {
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: etag }] };
      await outcomeOf(main.send(new CompleteMultipartUploadCommand({ ...input(place), MultipartUpload })));
    }
    await engine.finished(jobId);
    const items = await engine.items(jobId);
    const seen = { completed: 0, clear: 0 };
    for (const place of places) {
      const there = (await outcomeOf(main.send(new HeadObjectCommand({ Bucket: bucket, Key: place.key })))) === '200';
      const { verdict, reason } = itemOf(items, place) ?? {};
      // An upload of this very second may count as active, and is left alone then.
      const said = expect.stringMatching(/^(completed|skipped)$/);
      if (there) expect({ key: place.key, verdict, reason }).toMatchObject({ verdict: said });
      if (verdict === 'clear') expect(isGone(await partsOf(main, place))).toBe(true);
      if (verdict === 'clear' || verdict === 'completed') seen[verdict] += 1;
    }
    console.log(`Complete against abort: ${seen.completed} completed, ${seen.clear} clear of ${places.length}`);
    expect(seen.completed).toBeGreaterThan(0);
  });

  test('leaves active uploads alone unless they are named and the bucket is typed', { timeout: 60_000 }, async () => {
    const bucket = await newBucket();
    const place = await create(main, bucket, 'live');
    const etag = await putPart(main, place, 1, 'content');
    const connection = await connect({ activeWindowMs: 86_400_000 });
    await engine.scan(connection, bucket);
    const plan = await engine.planAll(connection, bucket);
    expect(plan.items.map(({ active }) => active)).toEqual([true]);
    const includeActive = plan.items.map(({ ref }) => ref);
    await expect(engine.client.jobs.start({ planId: plan.id, includeActive })).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
    });
    const { id } = await engine.client.jobs.start({ planId: plan.id, includeActive: [] });
    await engine.client.jobs.resume({ jobId: id });
    expect((await engine.finished(id)).counts.skipped).toBe(1);
    // The race that could destroy the object did not take place.
    const complete = new CompleteMultipartUploadCommand({
      ...input(place),
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: etag }] },
    });
    expect(await outcomeOf(main.send(complete))).toBe('200');
    expect(await outcomeOf(main.send(new HeadObjectCommand({ Bucket: bucket, Key: 'live' })))).toBe('200');
  });
});

describe('another account', () => {
  test('is told that it has no access, and touches nothing', { timeout: 60_000 }, async () => {
    const bucket = await newBucket();
    const places = await createMany(bucket, ['one', 'two']);
    const connection = await connect();
    await engine.scan(connection, bucket);
    const plan = await engine.planAll(connection, bucket);
    await engine.client.connections.save(
      draftOf(keysOf('second'), { id: connection.id, activeWindowMs, quietIntervalMs: 100 }),
    );
    const { id } = await engine.start(
      plan,
      plan.items.map(({ ref }) => ref),
    );
    await engine.finished(id);
    const items = await engine.items(id);
    for (const place of places) {
      expect(itemOf(items, place)).toMatchObject({
        verdict: 'unverified',
        reason: {
          why: 'not aborted unseen',
          permissions: ['s3:ListMultipartUploadParts', 's3:ListBucketMultipartUploads'],
        },
        attempts: [],
      });
      expect(await partsOf(main, place)).toHaveLength(1);
    }

    const place = { connectionId: connection.id, bucket };
    await engine.client.scans.start(place);
    const scanOf = (list: { name: string; scan: { status: string } }[] | undefined) =>
      list?.find(({ name }) => name === bucket)?.scan;
    const state = await engine.until(({ buckets: lists }) => scanOf(lists[connection.id]?.items)?.status === 'failed');
    const scan = state.buckets[connection.id]?.items.find(({ name }) => name === bucket)?.scan;
    expect(scan?.status === 'failed' && words.error(scan.error)).toEqual({
      title: 'No access',
      hint: 'These credentials lack s3:ListBucketMultipartUploads.',
    });
  });

  test('that may abort but not list is told which permission is missing', { timeout: 60_000 }, async () => {
    const bucket = await newBucket();
    const [place] = await createMany(bucket, ['one']);
    if (!place) throw new Error('There is no upload');
    const connection = await connect();
    await engine.scan(connection, bucket);
    const plan = await engine.planAll(connection, bucket);
    // Not ListParts: of an upload that is gone, Ceph says so before it asks who wants to know.
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: ['arn:aws:iam:::user/second'] },
          Action: ['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload', 's3:ListBucket', 's3:GetObject'],
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        },
      ],
    });
    await main.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    await engine.client.connections.save(
      draftOf(keysOf('second'), { id: connection.id, activeWindowMs, quietIntervalMs: 100 }),
    );
    const { id } = await engine.start(
      plan,
      plan.items.map(({ ref }) => ref),
    );
    await engine.finished(id);
    const [item] = await engine.items(id);
    expect(item).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'abort not proved', accepted: true, permissions: ['s3:ListBucketMultipartUploads'] },
    });
    expect(isGone(await partsOf(main, place))).toBe(true);
  });
});
