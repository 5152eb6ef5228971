import { describe, expect, it } from 'vitest';
import { AppError, type ErrorDetails } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../shared/values/error-codes.ts';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { isTransient, retryTransient, wait } from './retry.ts';

/** A read that fails with these, one after the other, then answers `done`. Notes the time of each call. */
function failing(clock: FakeClock, failures: AppError[]) {
  const calls: number[] = [];
  const read = async () => {
    calls.push(clock.now());
    const failure = failures.shift();
    if (failure) throw failure;
    return 'done';
  };
  return { calls, read };
}

const failure = (code: ErrorCode, details: ErrorDetails = {}) => new AppError(code, inTheirWords(code), details);
const times = (count: number, code: ErrorCode) => Array.from({ length: count }, () => failure(code));

/** Runs to the end on the fake clock. */
async function run<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let settled = false;
  const mark = () => {
    settled = true;
  };
  work.then(mark, mark);
  await clock.runUntil(() => settled);
  return work;
}

describe('retryTransient', () => {
  it('doubles its waits and gives up at the fifth failure', async () => {
    const clock = new FakeClock(0);
    const { calls, read } = failing(clock, times(9, 'STORE_FAILED'));
    await expect(run(clock, retryTransient(read, { clock, random: () => 1 }))).rejects.toMatchObject({
      code: 'STORE_FAILED',
    });
    expect(calls).toEqual([0, 500, 1500, 3500, 7500]);
  });

  it('waits a share of that which chance draws, so that calls that failed together do not come back together', async () => {
    const clock = new FakeClock(0);
    const { calls, read } = failing(clock, times(4, 'STORE_FAILED'));
    const draws = [0.25, 0, 0.5, 1];
    await run(clock, retryTransient(read, { clock, random: () => draws.shift() ?? 1 }));
    expect(calls).toEqual([0, 125, 125, 1125, 5125]);
  });

  it('waits as long as the store asks', async () => {
    const clock = new FakeClock(0);
    const { calls, read } = failing(clock, [failure('SLOW_DOWN', { retryAfterMs: 30_000 })]);
    expect(await run(clock, retryTransient(read, { clock, random: () => 1 }))).toBe('done');
    expect(calls).toEqual([0, 30_000]);
  });

  it('is told at once what ends while it was away', async () => {
    const stop = new AbortController();
    const read = () => {
      stop.abort(new Error('stopped meanwhile'));
      return Promise.reject(failure('STORE_FAILED'));
    };
    const clock = new FakeClock(0);
    await expect(retryTransient(read, { clock, random: () => 1, signal: stop.signal })).rejects.toThrow(
      'stopped meanwhile',
    );
  });

  it.each(['ACCESS_DENIED', 'NO_SUCH_UPLOAD', 'CONNECTION_REFUSED', 'SIGNATURE_MISMATCH'] as const)(
    'does not repeat what %s will answer again',
    async (code) => {
      const clock = new FakeClock(0);
      const { calls, read } = failing(clock, times(1, code));
      await expect(retryTransient(read, { clock, random: () => 1 })).rejects.toMatchObject({ code });
      expect(calls).toHaveLength(1);
    },
  );

  it('stops waiting when it is aborted', async () => {
    const clock = new FakeClock(0);
    const stop = new AbortController();
    const { read } = failing(clock, times(1, 'TIMEOUT'));
    const reading = retryTransient(read, { clock, random: () => 1, signal: stop.signal });
    await clock.advance(100);
    stop.abort(new Error('stopped'));
    await expect(reading).rejects.toThrow('stopped');
  });
});

it('wait refuses a signal that was aborted before', async () => {
  await expect(wait(1000, new FakeClock(0), AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
});

it('isTransient takes only failures of our own', () => {
  expect(isTransient(failure('TIMEOUT'))).toBe(true);
  expect(isTransient(new Error('TIMEOUT'))).toBe(false);
});

it('wait leaves nothing behind at its signal, and nothing on the clock', async () => {
  const clock = new FakeClock(0);
  const stop = new AbortController();
  let ended = 0;
  const waits = [10, 20].map((ms) => wait(ms, clock, stop.signal).finally(() => ended++));
  await clock.advance(10);
  await waits[0];
  expect(ended).toBe(1);
  // The one that is over does not hear of it any more; the other one does.
  stop.abort(new Error('stopped'));
  await expect(waits[1]).rejects.toThrow('stopped');
  expect(ended).toBe(2);
  expect(clock.timers).toBe(0);
});
