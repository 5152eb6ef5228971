import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobItem } from '../../shared/schema/model.ts';
import { minioBehaviour, type PracticeStore, startPracticeStore } from '../practice/store.ts';
import { createEngine, type Engine } from './engine.ts';
import { enginePorts } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';
import {
  type PassingAnswer,
  type PassingRequest,
  type RewritingProxy,
  startRewritingProxy,
} from './testing/rewriting-proxy.ts';

/*
 * A store that lists as MinIO does (s3-semantics, "Looking"): without a prefix it shows what one node remembers, and a
 * prefix is a whole key. What no listing shows is found where it is asked for by its key; what only a listing could prove
 * is not called proved. Over the contract, as the page does it.
 */

const hour = 3_600_000;
const bucket = 'media';

let dataDir: string;
let practice: PracticeStore;
let proxy: RewritingProxy;
let rewrite: (answer: PassingAnswer, request: PassingRequest) => void;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
let connectionId: string;
const clientOf = (opened: Engine) => createRouterClient(opened.router);

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-as-minio-'));
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket(bucket, minioBehaviour);
  // How long it goes on listing what is gone, counted in listings: no test waits for a clock.
  practice.setBehaviour(bucket, { listedAfterAbort: { kind: 'listings', listings: 2 } });
  rewrite = () => {};
  proxy = await startRewritingProxy(practice.endpointUrl, (...passing) => rewrite(...passing));
  engine = await createEngine(enginePorts(dataDir));
  client = clientOf(engine);
  const { id } = await client.connections.save({
    name: 'Test',
    endpointUrl: proxy.url,
    region: practice.region,
    pathStyle: true,
    activeWindowMs: hour,
    quietIntervalMs: 100,
    credentials: { kind: 'static', accessKeyId: practice.accessKeyId, secretAccessKey: practice.secretAccessKey },
  });
  connectionId = id;
});
afterEach(async () => {
  await engine.close();
  await proxy.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Nodes by the last letter of an upload's ID: practice storage answers a listing without a prefix as one of them. */
type Node = 'answering' | 'other';
function seed(key: string, node: Node, parts = 1): string {
  const lastModified = Date.now() - 9 * hour;
  return practice.seedUpload({
    bucket,
    key,
    uploadId: `${key.replaceAll(/\W/g, '-')}-${node === 'answering' ? 'b' : 'a'}`,
    initiatedAt: lastModified,
    parts: Array.from({ length: parts }, (_, at) => ({ partNumber: at + 1, size: 1000, lastModified })),
  });
}

async function scan(): Promise<void> {
  const { scan: before } = await client.buckets.add({ connectionId, bucket });
  await client.scans.start({ connectionId, bucket });
  await liveUntil(client, (state) => {
    const now = state.buckets[connectionId]?.items.find(({ name }) => name === bucket)?.scan;
    const isNew = now && 'startedAt' in now && !('startedAt' in before && before.startedAt === now.startedAt);
    return isNew === true && (now?.status === 'complete' || now?.status === 'failed');
  });
}

async function known(): Promise<string[]> {
  const { rows } = await client.uploads.window({
    connectionId,
    bucket,
    filter: {},
    sort: { by: 'key', direction: 'asc' },
    offset: 0,
    limit: 100,
  });
  return rows.map(({ ref }) => ref.key);
}

async function cleanUp(): Promise<JobItem[]> {
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  const { id } = await client.jobs.start({ planId: plan.id, includeActive: [] });
  await client.jobs.resume({ jobId: id });
  await liveUntil(client, (state) => state.jobs.some((job) => job.id === id && job.state === 'finished'));
  return (await client.jobs.items({ jobId: id, offset: 0, limit: 100 })).items;
}
const verdicts = (items: readonly JobItem[]) =>
  Object.fromEntries(items.map(({ planned, verdict }) => [planned.ref.key, verdict]));
const open = () =>
  practice
    .uploads(bucket)
    .filter(({ phase }) => phase === 'open')
    .map(({ key }) => key);

it('finds what the answering node remembers, aborts it and proves it gone, and nothing else', async () => {
  seed('here/1 +.bin', 'answering');
  seed('here/2', 'answering', 3);
  seed('there', 'other');
  await scan();
  expect(await known()).toEqual(['here/1 +.bin', 'here/2']);
  expect(verdicts(await cleanUp())).toEqual({ 'here/1 +.bin': 'clear', 'here/2': 'clear' });
  expect(open()).toEqual(['there']);
});

it('keeps what another scan has seen and this node does not list, and proves that gone by its key', async () => {
  practice.setBehaviour(bucket, { emptyPrefix: 'every node' });
  seed('here', 'answering');
  seed('there', 'other', 2);
  await scan();
  practice.setBehaviour(bucket, { emptyPrefix: 'one node' });
  await scan();
  expect(await known()).toEqual(['here', 'there']);
  expect(verdicts(await cleanUp())).toEqual({ here: 'clear', there: 'clear' });
  expect(open()).toEqual([]);
});

it('says of the store what its listings do not show', async () => {
  seed('here/1', 'answering');
  seed('here/2', 'answering');
  await scan();
  const facts = await client.connections.probe({ connectionId, bucket });
  expect(facts).toMatchObject({ prefix: { known: true, value: 'exact key' } });
});

it('is not searched for what was never met: a listing that shows one node proves no absence', async () => {
  practice.setBehaviour(bucket, { emptyPrefix: 'every node' });
  seed('there+x', 'other');
  // What is listed under another key than it is kept under.
  rewrite = (answer) => {
    answer.body = answer.body.replaceAll('there%2Bx', 'there%20x').replaceAll('there+x', 'there x');
  };
  seed('here/1', 'answering');
  seed('here/2', 'answering');
  await scan();
  await client.connections.probe({ connectionId, bucket });
  practice.setBehaviour(bucket, { emptyPrefix: 'one node' });
  const items = await cleanUp();
  expect(verdicts(items)).toMatchObject({ 'there x': 'unreachable', 'here/1': 'clear', 'here/2': 'clear' });
  expect(open()).toEqual(['there+x']);
});
