import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unknownTime } from '../../shared/format/time.ts';
import type { LiveState } from '../../shared/schema/live.ts';
import type { UploadRef } from '../../shared/schema/model.ts';
import { createEngine, type Engine } from './engine.ts';
import type { Secrets } from './ports/ports.ts';
import { enginePorts, memoryVault } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';

/** Stores whose initiation times are of no use, over the whole way: scan, plan, confirm, abort, prove. */

const bucket = 'box';
const day = 86_400_000;
const old = new Date(Date.now() - 40 * day).toISOString();

/** What is written into Initiated, at each answer anew; given the time of the upload's part. */
let initiated: (partAt: string) => string;
/** Whether the uploads have a part, of forty days ago. */
let hasPart: boolean;
/** Uploads that get a part after their first abort. */
let landsLate: Set<string>;
/** When their parts were sent, where that is not forty days ago. */
let partAt: Map<string, string>;
let aborts: string[];
let keys: string[];
let server: Server;
let dataDir: string;
let secrets: Map<string, Secrets>;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
let connectionId: string;
const clientOf = (opened: Engine) => createRouterClient(opened.router);

function answerTo(method: string, { searchParams, pathname }: URL): [number, string] {
  const key = decodeURIComponent(pathname.slice(`/${bucket}/`.length));
  if (pathname === '/') {
    const named = `<Bucket><Name>${bucket}</Name></Bucket>`;
    return [200, `<ListAllMyBucketsResult><Buckets>${named}</Buckets></ListAllMyBucketsResult>`];
  }
  if (searchParams.has('uploads')) {
    const listed = keys
      .filter((one) => one.startsWith(searchParams.get('prefix') ?? ''))
      .map(
        (one) =>
          `<Upload><Key>${one}</Key><UploadId>id ${one}</UploadId><Initiated>${initiated(partAt.get(one) ?? old)}</Initiated></Upload>`,
      );
    return [
      200,
      `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${listed.join('')}</ListMultipartUploadsResult>`,
    ];
  }
  if (!searchParams.has('uploadId'))
    return [404, method === 'HEAD' ? '' : '<Error><Code>NoSuchLifecycleConfiguration</Code></Error>'];
  if (!keys.includes(key)) return [404, '<Error><Code>NoSuchUpload</Code></Error>'];
  if (method === 'DELETE') {
    aborts.push(key);
    if (landsLate.delete(key)) partAt.set(key, new Date().toISOString());
    else keys = keys.filter((one) => one !== key);
    return [204, ''];
  }
  const part = `<Part><PartNumber>1</PartNumber><LastModified>${partAt.get(key) ?? old}</LastModified><ETag>"e"</ETag><Size>10</Size></Part>`;
  return [200, `<ListPartsResult><IsTruncated>false</IsTruncated>${hasPart ? part : ''}</ListPartsResult>`];
}

async function open(): Promise<void> {
  engine = await createEngine(enginePorts(dataDir, { vault: memoryVault(secrets) }));
  client = clientOf(engine);
}

beforeEach(async () => {
  keys = ['a.bin', 'b.bin'];
  hasPart = true;
  landsLate = new Set();
  partAt = new Map();
  aborts = [];
  server = createServer(({ method = '', url = '/' }, response) => {
    const [status, body] = answerTo(method, new URL(url, 'http://store'));
    response.writeHead(status, { 'x-amz-request-id': 'R' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-times-'));
  secrets = new Map();
  await open();
  const { id } = await client.connections.save({
    name: 'Times',
    endpointUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    pathStyle: true,
    activeWindowMs: day,
    quietIntervalMs: 20,
    credentials: { kind: 'static', accessKeyId: 'AKID', secretAccessKey: 'moving-times-secret' },
  });
  connectionId = id;
  await client.buckets.refresh({ connectionId });
});
afterEach(async () => {
  await engine.close();
  server.close();
  server.closeAllConnections();
  rmSync(dataDir, { recursive: true, force: true });
});

const scanIn = (state: LiveState) => state.buckets[connectionId]?.items.find(({ name }) => name === bucket)?.scan;

async function scan(): Promise<void> {
  await client.scans.start({ connectionId, bucket });
  await liveUntil(client, (state) => scanIn(state)?.status === 'complete');
}
async function rows() {
  const window = { filter: {}, sort: { by: 'key', direction: 'asc' }, offset: 0, limit: 10 } as const;
  return (await client.uploads.window({ connectionId, bucket, ...window })).rows;
}
/** Plans everything, starts it, and waits for its end. @param confirm whether active ones are confirmed */
async function verdicts(confirm: boolean) {
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  const active = plan.items.filter((item) => item.active).map(({ ref }) => ref);
  return carriedOut(plan.id, confirm ? { includeActive: active, typedBucketName: bucket } : {});
}
async function carriedOut(planId: string, confirmed: { includeActive?: UploadRef[]; typedBucketName?: string } = {}) {
  const { id: jobId } = await client.jobs.start({ planId, includeActive: [], ...confirmed });
  await client.jobs.resume({ jobId });
  await liveUntil(client, ({ jobs }) => jobs.some(({ id, state }) => id === jobId && state === 'finished'));
  const { items } = await client.jobs.items({ jobId, offset: 0, limit: 10 });
  return items.map(({ verdict }) => verdict);
}

/** Once the clock shows another ms, so that a time which is told anew has moved. */
const movedOn = () => expect.poll(() => Date.now(), { interval: 1 }).toBeGreaterThan(Date.now());

it('a store that tells the time of the answer is found out, said, and can be cleaned by confirming', async () => {
  initiated = () => new Date().toISOString();
  await scan();
  expect((await rows()).every(({ active }) => active)).toBe(true);
  await movedOn();
  expect(await verdicts(true)).toEqual(['clear', 'clear']);
  expect(keys).toEqual([]);
});

it('what it tells is said of the endpoint, and is no upload’s time at the next scan', async () => {
  initiated = () => new Date().toISOString();
  await scan();
  await movedOn();
  const facts = await client.connections.probe({ connectionId, bucket });
  expect(facts.initiated).toEqual({ known: true, value: 'time of the answer' });
  // After a new start it is known from the first page on.
  await engine.close();
  await open();
  await client.scans.start({ connectionId, bucket });
  await expect
    .poll(async () => (await rows()).map(({ initiatedAt }) => initiatedAt))
    .toEqual([unknownTime, unknownTime]);
});

it('a late part that moves its upload’s time is aborted again, and makes no other upload of it', async () => {
  initiated = (time) => time;
  landsLate = new Set(keys);
  await scan();
  expect(await verdicts(false)).toEqual(['clear', 'clear']);
  expect(aborts.toSorted()).toEqual(['a.bin', 'a.bin', 'b.bin', 'b.bin']);
  expect(keys).toEqual([]);
});

it('a part that moves its upload’s time before any abort is life', async () => {
  initiated = (time) => time;
  await scan();
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  expect(plan.items.map(({ active }) => active)).toEqual([false, false]);
  partAt.set('a.bin', new Date().toISOString());
  expect(await carriedOut(plan.id)).toEqual(['skipped', 'clear']);
  expect(keys).toEqual(['a.bin']);
});

it.each([
  ['2010-11-10T20:48:33.000Z'],
  ['2010-11-10T20:48:33Z'],
  ['Wed, 10 Nov 2010 20:48:34 GMT'],
  ['0001-01-01T00:00:00Z'],
  [''],
])('an upload without parts whose time is an emulator’s or none (%j) is not aborted unasked', async (told) => {
  initiated = () => told;
  hasPart = false;
  await scan();
  expect((await rows()).map(({ initiatedAt, active }) => [initiatedAt, active])).toEqual([
    [unknownTime, true],
    [unknownTime, true],
  ]);
  expect(await verdicts(false)).toEqual(['skipped', 'skipped']);
  expect(keys).toEqual(['a.bin', 'b.bin']);
});
