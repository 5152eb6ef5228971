import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Outage } from '../../../shared/schema/outages.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../shared/values/error-codes.ts';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import type { Store } from '../store/store.ts';
import { Outages, observed, patient } from './outages.ts';

let clock: FakeClock;
let outages: Outages;
let told: (Outage | null)[];
let back: string[];
let calls: string[];
/** What the store meets now; null: it answers. */
let trouble: ErrorCode | null;
let httpStatus: number | undefined;

const failure = () =>
  new AppError(trouble ?? 'INTERNAL', inTheirWords('No.'), {
    endpoint: 'store.test',
    ...(httpStatus !== undefined && { httpStatus }),
  });
const answer = async (call: string) => {
  calls.push(call);
  if (trouble !== null) throw failure();
};
// Nothing else of a store is used here.
const bare = {
  connection: { id: 'c' },
  listUploads: ({ bucket, maxUploads }: { bucket: string; maxUploads?: number }) =>
    answer(`listUploads ${bucket} ${maxUploads}`),
  listBuckets: () => answer('listBuckets'),
} as unknown as Store;
let store: Store;

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  back = [];
  calls = [];
  trouble = null;
  httpStatus = undefined;
  outages = new Outages({
    clock,
    random: () => 1,
    log: { info() {}, warn() {}, error() {} },
    learn: (event) => {
      if (event.type === 'outage') told.push(event.outage);
    },
    storeFor: async () => store,
    answers: (connectionId) => back.push(connectionId),
  });
  store = observed(bare, outages);
});

const ask = (signal?: AbortSignal) => store.listUploads({ bucket: 'media' }, signal).catch(() => null);

test('one port that nobody listens on is an outage; it is told of until an answer ends it', async () => {
  await ask();
  expect(told).toEqual([]);
  trouble = 'CONNECTION_REFUSED';
  const since = clock.now();
  await ask();
  expect(told.at(-1)).toMatchObject({ since, nextTryAt: since + 2_000, error: { code: 'CONNECTION_REFUSED' } });
  expect(outages.isAway('c')).toBe(true);
  await clock.advance(2_000);
  expect(told.at(-1)).toMatchObject({ since, nextTryAt: since + 6_000 });
  expect(calls.at(-1)).toBe('listUploads media 2');
  trouble = null;
  await clock.advance(4_000);
  expect(told.at(-1)).toBeNull();
  expect(back).toEqual(['c']);
  expect(clock.timers).toBe(0);
});

test.each<ErrorCode>(['TIMEOUT', 'CONNECTION_LOST'])('%s is one only at the third in a row', async (code) => {
  trouble = code;
  await ask();
  await ask();
  trouble = null;
  await ask();
  trouble = code;
  await ask();
  await ask();
  expect(told).toEqual([]);
  await ask();
  expect(told).toHaveLength(1);
});

test.each<[ErrorCode, number]>([
  ['ACCESS_DENIED', 403],
  ['SLOW_DOWN', 503],
  ['STORE_FAILED', 500],
])('%s is an answer, and ends an outage', async (code, status) => {
  trouble = 'CONNECTION_REFUSED';
  await ask();
  [trouble, httpStatus] = [code, status];
  await ask();
  expect(told.at(-1)).toBeNull();
});

test('what says nothing of the store neither begins nor ends one', async () => {
  trouble = 'CREDENTIALS_MISSING';
  for (let time = 0; time < 5; time += 1) await ask();
  expect(told).toEqual([]);
  trouble = 'CONNECTION_REFUSED';
  await ask(AbortSignal.abort());
  expect(told).toEqual([]);
  await ask();
  trouble = 'CREDENTIALS_MISSING';
  await ask();
  expect(outages.isAway('c')).toBe(true);
});

test('it is asked at most a minute apart, and now where a person wants it', async () => {
  trouble = 'CONNECTION_REFUSED';
  await ask();
  await clock.advance(3_600_000);
  expect((told.at(-1)?.nextTryAt ?? 0) - clock.now()).toBeLessThanOrEqual(60_000);
  trouble = null;
  await outages.tryNow('c');
  expect(told.at(-1)).toBeNull();
  const asked = calls.length;
  await outages.tryNow('c');
  expect(calls).toHaveLength(asked);
});

test('a walk under way waits for the store; one that has read nothing fails', async () => {
  let isUnderWay = false;
  const waiting = patient(store, outages, () => isUnderWay);
  const { signal } = new AbortController();
  trouble = 'CONNECTION_REFUSED';
  await expect(waiting.listUploads({ bucket: 'media' }, signal)).rejects.toMatchObject({ code: 'CONNECTION_REFUSED' });
  isUnderWay = true;
  let isRead = false;
  const read = waiting.listUploads({ bucket: 'media' }, signal).then(() => {
    isRead = true;
  });
  await clock.advance(60_000);
  expect(isRead).toBe(false);
  trouble = null;
  await clock.advance(60_000);
  await read;

  trouble = 'CONNECTION_REFUSED';
  const stop = new AbortController();
  const stopped = waiting.listUploads({ bucket: 'media' }, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow();
});

test('nothing is asked after it was closed or forgotten', async () => {
  trouble = 'CONNECTION_REFUSED';
  await ask();
  outages.forget('c');
  expect(told.at(-1)).toBeNull();
  expect(clock.timers).toBe(0);
  await ask();
  await outages.close();
  const asked = calls.length;
  await clock.advance(600_000);
  expect(calls).toHaveLength(asked);
});
