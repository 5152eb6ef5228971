import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LiveState } from '../../shared/schema/live.ts';
import { type RecordingServer, startRecordingServer } from './store/s3/testing/recording-server.ts';
import { OpenedEngine } from './testing/opened-engine.ts';

/** A store that asks for time while a scan lists or sizes: what the page is told of it. */

const bucket = 'box';
const initiated = '2026-01-02T03:04:05.000Z';
const quarterMs = 15 * 60_000;

type Answer = { status: number; headers?: Record<string, string>; body: string };

/** What is answered to whole pages of uploads, and to lists of parts; null: what is so. */
let ofListing: (call: number) => Answer | null;
let ofParts: (call: number) => Answer | null;
let calls: { listing: number; parts: number };
let server: RecordingServer;
let opened: OpenedEngine;
let at: { connectionId: string; bucket: string };

const busy = (status: number, retryAfter: string, code: string): Answer => ({
  status,
  headers: { 'retry-after': retryAfter },
  body: `<Error><Code>${code}</Code><Message>Reduce your rate.</Message></Error>`,
});
const good = (body: string): Answer => ({ status: 200, body });

function answerTo({ searchParams, pathname }: URL): Answer {
  if (pathname === '/') {
    const named = `<Bucket><Name>${bucket}</Name></Bucket>`;
    return good(`<ListAllMyBucketsResult><Buckets>${named}</Buckets></ListAllMyBucketsResult>`);
  }
  if (searchParams.has('uploads')) {
    const answered = searchParams.get('max-uploads') === '1000' ? ofListing(++calls.listing) : null;
    const upload = `<Upload><Key>k</Key><UploadId>u</UploadId><Initiated>${initiated}</Initiated></Upload>`;
    const page = `<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated>${upload}</ListMultipartUploadsResult>`;
    return answered ?? good(page);
  }
  if (searchParams.has('uploadId')) {
    return (
      ofParts(++calls.parts) ??
      good('<ListPartsResult><UploadId>u</UploadId><IsTruncated>false</IsTruncated></ListPartsResult>')
    );
  }
  return { status: 404, body: '<Error><Code>NoSuchLifecycleConfiguration</Code></Error>' };
}

beforeEach(async () => {
  ofListing = ofParts = () => null;
  calls = { listing: 0, parts: 0 };
  server = await startRecordingServer();
  server.answer((response, { url = '/' }) => {
    const { status, headers = {}, body } = answerTo(new URL(url, 'http://store'));
    response.writeHead(status, { 'x-amz-request-id': 'R', ...headers }).end(body);
  });
  opened = await OpenedEngine.open({ url: server.url, secretAccessKey: 'store-waits-secret' });
  at = { connectionId: opened.connectionId, bucket };
  await opened.client.buckets.refresh({ connectionId: at.connectionId });
});
afterEach(async () => {
  await opened.close();
  await server.close();
});

const waitIn = (state: LiveState) => state.waits?.[at.connectionId];
const scanIn = (state: LiveState) => opened.scanIn(state, bucket);

it.each([
  ['a day', 503, '86400', 'SlowDown'],
  ['a year', 429, '31536000', 'TooManyRequests'],
  ['until a day in the next century', 503, 'Fri, 01 Jan 2100 00:00:00 GMT', 'Busy'],
  ['an hour, and calls it a failure of its own', 500, '3600', 'InternalError'],
])('a listing that is to wait %s waits a quarter of an hour, and says so with the store’s words', async (...told) => {
  const [, status, retryAfter, code] = told;
  ofListing = () => busy(status, retryAfter, code);
  const before = Date.now();
  await opened.client.scans.start(at);
  const state = await opened.until((live) => waitIn(live) !== undefined);
  const wait = waitIn(state);
  expect(wait).toMatchObject({ asked: true, error: { details: { httpStatus: status, storeCode: code } } });
  expect(wait?.until).toBeGreaterThan(before + quarterMs - 1_000);
  expect(wait?.until).toBeLessThanOrEqual(Date.now() + quarterMs);
  expect(scanIn(state)?.status).toBe('listing');
  expect(calls.listing).toBe(1);
  await opened.client.scans.stop(at);
  expect(calls.listing).toBe(1);
});

it('a sizing that is to wait says so, and goes on by itself at the time that was told', async () => {
  ofParts = (call) => (call === 1 ? busy(503, '2', 'SlowDown') : null);
  await opened.client.scans.start(at);
  let seen: LiveState['waits'];
  let sizing: string | undefined;
  const state = await opened.until((live) => {
    if (waitIn(live)) [seen, sizing] = [live.waits, scanIn(live)?.status];
    return scanIn(live)?.status === 'complete' && waitIn(live) === undefined && seen !== undefined;
  });
  const until = seen?.[at.connectionId]?.until ?? Number.POSITIVE_INFINITY;
  expect(sizing).toBe('sizing');
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  expect(state.waits).toEqual({});
  expect(calls.parts).toBe(2);
});
