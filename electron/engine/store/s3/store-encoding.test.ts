import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EncodingMemory, KeyConvention } from '../encoding.ts';
import { createS3Store } from './s3-store.ts';
import { exampleConnection, type RecordingServer, startRecordingServer } from './testing/recording-server.ts';

let server: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
});
afterEach(() => server.close());

const open = (encodingMemory?: EncodingMemory) =>
  createS3Store(
    exampleConnection(server.url),
    async () => ({ accessKeyId: 'A', secretAccessKey: 'encoding-secret-key' }),
    {
      now: Date.now,
      ...(encodingMemory ? { encodingMemory } : {}),
    },
  );

const upload = (key: string, id: string) =>
  `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>2026-01-01T00:00:00.000Z</Initiated></Upload>`;
const listing = (keys: string[], marker = '', echo = '') =>
  `<ListMultipartUploadsResult>${echo}<IsTruncated>${marker !== ''}</IsTruncated><NextKeyMarker>${marker}</NextKeyMarker><NextUploadIdMarker>m</NextUploadIdMarker>${keys
    .map((key, index) => upload(key, `u${index}`))
    .join('')}</ListMultipartUploadsResult>`;
const asks = () => server.requests.map(({ query }) => query.get('encoding-type'));

it('asks for URL encoding and decodes by the echo, without a second request', async () => {
  server.answer({ body: listing(['a+b%2Bc'], 'x+y', '<EncodingType>url</EncodingType>') });
  const page = await open().listUploads({ bucket: 'b' });
  expect(page).toMatchObject({
    uploads: [{ key: 'a b+c', uploadId: 'u0' }],
    nextKeyMarker: 'x y',
    nextUploadIdMarker: 'm',
  });
  expect(asks()).toEqual(['url']);
});

it('learns Ceph’s convention by comparing, once, and remembers it', async () => {
  const saved: KeyConvention[] = [];
  const store = open({ load: () => null, save: (convention) => saved.push(convention) });
  server.answer(
    { body: listing(['a%2Bb'], 'a+b') },
    { body: listing(['a+b'], 'a+b') },
    { body: listing(['c%20d'], 'c+d') },
  );
  expect(await store.listUploads({ bucket: 'b' })).toMatchObject({ uploads: [{ key: 'a+b' }], nextKeyMarker: 'a+b' });
  expect(await store.listUploads({ bucket: 'b' })).toMatchObject({ uploads: [{ key: 'c d' }], nextKeyMarker: 'c+d' });
  expect(asks()).toEqual(['url', null, 'url']);
  expect(saved).toEqual([{ keys: 'encoded', marker: 'plain' }]);
});

it('does not learn from, nor ask twice for, a page that reads the same either way', async () => {
  const saved: KeyConvention[] = [];
  const store = open({ load: () => null, save: (convention) => saved.push(convention) });
  server.answer({ body: listing(['plain'], 'plain') }, { body: listing(['a+b']) }, { body: listing(['a+b']) });
  await store.listUploads({ bucket: 'b' });
  expect(await store.listUploads({ bucket: 'b' })).toMatchObject({ uploads: [{ key: 'a+b' }] });
  expect(asks()).toEqual(['url', 'url', null]);
  expect(saved).toEqual([{ keys: 'plain', marker: null }]);
});

it('starts with what was remembered', async () => {
  server.answer({ body: listing(['a+b']) });
  const store = open({ load: () => ({ keys: 'encoded', marker: 'encoded' }), save: () => {} });
  expect(await store.listUploads({ bucket: 'b' })).toMatchObject({ uploads: [{ key: 'a b' }] });
  expect(asks()).toEqual(['url']);
});

it('returns the bare page where the comparison could not tell', async () => {
  server.answer({ body: listing(['gone%20by', 'then'], 'then') }, { body: listing(['new+one', 'then'], 'then') });
  const page = await open().listUploads({ bucket: 'b' });
  expect(page.uploads.map(({ key }) => key)).toEqual(['new+one', 'then']);
});

it('sends markers, prefix and page size exactly, and the same for the comparison', async () => {
  server.answer({ body: listing(['a+b']) });
  await open().listUploads({ bucket: 'b', prefix: 'a+ %', keyMarker: 'k+ &😀', uploadIdMarker: '', maxUploads: 2 });
  expect(server.requests).toHaveLength(2);
  for (const { query } of server.requests) {
    expect(Object.fromEntries(query)).toMatchObject({
      prefix: 'a+ %',
      'key-marker': 'k+ &😀',
      'upload-id-marker': '',
      'max-uploads': '2',
    });
  }
});

it('never asks for a page of 0 or 1', async () => {
  for (const maxUploads of [0, 1, 1.5, 1001]) {
    await expect(open().listUploads({ bucket: 'b', maxUploads })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
  expect(server.requests).toHaveLength(0);
});

it('drops next markers of a last page, and refuses an upload that cannot be addressed', async () => {
  server.answer({ body: listing(['k']).replace('<NextKeyMarker>', '<NextKeyMarker>k') });
  expect(await open().listUploads({ bucket: 'b' })).toMatchObject({ nextKeyMarker: null, nextUploadIdMarker: null });
  server.answer({ body: listing(['']) });
  await expect(open().listUploads({ bucket: 'b' })).rejects.toMatchObject({ code: 'NOT_S3' });
});
