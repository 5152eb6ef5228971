import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { recordedStore } from './testing/recorded-store.ts';

const recorded = recordedStore();

const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };
const upload = (key: string) => `<Upload><Key>${key}</Key><UploadId>u</UploadId></Upload>`;
const page = (inside: string) =>
  `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${inside}</ListMultipartUploadsResult>`;

it.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  [' GZIP ', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('reads a list that a proxy has compressed: %j', async (encoding, pack) => {
  // Longer than what is read at once, so that it crosses the wire in several pieces.
  const many = Array.from({ length: 1000 }, (_, number) => upload(`plain/${number}`)).join('');
  recorded.server.answer({ headers: { 'content-encoding': encoding }, body: pack(page(many)) });
  const { uploads } = await recorded.store.listUploads({ bucket: 'b' });
  expect(uploads).toHaveLength(1000);
  expect(uploads[999]?.key).toBe('plain/999');
});

it('reads a refusal that a proxy has compressed by its own code', async () => {
  const body = gzipSync('<Error><Code>NoSuchUpload</Code><Message>gone</Message></Error>');
  recorded.server.answer({ status: 404, headers: { 'content-encoding': 'gzip' }, body });
  await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject({
    code: 'NO_SUCH_UPLOAD',
    details: { storeCode: 'NoSuchUpload' },
  });
});

it('an answer that unpacks to more than any is left off, however little crossed the wire', async () => {
  const body = gzipSync(Buffer.alloc(40 * 1024 * 1024, ' '));
  expect(body.length).toBeLessThan(100_000);
  recorded.server.answer({ headers: { 'content-encoding': 'gzip' }, body });
  await expect(recorded.store.listUploads({ bucket: 'b' })).rejects.toMatchObject({
    code: 'NOT_S3',
    message: 'The answer was longer than 8 MiB, which no answer to ListMultipartUploads comes to.',
  });
});

it('an answer that says so and is not compressed cannot be used, and one that breaks off is told as that', async () => {
  recorded.server.answer({ headers: { 'content-encoding': 'gzip' }, body: page('') });
  await expect(recorded.store.listUploads({ bucket: 'b' })).rejects.toMatchObject({
    code: 'NOT_S3',
    details: { unusable: true },
  });
  const packed = gzipSync(page(upload('k')));
  recorded.server.answer({ headers: { 'content-encoding': 'gzip' }, body: packed.subarray(0, packed.length - 12) });
  await expect(recorded.store.listUploads({ bucket: 'b' })).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
});

it('an object that is kept compressed is found by HEAD, whose answer has no body, and an abort of none is done', async () => {
  const headers = {
    'content-encoding': 'gzip',
    'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
    'content-length': '7',
  };
  recorded.server.answer({ headers });
  expect((await recorded.store.headObject('b', 'k')).object).toMatchObject({ bytes: 7 });
  recorded.server.answer({ status: 204, headers: { 'content-encoding': 'gzip' } });
  expect((await recorded.store.abortUpload(ref)).status).toBe(204);
});
