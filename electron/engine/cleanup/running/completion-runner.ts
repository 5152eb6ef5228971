import type { CompletionPlan } from '../../../../shared/schema/completion.ts';
import { AppError, type ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Attempt, JobItem, Part } from '../../../../shared/schema/model.ts';
import type { ItemRecord } from '../../index/job-rows.ts';
import {
  type CompletionObservation,
  type CompletionState,
  completionStateSchema,
  initialCompletion,
  stepCompletion,
} from '../judging/completion-machine.ts';
import { concernsWholeStore, lookFailure, saysNothingOfUpload } from '../judging/store-trouble.ts';
import { look } from '../looking/look.ts';
import { CallNotSent } from '../recording/recorded-calls.ts';
import { type ItemWork, settleInterrupted, type WorkEnd, withLook } from './item-runner.ts';

/** A look older than this when the call would leave is taken again, ms; doubled with every look that grew too old. */
const freshLookMs = 10_000;

/**
 * Carries out the machine's wishes for an upload that is to be completed, until it has to wait, is done, or is stopped.
 * The attempt and the line of evidence are on disk before the call; one that was under way when the process died counts as
 * unanswered, and is looked at, never sent again unseen.
 */
export async function runCompletion(work: ItemWork, record: ItemRecord, plan: CompletionPlan): Promise<WorkEnd> {
  const { store, call, journal, clock, signal } = work;
  const { ref } = plan.item;
  let current = record;
  let state = readState(record, plan);
  let seenAt = Number.NEGATIVE_INFINITY;
  let freshMs = freshLookMs;

  const put = (item: JobItem): ItemRecord => {
    const before = current.item;
    current = { ...current, item, machine: JSON.stringify(state) };
    work.changed(before, item);
    return current;
  };
  const observe = (observation: CompletionObservation) => {
    state = stepCompletion(plan, state, observation);
  };
  const rest = async (end: WorkEnd, at: number | null): Promise<WorkEnd> => {
    const rested = put(standing(current.item, state, clock.now(), at));
    await journal.write([{ kind: 'item', record: rested }]);
    return end;
  };

  const settled = settleInterrupted(record.item, { aborts: state.attempts });
  const interrupted = settled === record.item ? undefined : settled.attempts.at(-1);
  current = { ...current, item: settled };
  if (interrupted) {
    observe({ type: 'unanswered', code: 'INTERRUPTED', at: interrupted.startedAt, retryAfterMs: null });
  }
  if (state.wish.kind === 'wait') state = { ...state, wish: { kind: 'look', purpose: state.wish.purpose } };
  // The look that allowed the call is of another day.
  else if (state.wish.kind === 'complete') state = { ...state, wish: { kind: 'look', purpose: 'before' } };
  put({ ...current.item, state: 'working', next: null, updatedAt: clock.now() });
  journal.note([{ kind: 'item', record: current }]);

  for (;;) {
    if (state.wish.kind === 'done') return rest({ kind: 'done' }, null);
    const stop = work.stop();
    if (stop === 'cancel') {
      observe({ type: 'cancel' });
      continue;
    }
    if (state.wish.kind === 'wait') {
      const { floorMs, spreadMs } = state.wish;
      const at = clock.now() + Math.ceil(floorMs + work.random() * spreadMs);
      return rest({ kind: 'waiting', at }, at);
    }
    if (stop === 'pause' || signal.aborted) return rest({ kind: 'stopped' }, clock.now());
    const late = () => clock.now() >= work.deadlineAt();

    try {
      if (state.wish.kind === 'look') {
        const { purpose } = state.wish;
        let parts: readonly Part[] | null = null;
        const taken = await look(
          store,
          ref,
          {
            purpose: purpose === 'before' ? 'look before' : 'look after',
            objectFirst: true,
            onParts: (found) => {
              parts = found;
            },
            call,
            clock,
          },
          signal,
        );
        const failure = lookFailure(taken.look);
        work.heard(failure);
        if (failure && concernsWholeStore(failure)) {
          return await rest({ kind: 'store failed', error: failure }, clock.now());
        }
        seenAt = taken.seenAt;
        observe({ type: 'look', purpose, look: taken.look, parts, endedAt: taken.endedAt, late: late() });
        put(withLook(standing(current.item, state, clock.now(), null), taken.look));
        journal.note([{ kind: 'item', record: current }]);
        continue;
      }

      if (late()) {
        observe({ type: 'deadline' });
        continue;
      }
      const attempt: Attempt = {
        number: current.item.attempts.length + 1,
        startedAt: clock.now(),
        status: null,
        code: null,
        partsAfter: null,
        bytesAfter: null,
      };
      const before = current.item;
      const answer = await complete(work, plan, {
        alongside: () => [{ kind: 'item', record: put({ ...before, attempts: [...before.attempts, attempt] }) }],
        stillWanted: () => clock.now() - seenAt <= freshMs && work.stop() === null,
      });
      observe(answer.observation);
      const attempts = [...before.attempts, { ...attempt, status: answer.status, code: answer.code }];
      put({ ...standing(current.item, state, clock.now(), null), attempts });
      journal.note([{ kind: 'item', record: current }]);
      work.heard(answer.failure);
      if (answer.failure && concernsWholeStore(answer.failure)) {
        return await rest({ kind: 'store failed', error: answer.failure }, clock.now());
      }
    } catch (error) {
      if (signal.aborted) return rest({ kind: 'stopped' }, clock.now());
      if (!(error instanceof CallNotSent)) throw error;
      if (state.wish.kind !== 'complete') continue;
      freshMs *= 2;
      if (!error.recorded) {
        state = { ...state, wish: { kind: 'look', purpose: 'before' } };
        continue;
      }
      observe({ type: 'not sent' });
      const attempts = current.item.attempts.map((attempt) =>
        attempt.number === state.attempts ? { ...attempt, code: 'NOT_SENT' } : attempt,
      );
      put({ ...current.item, attempts });
      journal.note([{ kind: 'item', record: current }]);
    }
  }
}

/** Applies the deadline or a cancel to an item at rest. null: it changes nothing. */
export function settleCompletion(
  plan: CompletionPlan,
  record: ItemRecord,
  observation: Extract<CompletionObservation, { type: 'deadline' | 'cancel' }>,
  now: number,
): ItemRecord | null {
  const before = readState(record, plan);
  const state = stepCompletion(plan, before, observation);
  if (state === before) return null;
  return { ...record, item: standing(record.item, state, now, null), machine: JSON.stringify(state) };
}

interface CompleteAnswer {
  observation: CompletionObservation;
  status: number | null;
  code: string | null;
  failure: ErrorShape | null;
}

async function complete(
  { store, call, clock }: ItemWork,
  plan: CompletionPlan,
  options: Pick<NonNullable<Parameters<ItemWork['call']>[3]>, 'alongside' | 'stillWanted'>,
): Promise<CompleteAnswer> {
  const { ref } = plan.item;
  try {
    const { call: info, etag } = await call(
      { ref, purpose: 'complete', operation: 'CompleteMultipartUpload' },
      () => store.completeUpload(ref, plan.parts, { ifAbsent: plan.object.outcome === 'absent' }),
      (answered) => ({ call: answered.call, parts: plan.parts.length, bytes: plan.bytes }),
      options,
    );
    return { observation: { type: 'accepted', etag }, status: info.status, code: null, failure: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { httpStatus: status = null, storeCode, storeMessage, retryAfterMs = null } = error.details;
    const code = storeCode ?? error.code;
    if (error.code === 'NO_SUCH_UPLOAD')
      return { observation: { type: 'no such upload' }, status, code, failure: null };
    // On S3 a 200 may carry an error in its body, and that is the answer.
    const isFinal =
      status !== null &&
      (status === 200 || (status >= 400 && status < 500 && status !== 408 && status !== 429)) &&
      (error.code === 'STORE_REFUSED' || error.code === 'ACCESS_DENIED') &&
      !saysNothingOfUpload(error);
    if (isFinal) {
      const observation = { type: 'refused', status, code, message: storeMessage ?? null } as const;
      return { observation, status, code, failure: null };
    }
    const observation = { type: 'unanswered', code: error.code, at: clock.now(), retryAfterMs } as const;
    return { observation, status, code, failure: error.toShape() };
  }
}

function readState({ machine }: ItemRecord, plan: CompletionPlan): CompletionState {
  return machine === null ? initialCompletion(plan) : completionStateSchema.parse(JSON.parse(machine));
}

/** The item as people see it. Completing frees nothing: the parts become the object. */
function standing(item: JobItem, state: CompletionState, now: number, at: number | null): JobItem {
  const { wish, verdict, reason, left } = state;
  const done = wish.kind === 'done';
  return {
    ...item,
    state: done ? 'done' : at === null ? 'working' : 'waiting',
    verdict,
    reason,
    next: done || at === null ? null : { action: 'look', at },
    partsLeft: left?.parts ?? null,
    bytesLeft: left?.bytes ?? null,
    bytesFreed: done ? 0 : null,
    updatedAt: now,
  };
}
