import { afterEach, beforeEach, expect, it } from 'vitest';
import { createS3Store } from './s3-store.ts';
import { errorXml, exampleConnection, type RecordingServer, startRecordingServer } from './testing/recording-server.ts';

let server: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
});
afterEach(() => server.close());

const open = () =>
  createS3Store(
    exampleConnection(server.url),
    async () => ({ accessKeyId: 'A', secretAccessKey: 'lifecycle-secret-key' }),
    {
      now: Date.now,
    },
  );
const rule = '<Rule><ID>r</ID><Status>Enabled</Status><Prefix/><Expiration><Days>3</Days></Expiration></Rule>';
const document = (content: string) =>
  `<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</LifecycleConfiguration>`;

it.each([
  ['rules', 200, document(rule + rule.replace('>r<', '>s<')), 2],
  ['an empty document', 200, document(''), 0],
  ['an empty document in one tag', 200, '<LifecycleConfiguration/>', 0],
  ['nothing at all', 200, '', 0],
  ['that there is no configuration', 404, errorXml('NoSuchLifecycleConfiguration'), null],
])('counts what a store answers with %s', async (_, status, body, rules) => {
  server.answer({ status, body });
  expect(await open().countLifecycleRules('b')).toEqual({
    call: { status, requestId: 'REQ1', serverTime: expect.any(Number), requestCharged: false },
    rules,
  });
  expect(server.requests).toMatchObject([{ method: 'GET', path: '/b/' }]);
  expect(server.requests[0]?.query.has('lifecycle')).toBe(true);
});

it.each([
  [
    'a denial',
    403,
    errorXml('AccessDenied'),
    { code: 'ACCESS_DENIED', details: { permission: 's3:GetLifecycleConfiguration' } },
  ],
  ['no such bucket', 404, errorXml('NoSuchBucket'), { code: 'NO_SUCH_BUCKET' }],
  ['a listing, where ?lifecycle is not known', 200, '<ListBucketResult></ListBucketResult>', { code: 'NOT_S3' }],
  ['half an answer', 200, document(rule).slice(0, 120), { code: 'CONNECTION_LOST' }],
  ['a web page', 200, '<html></html>', { code: 'NOT_S3' }],
])('fails by %s', async (_, status, body, expected) => {
  server.answer({ status, body });
  await expect(open().countLifecycleRules('b')).rejects.toMatchObject(expected);
});

it('never passes for a list without parts', async () => {
  server.answer({ body: document('') });
  const ref = { connectionId: 'c1', bucket: 'b', key: 'k', uploadId: 'u' };
  await expect(open().listParts(ref, null)).rejects.toMatchObject({ code: 'NOT_S3' });
});

it('names the expected owner, and not who pays: that is no part of this call', async () => {
  const store = createS3Store(
    exampleConnection(server.url, { requesterPays: true, expectedBucketOwner: '111122223333' }),
    async () => ({ accessKeyId: 'A', secretAccessKey: 'lifecycle-secret-key' }),
    { now: Date.now },
  );
  server.answer({ body: document('') });
  await store.countLifecycleRules('b');
  expect(server.requests[0]?.headers).toMatchObject({ 'x-amz-expected-bucket-owner': '111122223333' });
  expect(server.requests[0]?.headers['x-amz-request-payer']).toBeUndefined();
});
