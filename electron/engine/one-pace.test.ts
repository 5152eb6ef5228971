import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UploadRef } from '../../shared/schema/model.ts';
import { type PracticeStore, startPracticeStore } from '../practice/store.ts';
import { createEngine, type Engine } from './engine.ts';
import { enginePorts, memoryVault } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';
import {
  type PassingAnswer,
  type PassingRequest,
  type RewritingProxy,
  startRewritingProxy,
} from './testing/rewriting-proxy.ts';

/*
 * One endpoint has one pace, whoever calls it: a clean-up of one bucket and a scan of another, over the contract, seen from
 * the server's side of the wire.
 */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const day = 86_400_000;
const uploads = 24;

let dataDir: string;
let practice: PracticeStore;
let proxy: RewritingProxy;
let rewrite: (answer: PassingAnswer, request: PassingRequest) => void | Promise<void>;
let arrives: (request: PassingRequest) => void;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
let connectionId: string;
const clientOf = (opened: Engine) => createRouterClient(opened.router);
const vault = memoryVault();

const of = (bucket: string) => (request: PassingRequest) => request.path.startsWith(`/${bucket}`);
const isListParts = ({ method, query }: PassingRequest) => method === 'GET' && query.has('uploadId');
/** A page of a listing from its beginning, as a scan asks for it first. */
const isFirstPage = ({ query }: PassingRequest) =>
  query.has('uploads') && !query.get('prefix') && !query.get('key-marker');

function seed(bucket: string): UploadRef[] {
  practice.createBucket(bucket);
  return Array.from({ length: uploads }, (_, n) => {
    const key = `${bucket}-${n}`;
    const initiatedAt = Date.now() - 9 * day;
    const uploadId = practice.seedUpload({
      bucket,
      key,
      initiatedAt,
      parts: [{ partNumber: 1, size: 1000, lastModified: initiatedAt }],
    });
    return { connectionId, bucket, key, uploadId };
  });
}

async function open(): Promise<void> {
  engine = await createEngine(enginePorts(dataDir, { vault }));
  client = clientOf(engine);
}

const scanStatus = (bucket: string, wanted: string) =>
  liveUntil(client, ({ buckets }) => {
    const scan = buckets[connectionId]?.items.find(({ name }) => name === bucket)?.scan;
    if (scan?.status === 'failed') throw new Error(`The scan failed: ${scan.error.code}`);
    return scan?.status === wanted;
  });

/** Begins a clean-up of everything in a bucket that was scanned. */
async function cleanUp(bucket: string): Promise<string> {
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  const job = await client.jobs.start({ planId: plan.id, includeActive: [], typedBucketName: bucket });
  await client.jobs.resume({ jobId: job.id });
  return job.id;
}

let attic: UploadRef[];
let media: UploadRef[];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-pace-'));
  practice = await startPracticeStore({ scenario: 'empty' });
  rewrite = () => {};
  arrives = () => {};
  proxy = await startRewritingProxy(
    practice.endpointUrl,
    (answer, request) => rewrite(answer, request),
    (request) => arrives(request),
  );
  await open();
  ({ id: connectionId } = await client.connections.save({
    name: 'Test',
    endpointUrl: proxy.url,
    region: practice.region,
    pathStyle: true,
    activeWindowMs: day,
    quietIntervalMs: 50,
    credentials: { kind: 'static', accessKeyId: practice.accessKeyId, secretAccessKey: practice.secretAccessKey },
  }));
  attic = seed('attic');
  media = seed('media');
  await client.buckets.refresh({ connectionId });
  await client.scans.start({ connectionId, bucket: 'attic' });
  await scanStatus('attic', 'complete');
  // A new run knows no pace yet: it begins with eight calls at once.
  await engine.close();
  await open();
});
afterEach(async () => {
  await engine.close();
  await proxy.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('sizing and clean-up of two buckets together keep to one limit', async () => {
  let answered = 0;
  let atOnce = 0;
  const tooMany: string[] = [];
  const seen = { attic: 0, media: 0, together: 0 };
  const now = { attic: 0, media: 0 };
  const nameOf = (request: PassingRequest) => (of('attic')(request) ? 'attic' : 'media');
  arrives = (request) => {
    if (isFirstPage(request)) return;
    atOnce++;
    now[nameOf(request)]++;
    seen[nameOf(request)]++;
    if (now.attic > 0 && now.media > 0) seen.together++;
    // Eight at first, and with every answer one more at most.
    if (atOnce > 8 + answered) tooMany.push(`${atOnce} after ${answered}`);
  };
  rewrite = async (_, request) => {
    // A store far away.
    await new Promise((resolve) => setTimeout(resolve, 20));
    answered++;
    if (isFirstPage(request)) return;
    atOnce--;
    now[nameOf(request)]--;
  };
  const jobId = await cleanUp('attic');
  await client.scans.start({ connectionId, bucket: 'media' });
  await scanStatus('media', 'complete');
  await liveUntil(client, ({ jobs }) => jobs.some(({ id, state }) => id === jobId && state === 'finished'));
  expect(tooMany).toEqual([]);
  // Both had work all the while, so that two limits would have shown.
  expect(seen.media).toBeGreaterThanOrEqual(uploads);
  expect(seen.attic).toBeGreaterThanOrEqual(4 * uploads);
  expect(seen.together).toBeGreaterThan(8);
});

test('a SlowDown that sizing meets slows the clean-up of another bucket, and no person', async () => {
  let refused = 0;
  rewrite = (answer, request) => {
    if (!of('media')(request) || !isListParts(request) || refused > 0) return;
    refused++;
    answer.status = 503;
    answer.headers['retry-after'] = '600';
    answer.body = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>slow</Message></Error>';
  };
  const partsOf = async (ref: UploadRef | undefined) => {
    if (!ref) throw new Error('There is no such upload');
    return client.uploads.parts(ref);
  };
  await client.scans.start({ connectionId, bucket: 'media' });
  await expect.poll(() => refused).toBe(1);
  // Its answer is older than this one.
  expect((await partsOf(media[0])).parts).toHaveLength(1);

  const from = proxy.requests.length;
  const jobId = await cleanUp('attic');
  const isWorking = async () =>
    (await client.jobs.items({ jobId, offset: 0, limit: 8 })).items.filter(({ state }) => state === 'working').length;
  await expect.poll(isWorking).toBeGreaterThan(0);
  for (const ref of attic.slice(0, 20)) expect((await partsOf(ref)).parts).toHaveLength(1);
  const asked = proxy.requests.slice(from).filter(of('attic'));
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(
    attic.slice(0, 20).map(({ bucket, key }) => `GET /${bucket}/${key}`),
  );
});

test('what a person asks for is answered at once while a clean-up has all its calls under way', async () => {
  let held = 0;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  rewrite = async (_, request) => {
    // The job's first question of each upload.
    if (!of('attic')(request) || request.method !== 'HEAD') return;
    held++;
    await released;
  };
  try {
    await cleanUp('attic');
    await expect.poll(() => held).toBe(8);
    const [first, second] = media;
    if (!first || !second) throw new Error('There are no uploads');
    expect((await client.uploads.parts(first)).parts).toHaveLength(1);
    expect(await client.uploads.verify(second)).toMatchObject({ outcome: 'present' });
    await client.scans.start({ connectionId, bucket: 'media' });
    await liveUntil(client, ({ buckets }) => {
      const scan = buckets[connectionId]?.items.find(({ name }) => name === 'media')?.scan;
      return scan !== undefined && 'uploads' in scan && scan.uploads === uploads;
    });
    expect(await client.buckets.refresh({ connectionId })).toMatchObject({ status: 'ready' });
    expect(await client.buckets.rights({ connectionId, bucket: 'media' })).toMatchObject({
      list: { answer: 'allowed' },
    });
    // None of the job's was answered meanwhile.
    expect(held).toBeGreaterThanOrEqual(8);
  } finally {
    release();
  }
});
