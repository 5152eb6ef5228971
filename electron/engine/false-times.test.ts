import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
      `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${isOpen ? upload : ''}</ListMultipartUploadsResult>`,
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
  return [200, `<ListPartsResult><IsTruncated>false</IsTruncated>${listed.join('')}</ListPartsResult>`];
}

beforeEach(async () => {
  parts = new Map([
    [1, { size: 10, etag: 'a' }],
    [2, { size: 10, etag: 'b' }],
  ]);
  [isOpen, aborts, landing] = [true, 0, []];
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
