import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ScanState } from '../../shared/schema/model.ts';
import { createEngine, type Engine } from './engine.ts';
import { enginePorts } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';

/** A listing with entries that lack a name, over the whole way: scan, plan, abort, prove, and scan again. */

const day = 86_400_000;
const initiated = new Date(Date.now() - 9 * day).toISOString();
const bucket = 'box';

interface Kept {
  key: string;
  uploadId: string;
  /** The listing leaves it out. */
  isHidden: boolean;
}

let uploads: Kept[];
/** Entries as they stand in every page, narrowed to a prefix or not. */
let odd: string;
/** How many uploads a page holds, where pages lead on by an upload ID alone; null: all. */
let pageSize: number | null;
/** The store does not know upload-id-marker without key-marker, as AWS. */
let ignoresIds: boolean;
let listings: URLSearchParams[];
let server: Server;
let dataDir: string;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
let connectionId: string;
const clientOf = (opened: Engine) => createRouterClient(opened.router);

const entry = (key: string, uploadId: string) =>
  `<Upload><Key>${key}</Key><UploadId>${uploadId}</UploadId><Initiated>${initiated}</Initiated></Upload>`;

function listing(query: URLSearchParams): string {
  listings.push(query);
  const after = ignoresIds ? '' : (query.get('upload-id-marker') ?? '');
  const all = uploads
    .filter(({ key, isHidden }) => !isHidden && key.startsWith(query.get('prefix') ?? ''))
    .filter(({ uploadId }) => uploadId > after)
    .toSorted((a, b) => (a.uploadId < b.uploadId ? -1 : 1));
  const page = all.slice(0, pageSize ?? all.length);
  const next = page.length < all.length ? `<NextUploadIdMarker>${page.at(-1)?.uploadId}</NextUploadIdMarker>` : '';
  const listed = page.map(({ key, uploadId }) => entry(key, uploadId)).join('');
  return `<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>${next !== ''}</IsTruncated><EncodingType>url</EncodingType>${next}${listed}${odd}</ListMultipartUploadsResult>`;
}

function answerTo(method: string, url: URL): [number, string] {
  const [, name = '', ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  if (name === '') {
    return [
      200,
      `<ListAllMyBucketsResult><Buckets><Bucket><Name>${bucket}</Name></Bucket></Buckets></ListAllMyBucketsResult>`,
    ];
  }
  if (url.searchParams.has('uploads')) return [200, listing(url.searchParams)];
  const uploadId = url.searchParams.get('uploadId');
  if (uploadId === null)
    return method === 'HEAD' ? [404, ''] : [404, '<Error><Code>NoSuchLifecycleConfiguration</Code></Error>'];
  const found = uploads.find((upload) => upload.key === key && upload.uploadId === uploadId);
  if (!found) return [404, '<Error><Code>NoSuchUpload</Code></Error>'];
  if (method === 'DELETE') {
    uploads = uploads.filter((upload) => upload !== found);
    return [204, ''];
  }
  const part = `<Part><PartNumber>1</PartNumber><LastModified>${initiated}</LastModified><ETag>"e"</ETag><Size>10</Size></Part>`;
  return [200, `<ListPartsResult><IsTruncated>false</IsTruncated>${part}</ListPartsResult>`];
}

function answer({ method = '', url = '/' }: IncomingMessage, response: ServerResponse): void {
  const [status, body] = answerTo(method, new URL(url, 'http://store'));
  response.writeHead(status, { 'x-amz-request-id': 'R' }).end(body);
}

beforeEach(async () => {
  uploads = ['a.bin', 'b.bin', 'c.bin'].map((key) => ({ key, uploadId: `id of ${key}`, isHidden: false }));
  odd = '';
  pageSize = null;
  ignoresIds = false;
  listings = [];
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-unnamed-'));
  engine = await createEngine(enginePorts(dataDir));
  client = clientOf(engine);
  const { id } = await client.connections.save({
    name: 'Odd',
    endpointUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    pathStyle: true,
    activeWindowMs: day,
    quietIntervalMs: 20,
    credentials: { kind: 'static', accessKeyId: 'AKID', secretAccessKey: 'unnamed-uploads-secret' },
  });
  connectionId = id;
});
afterEach(async () => {
  await engine.close();
  server.close();
  server.closeAllConnections();
  rmSync(dataDir, { recursive: true, force: true });
});

/** When the last scan that was waited for began. */
let scannedAt = 0;

/** Scans the bucket to an end, whichever. */
async function scan(): Promise<ScanState> {
  await client.buckets.refresh({ connectionId });
  await client.scans.start({ connectionId, bucket });
  let ended: ScanState = { status: 'never' };
  await liveUntil(client, (live) => {
    const now = live.buckets[connectionId]?.items.find(({ name }) => name === bucket)?.scan;
    if ((now?.status !== 'complete' && now?.status !== 'failed') || now.startedAt === scannedAt) return false;
    scannedAt = now.startedAt;
    ended = now;
    return true;
  });
  return ended;
}

async function rows() {
  const window = { filter: {}, sort: { by: 'key', direction: 'asc' }, offset: 0, limit: 100 } as const;
  return (await client.uploads.window({ connectionId, bucket, ...window })).rows;
}

/** Aborts everything that is listed, and waits until each upload has come to rest or waits for another look. */
async function cleanUp() {
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter: {} } });
  const { id } = await client.jobs.start({ planId: plan.id, includeActive: [] });
  await client.jobs.resume({ jobId: id });
  return id;
}

it.each([
  ['no key', entry('', 'lost')],
  ['no element for it', `<Upload><UploadId>lost</UploadId><Initiated>${initiated}</Initiated></Upload>`],
  ['a key longer than any', entry('k'.repeat(25_000), 'lost')],
  ['an ID longer than any', entry('other', 'i'.repeat(25_000))],
  ['no ID, and another key', entry('other', '')],
  ['a comment instead of a key', entry('<!-- none -->', 'lost')],
])('an upload with %s is counted and named, and the rest is measured, aborted and proved', async (_, entries) => {
  odd = entries;
  const state = await scan();
  expect(state).toMatchObject({ status: 'complete', uploads: 3, unnamed: { entries: 1 } });
  expect((await rows()).map(({ sizing }) => sizing.status)).toEqual(['sized', 'sized', 'sized']);
  const jobId = await cleanUp();
  await liveUntil(client, ({ jobs }) => jobs.some((job) => job.id === jobId && job.state === 'finished'));
  const { items } = await client.jobs.items({ jobId, offset: 0, limit: 10 });
  expect(items.map(({ verdict }) => verdict)).toEqual(['clear', 'clear', 'clear']);
  expect(uploads).toEqual([]);
});

it('an entry that may be any upload keeps each from being called clear', async () => {
  odd = entry('', '');
  expect(await scan()).toMatchObject({ status: 'complete', uploads: 3, unnamed: { entries: 1 } });
  const jobId = await cleanUp();
  const items = async () => (await client.jobs.items({ jobId, offset: 0, limit: 10 })).items;
  const isLooking = ({ reason }: Awaited<ReturnType<typeof items>>[number]) => reason?.why === 'look failed';
  await expect.poll(async () => (await items()).filter(isLooking).length, { timeout: 20_000 }).toBe(3);
  for (const { verdict, reason, lastLook } of await items()) {
    expect(verdict).not.toBe('clear');
    expect(reason).toMatchObject({
      why: 'look failed',
      code: 'NOT_S3',
      said: { saying: { says: 'entryWithoutId' } },
    });
    expect(lastLook?.parts.outcome).toBe('gone');
    expect(lastLook?.listing).toMatchObject({ outcome: 'failed', error: { details: { unusable: true } } });
  }
});

it('the entry of the very upload, without its key, is the upload, and not its absence', async () => {
  await scan();
  const [first] = uploads;
  if (!first) throw new Error('There is an upload.');
  odd = entry('', first.uploadId);
  first.isHidden = true;
  const ref = { connectionId, bucket, key: first.key, uploadId: first.uploadId };
  const { look } = await client.uploads.verify(ref);
  expect(look.listing.outcome).toBe('listed');
});

it('what such a listing shows no more is kept, unless ListParts says that it is gone', async () => {
  await scan();
  const [first, second] = uploads;
  if (!first || !second) throw new Error('There are uploads.');
  // The one lives on where nothing names it; the other is gone.
  first.isHidden = true;
  uploads = uploads.filter((upload) => upload !== second);
  odd = entry('', '') + entry('', 'lost') + entry('', 'lost');
  const state = await scan();
  expect(state).toMatchObject({ status: 'complete', unnamed: { entries: 2 } });
  expect((await rows()).map(({ ref }) => ref.key)).toEqual(['a.bin', 'c.bin']);
});

it('a listing that leads on by an upload ID alone is read to its end, and is asked so', async () => {
  uploads = Array.from({ length: 25 }, (_, n) => ({
    key: `k${(n * 7) % 25}`,
    uploadId: String(n).padStart(3, '0'),
    isHidden: false,
  }));
  pageSize = 10;
  expect(await scan()).toMatchObject({ status: 'complete', uploads: 25, pages: 3 });
  const asked = listings.filter((query) => query.get('max-uploads') === '1000');
  expect(asked.map((query) => [query.has('key-marker'), query.get('upload-id-marker')])).toEqual(
    expect.arrayContaining([
      [false, null],
      [false, '009'],
      [false, '019'],
    ]),
  );
});

it('where a store takes no notice of an ID alone, the listing is broken off, and not called complete', async () => {
  pageSize = 2;
  ignoresIds = true;
  expect(await scan()).toMatchObject({ status: 'failed', uploads: 2, error: { code: 'PAGING_MARKER_REPEATED' } });
});
