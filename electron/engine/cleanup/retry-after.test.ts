import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompletionPlan } from '../../../shared/schema/completion.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Look, PlanItem } from '../../../shared/schema/model.ts';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { backoffMs } from '../store/backoff.ts';
import { Pace } from '../store/pace.ts';
import { retryTransient } from '../store/retry.ts';
import { answerError } from '../store/s3/answer-errors.ts';
import type { StoreAnswer } from '../store/s3/store-answer.ts';
import { type CompletionState, initialCompletion, stepCompletion } from './judging/completion-machine.ts';
import { initialState, type MachineState } from './judging/machine-state.ts';
import { step } from './judging/verdict-machine.ts';
import { Gate } from './running/gate.ts';

/**
 * Whatever a store writes into Retry-After, everybody who waits for it waits at least as long as it would by itself, and at
 * most a quarter of an hour.
 */

const quarterMs = 15 * 60_000;
const serverNow = Date.UTC(2026, 6, 1, 10);

const digits = (least: number, most: number) =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: least, maxLength: most }).map((all) => all.join(''));
const date = fc
  .integer({ min: -2 * 365 * 86_400, max: 2 * 365 * 86_400 })
  .map((seconds) => new Date(serverNow + seconds * 1000));
const header = fc.oneof(
  digits(1, 6),
  digits(7, 400),
  fc.tuple(digits(1, 5), digits(1, 30)).map((parts) => parts.join('.')),
  digits(1, 8).map((seconds) => `-${seconds}`),
  date.map((at) => at.toUTCString()),
  date.map((at) => at.toISOString()),
  date.map((at) => String(at)),
  fc.string(),
  fc.constantFrom('0', '', 'Infinity', '1e400', 'soon', '3 s', 'Thu, 01 Jan 1970 00:00:00 GMT'),
);

/** The error of a refused call, as it comes out of an answer with that header. */
function refusal(retryAfter: string): AppError {
  const answer: StoreAnswer = {
    status: 503,
    headers: { 'retry-after': retryAfter, date: new Date(serverNow).toUTCString() },
    body: '<Error><Code>SlowDown</Code></Error>',
    receivedAt: serverNow,
  };
  const error = answerError(answer, { operation: 'ListParts', bucket: 'b', endpoint: 'host' });
  if (!(error instanceof AppError)) throw new Error('A 503 is an error');
  return error;
}

/** What the store asked for, as it was understood, ms. */
const asked = (error: AppError) => error.details.retryAfterMs ?? 0;

test('what is read of it is whole ms within a quarter of an hour, or nothing', () => {
  fc.assert(
    fc.property(header, (text) => {
      const { retryAfterMs } = refusal(text).details;
      if (retryAfterMs === undefined) return;
      expect(Number.isInteger(retryAfterMs)).toBe(true);
      expect(retryAfterMs).toBeGreaterThanOrEqual(0);
      expect(retryAfterMs).toBeLessThanOrEqual(quarterMs);
    }),
    { numRuns: 1000 },
  );
});

test('a scan and a sizing try again no sooner and no later', async () => {
  await fc.assert(
    fc.asyncProperty(header, fc.double({ min: 0, max: 0.999, noNaN: true }), async (text, drawn) => {
      const error = refusal(text);
      const clock = new FakeClock();
      const at: number[] = [];
      let settled = false;
      const reading = retryTransient(
        async () => {
          at.push(clock.now());
          throw error;
        },
        { clock, random: () => drawn },
      ).catch(() => {
        settled = true;
      });
      await clock.runUntil(() => settled);
      await reading;
      expect(at).toHaveLength(5);
      for (const [index, time] of at.entries()) {
        const before = at[index - 1];
        if (before === undefined) continue;
        const own = drawn * 500 * 2 ** (index - 1);
        expect(time - before).toBeGreaterThanOrEqual(Math.max(own, asked(error)) - 0.001);
        expect(time - before).toBeLessThanOrEqual(quarterMs);
      }
    }),
    { numRuns: 200 },
  );
});

const planned: PlanItem = {
  ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' },
  initiatedAt: 0,
  activityAt: 0,
  parts: 1,
  bytes: 1,
  storageClass: null,
  active: false,
};
const context = { planned, plannedAt: 0, confirmed: false, quietIntervalMs: 30_000, activeWindowMs: 0 };
const failedLook = (error: AppError): Look => ({
  at: 0,
  parts: { outcome: 'failed', error: error.toShape() },
  listing: { outcome: 'absent' },
  object: { outcome: 'unasked' },
});

/** The shortest and the longest wait that may be drawn of a wish. */
function bounds({ wish }: MachineState | CompletionState): [number, number] {
  if (wish.kind !== 'wait') throw new Error(`Not a wait, but ${wish.kind}`);
  return [wish.floorMs, wish.floorMs + wish.spreadMs];
}

function expectWithin([shortest, longest]: [number, number], error: AppError, own: number): void {
  expect(shortest).toBe(asked(error));
  expect(longest).toBeGreaterThanOrEqual(own);
  expect(longest).toBeLessThanOrEqual(quarterMs);
}

test('looks and aborts of a job wait alike', () => {
  fc.assert(
    fc.property(header, fc.nat(30), (text, failures) => {
      const error = refusal(text);
      const state = { ...initialState(planned), failures };
      const looked = step(context, state, {
        type: 'look',
        purpose: 'before',
        look: failedLook(error),
        startedAt: 0,
        endedAt: 0,
        serverTime: null,
        late: false,
      });
      expectWithin(bounds(looked), error, backoffMs(failures));
      const retryAfterMs = error.details.retryAfterMs ?? null;
      const aborted = step(context, state, { type: 'abort unanswered', code: error.code, retryAfterMs });
      expectWithin(bounds(aborted), error, backoffMs(failures));
    }),
    { numRuns: 500 },
  );
});

const plan: CompletionPlan = {
  id: 'p',
  createdAt: 0,
  item: planned,
  parts: [],
  bytes: 1,
  object: { outcome: 'absent' },
};

test('so does what is completed', () => {
  fc.assert(
    fc.property(header, fc.nat(30), (text, failures) => {
      const error = refusal(text);
      const state = { ...initialCompletion(plan), failures };
      const look = failedLook(error);
      const looked = stepCompletion(plan, state, {
        type: 'look',
        purpose: 'before',
        look,
        parts: null,
        endedAt: 0,
        late: false,
      });
      expectWithin(bounds(looked), error, backoffMs(failures));
      const retryAfterMs = error.details.retryAfterMs ?? null;
      const called = stepCompletion(plan, state, { type: 'unanswered', code: error.code, at: 0, retryAfterMs });
      expectWithin(bounds(called), error, backoffMs(failures));
    }),
    { numRuns: 500 },
  );
});

test('an endpoint that said so is not called meanwhile, nor is a job that waits for it', async () => {
  await fc.assert(
    fc.asyncProperty(header, async (text) => {
      const error = refusal(text);
      const clock = new FakeClock();
      const from = clock.now();
      const pace = new Pace(clock, () => 0);
      await pace.enter();
      pace.leave(error);
      let enteredAt: number | null = null;
      const entering = pace.enter().then(() => {
        enteredAt = clock.now();
      });
      await clock.runUntil(() => enteredAt !== null);
      await entering;
      expect((enteredAt ?? Number.NaN) - from).toBe(asked(error));

      const gate = new Gate(clock, () => 0);
      for (let failure = 0; failure < 5; failure++) gate.heard(error.toShape());
      // Half of the first backoff is the least that is drawn.
      expect((gate.probeAt ?? 0) - clock.now()).toBe(Math.max(1000, asked(error)));
    }),
    { numRuns: 200 },
  );
});
