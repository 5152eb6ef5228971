import { ListPartsCommand, type ListPartsCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { HttpResponse } from '@smithy/core/protocols';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '../../../../shared/schema/model.ts';
import { createS3Client } from './client-factory.ts';
import { sendListParts } from './direct-parts.ts';
import { newCall, runningCall } from './running-call.ts';
import { exampleConnection } from './testing/recording-server.ts';

const plainPage = '<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>';
const now = Date.UTC(2026, 4, 1, 12);
let sent: unknown[] = [];
let answer = { statusCode: 200, headers: {}, body: plainPage };
const requestHandler = {
  handle: async (request: unknown) => {
    sent.push(request);
    return { response: new HttpResponse({ ...answer, headers: { ...answer.headers } }) };
  },
  metadata: { handlerProtocol: 'http/1.1' },
  updateHttpClientConfig() {},
  httpHandlerConfigs: () => ({}),
};

beforeEach(() => {
  // Signatures are of their second.
  vi.useFakeTimers({ now, toFake: ['Date'] });
  sent = [];
  answer = { statusCode: 200, headers: {}, body: plainPage };
});
afterEach(() => {
  vi.useRealTimers();
});

function clientOf(given: Partial<Connection> = {}, region = 'eu-west-1'): S3Client {
  const credentials = async () => ({
    accessKeyId: 'A',
    secretAccessKey: 'direct-secret',
    sessionToken: 'direct-token',
  });
  const connection = { ...exampleConnection('https://store.example:9000/'), ...given };
  return createS3Client(connection, region, credentials, requestHandler, () => now);
}
const calling = <T>(work: () => Promise<T>) =>
  runningCall.run(newCall({ operation: 'ListParts', bucket: 'b', endpoint: 'e' }), work);
const direct = (client: S3Client, input: ListPartsCommandInput) =>
  calling(() => sendListParts(client, input, { abortSignal: new AbortController().signal, now: () => now }));
const bySdk = (client: S3Client, input: ListPartsCommandInput) =>
  calling(() => client.send(new ListPartsCommand(input)));

/** What both ways send for the same call. */
async function bothOf(client: S3Client, input: ListPartsCommandInput) {
  sent = [];
  await direct(client, input);
  await bySdk(client, input);
  expect(sent).toHaveLength(2);
  return { direct: sent[0], sdk: sent[1] };
}

test.each<[string, Partial<Connection>, string]>([
  ['path style', { pathStyle: true }, 'bucket'],
  ['the bucket as host name', { pathStyle: false }, 'bucket'],
  ['a name with dots', { pathStyle: false }, 'a.bucket'],
  ['a name that is no host name', { pathStyle: false }, 'Old_Bucket'],
  ['an IP address', { endpointUrl: 'http://127.0.0.1:9000', pathStyle: false }, 'bucket'],
  ['an IPv6 address', { endpointUrl: 'http://[::1]:9000', pathStyle: true }, 'bucket'],
  ['an endpoint with a path', { endpointUrl: 'https://store.example/s3/', pathStyle: true }, 'bucket'],
  ['no signature', { credentials: { kind: 'anonymous' } }, 'bucket'],
  ['AWS', { endpointUrl: null, pathStyle: false }, 'bucket'],
  ['AWS by path', { endpointUrl: null, pathStyle: true }, 'a.bucket'],
  ['AWS, dual-stack', { endpointUrl: null, pathStyle: false, dualStack: true }, 'bucket'],
  ['AWS, FIPS', { endpointUrl: null, pathStyle: false, fips: true }, 'bucket'],
  ['an access point', { endpointUrl: null, pathStyle: false }, 'arn:aws:s3:us-west-2:123456789012:accesspoint/mine'],
])('sends what the SDK sends: %s', async (_, given, bucket) => {
  const client = clientOf(given);
  const input = { Bucket: bucket, Key: 'a/key', UploadId: 'u', MaxParts: 1000 };
  for (const more of [
    {},
    { PartNumberMarker: '7' },
    { RequestPayer: 'requester', ExpectedBucketOwner: '1' } as const,
  ]) {
    const both = await bothOf(client, { ...input, ...more });
    expect(both.direct).toEqual(both.sdk);
  }
});

test('sends what the SDK sends for any key and upload ID', async () => {
  const client = clientOf({ pathStyle: true });
  const name = fc.string({ unit: fc.constantFrom(..."a/.~*!'()+ %&=?#\u0001ü😀"), minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(name, name, async (Key, UploadId) => {
      const both = await bothOf(client, { Bucket: 'bucket', Key, UploadId, MaxParts: 1000 });
      expect(both.direct).toEqual(both.sdk);
    }),
    { numRuns: 300 },
  );
});

test('leaves only bucket addresses of another kind to the SDK', async () => {
  const client = clientOf({ endpointUrl: null, pathStyle: false });
  const send = vi.spyOn(client, 'send');
  const rest = { Key: 'k', UploadId: 'u' };
  await direct(client, { Bucket: 'bucket', ...rest });
  expect(send).not.toHaveBeenCalled();
  await direct(client, { Bucket: 'arn:aws:s3:us-west-2:123456789012:accesspoint/mine', ...rest });
  expect(send).toHaveBeenCalledOnce();
});

test('an answer with more to it is read all the same, and not asked for again', async () => {
  const part =
    '<Part><PartNumber>1</PartNumber><Size>5</Size><!-- as told --><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>';
  answer.body = plainPage.replace('<IsTruncated>', `${part}<IsTruncated>`);
  const options = { abortSignal: new AbortController().signal, now: () => now };
  const read = await calling(async () => {
    await sendListParts(clientOf(), { Bucket: 'bucket', Key: 'k', UploadId: 'u' }, options);
    return runningCall.getStore()?.taken?.parts;
  });
  const checksum = { algorithm: 'CRC32', value: 'AAAAAA==' };
  expect(read).toMatchObject([{ partNumber: 1, size: 5, checksum }]);
  expect(sent).toHaveLength(1);
});

test('parts with checksums, as clients of today upload them, need no SDK to be read', async () => {
  const part = '<Part><PartNumber>1</PartNumber><Size>5</Size><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>';
  const of = '<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>';
  answer.body = plainPage.replace('<IsTruncated>', `${part}${of}<IsTruncated>`);
  const parse = vi.spyOn(ListPartsCommand.prototype, 'resolveMiddleware');
  const read = await calling(async () => {
    const options = { abortSignal: new AbortController().signal, now: () => now };
    await sendListParts(clientOf(), { Bucket: 'bucket', Key: 'k', UploadId: 'u' }, options);
    return runningCall.getStore()?.taken;
  });
  expect(read?.parts).toMatchObject([{ partNumber: 1, size: 5, checksum: { algorithm: 'CRC32', value: 'AAAAAA==' } }]);
  expect(parse).not.toHaveBeenCalled();
});

test('signs by the server’s clock once it is known, as the SDK does', async () => {
  const client = clientOf();
  const input = { Bucket: 'bucket', Key: 'k', UploadId: 'u' };
  const body = '<Error><Code>RequestTimeTooSkewed</Code></Error>';
  answer = { statusCode: 403, headers: { date: new Date(now + 3_600_000).toUTCString() }, body };
  for (const send of [direct, bySdk, direct]) await expect(send(client, input)).rejects.toThrow();
  const late = { headers: expect.objectContaining({ 'x-amz-date': '20260501T130000Z' }) };
  expect(sent).toEqual([
    expect.objectContaining({ headers: expect.objectContaining({ 'x-amz-date': '20260501T120000Z' }) }),
    expect.objectContaining(late),
    expect.objectContaining(late),
  ]);
});

test.each([
  ['a good answer', 200, plainPage],
  ['an upload that is gone', 404, '<Error><Code>NoSuchUpload</Code></Error>'],
  ['a gateway’s page', 502, '<html></html>'],
])('%s whose Date no signature of ours would be taken by moves no clock', async (_, statusCode, body) => {
  const client = clientOf();
  const input = { Bucket: 'bucket', Key: 'k', UploadId: 'u' };
  const sendAll = async (headers: Record<string, string>) => {
    answer = { statusCode, headers, body };
    sent.length = 0;
    for (const send of [direct, bySdk, direct, bySdk]) await send(client, input).catch(() => {});
    return sent.map((request) => (request as { headers: Record<string, string> }).headers['x-amz-date']);
  };
  const hours = 3_600_000;
  for (const date of [now + 72 * hours, now - 24 * 30 * hours, now + 16 * 60_000]) {
    expect(await sendAll({ date: new Date(date).toUTCString() })).toEqual(Array(4).fill('20260501T120000Z'));
  }
  expect(await sendAll({ date: '1' })).toEqual(Array(4).fill('20260501T120000Z'));
  // Within what is taken it is the server's clock, however it is written; what a cache kept is of another time.
  const near = new Date(now + 10 * 60_000);
  expect(await sendAll({ date: near.toUTCString(), age: '1' })).toEqual(Array(4).fill('20260501T120000Z'));
  expect((await sendAll({ date: near.toISOString().slice(0, 19) })).slice(1)).toContain('20260501T121000Z');
});
