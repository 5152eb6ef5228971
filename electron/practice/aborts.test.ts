import { request } from 'node:http';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { PracticeStore } from './store.ts';
import { clientOf, codeOf, listedKeys, noon, openStore, partNumbers } from './testing/practice-client.ts';

const mib = 1024 * 1024;

function seedThreeParts(store: PracticeStore, key = 'k'): string {
  const parts = [1, 2, 3].map((partNumber) => ({ partNumber, size: mib }));
  return store.seedUpload({ bucket: 'b', key, initiatedAt: Date.now() - 86_400_000, parts });
}

function abort(client: S3Client, uploadId: string, key = 'k') {
  return client.send(new AbortMultipartUploadCommand({ Bucket: 'b', Key: key, UploadId: uploadId }));
}

describe('an abort', () => {
  test('frees the parts: gone from both looks', async () => {
    await using it = await openStore();
    const id = seedThreeParts(it.store);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual([[1, 2, 3], ['k']]);
    expect((await abort(it.client, id)).$metadata.httpStatusCode).toBe(204);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual(['NoSuchUpload', []]);
  });

  test('needs the key that the upload was made for', async () => {
    await using it = await openStore();
    const id = seedThreeParts(it.store);
    expect(await codeOf(abort(it.client, id, 'other'))).toBe('NoSuchUpload');
    expect(it.store.uploads('b')).toMatchObject([{ phase: 'open', parts: 3, aborts: 0 }]);
  });

  test.each([
    ['204', 204],
    ['NoSuchUpload', 'NoSuchUpload'],
    ['NoSuchKey', 'NoSuchKey'],
  ] as const)('a second time answers as the bucket does: %s', async (repeatedAbort, expected) => {
    await using it = await openStore({ repeatedAbort });
    const id = seedThreeParts(it.store);
    await abort(it.client, id);
    const second = await abort(it.client, id).then(
      ({ $metadata }) => $metadata.httpStatusCode,
      (error: unknown) => (error instanceof Error ? error.name : error),
    );
    expect(second).toBe(expected);
  });

  test.each([
    ['NoSuchUpload', 'NoSuchUpload'],
    ['NoSuchKey', 'NoSuchKey'],
    ['empty', []],
  ] as const)('leaves ListParts answering %s', async (partsWhenGone, expected) => {
    await using it = await openStore({ partsWhenGone });
    const id = seedThreeParts(it.store);
    await abort(it.client, id);
    expect(await partNumbers(it.client, 'k', id)).toEqual(expected);
  });
});

describe('parts that land late', () => {
  test('after the first and second abort: three are needed', async () => {
    await using it = await openStore({
      lateParts: [
        { afterAbort: 1, parts: 2, size: 5 },
        { afterAbort: 2, parts: 1, size: 7 },
      ],
    });
    const id = seedThreeParts(it.store);
    await abort(it.client, id);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual([[4, 5], ['k']]);
    await abort(it.client, id);
    expect(it.store.partsOf('b', 'k', id).map(({ partNumber, size }) => [partNumber, size])).toEqual([[6, 7]]);
    await abort(it.client, id);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual(['NoSuchUpload', []]);
    expect(it.store.uploads('b')).toMatchObject([{ aborts: 3, phase: 'aborted', bytes: 0 }]);
  });

  test('only for the key that they are meant for', async () => {
    await using it = await openStore({ lateParts: [{ afterAbort: 1, parts: 1, size: 5, key: 'stubborn' }] });
    const easy = seedThreeParts(it.store, 'easy');
    const stubborn = seedThreeParts(it.store, 'stubborn');
    await abort(it.client, easy, 'easy');
    await abort(it.client, stubborn, 'stubborn');
    expect(await listedKeys(it.client)).toEqual(['stubborn']);
  });

  test('only when their time has come, and an abort in between does not count', async () => {
    let now = noon;
    await using it = await openStore(
      {
        lateParts: [
          { afterAbort: 1, parts: 1, size: 5, afterMs: 60_000 },
          { afterAbort: 2, parts: 9, size: 5 },
        ],
      },
      { now: () => now },
    );
    const client = clientOf(it.store, { systemClockOffset: noon - Date.now() });
    const id = seedThreeParts(it.store);
    await abort(client, id);
    expect(await partNumbers(client, 'k', id)).toBe('NoSuchUpload');
    await abort(client, id);
    expect(await partNumbers(client, 'k', id)).toBe('NoSuchUpload');
    now += 60_000;
    expect(await partNumbers(client, 'k', id)).toEqual([4]);
  });

  test('unseen by the listing where the bucket hides them', async () => {
    await using it = await openStore({ lateParts: [{ afterAbort: 1, parts: 1, size: 5 }], hidden: 'after-abort' });
    const id = seedThreeParts(it.store);
    expect(await listedKeys(it.client)).toEqual(['k']);
    await abort(it.client, id);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual([[4], []]);
    it.store.setBehaviour('b', { hidden: 'never' });
    expect(await listedKeys(it.client)).toEqual(['k']);
    it.store.setBehaviour('b', { hidden: 'always' });
    expect(await listedKeys(it.client)).toEqual([]);
  });

  test.each([
    ['land', 200, [1]],
    ['fail', 404, 'NoSuchUpload'],
  ] as const)('a body still being sent may %s', async (inFlightParts, status, after) => {
    await using it = await openStore({ inFlightParts });
    const { UploadId: id = '' } = await it.client.send(new CreateMultipartUploadCommand({ Bucket: 'b', Key: 'k' }));
    const slow = slowPart(it.store, it.client, id);
    await slow.arrived;
    expect(await partNumbers(it.client, 'k', id)).toEqual([]);
    await abort(it.client, id);
    expect(await partNumbers(it.client, 'k', id)).toBe('NoSuchUpload');
    expect(await slow.finish()).toBe(status);
    expect(await partNumbers(it.client, 'k', id)).toEqual(after);
  });
});

test('a body still being sent when the upload is completed finds no upload', async () => {
  await using it = await openStore({ inFlightParts: 'land' });
  const { UploadId: id = '' } = await it.client.send(new CreateMultipartUploadCommand({ Bucket: 'b', Key: 'k' }));
  const slow = slowPart(it.store, it.client, id);
  await slow.arrived;
  it.store.completeUpload('b', 'k', id);
  expect(await slow.finish()).toBe(404);
  expect(it.store.uploads('b')).toMatchObject([{ phase: 'completed', parts: 0 }]);
});

describe('a listing that lies', () => {
  test('shows an upload for a while after its abort, by time', async () => {
    let now = Date.now();
    await using it = await openStore({ listedAfterAbort: { kind: 'ms', ms: 1000 } }, { now: () => now });
    const id = seedThreeParts(it.store);
    await abort(it.client, id);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual(['NoSuchUpload', ['k']]);
    now += 1000;
    expect(await listedKeys(it.client)).toEqual([]);
  });

  test('or by number of listings', async () => {
    await using it = await openStore({ listedAfterAbort: { kind: 'listings', listings: 2 } });
    const id = seedThreeParts(it.store);
    await listedKeys(it.client);
    await abort(it.client, id);
    const seen = [await listedKeys(it.client), await listedKeys(it.client), await listedKeys(it.client)];
    expect(seen).toEqual([['k'], ['k'], []]);
  });

  test('or for ever', async () => {
    await using it = await openStore({ listedAfterAbort: { kind: 'forever' } });
    const id = seedThreeParts(it.store);
    await abort(it.client, id);
    expect(await listedKeys(it.client)).toEqual(['k']);
  });

  test('shows ghosts that nobody can look into or abort', async () => {
    await using it = await openStore({ ghosts: true });
    const id = seedThreeParts(it.store);
    expect(await listedKeys(it.client)).toEqual(['k']);
    expect(await partNumbers(it.client, 'k', id)).toBe('NoSuchUpload');
    expect(await codeOf(abort(it.client, id))).toBe('NoSuchUpload');
  });
});

describe('an upload that is completed meanwhile', () => {
  test('at the moment of the n-th call', async () => {
    await using it = await openStore({ completeOn: [{ operation: 'AbortMultipartUpload', call: 2, key: 'k' }] });
    const other = seedThreeParts(it.store, 'other');
    const id = seedThreeParts(it.store);
    await abort(it.client, other, 'other');
    await abort(it.client, '-nobody-').catch(() => null);
    expect(it.store.uploads('b')).toMatchObject([{ phase: 'aborted' }, { phase: 'open' }]);
    expect((await abort(it.client, id)).$metadata.httpStatusCode).toBe(204);
    expect(it.store.uploads('b')[1]).toMatchObject({ phase: 'completed', aborts: 0 });
    const object = await it.client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect([object.ContentLength, object.ETag]).toEqual([3 * mib, expect.stringMatching(/^"[0-9a-f]{32}-3"$/)]);
  });

  test('or of the n-th listing, which names no key', async () => {
    await using it = await openStore({ completeOn: [{ operation: 'ListMultipartUploads', call: 2, key: 'k' }] });
    const id = seedThreeParts(it.store);
    seedThreeParts(it.store, 'other');
    expect([await listedKeys(it.client), await listedKeys(it.client)]).toEqual([['k', 'other'], ['other']]);
    expect(await partNumbers(it.client, 'k', id)).toBe('NoSuchUpload');
    await it.client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }));
  });

  test('may still show its parts', async () => {
    await using it = await openStore({ partsWhenCompleted: 'parts' });
    const id = seedThreeParts(it.store);
    it.store.completeUpload('b', 'k', id);
    expect([await partNumbers(it.client, 'k', id), await listedKeys(it.client)]).toEqual([[1, 2, 3], []]);
  });
});

test('an uploader at work adds parts from within', async () => {
  await using it = await openStore();
  const id = seedThreeParts(it.store);
  it.store.addPart('b', 'k', id, { partNumber: 9, size: 100 });
  const { Parts } = await it.client.send(new ListPartsCommand({ Bucket: 'b', Key: 'k', UploadId: id }));
  expect(Parts?.at(-1)).toMatchObject({ PartNumber: 9, Size: 100 });
});

/** An UploadPart whose headers and first byte are sent, and whose last byte waits. Signed by the SDK. */
function slowPart(store: PracticeStore, client: S3Client, uploadId: string) {
  const { promise: status, resolve, reject } = Promise.withResolvers<number>();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: finish, resolve: letFinish } = Promise.withResolvers<void>();
  const signer = clientOf(store, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  signer.middlewareStack.add(
    () => async (args) => {
      const sent: unknown = args.request;
      if (!isRequest(sent)) throw new Error('Not an HTTP request.');
      const query = new URLSearchParams(sent.query).toString();
      const outgoing = request(`${store.endpointUrl}${sent.path}?${query}`, { method: 'PUT', headers: sent.headers });
      outgoing.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
      outgoing.write('x');
      // Known to have arrived once the store's log shows it.
      while (!store.calls.some(({ operation }) => operation === 'UploadPart')) await listedKeys(client);
      arrive();
      await finish;
      outgoing.end('y');
      await status;
      throw new Error('Sent by hand.');
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  const input = { Bucket: 'b', Key: 'k', UploadId: uploadId, PartNumber: 1, Body: 'xy' };
  signer.send(new UploadPartCommand(input)).catch(() => signer.destroy());
  return {
    arrived,
    finish: () => {
      letFinish();
      return status;
    },
  };
}

function isRequest(
  value: unknown,
): value is { path: string; query: Record<string, string>; headers: Record<string, string> } {
  return typeof value === 'object' && value !== null && 'path' in value && 'query' in value && 'headers' in value;
}
