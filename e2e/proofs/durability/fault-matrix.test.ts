import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { denied, type Fault, internalError, slowDown } from '../../../electron/practice/store.ts';
import { FaultyWorld, uploads, verdictsOf } from './faulty-world.ts';

/*
 * What can go wrong in the middle of a clean-up, through the whole engine: each fault ends in the verdicts or the waiting
 * state named here, with these words on screen, and loses nothing (FaultyWorld.ending checks that for every row).
 */

/** Worlds wait more than they work: they run side by side. The time is a guard against what never ends, and no measure. */
vi.setConfig({ testTimeout: 180_000, maxConcurrency: 8 });

/** Short enough to wait out a stall, long enough for an answer on a machine that is busy. */
const patience = { requestTimeoutMs: 2_000, abortTimeoutMs: 2_000 };

async function openWorld(
  onTestFinished: TestContext['onTestFinished'],
  options?: Parameters<typeof FaultyWorld.open>[0],
): Promise<FaultyWorld> {
  const world = await FaultyWorld.open(options);
  onTestFinished(() => world.close());
  return world;
}

/** A fault that stops the whole job until it is gone. */
interface Standstill {
  name: string;
  strike: (world: FaultyWorld) => unknown;
  code: string;
  title: string | RegExp;
  hint: string | RegExp;
  mend: (world: FaultyWorld) => unknown;
  options?: Parameters<typeof FaultyWorld.open>[0];
}

const byFault = (...effects: Fault['effect'][]) => ({
  strike: (it: FaultyWorld) => it.change({ faults: effects.map((effect) => ({ effect })) }),
  mend: (it: FaultyWorld) => it.change({ faults: [] }),
});
const savedAgain = (it: FaultyWorld) => it.save();

const selfSigned = createServer({
  key: readFileSync(join(import.meta.dirname, 'self-signed-key.pem')),
  cert: readFileSync(join(import.meta.dirname, 'self-signed-cert.pem')),
});

const standstills: Standstill[] = [
  {
    name: 'connection refused',
    strike: (it) => it.proxy.down(),
    code: 'CONNECTION_REFUSED',
    title: /^Nothing answers at 127\.0\.0\.1:\d+$/,
    hint: /no server listens on that port/,
    mend: (it) => it.proxy.up(),
  },
  {
    name: 'connection reset in the middle of answers',
    ...byFault({ kind: 'reset', when: 'mid-body' }),
    code: 'CONNECTION_LOST',
    title: /^The connection broke off at 127/,
    hint: /in the middle of an answer/,
  },
  {
    name: 'TLS with a certificate that nobody trusts',
    async strike(it) {
      await new Promise<void>((resolve) => selfSigned.listen(0, '127.0.0.1', resolve));
      const address = selfSigned.address();
      await it.save({ endpointUrl: `https://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}` });
    },
    code: 'TLS_FAILED',
    title: /^The secure connection failed at 127/,
    hint: 'The server’s certificate is self-signed, and this computer does not trust it.',
    async mend(it) {
      selfSigned.close();
      await it.save();
    },
  },
  {
    name: 'a host name that nobody knows',
    strike: (it) => it.save({ endpointUrl: 'http://nowhere.invalid:9000' }),
    code: 'ENDPOINT_NOT_FOUND',
    title: 'No such host at nowhere.invalid:9000',
    hint: /typing error/,
    mend: savedAgain,
  },
  {
    name: 'answers that never come',
    ...byFault({ kind: 'stall' }),
    options: { timeouts: patience },
    code: 'TIMEOUT',
    title: /^No answer in time at 127/,
    hint: /unreachable or overloaded/,
  },
  {
    name: 'XML that ends in the middle',
    ...byFault({ kind: 'truncated-xml' }),
    code: 'CONNECTION_LOST',
    title: /^The connection broke off/,
    hint: /in the middle of an answer/,
  },
  {
    name: 'a web page instead of XML',
    ...byFault({ kind: 'not-xml' }),
    code: 'NOT_S3',
    title: /^What answers is not an S3 server at 127/,
    hint: /a proxy or a sign-in page/,
  },
  {
    name: '500 InternalError',
    strike: (it) => it.change({ faults: [internalError()] }),
    mend: (it) => it.change({ faults: [] }),
    code: 'STORE_FAILED',
    title: 'The server failed',
    hint: /^It said InternalError: We encountered an internal error|^The server answered HTTP 500\.$/,
  },
  {
    name: 'an expired session, until the connection is saved with a new one',
    options: { sessionToken: 'this-hours-token' },
    strike: (it) => it.saveToken('an-expired-token'),
    code: 'TOKEN_EXPIRED',
    title: 'The session has expired',
    hint: 'Sign in again, or enter a new session token.',
    mend: (it) => it.saveToken('this-hours-token'),
  },
  {
    name: 'clocks that disagree by an hour',
    strike: (it) => it.practice.setClockSkew(-3_600_000),
    code: 'CLOCK_SKEW',
    title: 'The clocks disagree',
    hint: /Set the clock/,
    mend: (it) => it.practice.setClockSkew(0),
  },
];

describe.concurrent('the job waits, says why, and goes on by itself after', () => {
  test.for(standstills)('$name', async ({ strike, code, title, hint, mend, options }, { onTestFinished }) => {
    const world = await openWorld(onTestFinished, options);
    await world.startJob();
    await strike(world);
    expect(await world.waitingFor(code)).toEqual({
      title: expect.stringMatching(title),
      hint: expect.stringMatching(hint),
    });
    await mend(world);
    const ending = await world.ending();
    expect(verdictsOf(ending.items)).toEqual({ clear: uploads });
    expect(ending.job).toMatchObject({ waitingFor: null, bytesFreed: uploads * 1000 });
  });
});

describe.concurrent('a fault that passes', () => {
  test('a reset after the abort took: looked at again, and not aborted twice', async ({ onTestFinished }) => {
    const world = await openWorld(onTestFinished);
    world.change({
      faults: [{ effect: { kind: 'reset', when: 'after' }, operations: ['AbortMultipartUpload'], times: 4 }],
    });
    await world.startJob();
    const { items } = await world.ending();
    expect(verdictsOf(items)).toEqual({ clear: uploads });
    // On a busy machine a look may grow old before its abort is sent; that one is taken back and says so.
    const aborts = items.map(({ attempts }) =>
      attempts.map(({ status, code }) => code ?? status).filter((code) => code !== 'NOT_SENT'),
    );
    expect(aborts.filter((codes) => codes[0] === 'CONNECTION_LOST')).toHaveLength(4);
    expect(aborts.every((codes) => codes.length === 1)).toBe(true);
    expect(world.practice.uploads('attic').map((upload) => upload.aborts)).toEqual(Array(uploads).fill(1));
  });

  test.for<[string, Fault['effect']]>([
    ['a reset before', { kind: 'reset', when: 'before' }],
    ['a reset in the middle', { kind: 'reset', when: 'mid-body' }],
    ['truncated XML', { kind: 'truncated-xml' }],
    ['a web page', { kind: 'not-xml' }],
    ['500', { kind: 'error', status: 500, code: 'InternalError' }],
    ['503', { kind: 'error', status: 503, code: 'SlowDown', retryAfterSeconds: 2 }],
    ['no answer', { kind: 'stall' }],
  ])('every fourth call: %s', async ([, effect], { onTestFinished }) => {
    const world = await openWorld(onTestFinished, { timeouts: patience });
    await world.startJob();
    world.change({ faults: [{ effect, share: 0.25, times: 40 }] });
    const { items } = await world.ending();
    expect(verdictsOf(items)).toEqual({ clear: uploads });
  });
});

test.concurrent('a 503 storm: the endpoint is only probed while it lasts, and the rate climbs again', async ({
  onTestFinished,
}) => {
  const world = await openWorld(onTestFinished);
  const { practice, clock } = world;
  await world.startJob();
  const from = clock.now();
  world.change({ faults: [slowDown(null)] });
  expect(await world.waitingFor('SLOW_DOWN')).toEqual({
    title: 'The server asks us to slow down',
    hint: expect.stringContaining('A clean-up waits and goes on by itself'),
  });
  const stormMs = 240_000;
  await new Promise<void>((resolve) => clock.schedule(from + stormMs, resolve));
  const calmAt = clock.now();
  world.change({ faults: [] });
  const { items } = await world.ending();
  expect(verdictsOf(items)).toEqual({ clear: uploads });

  const callsIn = (start: number, end: number) =>
    practice.calls.filter(({ time }) => time >= start && time < end).length;
  // Once the calls that were under way have failed, which takes a busy machine a while, a probe now and then: a running job
  // makes hundreds in that time.
  const windowMs = 10_000;
  const mostProbes = 8;
  const settledAt = from + stormMs / 2;
  for (let start = settledAt; start + windowMs <= calmAt; start += windowMs) {
    expect(callsIn(start, start + windowMs)).toBeLessThanOrEqual(mostProbes);
  }
  const probes = callsIn(settledAt, calmAt) / ((calmAt - settledAt) / windowMs);
  expect(probes, 'in ten seconds').toBeLessThanOrEqual(3);
  expect(callsIn(settledAt, calmAt)).toBeGreaterThan(0);
  const after = practice.calls.filter(({ time }) => time >= calmAt).map(({ time }) => callsIn(time, time + windowMs));
  // A window is half a second of the machine's time, in which a busy one comes to fewer calls than the pace allows.
  expect(Math.max(...after)).toBeGreaterThan(2 * mostProbes);
});

/** Calls of an operation that all uploads together make before the first second look: one before the abort, one after. */
const firstLooks = 2 * uploads;

describe.concurrent('a permission that is taken away in the middle', () => {
  test.for([
    {
      operation: 'ListParts',
      after: firstLooks + 8,
      ended: 'unverified',
      reason: { why: 'abort not proved', accepted: true, permissions: ['s3:ListMultipartUploadParts'] },
    },
    {
      operation: 'ListMultipartUploads',
      after: firstLooks + 8,
      ended: 'unverified',
      reason: { why: 'abort not proved', accepted: true, permissions: ['s3:ListBucketMultipartUploads'] },
    },
    {
      operation: 'AbortMultipartUpload',
      after: 8,
      ended: 'refused',
      reason: {
        why: 'refused',
        errand: 'abort',
        status: 403,
        code: 'AccessDenied',
        message: 'Access Denied',
        permission: 's3:AbortMultipartUpload',
      },
    },
  ] as const)('$operation', async ({ operation, after, ended, reason }, { onTestFinished }) => {
    const world = await openWorld(onTestFinished);
    await world.startJob([{ ...denied(operation), after }]);
    const { items } = await world.ending();
    // Which looks are the eight that still see is for the schedule: some uploads get two of them, or none does.
    const { clear = 0, skipped = 0, ...rest } = verdictsOf(items);
    expect(clear).toBeLessThanOrEqual(8);
    expect(rest).toEqual({ [ended]: uploads - clear - skipped });
    // Nor has every upload been seen by then: one whose parts nobody ever saw may be active, and is left alone.
    const unseen = items.filter(({ verdict }) => verdict === 'skipped');
    expect(unseen.map(({ reason: why, attempts }) => [why, attempts])).toEqual(
      unseen.map(() => [{ why: 'age unknown', missing: 'list of parts' }, []]),
    );
    expect(skipped).toBeLessThanOrEqual(operation === 'ListParts' ? 8 : 0);
    const denials = items.filter(({ verdict }) => verdict !== 'clear' && verdict !== 'skipped');
    expect(denials.map((item) => item.reason)).toEqual(denials.map(() => reason));
    const open = world.practice.uploads('attic').filter(({ phase }) => phase === 'open');
    expect(open).toHaveLength(operation === 'AbortMultipartUpload' ? uploads - 8 : skipped);
  });
});
