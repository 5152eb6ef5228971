import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unknownTime } from '../../shared/format/time.ts';
import { type RecordingServer, startRecordingServer } from './store/s3/testing/recording-server.ts';
import { OpenedEngine } from './testing/opened-engine.ts';

/*
 * A store whose every time is the same old one, of uploads and of parts: no clock tells what is live. What
 * changes in the parts does, over the whole way: scan, size, plan, abort.
 */

const bucket = 'box';
const key = 'film.mov';
const told = '2007-03-01T12:00:00.000Z';

interface HeldPart {
  size: number;
  etag: string;
}
let parts: Map<number, HeldPart>;
let isOpen: boolean;
let aborts: number;
/** What stands in each listing beside the upload, and how the listing ends. */
let beside: string;
let isTruncated: string;
/** Parts that land after the first abort, as those do which were under way. */
let landing: [number, HeldPart][];
let server: RecordingServer;
let opened: OpenedEngine;

function answerTo(method: string, { searchParams, pathname }: URL): [number, string] {
  if (pathname === '/') {
    return [
      200,
      `<ListAllMyBucketsResult><Buckets><Bucket><Name>${bucket}</Name></Bucket></Buckets></ListAllMyBucketsResult>`,
    ];
  }
  if (searchParams.has('uploads')) {
    const upload = `<Upload><Key>${key}</Key><UploadId>id</UploadId><Initiated>${told}</Initiated></Upload>`;
    return [
      200,
      `<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>${isTruncated}</IsTruncated>${beside}${isOpen ? upload : ''}</ListMultipartUploadsResult>`,
    ];
  }
  if (!searchParams.has('uploadId')) {
    return [404, method === 'HEAD' ? '' : '<Error><Code>NoSuchLifecycleConfiguration</Code></Error>'];
  }
  if (!isOpen) return [404, '<Error><Code>NoSuchUpload</Code></Error>'];
  if (method === 'DELETE') {
    aborts++;
    parts = new Map(landing);
    landing = [];
    isOpen = parts.size > 0;
    return [204, ''];
  }
  const listed = [...parts].map(
    ([number, { size, etag }]) =>
      `<Part><PartNumber>${number}</PartNumber><LastModified>${told}</LastModified><ETag>"${etag}"</ETag><Size>${size}</Size></Part>`,
  );
  return [
    200,
    `<ListPartsResult><UploadId>${searchParams.get('uploadId')}</UploadId><IsTruncated>false</IsTruncated>${listed.join('')}</ListPartsResult>`,
  ];
}

beforeEach(async () => {
  parts = new Map([
    [1, { size: 10, etag: 'a' }],
    [2, { size: 10, etag: 'b' }],
  ]);
  [isOpen, aborts, landing] = [true, 0, []];
  [beside, isTruncated] = ['', 'false'];
  server = await startRecordingServer();
  server.answer((response, { method = '', url = '/' }) => {
    const [status, body] = answerTo(method, new URL(url, 'http://store'));
    response.writeHead(status, { 'x-amz-request-id': 'R' }).end(body);
  });
  opened = await OpenedEngine.open({ url: server.url, secretAccessKey: 'false-times-secret' });
});
afterEach(async () => {
  await opened.close();
  await server.close();
});

async function planned() {
  await opened.scan(bucket);
  await expect.poll(async () => (await opened.rows(bucket)).map(({ sizing }) => sizing.status)).toEqual(['sized']);
  return (await opened.plan(bucket)).id;
}
const outcome = async (planId: string) => {
  const [item] = (await opened.carryOut(planId)).items;
  return { verdict: item?.verdict, why: item?.reason?.why, aborts };
};

describe('where every time is the same old one', () => {
  it.each<[string, () => void, string]>([
    ['a part was added', () => parts.set(3, { size: 10, etag: 'c' }), 'more parts'],
    ['an empty part was added, with the highest number', () => parts.set(10_000, { size: 0, etag: 'c' }), 'more parts'],
    ['a part was written again, as large', () => parts.set(2, { size: 10, etag: 'x' }), 'parts replaced'],
    ['a part was written again, smaller', () => parts.set(2, { size: 9, etag: 'x' }), 'parts replaced'],
    ['a part was written again, larger', () => parts.set(2, { size: 11, etag: 'x' }), 'more bytes'],
    [
      'two parts changed places',
      () => {
        parts.set(1, { size: 10, etag: 'b' });
        parts.set(2, { size: 10, etag: 'a' });
      },
      'parts replaced',
    ],
    [
      'another number is the highest',
      () => {
        parts.delete(2);
        parts.set(7, { size: 10, etag: 'b' });
      },
      'parts replaced',
    ],
  ])('%s since the plan: the upload is left alone', async (_, change, why) => {
    const planId = await planned();
    change();
    expect(await outcome(planId)).toEqual({ verdict: 'skipped', why, aborts: 0 });
    // A plan that is made of what is there now is carried out.
    expect(await outcome(await planned())).toMatchObject({ verdict: 'clear', aborts: 1 });
  });

  it('what did not change is aborted, and so are the parts that land after that', async () => {
    landing = [[2, { size: 10, etag: 'late' }]];
    expect(await outcome(await planned())).toMatchObject({ verdict: 'clear', aborts: 2 });
  });

  it('fewer parts are somebody else’s abort', async () => {
    const planId = await planned();
    parts.delete(1);
    expect(await outcome(planId)).toMatchObject({ verdict: 'clear', aborts: 1 });
  });
});

describe('an upload that an earlier scan of the whole bucket did not show', () => {
  const activities = async () => (await opened.rows(bucket)).map(({ active, activityAt }) => [active, activityAt]);
  /** A scan before the upload is begun, and then one that shows it. */
  async function scannedBeforeAndAfter(between: () => Promise<unknown> = async () => null) {
    isOpen = false;
    await opened.scan(bucket);
    await between();
    [isOpen, beside, isTruncated] = [true, '', 'false'];
    return planned();
  }

  it.each<[string, () => Promise<unknown>]>([
    ['', async () => null],
    [' over a new start', () => opened.reopen()],
    [
      ' though scans failed since',
      async () => {
        isTruncated = 'perhaps';
        await opened.scan(bucket);
      },
    ],
  ])('is not old, whatever is told of it%s: it is aborted once that is confirmed', async (_, between) => {
    const planId = await scannedBeforeAndAfter(between);
    expect(await activities()).toEqual([[true, unknownTime]]);
    expect(await outcome(planId)).toEqual({ verdict: 'skipped', why: 'active, not confirmed', aborts: 0 });
    // Nor is it after the next scan, which has seen it before.
    const plan = await opened.client.plans.get({ planId: await planned() });
    expect(await activities()).toEqual([[true, unknownTime]]);
    const confirmed = { includeActive: plan.items.map(({ ref }) => ref), typedBucketName: bucket };
    expect((await opened.carryOut(plan.id, confirmed)).items).toMatchObject([{ verdict: 'clear' }]);
    expect(aborts).toBe(1);
  });

  it('is as old as is told where that scan may not have seen all: it came to no end', async () => {
    isTruncated = 'perhaps';
    expect(await outcome(await scannedBeforeAndAfter())).toMatchObject({ verdict: 'clear', aborts: 1 });
  });

  it('is as old as is told where that scan may not have seen all: an entry had no ID, and may have been this one', async () => {
    beside = `<Upload><Key>${key}</Key><Initiated>${told}</Initiated></Upload>`;
    expect(await outcome(await scannedBeforeAndAfter())).toMatchObject({ verdict: 'clear', aborts: 1 });
  });

  it('is as old as is told where that scan was of another store', async () => {
    const elsewhere = async () => {
      const [connection] = (await opened.until(() => true)).connections;
      if (!connection) throw new Error('There is no connection');
      await opened.client.connections.save({
        ...connection,
        endpointUrl: server.url.replace('127.0.0.1', 'localhost'),
      });
    };
    expect(await outcome(await scannedBeforeAndAfter(elsewhere))).toMatchObject({ verdict: 'clear', aborts: 1 });
  });
});
