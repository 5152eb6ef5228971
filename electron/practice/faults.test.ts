import {
  AbortMultipartUploadCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { delayed, denied, type Fault, internalError, slowDown } from './store.ts';
import { codeOf, listedKeys, noon, openStore, partNumbers } from './testing/practice-client.ts';

/** A store with one upload `k` of one part, under these faults. */
async function openWith(...faults: Fault[]) {
  const it = await openStore({ faults });
  const id = it.store.seedUpload({ bucket: 'b', key: 'k', initiatedAt: noon, parts: [{ partNumber: 1, size: 9 }] });
  const list = () => it.client.send(new ListMultipartUploadsCommand({ Bucket: 'b' }));
  const abort = () => it.client.send(new AbortMultipartUploadCommand({ Bucket: 'b', Key: 'k', UploadId: id }));
  return Object.assign(it, { id, list, abort });
}

describe('a call is struck', () => {
  test('by its operation', async () => {
    await using it = await openWith(denied('ListParts'));
    expect(await partNumbers(it.client, 'k', it.id)).toBe('AccessDenied');
    expect(await listedKeys(it.client)).toEqual(['k']);
    expect(it.store.calls.map(({ operation, status, code }) => [operation, status, code])).toEqual([
      ['ListParts', 403, 'AccessDenied'],
      ['ListMultipartUploads', 200, null],
    ]);
  });

  test('by its key', async () => {
    await using it = await openWith({ ...denied('ListParts'), key: 'other' });
    expect(await partNumbers(it.client, 'k', it.id)).toEqual([1]);
    expect(await partNumbers(it.client, 'other', it.id)).toBe('AccessDenied');
  });

  test('a number of times, after a number of calls', async () => {
    await using it = await openWith(internalError({ after: 1, times: 2 }));
    const codes: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      codes.push(
        await it.list().then(
          () => 'ok',
          () => 'failed',
        ),
      );
    }
    expect(codes).toEqual(['ok', 'failed', 'failed', 'ok', 'ok']);
  });

  test('in a share of the calls, the same ones in every run', async () => {
    await using it = await openWith(slowDown(null, { share: 0.25, operations: ['ListMultipartUploads'] }));
    const codes: string[] = [];
    for (let i = 0; i < 8; i += 1)
      codes.push(
        await it.list().then(
          () => 'ok',
          () => 'busy',
        ),
      );
    expect(codes).toEqual(['ok', 'ok', 'ok', 'busy', 'ok', 'ok', 'ok', 'busy']);
  });

  test('no more once the behaviour changes', async () => {
    await using it = await openWith(denied('ListMultipartUploads'));
    expect(await codeOf(it.list())).toBe('AccessDenied');
    it.store.setBehaviour('b', { faults: [] });
    expect(await listedKeys(it.client)).toEqual(['k']);
  });

  test('on the store as a whole, ListBuckets too', async () => {
    await using it = await openWith();
    it.store.setFaults([denied('ListBuckets')]);
    expect(await codeOf(it.client.send(new ListBucketsCommand({})))).toBe('AccessDenied');
    it.store.setFaults([]);
    await it.client.send(new ListBucketsCommand({}));
  });
});

describe('the effect', () => {
  test('503 SlowDown carries Retry-After and does not carry the operation out', async () => {
    await using it = await openWith(slowDown(7));
    const error: unknown = await it.abort().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 },
      $response: { headers: { 'retry-after': '7' } },
    });
    expect(it.store.uploads('b')).toMatchObject([{ phase: 'open' }]);
  });

  test('a message may be empty, the code stays', async () => {
    await using it = await openWith(denied('ListMultipartUploads'));
    it.store.setBehaviour('b', { emptyErrorMessages: true });
    expect(await it.list().catch((reason: unknown) => reason)).toMatchObject({
      name: 'AccessDenied',
      message: 'UnknownError',
    });
  });

  test('a delay holds the answer back', async () => {
    await using it = await openWith(delayed(80, { operations: ['ListMultipartUploads'] }));
    const started = performance.now();
    await it.list();
    expect(performance.now() - started).toBeGreaterThanOrEqual(78);
  });

  test('a stall never answers', async () => {
    await using it = await openWith({ effect: { kind: 'stall' } });
    const command = new ListMultipartUploadsCommand({ Bucket: 'b' });
    await expect(it.client.send(command, { abortSignal: AbortSignal.timeout(60) })).rejects.toThrow();
    expect(it.store.calls).toMatchObject([{ operation: 'ListMultipartUploads', status: null }]);
  });

  test('a web page is not XML', async () => {
    await using it = await openWith({ effect: { kind: 'not-xml' } });
    const error: unknown = await it.list().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ $response: { statusCode: 200, headers: { 'content-type': 'text/html' } } });
  });

  test('XML that ends in the middle is carried out all the same', async () => {
    await using it = await openWith({ effect: { kind: 'truncated-xml' }, operations: ['ListMultipartUploads'] });
    await expect(it.list()).rejects.toThrow();
  });

  test.each([
    ['before', 'open'],
    ['after', 'aborted'],
  ] as const)('a reset %s the operation leaves the upload %s', async (when, phase) => {
    await using it = await openWith({ effect: { kind: 'reset', when }, operations: ['AbortMultipartUpload'] });
    await expect(it.abort()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(it.store.uploads('b')).toMatchObject([{ phase }]);
    expect(it.store.calls).toMatchObject([{ operation: 'AbortMultipartUpload', status: null }]);
  });

  test('a reset in the middle of an answer', async () => {
    await using it = await openWith({ effect: { kind: 'reset', when: 'mid-body' }, operations: ['ListParts'] });
    await expect(
      it.client.send(new ListPartsCommand({ Bucket: 'b', Key: 'k', UploadId: it.id })),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('an error of HEAD has no body: only its status speaks', async () => {
    await using it = await openWith(denied('HeadObject'));
    const error = await it.client
      .send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});
