import { expect, test } from 'vitest';
import type { AppError } from '../../../shared/schema/errors.ts';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { askedStore } from './asked-store.ts';
import { answerError } from './s3/answer-errors.ts';
import { createS3Store } from './s3/s3-store.ts';
import { errorXml, exampleConnection } from './s3/testing/recording-server.ts';
import type { Store } from './store.ts';

const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
const ref = { connectionId: 'c1', bucket: 'bucket', key: 'key', uploadId: 'u' };

/** What an answer amounts to. */
function failureOf(status: number, body = '', headers: Record<string, string> = {}): AppError {
  const answer = { status, headers: { 'x-amz-request-id': 'R', ...headers }, body, receivedAt: 0 };
  const error = answerError(answer, { operation: 'ListParts', bucket: 'bucket', endpoint: 'host' });
  if (!error) throw new Error('It is a good answer');
  return error;
}

/** A store that fails with these before it answers; `sent` counts the calls that reached it. */
function failing(...failures: AppError[]) {
  const clock = new FakeClock(0);
  const sent = { calls: 0 };
  const answer = async <T>(result: T): Promise<T> => {
    sent.calls++;
    const failure = failures.shift();
    if (failure) throw failure;
    return result;
  };
  const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'secret-of-asked-stores' });
  const real = createS3Store(exampleConnection('http://host'), credentials, { now: () => clock.now() });
  const store: Store = {
    ...real,
    listBuckets: () => answer({ call, buckets: [], unnamed: 0, ownerId: null, next: null, isTruncated: false }),
    listUploads: () => answer({ call, uploads: [], isTruncated: false, nextKeyMarker: null, nextUploadIdMarker: null }),
    readLifecycle: () => answer({ call, document: null }),
    abortUpload: () => answer(call),
  };
  return { clock, sent, store: askedStore(store, { clock, random: () => 1 }) };
}

/** Runs to the end on the fake clock; the failure is the answer where it fails. */
async function outcome<T>(clock: FakeClock, work: Promise<T>): Promise<T | AppError> {
  let settled = false;
  const ending = work.then(
    (value) => value,
    (error: AppError) => error,
  );
  void ending.then(() => {
    settled = true;
  });
  await clock.runUntil(() => settled);
  return ending;
}

const timeout = '<html><body><h1>408 Request Time-out</h1></body></html>';

test.each<[string, AppError]>([
  ['408 of a proxy that ended the connection', failureOf(408, timeout)],
  ['400 RequestTimeout', failureOf(400, errorXml('RequestTimeout'))],
  ['409 OperationAborted', failureOf(409, errorXml('OperationAborted'))],
  ['425', failureOf(425)],
  ['an error in a 200', failureOf(200, errorXml('InternalError'))],
  ['502 of a gateway', failureOf(502, '<html></html>')],
])('a read that a person waits for is tried once more after %s', async (_, failure) => {
  const reads: ((store: Store) => Promise<object>)[] = [
    (store) => store.listBuckets(),
    (store) => store.listUploads({ bucket: 'bucket' }),
    (store) => store.readLifecycle('bucket'),
  ];
  for (const read of reads) {
    const { clock, sent, store } = failing(failure);
    expect(await outcome(clock, read(store))).not.toBe(failure);
    expect([sent.calls, clock.now()]).toEqual([2, 500]);
    const twice = failing(failure, failure);
    expect(await outcome(twice.clock, read(twice.store))).toBe(failure);
    expect(twice.sent.calls).toBe(2);
  }
});

test.each<[string, AppError]>([
  ['503, which asks for less', failureOf(503, errorXml('SlowDown'))],
  ['a store that names a time', failureOf(500, errorXml('InternalError'), { 'retry-after': '60' })],
  ['501', failureOf(501, errorXml('NotImplemented'))],
  ['423, which lasts', failureOf(423)],
  ['403', failureOf(403, errorXml('AccessDenied'))],
  ['404', failureOf(404, errorXml('NoSuchBucket'))],
])('nothing is gained by asking again after %s', async (_, failure) => {
  const { clock, sent, store } = failing(failure);
  expect(await outcome(clock, store.listUploads({ bucket: 'bucket' }))).toBe(failure);
  expect([sent.calls, clock.now()]).toEqual([1, 0]);
});

test('what changes anything is sent once', async () => {
  const failure = failureOf(408, timeout);
  const { clock, sent, store } = failing(failure);
  expect(await outcome(clock, store.abortUpload(ref))).toBe(failure);
  expect(sent.calls).toBe(1);
});

test('whoever has gone is not asked for again', async () => {
  const { clock, sent, store } = failing(failureOf(408, timeout));
  const stop = new AbortController();
  const reading = store.listUploads({ bucket: 'bucket' }, stop.signal);
  stop.abort(new Error('gone'));
  expect(await outcome(clock, reading)).toBeInstanceOf(Error);
  expect(sent.calls).toBe(1);
});
