import { describe, expect, it } from 'vitest';
import type { CallInfo } from '../store.ts';
import { AnsweringStore } from './answering-store.ts';
import { recordedStore } from './testing/recorded-store.ts';
import { errorXml, type Reply } from './testing/recording-server.ts';

/*
 * 204 to an abort, and 404 or 200 to a HEAD, that something on the way gives of its own: a gateway that answers every DELETE, a
 * firewall, a sign-in page. They have no body that would tell.
 */

const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };
const notOurs = {
  code: 'NOT_S3',
  message: expect.stringContaining('lacks the request ID'),
  details: { unusable: true },
};
const parts = '<ListPartsResult><UploadId>u</UploadId><IsTruncated>false</IsTruncated></ListPartsResult>';
const uploads =
  '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>';
const modified = { 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT' };
/** Without the header that the recording server adds. */
const bare =
  (status: number, headers: Record<string, string> = {}, body = ''): Reply =>
  (response) =>
    response.writeHead(status, headers).end(body);

describe.each<[string, string]>([
  ['parts', parts],
  ['uploads', uploads],
])('where the store names its requests on a list of %s', (what, body) => {
  const recorded = recordedStore();
  const list = async () => {
    recorded.server.answer({ body });
    await (what === 'parts' ? recorded.store.listParts(ref, null) : recorded.store.listUploads({ bucket: 'b' }));
  };

  it.each([200, 202, 204])('an abort that is answered %i without one was not taken by it', async (status) => {
    await list();
    recorded.server.answer(bare(status));
    await expect(recorded.store.abortUpload(ref)).rejects.toMatchObject({
      ...notOurs,
      details: { unusable: true, httpStatus: status, operation: 'AbortMultipartUpload' },
    });
    recorded.server.answer({ status });
    expect((await recorded.store.abortUpload(ref)).status).toBe(status);
    recorded.server.answer(bare(status, { 'x-request-id': 'R' }));
    expect((await recorded.store.abortUpload(ref)).status).toBe(status);
  });

  it('a HEAD that is answered without one tells of no object, and of none that is absent', async () => {
    await list();
    for (const reply of [bare(404), bare(200, modified), bare(404, { server: 'firewall' })]) {
      recorded.server.answer(reply);
      await expect(recorded.store.headObject('b', 'k')).rejects.toMatchObject(notOurs);
    }
    recorded.server.answer({ status: 404 });
    expect((await recorded.store.headObject('b', 'k')).object).toBeNull();
    recorded.server.answer({ headers: modified });
    expect((await recorded.store.headObject('b', 'k')).object).not.toBeNull();
  });
});

describe('where the store names none of its requests', () => {
  const recorded = recordedStore();

  it('what it says without a body is its own', async () => {
    for (const body of [parts, uploads]) {
      recorded.server.answer(bare(200, {}, body));
      await (body === parts ? recorded.store.listParts(ref, null) : recorded.store.listUploads({ bucket: 'b' }));
    }
    recorded.server.answer(bare(204));
    expect((await recorded.store.abortUpload(ref)).status).toBe(204);
    recorded.server.answer(bare(404));
    expect((await recorded.store.headObject('b', 'k')).object).toBeNull();
  });
});

it('a request that was named once tells; one that was not takes nothing back', () => {
  const call = (requestId: string | null): CallInfo => ({
    status: 204,
    requestId,
    serverTime: null,
    requestCharged: false,
  });
  const context = { operation: 'AbortMultipartUpload', bucket: 'b', endpoint: 'e' } as const;
  const store = new AnsweringStore();
  store.listed(call(null));
  expect(() => store.requireNamed(context, call(null))).not.toThrow();
  store.listed(call('R'));
  store.listed(call(null));
  expect(() => store.requireNamed(context, call(null))).toThrow('lacks the request ID');
  expect(() => store.requireNamed(context, call('S'))).not.toThrow();
});

describe('what is marked as AWS’s, and no S3', () => {
  const recorded = recordedStore();

  it.each([[{ 'x-amz-cf-id': 'C', 'x-amz-cf-pop': 'FRA56' }], [{ 'x-amz-apigw-id': 'G', 'x-amzn-requestid': 'R' }]])(
    'an empty 404 with %j does not say that the upload is gone',
    async (headers) => {
      recorded.server.answer(bare(404, headers));
      await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject({ code: 'NOT_S3' });
      recorded.server.answer(bare(404, { ...headers, 'x-amz-id-2': 'I' }));
      await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
    },
  );

  it('304 answers nothing that was asked, and is no refusal for good', async () => {
    recorded.server.answer({ status: 304, headers: { etag: '"e"' } });
    await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject({ code: 'NOT_S3' });
    await expect(recorded.store.abortUpload(ref)).rejects.toMatchObject({ code: 'NOT_S3' });
    recorded.server.answer({ status: 404, body: errorXml('NoSuchUpload') });
    await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
  });
});
