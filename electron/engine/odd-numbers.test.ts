import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bucket } from '../../shared/schema/model.ts';
import { type RecordingServer, startRecordingServer } from './store/s3/testing/recording-server.ts';
import { OpenedEngine } from './testing/opened-engine.ts';

/** A store whose numbers, dates and names cannot be, over the whole way: scan, size, plan, abort, prove, and start again. */

const day = 86_400_000;
const initiated = new Date(Date.now() - 9 * day).toISOString();

interface OddUpload {
  key: string;
  /** What stands in its ListPartsResult, at the so-manieth call from 1 on; null: there is no such upload. */
  parts: (call: number) => string | null;
  /** What its entry in the listing holds besides key and upload ID. */
  listed: string;
  calls: number;
  isAborted: boolean;
}

let buckets: Map<string, OddUpload[]>;
let head: ((response: ServerResponse) => void) | null;
let server: RecordingServer;
let opened: OpenedEngine;

const part = (number: string | number, size: string | number) =>
  `<Part><PartNumber>${number}</PartNumber><LastModified>${initiated}</LastModified><ETag>"e"</ETag><Size>${size}</Size></Part>`;
const upload = (
  key: string,
  parts: OddUpload['parts'] | string,
  listed = `<Initiated>${initiated}</Initiated>`,
): OddUpload => ({
  key,
  parts: typeof parts === 'string' ? () => parts : parts,
  listed,
  calls: 0,
  isAborted: false,
});

/** The store. Status and body; null: `head` answers by itself. */
function answerTo(method: string, url: URL): [number, string] | null {
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const uploads = (buckets.get(bucket) ?? []).filter(({ isAborted }) => !isAborted);
  const named = uploads.find((one) => one.key === key);
  if (bucket === '') {
    const names = [...buckets.keys()].map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('');
    return [200, `<ListAllMyBucketsResult><Buckets>${names}</Buckets></ListAllMyBucketsResult>`];
  }
  if (url.searchParams.has('uploads')) {
    const entries = uploads
      .filter((one) => one.key.startsWith(url.searchParams.get('prefix') ?? ''))
      .map(({ key, listed }) => `<Upload><Key>${key}</Key><UploadId>u</UploadId>${listed}</Upload>`);
    const body = `<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>${entries.join('')}`;
    return [200, `<ListMultipartUploadsResult><Bucket>b</Bucket>${body}</ListMultipartUploadsResult>`];
  }
  if (url.searchParams.has('uploadId') && method === 'DELETE' && named) {
    named.isAborted = true;
    return [204, ''];
  }
  if (url.searchParams.has('uploadId')) {
    const parts = named?.parts(++named.calls) ?? null;
    return parts === null
      ? [404, '<Error><Code>NoSuchUpload</Code></Error>']
      : [200, `<ListPartsResult><UploadId>u</UploadId><IsTruncated>false</IsTruncated>${parts}</ListPartsResult>`];
  }
  if (method === 'HEAD') return head === null ? [404, ''] : null;
  return [200, '<ListBucketResult><Name>b</Name></ListBucketResult>'];
}

beforeEach(async () => {
  buckets = new Map([['sound', [upload('good.bin', part(1, 10) + part(2, 20))]]]);
  head = null;
  server = await startRecordingServer();
  server.answer((response, { method = '', url = '/' }) => {
    const answered = answerTo(method, new URL(url, 'http://store'));
    if (answered) response.writeHead(answered[0], { 'x-amz-request-id': 'R' }).end(answered[1]);
    else head?.(response);
  });
  opened = await OpenedEngine.open({ url: server.url, secretAccessKey: 'odd-numbers-secret' });
});
afterEach(async () => {
  await opened.close();
  await server.close();
});

/** Scans every bucket to its end. */
async function scanAll(): Promise<void> {
  const { client, connectionId } = opened;
  await client.buckets.refresh({ connectionId });
  const startOf = ({ scan }: Bucket) => ('startedAt' in scan ? scan.startedAt : 0);
  const before = new Map(
    (await opened.until(() => true)).buckets[connectionId]?.items.map((one) => [one.name, startOf(one)]),
  );
  for (const bucket of buckets.keys()) await client.scans.start({ connectionId, bucket });
  await opened.until((state) => {
    const items = state.buckets[connectionId]?.items ?? [];
    return (
      items.length === buckets.size &&
      items.every((one) => 'finishedAt' in one.scan && startOf(one) > (before.get(one.name) ?? 0))
    );
  });
}
const rows = (bucket: string) => opened.rows(bucket);
/** What is told of a bucket by every call that a screen makes; fails where one of them does. */
async function shown(bucket: string) {
  const { client, connectionId } = opened;
  const at = { connectionId, bucket };
  const totals = await client.uploads.totals({ ...at, filter: {} });
  await client.uploads.totals({ ...at, filter: { text: 'b' } });
  await client.uploads.ages({ ...at, filter: {}, bins: 4 });
  await client.uploads.groups({ ...at, filter: {}, by: 'prefix', prefix: '' });
  const all = await rows(bucket);
  for (const { ref } of all) await client.uploads.parts(ref);
  return { totals, rows: all };
}
const cleanUp = (bucket: string) => opened.cleanUp(bucket);
/** What History tells of a job, by every call that its screens make. */
async function history(jobId: string) {
  const { client } = opened;
  const job = await client.jobs.get({ jobId });
  const { lines } = await client.jobs.evidence({ jobId, offset: 0, limit: 500 });
  expect((await client.jobs.items({ jobId, offset: 0, limit: 100 })).items.length).toBeGreaterThan(0);
  expect(await client.jobs.verifyChain({ jobId })).toMatchObject({ intact: true });
  await client.jobs.report({ jobId });
  return { job, lines };
}

const odd = [
  '-1',
  '1.5',
  '9007199254740992',
  '9999999999999999',
  '10000000000000000',
  '1e30',
  '9'.repeat(26),
  'NaN',
  '',
];

describe('a store whose numbers, dates and names cannot be', { timeout: 60_000 }, () => {
  it.each(odd)('with a size of %j leaves that upload unsized and all else as it is, over restarts', async (size) => {
    buckets.set('brick', [upload('brick.bin', part(1, size)), upload('fine.bin', part(1, 7))]);
    await scanAll();
    for (let start = 0; start < 2; start++) {
      const { totals, rows: all } = await shown('brick');
      expect(totals).toMatchObject({ uploads: 2, sized: 1, unsizable: 1, bytes: 7, parts: 1 });
      expect(all.map(({ sizing }) => sizing)).toMatchObject([
        { status: 'failed', error: { code: 'VALUE_OUT_OF_RANGE' } },
        { status: 'sized', bytes: 7 },
      ]);
      const [brick] = all;
      if (!brick) throw new Error('There is no row');
      expect(await opened.client.uploads.parts(brick.ref)).toMatchObject({ bytes: null, parts: [{ size: null }] });
      expect((await shown('sound')).totals).toMatchObject({ sized: 1, bytes: 30 });
      expect((await opened.client.app.info()).warnings).toEqual([]);
      await opened.reopen();
    }
    const { job, items } = await cleanUp('brick');
    expect(items.map(({ verdict, bytesFreed }) => [verdict, bytesFreed])).toEqual([
      ['clear', null],
      ['clear', 7],
    ]);
    expect(job).toMatchObject({ bytesFreed: 7, unsized: 1, bytesPlanned: 7 });
  });

  it.each(['0', '10001', '-1', '1.5', '9'.repeat(26), 'one', ''])(
    'with the part number %j does so too',
    async (number) => {
      buckets.set('brick', [upload('brick.bin', part(number, 5) + part(2, 6))]);
      await scanAll();
      const { totals, rows: all } = await shown('brick');
      expect(totals).toMatchObject({ uploads: 1, sized: 0, unsizable: 1 });
      const [brick] = all;
      if (!brick) throw new Error('There is no row');
      expect(await opened.client.uploads.parts(brick.ref)).toMatchObject({
        unnumbered: 1,
        bytes: null,
        parts: [{ partNumber: 2 }],
      });
      await expect(opened.client.rescue.plan(brick.ref)).rejects.toMatchObject({ code: 'VALUE_OUT_OF_RANGE' });
      expect((await cleanUp('brick')).items).toMatchObject([{ verdict: 'clear', bytesFreed: null }]);
    },
  );

  it.each(
    [
      ...['', '-1', '9999999999999999', `1${'0'.repeat(30)}`, '9'.repeat(400), 'NaN', '9999-99-99T99:99:99Z'],
      ...['+275760-09-13T00:00:00.001Z', '\u202Ex', 'x'.repeat(8193)],
    ].map((value): [string, string] => [
      value.length > 40 ? `${value.length} characters` : JSON.stringify(value),
      value,
    ]),
  )('with %s in every date and name shows the upload, counts the rest, and starts again', async (_, value) => {
    const person = `<ID>${value}</ID><DisplayName>${value}</DisplayName>`;
    const people = `<Initiator>${person}</Initiator><Owner>${person}</Owner><StorageClass>${value}</StorageClass>`;
    const checksums = `<ChecksumAlgorithm>${value}</ChecksumAlgorithm><ChecksumType>${value}</ChecksumType>`;
    const ofPart = `<LastModified>${value}</LastModified><ETag>${value}</ETag><ChecksumCRC32>${value}</ChecksumCRC32>`;
    buckets.set('brick', [
      upload(
        'brick.bin',
        `${people}${checksums}<Part><PartNumber>1</PartNumber>${ofPart}<Size>5</Size></Part>`,
        `<Initiated>${value}</Initiated>${people}${checksums}`,
      ),
      upload('fine.bin', part(1, 7)),
    ]);
    await scanAll();
    for (let start = 0; start < 2; start++) {
      const { totals, rows: all } = await shown('brick');
      expect(totals).toMatchObject({ uploads: 2, sized: 2, bytes: 12 });
      expect(all.map(({ ref }) => ref.key)).toEqual(['brick.bin', 'fine.bin']);
      expect((await shown('sound')).totals).toMatchObject({ sized: 1, bytes: 30 });
      expect((await opened.client.app.info()).warnings).toEqual([]);
      await opened.reopen();
    }
  });

  it('with sums beyond every number says the most that there is, and is as it was once they are gone', async () => {
    const most = Math.floor(Number.MAX_SAFE_INTEGER / 10_000);
    const huge = (key: string) =>
      upload(key, Array.from({ length: 1000 }, (_, index) => part(index + 1, most)).join(''));
    buckets.set('sum', [
      ...Array.from({ length: 12 }, (_, index) => huge(`huge ${index}`)),
      upload('small', part(1, 3)),
    ]);
    await scanAll();
    expect((await shown('sum')).totals).toMatchObject({ sized: 13, bytes: Number.MAX_SAFE_INTEGER });
    await opened.reopen();
    expect((await shown('sum')).totals).toMatchObject({ sized: 13, bytes: Number.MAX_SAFE_INTEGER });
    for (const one of buckets.get('sum') ?? []) one.isAborted = one.key !== 'small';
    await scanAll();
    expect((await shown('sum')).totals).toMatchObject({ uploads: 1, sized: 1, bytes: 3, parts: 1 });
  });

  it('only within a job leaves the upload alone, because it changed since the plan', async () => {
    buckets.set('brick-job', [upload('brick.bin', (call) => part(1, call === 1 ? 5 : '9999999999999999'))]);
    await scanAll();
    expect((await rows('brick-job')).map(({ sizing }) => sizing)).toMatchObject([{ status: 'sized', bytes: 5 }]);
    const { job, items } = await cleanUp('brick-job');
    expect(items).toMatchObject([{ verdict: 'skipped', partsLeft: 1, bytesLeft: null }]);
    expect(items[0]?.lastLook).toMatchObject({ parts: { outcome: 'present', bytes: null } });
    await history(job.id);
    await opened.reopen();
    await history(job.id);
    expect((await shown('brick-job')).totals).toMatchObject({ sized: 0, unsizable: 1 });
  });

  it('in a HEAD spoils neither the job nor its record', async () => {
    buckets.set('brick-head', [upload('brick.bin', part(1, 5))]);
    head = (response) => {
      const written = new Date(Date.now() - 20 * day).toUTCString();
      response.setHeader('x-amz-request-id', 'R');
      response.writeHead(200, { 'content-length': '9999999999999999', 'last-modified': written, etag: '"o"' }).end();
    };
    await scanAll();
    const { job, items } = await cleanUp('brick-head');
    expect(items).toMatchObject([{ verdict: 'clear', bytesFreed: 5 }]);
    expect(items[0]?.lastLook?.object).toMatchObject({ outcome: 'present', bytes: null });
    const { lines } = await history(job.id);
    expect(
      lines.filter(({ operation, kind }) => operation === 'HeadObject' && kind === 'answered')[0]?.bytes,
    ).toBeNull();
    await opened.reopen();
    await history(job.id);
  });
});
