import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobItem } from '../../shared/schema/model.ts';
import { createEngine, type Engine } from './engine.ts';
import {
  errorXml,
  type RecordingServer,
  type Reply,
  startRecordingServer,
} from './store/s3/testing/recording-server.ts';
import { enginePorts } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';

/*
 * Keys whose bytes are no UTF-8, on a server that keeps whatever a file system holds, and writes them as S3's url-encoding
 * does. They are addressed as they came, and none is taken for another.
 */

const day = 86_400_000;
const bucket = 'media';
/** When every upload was begun, and its part came. */
const begun = new Date(Date.now() - 9 * day).toISOString();

interface Held {
  /** As a path writes it, in capitals. */
  path: string;
  id: string;
}

let dataDir: string;
let server: RecordingServer;
let held: Held[];
let engine: Engine;
let client: ReturnType<typeof clientOf>;
let at: { connectionId: string; bucket: string };
const clientOf = (opened: Engine) => createRouterClient(opened.router);

/** What a path is answered that names bytes which are no UTF-8; null: as any other. */
let refuses: Reply | null;
/** Uploads on a page. */
let pageSize: number;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-bytes-'));
  server = await startRecordingServer();
  server.answer((response, request) => {
    const { status = 200, body = '' } = answerTo(request.method ?? '', request.url ?? '');
    response.writeHead(status, { date: new Date().toUTCString(), 'x-amz-request-id': 'R' });
    response.end(body);
  });
  held = [];
  refuses = null;
  pageSize = 1000;
  engine = await createEngine(enginePorts(dataDir));
  client = clientOf(engine);
  const { id } = await client.connections.save({
    name: 'Test',
    endpointUrl: server.url,
    region: 'us-east-1',
    pathStyle: true,
    activeWindowMs: day,
    quietIntervalMs: 50,
    credentials: { kind: 'static', accessKeyId: 'AKBYTES', secretAccessKey: 'bytes-secret-key' },
  });
  at = { connectionId: id, bucket };
});
afterEach(async () => {
  await engine.close();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function answerTo(method: string, url: string): { status?: number; body?: string } {
  const [path = '', search = ''] = url.split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const key = path.slice(`/${bucket}/`.length);
  const id = query.get('uploadId');
  const upload = held.find((one) => one.path === key && one.id === id);
  if (key === '' && query.has('uploads')) return { body: listing(query) };
  if (refuses && typeof refuses !== 'function' && /%[89A-F]/i.test(key))
    return { status: refuses.status ?? 400, body: String(refuses.body) };
  if (method === 'HEAD') return { status: 404 };
  if (key === '')
    return { body: `<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>` };
  if (!upload) return { status: 404, body: errorXml('NoSuchUpload', 'There is none.') };
  if (method === 'DELETE') {
    held = held.filter((one) => one !== upload);
    return { status: 204 };
  }
  return {
    body: `<ListPartsResult><IsTruncated>false</IsTruncated><Part><PartNumber>1</PartNumber><LastModified>${begun}</LastModified><ETag>"e"</ETag><Size>1000</Size></Part></ListPartsResult>`,
  };
}

/** As `encoding-type=url` has it where it is asked for; else the bytes as they are, which XML cannot hold. */
function listing(query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const written = (path: string) =>
    query.get('encoding-type') === 'url'
      ? path.replaceAll('%20', '+')
      : decodeURIComponent(path.replace(/%[89A-F]\w/gi, '%EF%BF%BD'));
  const marker = query.get('key-marker');
  const all = held.filter(({ path }) => path.startsWith(encodeURIComponent(prefix)));
  const from = marker === null ? 0 : all.findIndex(({ path }) => written(path) === marker) + 1;
  const page = all.slice(from, from + pageSize);
  const isTruncated = from + page.length < all.length;
  const last = page.at(-1);
  const next =
    isTruncated && last
      ? `<NextKeyMarker>${written(last.path)}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`
      : '';
  const uploads = page.map(
    ({ path, id }) =>
      `<Upload><Key>${written(path)}</Key><UploadId>${id}</UploadId><Initiated>${begun}</Initiated></Upload>`,
  );
  const echo = query.get('encoding-type') === 'url' ? '<EncodingType>url</EncodingType>' : '';
  return `<ListMultipartUploadsResult><Bucket>b</Bucket>${echo}<IsTruncated>${isTruncated}</IsTruncated>${next}${uploads.join('')}</ListMultipartUploadsResult>`;
}

async function scan(): Promise<string> {
  await client.buckets.add(at);
  await client.scans.start(at);
  let status = '';
  await liveUntil(client, (state) => {
    status = state.buckets[at.connectionId]?.items.find(({ name }) => name === bucket)?.scan.status ?? '';
    return status === 'complete' || status === 'failed';
  });
  return status;
}

async function cleanUp(): Promise<JobItem[]> {
  const plan = await client.plans.create({ ...at, selection: { kind: 'filter', filter: {} } });
  const { id } = await client.jobs.start({ planId: plan.id, includeActive: [] });
  await liveUntil(client, (state) => state.jobs.some((job) => job.id === id && job.state === 'finished'));
  return (await client.jobs.items({ jobId: id, offset: 0, limit: 100 })).items;
}

const odd: Held[] = [
  { path: 'caf%E8%20a.bin', id: 'grave' },
  { path: 'caf%E9%20a.bin', id: 'acute' },
  // The same upload ID under another key: not every server's IDs are its own.
  { path: 'caf%E9%20b.bin', id: 'acute' },
  { path: '%FF%FE', id: 'nothing but bytes' },
];

it('are listed, sized, aborted and proved by the very bytes', async () => {
  held = [...odd, { path: 'plain.bin', id: 'plain' }];
  expect(await scan()).toBe('complete');
  expect(await client.uploads.totals({ ...at, filter: {} })).toMatchObject({ uploads: 5, sized: 5, bytes: 5000 });
  const items = await cleanUp();
  expect(items.map(({ verdict }) => verdict)).toEqual(['clear', 'clear', 'clear', 'clear', 'clear']);
  expect(held).toEqual([]);
  // Each was asked for by its own key, and by no other.
  const aborted = server.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path.slice(7));
  expect(aborted.toSorted()).toEqual([...odd.map(({ path }) => path), 'plain.bin'].toSorted());
});

it('that a server does not take in a request are unreachable, each by its own name, and the others are cleared', async () => {
  held = [...odd.slice(0, 2), { path: 'plain.bin', id: 'plain' }];
  refuses = { status: 400, body: errorXml('InvalidURI', 'No UTF-8.') };
  await scan();
  const items = await cleanUp();
  const verdicts = new Map(
    items.map(({ planned, verdict, reason }) => [planned.ref.uploadId, { verdict, why: reason?.why }]),
  );
  expect(Object.fromEntries(verdicts)).toEqual({
    grave: { verdict: 'unreachable', why: 'key refused' },
    acute: { verdict: 'unreachable', why: 'key refused' },
    plain: { verdict: 'clear', why: 'two clean looks' },
  });
  expect(held.map(({ id }) => id)).toEqual(['grave', 'acute']);
  const [item] = items.filter(({ planned }) => planned.ref.uploadId === 'acute');
  expect((await client.uploads.verify(item?.planned.ref ?? { ...at, key: '', uploadId: '' })).outcome).toBe(
    'unreachable',
  );
  expect(items.every(({ planned, attempts }) => planned.ref.uploadId === 'plain' || attempts.length === 0)).toBe(true);
});

it('where a listing goes on from one of them, it ends with what was read, and says so', async () => {
  held = [{ path: 'a.bin', id: 'a' }, odd[1] ?? { path: '', id: '' }, { path: 'z.bin', id: 'z' }];
  pageSize = 2;
  expect(await scan()).toBe('failed');
  const bucketNow = (await client.buckets.add(at)).scan;
  expect(bucketNow).toMatchObject({ status: 'failed', uploads: 2, error: { code: 'PAGING_MARKER_MISSING' } });
  // Never a marker of other bytes than the store gave.
  expect(server.requests.filter(({ query }) => query.get('key-marker')?.startsWith('caf'))).toEqual([]);
});
