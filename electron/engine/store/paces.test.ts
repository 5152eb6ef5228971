import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { Paces } from './paces.ts';
import { createS3Store } from './s3/s3-store.ts';
import { exampleConnection } from './s3/testing/recording-server.ts';
import type { Store } from './store.ts';

let clock: FakeClock;
let paces: Paces;
beforeEach(() => {
  clock = new FakeClock();
  paces = new Paces(clock, () => 0.5);
});

const ref = { connectionId: 'c1', bucket: 'bucket', key: 'key', uploadId: 'u' };
/** A store that answers nothing until a test says so. */
function storeAt(url: string, id = 'c1') {
  const asked: { answer: () => void; fail: (error: AppError) => void }[] = [];
  const real = createS3Store(
    exampleConnection(url, { id }),
    async () => ({ accessKeyId: 'a', secretAccessKey: 'secret-of-paces' }),
    {
      now: clock.now.bind(clock),
    },
  );
  const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
  const store: Store = {
    ...real,
    headObject: () =>
      new Promise((resolve, fail) => {
        asked.push({ answer: () => resolve({ call, object: null }), fail });
      }),
  };
  return { store, asked };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('is one for an endpoint through every connection, and another for another endpoint', () => {
  const { store } = storeAt('http://127.0.0.1:9000');
  expect(paces.of(storeAt('http://127.0.0.1:9000/', 'c2').store)).toBe(paces.of(store));
  expect(paces.of(storeAt('http://LOCALHOST:9000').store)).toBe(paces.of(storeAt('http://localhost:9000').store));
  expect(paces.of(storeAt('http://127.0.0.1:9001').store)).not.toBe(paces.of(store));
});

test('keeps calls through two connections to one limit, and lets a person’s go at once', async () => {
  const one = storeAt('http://store:9000');
  const other = storeAt('http://store:9000', 'c2');
  const stop = new AbortController();
  for (let call = 0; call < 6; call++) {
    for (const { store } of [one, other]) {
      paces
        .inTurn(store)
        .headObject('bucket', 'key', stop.signal)
        .catch(() => {});
    }
  }
  await settled();
  expect([one.asked.length, other.asked.length]).toEqual([4, 4]);
  const person = paces.atOnce(other.store).headObject(ref.bucket, ref.key);
  await settled();
  expect(other.asked).toHaveLength(5);
  other.asked[4]?.answer();
  expect(await person).toMatchObject({ object: null });

  // What one is told, the other goes by.
  one.asked[0]?.fail(new AppError('SLOW_DOWN', '', { httpStatus: 503, retryAfterMs: 5_000 }));
  for (const { answer } of other.asked) answer();
  await settled();
  const before = one.asked.length + other.asked.length;
  await clock.advance(4_999);
  expect(one.asked.length + other.asked.length).toBe(before);
  await clock.advance(1);
  await settled();
  expect(one.asked.length + other.asked.length).toBeGreaterThan(before);
  stop.abort(new Error('over'));
});

test('a call that is broken off while it waits is never made, and one that is under way teaches nothing', async () => {
  const { store, asked } = storeAt('http://store:9000');
  const stop = new AbortController();
  const ended = Array.from({ length: 9 }, () =>
    paces
      .inTurn(store)
      .headObject('bucket', 'key', stop.signal)
      .catch((error: unknown) => error),
  );
  await settled();
  expect(asked).toHaveLength(8);
  const reason = new Error('stopped');
  stop.abort(reason);
  expect(await ended[8]).toBe(reason);
  for (const { fail } of asked) fail(new AppError('SLOW_DOWN', '', { httpStatus: 503 }));
  await Promise.all(ended);
  expect(asked).toHaveLength(8);
  expect(paces.of(store).limit).toBe(8);
});

test('a wait is told for each connection that leads there, for one that comes later, and for none that has left', async () => {
  const told: [string, number | null][] = [];
  const from = clock.now();
  paces = new Paces(
    clock,
    () => 0.5,
    (connectionId, wait) => told.push([connectionId, wait && wait.until - from]),
  );
  const at = (id: string, host = 'store') => storeAt(`http://${host}:9000`, id).store;
  for (const id of ['c1', 'c2']) paces.inTurn(at(id));
  paces.inTurn(at('elsewhere', 'other'));
  const pace = paces.of(at('c1'));
  pace.enterAtOnce();
  pace.leave(new AppError('SLOW_DOWN', '', { httpStatus: 503, retryAfterMs: 60_000 }));
  expect(told).toEqual([
    ['c1', 60_000],
    ['c2', 60_000],
  ]);
  paces.inTurn(at('c3'));
  paces.inTurn(at('c3'));
  expect(told.slice(2)).toEqual([['c3', 60_000]]);
  // One is removed, another leads elsewhere from now on.
  paces.forget('c2');
  paces.inTurn(at('c1', 'other'));
  expect(told.slice(3)).toEqual([
    ['c2', null],
    ['c1', null],
  ]);
  // A person who does not wait ends it for all who are left.
  paces.knock('c2');
  expect(told).toHaveLength(5);
  paces.knock('c3');
  expect(told.slice(5)).toEqual([['c3', null]]);
});

test('a wait is told for the connection of a job that goes on by itself', async () => {
  const told: string[] = [];
  paces = new Paces(
    clock,
    () => 0.5,
    (connectionId) => told.push(connectionId),
  );
  const pace = paces.of(storeAt('http://store:9000').store);
  pace.enterAtOnce();
  pace.leave(new AppError('SLOW_DOWN', '', { httpStatus: 503, retryAfterMs: 60_000 }));
  expect(told).toEqual(['c1']);
  await clock.advance(60_000);
  expect(told).toEqual(['c1', 'c1']);
});
