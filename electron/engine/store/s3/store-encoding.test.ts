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
/** Requests for pages of uploads. */
const pages = () => server.requests.filter(({ query }) => query.has('uploads'));
const asks = () => pages().map(({ query }) => query.get('encoding-type'));
/** What ListParts says of an upload under a key that is not its own. */
const noSuchUpload = { status: 404, body: '<Error><Code>NoSuchUpload</Code></Error>' };

const echo = '<EncodingType>url</EncodingType>';

it('asks for URL encoding and decodes by the echo once a comparison bore it out', async () => {
  server.answer(
    { body: listing(['a+b%2Bc'], 'x+y', echo) },
    { body: listing(['a b+c'], 'x y') },
    { body: listing(['d+e'], 'z+', echo) },
  );
  const store = open();
  const page = await store.listUploads({ bucket: 'b' });
  expect(page).toMatchObject({
    uploads: [{ key: 'a b+c', uploadId: 'u0' }],
    nextKeyMarker: 'x y',
    nextUploadIdMarker: 'm',
  });
  const next = await store.listUploads({ bucket: 'b', keyMarker: 'x y', uploadIdMarker: 'm' });
  expect(next).toMatchObject({ uploads: [{ key: 'd e' }], nextKeyMarker: 'z ' });
  expect(asks()).toEqual(['url', null, 'url']);
  expect(store.keyWriting()).toMatchObject({ echoed: true });
});

it('finds out that an echo is not meant, and goes on without asking for it', async () => {
  server.answer(
    { body: listing(['a+b.bin', '%20', 'c'], 'c', echo) },
    { body: listing(['a+b.bin', '%20', 'c'], 'c') },
    { body: listing(['d+e'], 'd+e') },
    { body: listing(['a%2Fb'], '', echo) },
  );
  const store = open();
  const first = await store.listUploads({ bucket: 'b' });
  expect(first.uploads.map(({ key }) => key)).toEqual(['a+b.bin', '%20', 'c']);
  const next = await store.listUploads({ bucket: 'b', keyMarker: 'c', uploadIdMarker: 'm' });
  expect(next).toMatchObject({ uploads: [{ key: 'd+e' }], nextKeyMarker: 'd+e' });
  // A look in between needs no comparison.
  expect(await store.listUploads({ bucket: 'b', prefix: 'a%2Fb' })).toMatchObject({ uploads: [{ key: 'a%2Fb' }] });
  expect(asks()).toEqual(['url', null, null, 'url']);
  expect(store.keyWriting()).toEqual({ echoed: false, keys: 'plain', marker: 'plain' });
});

it('finds out with the next walk that a store was upgraded', async () => {
  server.answer(
    { body: listing(['a+b'], '', echo) },
    { body: listing(['a+b']) },
    noSuchUpload,
    { body: listing(['a%2Bb'], '', echo) },
    { body: listing(['a+b']) },
    { body: listing(['a%2Bb'], '', echo) },
  );
  const store = open();
  for (let walk = 0; walk < 2; walk++) {
    expect((await store.listUploads({ bucket: 'b' })).uploads[0]?.key).toBe('a+b');
  }
  expect((await store.listUploads({ bucket: 'b', prefix: 'a' })).uploads[0]?.key).toBe('a+b');
  expect(asks()).toEqual(['url', null, 'url', null, 'url']);
});

const partsFound =
  '<ListPartsResult><IsTruncated>false</IsTruncated><Part><PartNumber>1</PartNumber><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>e</ETag><Size>1</Size></Part></ListPartsResult>';

it.each([echo, ''])(
  'has a key found by what its text means where both pages are alike, once a walk (%s)',
  async (said) => {
    const saved: KeyConvention[] = [];
    const store = open({ load: () => null, save: (convention) => saved.push(convention) });
    server.answer(
      { body: listing(['caf%C3%A9+1', 'c'], 'd+e', said) },
      { body: listing(['caf%C3%A9+1', 'c'], 'd+e') },
      { body: partsFound },
      { body: listing(['d+e+f'], '', said) },
    );
    const first = await store.listUploads({ bucket: 'b' });
    expect(first).toMatchObject({ uploads: [{ key: 'café 1' }, { key: 'c' }], nextKeyMarker: 'd e' });
    expect(server.requests[2]?.path).toBe('/b/caf%C3%A9%201');
    expect(server.requests[2]?.query.get('uploadId')).toBe('u0');
    const next = await store.listUploads({ bucket: 'b', keyMarker: 'd e', uploadIdMarker: 'm' });
    expect(next).toMatchObject({ uploads: [{ key: 'd e f' }] });
    expect(server.requests).toHaveLength(4);
    expect(saved).toEqual(said === '' ? [{ keys: 'encoded', marker: 'encoded' }] : []);
  },
);

it.each([
  ['a mixture of blanks', ['a%20b', 'c+d']],
  ['a text that no encoding leaves', ['a+b', 'c d']],
])('asks nobody where a page is no URL encoding: %s', async (_, keys) => {
  server.answer({ body: listing(keys, '', echo) }, { body: listing(keys) });
  const { uploads } = await open().listUploads({ bucket: 'b' });
  expect(uploads.map(({ key }) => key)).toEqual(keys);
  expect(server.requests).toHaveLength(2);
});

it('asks for no upload within a look that keeps its calls on record', async () => {
  server.answer({ body: listing(['a+b'], '', '') }, { body: listing(['a+b']) });
  await open().listUploads({ bucket: 'b', prefix: 'a', onRecord: true });
  expect(server.requests).toHaveLength(2);
});

it('reads each key by itself where blanks are %20 and a plus is a plus', async () => {
  server.answer(
    { body: listing(['a%20b', 'c'], 'c', echo) },
    { body: listing(['a b', 'c'], 'c') },
    { body: listing(['d+e', 'f%2Bg'], '', echo) },
    { body: listing(['d+e', 'f+g']) },
  );
  const store = open();
  await store.listUploads({ bucket: 'b' });
  const { uploads } = await store.listUploads({ bucket: 'b', keyMarker: 'c', uploadIdMarker: 'm' });
  expect(uploads.map(({ key }) => key)).toEqual(['d+e', 'f+g']);
});

it('takes an echo at its word where the page without encoding cannot be read', async () => {
  server.answer({ body: listing(['a%01+b'], '', echo) }, { body: listing(['a<b']) });
  expect((await open().listUploads({ bucket: 'b' })).uploads[0]?.key).toBe('a\u0001 b');
});

it.each([
  '<ListMultipartUploadsResult><Upload>',
  '<ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload><Key>a',
])('asks again where the page without encoding breaks off, and then takes an echo at its word: %s', async (cut) => {
  server.answer({ body: listing(['a%01+b'], '', echo) }, { body: cut }, { body: listing(['a%01+b']) }, noSuchUpload);
  const wasCut = await open().listUploads({ bucket: 'b' });
  expect(wasCut.uploads[0]?.key).toBe('a%01+b');
  server.answer({ body: listing(['a%01+b'], '', echo) }, { body: cut }, { body: cut });
  expect((await open().listUploads({ bucket: 'b' })).uploads[0]?.key).toBe('a\u0001 b');
  expect(asks()).toEqual(['url', null, null, 'url', null, null]);
});

it('does not take at its word what says nothing of its encoding, nor what breaks off itself', async () => {
  const cut = { body: '<ListMultipartUploadsResult><Upload>' };
  server.answer({ body: listing(['a%01+b']) }, cut, cut);
  await expect(open().listUploads({ bucket: 'b' })).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  server.answer(cut);
  await expect(open().listUploads({ bucket: 'b' })).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
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
  expect(await store.listUploads({ bucket: 'b', keyMarker: 'a+b' })).toMatchObject({
    uploads: [{ key: 'c d' }],
    nextKeyMarker: 'c+d',
  });
  expect(asks()).toEqual(['url', null, 'url']);
  expect(saved).toEqual([{ keys: 'encoded', marker: 'plain' }]);
});

it('does not learn from, nor ask twice for, a page that reads the same either way', async () => {
  const saved: KeyConvention[] = [];
  const store = open({ load: () => null, save: (convention) => saved.push(convention) });
  server.answer(
    { body: listing(['plain'], 'plain') },
    { body: listing(['a+b']) },
    { body: listing(['a+b']) },
    noSuchUpload,
  );
  await store.listUploads({ bucket: 'b' });
  expect(await store.listUploads({ bucket: 'b' })).toMatchObject({ uploads: [{ key: 'a+b' }] });
  expect(asks()).toEqual(['url', 'url', null]);
  expect(saved).toEqual([{ keys: 'plain', marker: null }]);
});

it('looks with what was remembered, and asks again as a walk begins', async () => {
  server.answer({ body: listing(['a+b']) }, { body: listing(['a+b']) }, { body: listing(['a+b']) }, noSuchUpload);
  const store = open({ load: () => ({ keys: 'encoded', marker: 'encoded' }), save: () => {} });
  expect(await store.listUploads({ bucket: 'b', prefix: 'a' })).toMatchObject({ uploads: [{ key: 'a b' }] });
  expect(asks()).toEqual(['url']);
  expect(await store.listUploads({ bucket: 'b' })).toMatchObject({ uploads: [{ key: 'a+b' }] });
  expect(asks()).toEqual(['url', 'url', null]);
});

it('returns the bare page where the comparison could not tell', async () => {
  server.answer({ body: listing(['gone%20by', 'then'], 'then') }, { body: listing(['new+one', 'then'], 'then') });
  const page = await open().listUploads({ bucket: 'b' });
  expect(page.uploads.map(({ key }) => key)).toEqual(['new+one', 'then']);
});

it('sends markers, prefix and page size exactly, and the same for the comparison', async () => {
  server.answer({ body: listing(['a+b']) });
  await open().listUploads({ bucket: 'b', prefix: 'a+ %', keyMarker: 'k+ &😀', uploadIdMarker: '', maxUploads: 2 });
  expect(pages()).toHaveLength(2);
  for (const { query } of pages()) {
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

it('drops next markers of a last page, and sets an upload apart that cannot be addressed', async () => {
  server.answer({ body: listing(['k']).replace('<NextKeyMarker>', '<NextKeyMarker>k') });
  expect(await open().listUploads({ bucket: 'b' })).toMatchObject({ nextKeyMarker: null, nextUploadIdMarker: null });
  server.answer({ body: listing(['']) });
  expect(await open().listUploads({ bucket: 'b' })).toMatchObject({ uploads: [], unnamed: [{ key: '' }] });
});
