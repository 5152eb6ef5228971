import { beforeEach, expect, test } from 'vitest';
import type { Job } from '../../../../shared/schema/model.ts';
import type { Notice } from '../../../../shared/schema/watch.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { emptyCounts } from '../../index/job-operations.ts';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import { Notices } from './notices.ts';

let clock: FakeClock;
let told: Notice[];
let notices: Notices;
beforeEach(() => {
  clock = new FakeClock();
  told = [];
  notices = new Notices({
    clock,
    newId: () => `n${told.length}`,
    nameOf: () => 'Attic storage',
    tell: (notice) => told.push(notice),
  });
});

const job = (changes: Partial<Job> = {}): Job => ({
  id: 'j',
  planId: 'p',
  connectionId: 'c',
  bucket: 'attic',
  kind: 'abort',
  cause: 'asked',
  state: 'running',
  createdAt: 0,
  finishedAt: null,
  deadlineAt: 0,
  items: 3,
  counts: { ...emptyCounts(), clear: 2, refused: 1 },
  bytesPlanned: 0,
  unsized: 0,
  bytesFreed: 2048,
  bytesLeft: 0,
  unknownLeft: 0,
  waitingFor: null,
  ...changes,
});
const waiting = (code: ErrorCode) => job({ waitingFor: { code, message: '', details: {} } });

test('a job that ends is told of, once, with what is not clear', () => {
  notices.jobChanged(job());
  notices.jobChanged(job({ state: 'finished', unknownLeft: 1 }));
  notices.jobChanged(job({ state: 'finished', unknownLeft: 1 }));
  expect(told).toMatchObject([
    {
      kind: 'finished',
      errand: 'abort',
      bucket: 'attic',
      items: 3,
      counts: { clear: 2, refused: 1 },
      bytesFreed: 2048,
      bytesLeft: 0,
      unknownLeft: 1,
      jobId: 'j',
    },
  ]);
});

test('a job that the person cancelled, or that had ended before, is not', () => {
  notices.jobChanged(job());
  notices.jobChanged(job({ state: 'cancelling' }));
  notices.jobChanged(job({ state: 'finished' }));
  notices.jobChanged(job({ id: 'old', state: 'finished' }));
  expect(told).toEqual([]);
});

test('trouble that only a person can end is told of at once, each kind once a job', () => {
  notices.jobChanged(job());
  for (const code of ['TOKEN_EXPIRED', null, 'TOKEN_EXPIRED', 'SIGN_IN_NEEDED', 'DISK_FULL'] as const) {
    notices.jobChanged(code === null ? job() : waiting(code));
  }
  const of = { kind: 'waiting', errand: 'abort', connectionName: 'Attic storage' };
  const codes = ['TOKEN_EXPIRED', 'SIGN_IN_NEEDED', 'DISK_FULL'];
  expect(told).toMatchObject(codes.map((code) => ({ ...of, code })));
});

test('an endpoint that is away is told of only once that has lasted', async () => {
  notices.jobChanged(job());
  notices.jobChanged(waiting('CONNECTION_REFUSED'));
  await clock.advance(60_000);
  notices.jobChanged(job());
  await clock.advance(600_000);
  expect(told).toEqual([]);
  notices.jobChanged(waiting('CONNECTION_REFUSED'));
  await clock.advance(119_000);
  // The job tells of other things meanwhile; that does not start the wait anew.
  notices.jobChanged({ ...waiting('CONNECTION_REFUSED'), bytesFreed: 5 });
  await clock.advance(1000);
  expect(told).toMatchObject([{ kind: 'waiting', bucket: 'attic', code: 'CONNECTION_REFUSED' }]);
  await clock.advance(3_600_000);
  expect(told).toHaveLength(1);
});

test('nothing more comes once it is closed', async () => {
  notices.jobChanged(waiting('CONNECTION_REFUSED'));
  notices.close();
  await clock.advance(600_000);
  expect(told).toEqual([]);
});

test('an upload that was completed, or not, is told of as such', () => {
  for (const [id, completed] of [
    ['a', 1],
    ['b', 0],
  ] as const) {
    notices.jobChanged(job({ id, kind: 'complete' }));
    notices.jobChanged(job({ id, kind: 'complete', state: 'finished', counts: { ...emptyCounts(), completed } }));
  }
  expect(told).toMatchObject([
    { kind: 'finished', errand: 'complete', counts: { completed: 1 } },
    { kind: 'finished', errand: 'complete', counts: { completed: 0 } },
  ]);
});
