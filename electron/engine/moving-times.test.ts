import { afterEach, beforeEach, expect, it } from 'vitest';
import { unknownTime } from '../../shared/format/time.ts';
import { type RecordingServer, startRecordingServer } from './store/s3/testing/recording-server.ts';
import { OpenedEngine } from './testing/opened-engine.ts';

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
let server: RecordingServer;
let opened: OpenedEngine;

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
      `<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated>${listed.join('')}</ListMultipartUploadsResult>`,
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
  return [
    200,
    `<ListPartsResult><UploadId>id ${key}</UploadId><IsTruncated>false</IsTruncated>${hasPart ? part : ''}</ListPartsResult>`,
  ];
}

beforeEach(async () => {
  keys = ['a.bin', 'b.bin'];
  hasPart = true;
  landsLate = new Set();
  partAt = new Map();
  aborts = [];
  server = await startRecordingServer();
  server.answer((response, { method = '', url = '/' }) => {
    const [status, body] = answerTo(method, new URL(url, 'http://store'));
    response.writeHead(status, { 'x-amz-request-id': 'R' }).end(body);
  });
  opened = await OpenedEngine.open({ url: server.url, secretAccessKey: 'moving-times-secret' });
});
afterEach(async () => {
  await opened.close();
  await server.close();
});

const scan = () => opened.scan(bucket);
const rows = () => opened.rows(bucket);
/** Plans everything, starts it, and waits for its end. @param confirm whether active ones are confirmed */
async function verdicts(confirm: boolean) {
  const plan = await opened.plan(bucket);
  const includeActive = plan.items.filter((item) => item.active).map(({ ref }) => ref);
  return carriedOut(plan.id, confirm ? { includeActive, typedBucketName: bucket } : {});
}
async function carriedOut(...plan: Parameters<OpenedEngine['carryOut']>) {
  return (await opened.carryOut(...plan)).items.map(({ verdict }) => verdict);
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
  const at = { connectionId: opened.connectionId, bucket };
  const facts = await opened.client.connections.probe(at);
  expect(facts.initiated).toEqual({ known: true, value: 'time of the answer' });
  // After a new start it is known from the first page on.
  await opened.reopen();
  await opened.client.scans.start(at);
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
  const plan = await opened.plan(bucket);
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
