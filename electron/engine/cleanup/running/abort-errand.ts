import { isKnownTime } from '../../../../shared/format/time.ts';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { JobItem } from '../../../../shared/schema/model.ts';
import { isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';
import type { ItemRecord, JobRecord } from '../../index/job-rows.ts';
import { isFinal } from '../../store/trouble-table.ts';
import {
  bytesFreed,
  type ItemContext,
  initialState,
  type LookPurpose,
  type MachineState,
  machineStateSchema,
  restOf,
} from '../judging/machine-state.ts';
import type { Observation } from '../judging/observation.ts';
import { step } from '../judging/verdict-machine.ts';
import { watchAfter } from '../judging/watch-rules.ts';
import type { ActEnd, Errand, ItemWork } from './errand.ts';

/** A search of the whole listing that began so long ago still tells of an upload that was on the plan before it, ms. */
const freshSearchMs = 60_000;

/** Aborts an upload, and proves that nothing is left of it. */
export function abortErrand(job: JobRecord, record: ItemRecord): Errand<MachineState> {
  const { planned } = record.item;
  const { quietIntervalMs, activeWindowMs, plannedAt } = job;
  const { confirmed } = record;
  const context: ItemContext = { planned, plannedAt, confirmed, quietIntervalMs, activeWindowMs };
  const observed = (state: MachineState, observation: Observation) => step(context, state, observation);

  return {
    initial: record.machine === null ? initialState(planned) : machineStateSchema.parse(JSON.parse(record.machine)),

    takenUp(state, interrupted) {
      if (interrupted) {
        return lookNext(
          observed(state, { type: 'abort unanswered', code: 'INTERRUPTED', retryAfterMs: null }),
          'before',
        );
      }
      switch (state.wish.kind) {
        case 'wait':
        case 'search':
          return lookNext(state, state.wish.purpose);
        case 'abort':
          // The look that allowed it is of another day.
          return lookNext(state, 'before');
        case 'look':
        case 'done':
          return state;
      }
    },

    attempts: ({ aborts }) => aborts,

    wish(state, now) {
      const { wish } = state;
      switch (wish.kind) {
        case 'look': {
          const { purpose } = wish;
          return {
            kind: 'look',
            purpose,
            after: ({ seenAt: _, ...seen }, _parts, late) => observed(state, { type: 'look', purpose, late, ...seen }),
          };
        }
        case 'search':
          return {
            kind: 'search',
            purpose: wish.purpose,
            notBefore: searchFrom(state, quietIntervalMs, now),
            after: (found, late) => observed(state, { type: 'searched', late, ...found }),
          };
        case 'abort':
          return { kind: 'act' };
        case 'wait':
        case 'done':
          return wish;
      }
    },

    lookOptions: ({ shared }) => ({ shared }),

    async act(state, work, options) {
      const { observation, ...end } = await abort(work, planned, options);
      return { ...end, state: observed(state, observation) };
    },

    notSent(state, recorded) {
      const unsent = { type: 'abort unanswered', code: 'NOT_SENT', retryAfterMs: null } as const;
      return lookNext(recorded ? observed(state, unsent) : state, 'before');
    },

    settled: (state, by) => observed(state, { type: by }),

    standing(item, state, now, at) {
      const { wish, verdict, reason } = state;
      const left = restOf(state);
      const done = wish.kind === 'done';
      const action = wish.kind === 'wait' ? wish.action : wish.kind === 'abort' ? 'abort' : 'look';
      return {
        ...item,
        state: done ? 'done' : at === null ? 'working' : 'waiting',
        verdict,
        reason,
        next: done || at === null ? null : { action, at },
        partsLeft: left?.parts ?? null,
        bytesLeft: left?.bytes ?? null,
        bytesFreed: bytesFreed(state),
        updatedAt: now,
      };
    },

    alongsideEnd(rested, state, now) {
      const upload = watchAfter(job, rested, state, now);
      return upload ? [{ kind: 'watch', upload }] : [];
    },
  };
}

function lookNext(state: MachineState, purpose: LookPurpose): MachineState {
  return { ...state, wish: { kind: 'look', purpose } };
}

/** When the search must have begun that an item asks for: the quiet interval after its first one, local clock. */
function searchFrom({ firstClean, failedSearches }: MachineState, quietIntervalMs: number, now: number): number {
  const first = firstClean?.search;
  if (first) return first.endedAt + quietIntervalMs;
  // One that failed is made again.
  return failedSearches > 0 ? now : now - freshSearchMs;
}

async function abort(
  { store, call }: ItemWork,
  { ref, initiatedAt }: JobItem['planned'],
  options: Parameters<Errand<MachineState>['act']>[2],
): Promise<Omit<ActEnd<MachineState>, 'state'> & { observation: Observation }> {
  const conditional = isDirectoryBucket(ref.bucket, store.connection) && isKnownTime(initiatedAt);
  const condition = conditional ? { ifInitiatedAt: initiatedAt } : {};
  try {
    const info = await call(
      { ref, purpose: 'abort', operation: 'AbortMultipartUpload' },
      () => store.abortUpload(ref, condition),
      (answered) => ({ call: answered }),
      options,
    );
    const observation: Observation = { type: 'abort answered', status: info.status, code: null, message: null };
    return { observation, status: info.status, code: null, failure: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { httpStatus: status = null, storeCode, storeMessage, permission, retryAfterMs = null } = error.details;
    const code = storeCode ?? error.code;
    // What a 4xx says of this upload is an answer; what it says of the connection, the clock or the pace is not.
    const observation: Observation =
      status !== null && status >= 400 && isFinal(error)
        ? {
            type: 'abort answered',
            status,
            code,
            message: storeMessage ?? null,
            ...(permission === undefined ? {} : { permission }),
            conditional,
          }
        : { type: 'abort unanswered', code: error.code, retryAfterMs };
    return { observation, status, code, failure: observation.type === 'abort answered' ? null : error.toShape() };
  }
}
