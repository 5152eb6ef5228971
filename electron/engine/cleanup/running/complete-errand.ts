import type { CompletionPlan } from '../../../../shared/schema/completion.ts';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { ItemRecord } from '../../index/job-rows.ts';
import { isFinal } from '../../store/trouble-table.ts';
import {
  type CompletionObservation,
  type CompletionState,
  completionStateSchema,
  initialCompletion,
  stepCompletion,
} from '../judging/completion-machine.ts';
import type { LookPurpose } from '../judging/machine-state.ts';
import type { ActEnd, Errand, ItemWork } from './errand.ts';

/** Completes an upload with exactly the parts of its plan, and proves that the object is there. */
export function completeErrand(plan: CompletionPlan, { machine }: ItemRecord): Errand<CompletionState> {
  const observed = (state: CompletionState, observation: CompletionObservation) =>
    stepCompletion(plan, state, observation);

  return {
    initial: machine === null ? initialCompletion(plan) : completionStateSchema.parse(JSON.parse(machine)),

    takenUp(kept, interrupted) {
      const state = interrupted
        ? observed(kept, { type: 'unanswered', code: 'INTERRUPTED', at: interrupted.startedAt, retryAfterMs: null })
        : kept;
      switch (state.wish.kind) {
        case 'wait':
          return lookNext(state, state.wish.purpose);
        case 'complete':
          // The look that allowed the call is of another day.
          return lookNext(state, 'before');
        case 'look':
        case 'done':
          return state;
      }
    },

    attempts: ({ attempts }) => attempts,

    wish(state) {
      const { wish } = state;
      switch (wish.kind) {
        case 'look': {
          const { purpose } = wish;
          return {
            kind: 'look',
            purpose,
            after: ({ look, endedAt }, parts, late) =>
              observed(state, { type: 'look', purpose, look, parts, endedAt, late }),
          };
        }
        case 'complete':
          return { kind: 'act' };
        case 'wait':
        case 'done':
          return wish;
      }
    },

    lookOptions: () => ({ objectFirst: true }),

    async act(state, work, options) {
      const { observation, ...end } = await complete(work, plan, options);
      return { ...end, state: observed(state, observation) };
    },

    notSent: (state, recorded) => (recorded ? observed(state, { type: 'not sent' }) : lookNext(state, 'before')),

    settled: (state, by) => observed(state, { type: by }),

    /** Completing frees nothing: the parts become the object. */
    standing(item, state, now, at) {
      const { wish, verdict, reason } = state;
      const left = restOf(state);
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
    },

    alongsideEnd: () => [],
  };
}

/** What is known to be left of it: that its parts are not found does not mean that they became the object, before a look proves it. */
function restOf({ verdict, left }: CompletionState): CompletionState['left'] {
  if (verdict === 'unverified' || verdict === 'unreachable') return null;
  return left?.parts === 0 && verdict !== 'completed' ? null : left;
}

function lookNext(state: CompletionState, purpose: LookPurpose): CompletionState {
  return { ...state, wish: { kind: 'look', purpose } };
}

async function complete(
  { store, call, clock }: ItemWork,
  plan: CompletionPlan,
  options: Parameters<Errand<CompletionState>['act']>[2],
): Promise<Omit<ActEnd<CompletionState>, 'state'> & { observation: CompletionObservation }> {
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
    const { httpStatus: status = null, storeCode, storeMessage, permission, retryAfterMs = null } = error.details;
    const code = storeCode ?? error.code;
    if (error.code === 'NO_SUCH_UPLOAD')
      return { observation: { type: 'no such upload' }, status, code, failure: null };
    // On S3 a 200 may carry an error in its body, and that is the answer.
    if (status !== null && (status === 200 || status >= 400) && isFinal(error)) {
      const lacking = permission === undefined ? {} : { permission };
      const observation = { type: 'refused', status, code, message: storeMessage ?? null, ...lacking } as const;
      return { observation, status, code, failure: null };
    }
    const observation = { type: 'unanswered', code: error.code, at: clock.now(), retryAfterMs } as const;
    return { observation, status, code, failure: error.toShape() };
  }
}
