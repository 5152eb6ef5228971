import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { Pace } from './pace.ts';

let clock: FakeClock;
let pace: Pace;
beforeEach(() => {
  clock = new FakeClock();
  pace = new Pace(clock, () => 0.5);
});

const slowDown = (retryAfterMs?: number) =>
  new AppError('SLOW_DOWN', '', { httpStatus: 503, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

async function turns(count: number, outcome: Parameters<Pace['leave']>[0], tookMs?: number) {
  for (let turn = 0; turn < count; turn++) {
    await pace.enter();
    pace.leave(outcome, tookMs);
  }
}

/** How many of `count` calls get a turn without anybody leaving. */
async function admitted(count: number): Promise<number> {
  let entered = 0;
  const controller = new AbortController();
  for (let call = 0; call < count; call++) {
    pace.enter(controller.signal).then(
      () => entered++,
      () => undefined,
    );
  }
  await clock.runUntil(() => true);
  controller.abort();
  return entered;
}

test('starts with 8 calls at once and climbs to 64 with the answers, quickly up to 32', async () => {
  expect(await admitted(100)).toBe(8);
  for (let call = 0; call < 8; call++) pace.leave('answered');
  await turns(16, 'answered');
  expect(pace.limit).toBe(32);
  await turns(32, 'answered');
  expect(pace.limit).toBe(32);
  await turns(2000, 'answered');
  expect(pace.limit).toBe(64);
});

test('doubles with every round up to 128 while answers come as soon as ever, however long connecting took', async () => {
  for (const limit of [8, 16, 32, 64]) {
    expect(pace.limit).toBe(limit);
    await turns(limit / 2, 'answered', 40);
    await turns(limit / 2, 'answered', 120);
  }
  await turns(1000, 'answered', 40);
  expect(pace.limit).toBe(128);
});

test('goes no further than 64, and only slowly, where answers wait for each other', async () => {
  await turns(8, 'answered', 40);
  expect(pace.limit).toBe(16);
  await turns(16 + 32, 'answered', 200);
  expect(pace.limit).toBe(32);
  await turns(3000, 'answered', 200);
  expect(pace.limit).toBe(64);
});

test('gives back what is above 64, one a round, when answers begin to wait for each other', async () => {
  await turns(500, 'answered', 40);
  expect(pace.limit).toBe(128);
  await turns(128 + 128, 'answered', 200);
  expect(pace.limit).toBeGreaterThan(120);
  await turns(64 * 128, 'answered', 200);
  expect(pace.limit).toBe(64);
});

test('climbs slowly after a refusal, however soon answers come', async () => {
  await turns(8, 'answered', 40);
  await turns(1, slowDown());
  expect(pace.limit).toBe(8);
  await turns(8, 'answered', 40);
  expect(pace.limit).toBeLessThanOrEqual(9);
});

test('climbs slowly once it was refused', async () => {
  await turns(1, slowDown());
  expect(pace.limit).toBe(4);
  await turns(4, 'answered');
  expect(pace.limit).toBe(4);
  await turns(2, 'answered');
  expect(pace.limit).toBe(5);
});

test('SlowDown and timeouts halve it, once for all calls that were under way', async () => {
  await Promise.all(Array.from({ length: 8 }, () => pace.enter()));
  for (let call = 0; call < 4; call++) pace.leave(slowDown());
  expect(pace.limit).toBe(4);
  for (let call = 0; call < 4; call++) pace.leave('answered');
  await turns(1, new AppError('TIMEOUT', ''));
  expect(pace.limit).toBe(2);
});

test('a refusal of one upload is an answer; a broken connection says nothing', async () => {
  await turns(20, new AppError('ACCESS_DENIED', '', { httpStatus: 403 }));
  const limit = pace.limit;
  expect(limit).toBeGreaterThan(8);
  await turns(20, new AppError('CONNECTION_LOST', ''));
  expect(pace.limit).toBe(limit);
});

test('Retry-After pauses the endpoint for that long', async () => {
  await turns(1, slowDown(10_000));
  const from = clock.now();
  let at = 0;
  void pace.enter().then(() => {
    at = clock.now();
  });
  await clock.runUntil(() => at > 0);
  expect(at - from).toBe(10_000);
});

test('goes on although its timer rings a moment early', async () => {
  const early = {
    now: () => clock.now(),
    schedule: (at: number, callback: () => void) => clock.schedule(Math.max(clock.now() + 1, at - 20), callback),
  };
  pace = new Pace(early, () => 0.5);
  await turns(1, slowDown(10_000));
  const from = clock.now();
  let at = 0;
  void pace.enter().then(() => {
    at = clock.now();
  });
  await clock.runUntil(() => at > 0);
  expect(at - from).toBe(10_000);
});

test('ends a wait where a person wants it tried now, and says so', async () => {
  const told: (number | null)[] = [];
  pace = new Pace(
    clock,
    () => 0.5,
    (wait) => told.push(wait && wait.until - from),
  );
  const from = clock.now();
  await turns(1, slowDown(60_000));
  expect(await admitted(1)).toBe(0);
  pace.knock();
  expect(told).toEqual([60_000, null]);
  expect(await admitted(8)).toBe(4);
  // What is not waited for cannot be ended.
  pace.knock();
  expect(told).toHaveLength(2);
});

test('each wait of a second or more is told with its reason and its end, as it begins, grows longer and ends', async () => {
  const told: (readonly [number, boolean, number | undefined] | null)[] = [];
  const from = clock.now();
  pace = new Pace(
    clock,
    () => 0.5,
    (wait) => told.push(wait && [wait.until - from, wait.asked, wait.error.details.httpStatus]),
  );
  await turns(1, slowDown(900));
  expect(told).toEqual([]);
  expect(pace.wait).toBeNull();
  await clock.advance(1_000);
  // Calls that were under way bring their own: a longer one counts, a shorter one does not.
  for (let call = 0; call < 3; call++) pace.enterAtOnce();
  pace.leave(slowDown(10_000));
  pace.leave(slowDown(4_000));
  pace.leave(slowDown(86_400_000));
  expect(told).toEqual([
    [11_000, true, 503],
    [901_000, true, 503],
  ]);
  expect(pace.wait?.until).toBe(from + 901_000);
  // Nobody waits for a turn, and its end is told all the same.
  await clock.advance(899_999);
  expect(told).toHaveLength(2);
  await clock.advance(1);
  expect(told.at(-1)).toBeNull();
  expect(pace.wait).toBeNull();

  // The endpoint has refused four in a row: the fifth makes it one that is probed, after a wait of our own.
  told.length = 0;
  pace.enterAtOnce();
  pace.leave(slowDown());
  expect(told).toEqual([[clock.now() - from + 1_500, false, 503]]);
  await clock.advance(1_500);
  expect(told.at(-1)).toBeNull();
});

test.each([
  ['STORE_FAILED', 500, true],
  ['STORE_FAILED', 507, true],
  ['TIMEOUT', 504, true],
  ['STORE_FAILED', 409, false],
  ['STORE_FAILED', 423, false],
  ['STORE_REFUSED', 400, false],
] as const)('Retry-After with %s, HTTP %i, concerns every call alike: %s', async (code, httpStatus, all) => {
  await turns(1, new AppError(code, inTheirWords(''), { httpStatus, retryAfterMs: 5_000 }));
  expect(pace.wait !== null).toBe(all);
  expect(await admitted(1)).toBe(all ? 0 : 1);
});

test('after repeated refusals it is probed by one call at a time, ever further apart, and climbs again', async () => {
  const gaps: number[] = [];
  for (let refusal = 0; refusal < 10; refusal++) {
    const from = clock.now();
    let entered = false;
    void pace.enter().then(() => {
      entered = true;
    });
    await clock.runUntil(() => entered);
    gaps.push(clock.now() - from);
    pace.leave(slowDown());
  }
  expect(gaps.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(gaps.slice(5)).toEqual([1500, 3000, 6000, 12_000, 24_000]);
  await clock.advance(60_000);
  expect(await admitted(10)).toBe(1);
  pace.leave('answered');
  await turns(20, 'answered');
  expect(pace.limit).toBeGreaterThan(4);
});

test('a call that is given up while it waits leaves its place to the next', async () => {
  expect(await admitted(20)).toBe(8);
  let entered = false;
  void pace.enter().then(() => {
    entered = true;
  });
  pace.leave('answered');
  await clock.runUntil(() => true);
  expect(entered).toBe(true);
});

test('what a person waits for enters at once, and the others make room for it', async () => {
  expect(await admitted(100)).toBe(8);
  pace.enterAtOnce();
  pace.leave('unsent');
  pace.enterAtOnce();
  pace.leave(slowDown(5_000));
  pace.enterAtOnce();
  // Nine under way of four: five must end before anyone else begins.
  for (let call = 0; call < 5; call++) pace.leave('unsent');
  await clock.advance(5_000);
  expect(await admitted(100)).toBe(0);
  pace.leave('unsent');
  expect(await admitted(100)).toBe(1);
});
