import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobItem, UploadRef } from '../../shared/schema/model.ts';
import { type PracticeStore, startPracticeStore } from '../practice/store.ts';
import { createEngine, type Engine } from './engine.ts';
import { systemClock } from './ports/clock.ts';
import type { Clock } from './ports/ports.ts';
import { enginePorts, memoryVault } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';
import { type PassingAnswer, type RewritingProxy, startRewritingProxy } from './testing/rewriting-proxy.ts';

/*
 * An upload that may be live is never aborted unasked: neither where a clock is wrong, nor where its age is not told. Over
 * the contract, as the page does it.
 */

const minute = 60_000;
const day = 86_400_000;
const bucket = 'media';

let dataDir: string;
let practice: PracticeStore;
let proxy: RewritingProxy;
let rewrite: (answer: PassingAnswer) => void;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
let connectionId: string;
const clientOf = (opened: Engine) => createRouterClient(opened.router);
const vault = memoryVault();

/** A computer whose clock is wrong. */
const clockAhead = (ms: number): Clock => ({
  now: () => systemClock.now() + ms,
  schedule: (at, callback) => systemClock.schedule(at - ms, callback),
});

async function open(clock: Clock = systemClock): Promise<void> {
  engine = await createEngine(enginePorts(dataDir, { clock, vault }));
  client = clientOf(engine);
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-clocks-'));
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket(bucket);
  rewrite = () => {};
  proxy = await startRewritingProxy(practice.endpointUrl, (answer) => rewrite(answer));
});
afterEach(async () => {
  await engine.close();
  await proxy.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function connect(): Promise<void> {
  const { id } = await client.connections.save({
    name: 'Test',
    endpointUrl: proxy.url,
    region: practice.region,
    pathStyle: true,
    activeWindowMs: day,
    quietIntervalMs: 50,
    credentials: { kind: 'static', accessKeyId: practice.accessKeyId, secretAccessKey: practice.secretAccessKey },
  });
  connectionId = id;
}

/** From now on the Date header runs ahead, as a gateway's does whose clock is wrong. The store takes what is signed by ours. */
async function setServerAhead(ms: number): Promise<void> {
  rewrite = ({ headers }) => {
    headers.date = new Date(Date.now() + ms).toUTCString();
  };
  expect(await client.buckets.refresh({ connectionId })).toMatchObject({ status: 'ready' });
}

async function scan(): Promise<void> {
  await client.buckets.add({ connectionId, bucket });
  await client.scans.start({ connectionId, bucket });
  await liveUntil(client, (state) => {
    const { status } = state.buckets[connectionId]?.items.find(({ name }) => name === bucket)?.scan ?? {};
    if (status === 'failed') throw new Error('The scan failed');
    return status === 'complete';
  });
}

/** An upload of two parts that was begun, and last written to, so long ago. */
function seed(key: string, agoMs: number): UploadRef {
  const initiatedAt = Date.now() - agoMs;
  const parts = [1, 2].map((partNumber) => ({ partNumber, size: 1024, lastModified: initiatedAt }));
  const uploadId = practice.seedUpload({ bucket, key, initiatedAt, parts });
  return { connectionId, bucket, key, uploadId };
}

const aborts = () => practice.calls.filter(({ operation }) => operation === 'AbortMultipartUpload').length;
const keysOf = async (filter: object) =>
  (
    await client.uploads.window({
      connectionId,
      bucket,
      filter,
      sort: { by: 'key', direction: 'asc' },
      offset: 0,
      limit: 10,
    })
  ).rows.map(({ ref }) => ref.key);

async function cleanUp(includeActive: readonly string[], typed?: string): Promise<JobItem[]> {
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  const named = plan.items.filter(({ ref }) => includeActive.includes(ref.key)).map(({ ref }) => ref);
  const job = await client.jobs.start({
    planId: plan.id,
    includeActive: named,
    ...(typed === undefined ? {} : { typedBucketName: typed }),
  });
  await client.jobs.resume({ jobId: job.id });
  await liveUntil(client, (state) => state.jobs.some(({ id, state: at }) => id === job.id && at === 'finished'));
  return (await client.jobs.items({ jobId: job.id, offset: 0, limit: 10 })).items;
}

/** The young upload counts as active everywhere, the old one nowhere, and only the typed name lets the young one go. */
async function expectGuarded(): Promise<void> {
  expect(await keysOf({ activity: 'active' })).toEqual(['young']);
  expect(await keysOf({ state: 'active' })).toEqual(['young']);
  expect(await keysOf({ activity: 'stale' })).toEqual(['old']);
  expect(await client.uploads.totals({ connectionId, bucket, filter: {} })).toMatchObject({ uploads: 2, active: 1 });
  expect(await client.uploads.totals({ connectionId, bucket, filter: { text: 'o' } })).toMatchObject({ active: 1 });
  const { groups } = await client.uploads.groups({ connectionId, bucket, filter: {}, by: 'prefix' });
  expect(groups.map(({ totals }) => totals.active)).toEqual([1]);

  const all = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  const young = all.items.find(({ ref }) => ref.key === 'young');
  if (!young) throw new Error('It is not on the plan');
  expect((await client.rescue.plan(young.ref)).item.active).toBe(true);
  // A file that somebody has edited makes nothing less active.
  const { text } = await client.plans.export({ planId: all.id, format: 'json' });
  const edited = text.replaceAll('"active":true', '"active":false');
  expect((await client.plans.open({ text: edited })).items.map(({ active }) => active)).toEqual([false, true]);

  await expect(cleanUp(['young'])).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
  await expect(cleanUp(['young'], 'another')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
  expect(aborts()).toBe(0);
  const unasked = await cleanUp([]);
  expect(unasked.map(({ planned, verdict }) => [planned.ref.key, planned.active, verdict])).toEqual([
    ['old', false, 'clear'],
    ['young', true, 'skipped'],
  ]);
  expect(aborts()).toBe(1);
  const asked = await cleanUp(['young'], bucket);
  expect(asked.map(({ planned, verdict }) => [planned.ref.key, verdict])).toEqual([['young', 'clear']]);
}

describe.each<[string, number, number]>([
  ['the Date header runs three days ahead', 3 * day, 0],
  ['the Date header runs a year ahead', 400 * day, 0],
  ['the Date header runs three days behind', -3 * day, 0],
  ['the local clock runs three days ahead', 0, 3 * day],
  ['the local clock runs three days behind', 0, -3 * day],
  ['both run ahead, one of them by far', 2 * 3_600_000, 9 * day],
])('where %s', (_, serverAheadMs, localAheadMs) => {
  it('an upload that was begun a minute ago is active, and takes the typed name', async () => {
    await open(clockAhead(localAheadMs));
    await connect();
    await setServerAhead(serverAheadMs);
    seed('young', minute);
    seed('old', 30 * day);
    await scan();
    await expectGuarded();
  });
});

const list = (become: (body: string) => string) => (answer: PassingAnswer) => {
  if (answer.body.includes('<ListMultipartUploadsResult')) answer.body = become(answer.body);
};
const parts = (become: (body: string) => string) => (answer: PassingAnswer) => {
  if (answer.body.includes('<ListPartsResult') && answer.body.includes('<Key>young<'))
    answer.body = become(answer.body);
};
const initiated = /(<Key>young<\/Key>.*?)<Initiated>[^<]*<\/Initiated>/;
const partTimes = /<LastModified>[^<]*<\/LastModified>/g;
/** Both at once: what a store that keeps no times at all says. */
const both = (text: string) => (answer: PassingAnswer) => {
  list((body) => body.replace(initiated, `$1<Initiated>${text}</Initiated>`))(answer);
  parts((body) => body.replaceAll(partTimes, `<LastModified>${text}</LastModified>`))(answer);
};

describe.each<[string, (answer: PassingAnswer) => void]>([
  ['parts without times', parts((body) => body.replaceAll(partTimes, ''))],
  ['one part without a time', parts((body) => body.replace(/<LastModified>[^<]*<\/LastModified>/, ''))],
  [
    'parts of the epoch',
    parts((body) => body.replaceAll(partTimes, '<LastModified>1970-01-01T00:00:00.000Z</LastModified>')),
  ],
  [
    'parts of Go’s zero time',
    parts((body) => body.replaceAll(partTimes, '<LastModified>0001-01-01T00:00:00Z</LastModified>')),
  ],
  ['the epoch for every time', both('1970-01-01T00:00:00.000Z')],
  ['the zero time of a file system for every time', both('1980-01-01T00:00:00Z')],
])('where a store tells %s', (_, become) => {
  it('an upload that was begun two days ago is active, and takes the typed name', async () => {
    rewrite = become;
    await open();
    await connect();
    // It is written to right now, for all that anybody can tell.
    seed('young', 2 * day);
    seed('old', 30 * day);
    await scan();
    await expectGuarded();
  });
});

describe.each<[string, string]>([
  ['no Initiated', ''],
  ['an empty Initiated', '<Initiated></Initiated>'],
  ['the epoch as Initiated', '<Initiated>1970-01-01T00:00:00.000Z</Initiated>'],
  ['Go’s zero time as Initiated', '<Initiated>0001-01-01T00:00:00Z</Initiated>'],
])('where a store tells %s', (_, text) => {
  beforeEach(async () => {
    rewrite = list((body) => body.replace(initiated, `$1${text}`));
    await open();
    await connect();
  });

  it('an upload without parts is active, its time unknown, and its bucket listed all the same', async () => {
    practice.seedUpload({ bucket, key: 'young', initiatedAt: Date.now() - 9 * day, parts: [] });
    seed('old', 30 * day);
    await scan();
    const [young] = (
      await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } })
    ).items.filter(({ ref }) => ref.key === 'young');
    expect(young).toMatchObject({ initiatedAt: 0, activityAt: 0, active: true });
    await expectGuarded();
  });

  it('an upload with parts is as old as its newest part', async () => {
    seed('young', 9 * day);
    await scan();
    expect(await keysOf({ activity: 'stale' })).toEqual(['young']);
    expect((await cleanUp([])).map(({ verdict }) => verdict)).toEqual(['clear']);
  });
});

const inZone = (hours: number) => (answer: PassingAnswer) => {
  const moved = (_: string, name: string, at: string) =>
    `<${name}>${new Date(Date.parse(at) + hours * 3_600_000).toISOString()}</${name}>`;
  answer.body = answer.body.replaceAll(/<(Initiated|LastModified)>([^<]+)<\/\1>/g, moved);
};

it.each([-12, -1, 1, 14])(
  'a store that comes back with its times %i h off has nothing aborted that was planned',
  async (hours) => {
    await open();
    await connect();
    seed('old', 30 * day);
    await scan();
    const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
    rewrite = inZone(hours);
    const job = await client.jobs.start({ planId: plan.id, includeActive: [] });
    await client.jobs.resume({ jobId: job.id });
    await liveUntil(client, (state) => state.jobs.some(({ id, state: at }) => id === job.id && at === 'finished'));
    const { items } = await client.jobs.items({ jobId: job.id, offset: 0, limit: 10 });
    expect(items.map(({ verdict }) => verdict)).toEqual(['skipped']);
    expect(aborts()).toBe(0);
    // Once a new scan has told the new times, what is planned by them is carried out.
    await client.scans.start({ connectionId, bucket });
    const verdicts = async () => (await cleanUp([])).map(({ verdict }) => verdict);
    await expect.poll(verdicts, { timeout: 20_000 }).toEqual(['clear']);
  },
);

describe.each<[string, number]>([
  ['two minutes', 2 * minute],
  ['ten years', 3650 * day],
])('where a store tells times that are %s ahead of its own Date', (_, ahead) => {
  it('an upload is active, and takes the typed name', async () => {
    const future = new Date(Date.now() + ahead).toISOString();
    rewrite = both(future);
    await open();
    await connect();
    seed('young', 2 * day);
    seed('old', 30 * day);
    await scan();
    await expectGuarded();
  });
});

it('a plan that was judged by a wrong clock is judged again by the look before each abort', async () => {
  await open();
  await connect();
  seed('young', minute);
  seed('old', 30 * day);
  await scan();
  await engine.close();
  // The server has not been heard since the start, and the local clock is wrong.
  await open(clockAhead(3 * day));
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  expect(plan.items.map(({ active }) => active)).toEqual([false, false]);
  const job = await client.jobs.start({ planId: plan.id, includeActive: [] });
  await client.jobs.resume({ jobId: job.id });
  await liveUntil(client, (state) => state.jobs.some(({ id, state: at }) => id === job.id && at === 'finished'));
  const { items } = await client.jobs.items({ jobId: job.id, offset: 0, limit: 10 });
  expect(items.map(({ planned, verdict }) => [planned.ref.key, verdict])).toEqual([
    ['old', 'clear'],
    ['young', 'skipped'],
  ]);
  expect(items[1]?.reason?.why).toBe('active');
  expect(aborts()).toBe(1);
});
