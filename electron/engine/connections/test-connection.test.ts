import { afterEach, beforeEach, expect, it } from 'vitest';
import { createS3Store } from '../store/s3/s3-store.ts';
import {
  errorXml,
  exampleConnection,
  type RecordingServer,
  startRecordingServer,
} from '../store/s3/testing/recording-server.ts';
import { testConnection } from './test-connection.ts';

let server: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
});
afterEach(() => server.close());

const credentials = async () => ({ accessKeyId: 'A', secretAccessKey: 'testing-secret-key' });
const run = (url = server.url) => {
  let now = 0;
  const clock = { now: () => (now += 5) };
  return testConnection(createS3Store(exampleConnection(url), credentials, { now: Date.now }), clock);
};

it('counts the buckets', async () => {
  server.answer({
    body: '<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name></Bucket></Buckets></ListAllMyBucketsResult>',
  });
  expect(await run()).toEqual({ outcome: 'works', buckets: 1, latencyMs: 5 });
});

it('works without listing where ListBuckets is denied', async () => {
  server.answer({ status: 403, body: errorXml('AccessDenied') });
  expect(await run()).toEqual({ outcome: 'works-without-listing', latencyMs: 5 });
});

it.each([
  ['a wrong secret', 403, errorXml('SignatureDoesNotMatch'), 'SIGNATURE_MISMATCH'],
  ['an unknown key', 403, errorXml('InvalidAccessKeyId'), 'ACCESS_KEY_UNKNOWN'],
  ['a skewed clock', 403, errorXml('RequestTimeTooSkewed'), 'CLOCK_SKEW'],
  ['a web page', 200, '<!doctype html><html><body>hi</body></html>', 'NOT_S3'],
  ['a server that is no S3 at all', 404, 'not found', 'NOT_S3'],
])('says what is wrong: %s', async (_, status, body, code) => {
  server.answer({ status, body });
  expect(await run()).toMatchObject({ outcome: 'failed', error: { code } });
});

it('says that an endpoint is unreachable or unknown', async () => {
  expect(await run('http://127.0.0.1:1')).toMatchObject({ error: { code: 'CONNECTION_REFUSED' } });
  expect(await run('http://no-such-host.invalid')).toMatchObject({ error: { code: 'ENDPOINT_NOT_FOUND' } });
});
