import { isKnownTime } from '../../../../shared/format/time.ts';
import { AppError, type ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Attempt, JobItem } from '../../../../shared/schema/model.ts';
import { isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';
import type { CleanupChange } from '../../index/cleanup-operations.ts';
import type { ItemRecord, JobRecord } from '../../index/job-rows.ts';
import type { Clock, Random } from '../../ports/ports.ts';
import type { Store } from '../../store/store.ts';
import {
  bytesFreed,
  type ItemContext,
  initialState,
  type MachineState,
  machineStateSchema,
} from '../judging/machine-state.ts';
import { concernsWholeStore, lookFailure, saysNothingOfUpload } from '../judging/store-trouble.ts';
import { type Observation, step } from '../judging/verdict-machine.ts';
import { watchAfter } from '../judging/watch-rules.ts';
import { look } from '../looking/look.ts';
import type { SharedListing } from '../looking/shared-listing.ts';
import type { UploadSearch } from '../looking/upload-search.ts';
import type { Journal } from '../recording/journal.ts';
import { CallNotSent, type CallThrough } from '../recording/recorded-calls.ts';

/** What an item's work is done with. */
export interface ItemWork {
  job: JobRecord;
  store: Store;
  call: CallThrough;
  /** The listing that looks of the job share. */
  shared: SharedListing;
  /** The searches of the whole listing that items of the job share. */
  search: UploadSearch;
  journal: Journal;
  clock: Clock;
  random: Random;
  /** Why to stop where it is; null: go on. */
  stop: () => 'pause' | 'cancel' | null;
  /** The job's deadline, which may be moved meanwhile. */
  deadlineAt: () => number;
  /** Cuts reads in flight, on closing. Aborts are never cut. */
  signal: AbortSignal;
  /** The item changed, and the change is written or about to be. */
  changed: (before: JobItem, after: JobItem) => void;
  /** How the last look or abort fared: null where the store answered sensibly. */
  heard: (failure: ErrorShape | null) => void;
}

/** How an item's work ended for now. */
export type WorkEnd =
  | { kind: 'done' }
  | { kind: 'waiting'; at: number }
  /** Paused or closed in the middle: to be taken up where it is. */
  | { kind: 'stopped' }
  /** The store as a whole cannot be worked with. */
  | { kind: 'store failed'; error: ErrorShape };

/**
 * A look that is older than this when the abort would leave is taken again, ms: calls wait for their turn, and a turn can
 * be minutes away (Retry-After). Doubled with every look that grew too old, so that a slow store is not looked at for ever.
 */
const freshLookMs = 10_000;
/** A search of the whole listing that began so long ago still tells of an upload that was on the plan before it, ms. */
const freshSearchMs = 60_000;

/**
 * Carries out the machine's wishes for one item until it has to wait, is done, or is stopped. Takes up a record as the
 * index has it: an abort that was under way when the process died counts as unanswered, and is looked at again.
 */
export async function runItem(work: ItemWork, record: ItemRecord): Promise<WorkEnd> {
  const { job, store, call, shared, journal, clock, signal } = work;
  const context = itemContext(job, record);
  const ref = record.item.planned.ref;
  let current = record;
  let state = readState(record);
  let seenAt = Number.NEGATIVE_INFINITY;
  let freshMs = freshLookMs;

  const put = (item: JobItem): ItemRecord => {
    const before = current.item;
    current = { ...current, item, machine: JSON.stringify(state) };
    work.changed(before, item);
    return current;
  };
  const observe = (observation: Observation) => {
    state = step(context, state, observation);
  };
  /** Writes where the item stands, and waits until that is on disk. */
  const rest = async (end: WorkEnd, at: number | null): Promise<WorkEnd> => {
    const restored = put(standing(current.item, state, clock.now(), at));
    // In the same transaction as the verdict: no aborted upload goes unwatched.
    const watched = end.kind === 'done' ? watchAfter(job, restored, state, clock.now()) : null;
    const changes: CleanupChange[] = [{ kind: 'item', record: restored }];
    if (watched) changes.push({ kind: 'watch', upload: watched });
    await journal.write(changes);
    if (end.kind === 'done') shared.forget(ref);
    return end;
  };

  current = { ...current, item: settleInterrupted(current.item, state) };
  if (current.item !== record.item) {
    observe({ type: 'abort unanswered', code: 'INTERRUPTED', retryAfterMs: null });
    state = { ...state, wish: { kind: 'look', purpose: 'before' } };
  } else if (state.wish.kind === 'wait') {
    // It is due.
    state = { ...state, wish: { kind: 'look', purpose: state.wish.purpose } };
  } else if (state.wish.kind === 'abort') {
    // The look that allowed it is of another day.
    state = { ...state, wish: { kind: 'look', purpose: 'before' } };
  } else if (state.wish.kind === 'search') {
    state = { ...state, wish: { kind: 'look', purpose: state.wish.purpose } };
  }
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
        const options = { purpose: purpose === 'before' ? 'look before' : 'look after', call, shared, clock } as const;
        const taken = await look(store, ref, options, signal);
        const failure = lookFailure(taken.look);
        work.heard(failure);
        if (failure && concernsWholeStore(failure)) {
          return await rest({ kind: 'store failed', error: failure }, clock.now());
        }
        const { seenAt: viewedAt, ...seen } = taken;
        seenAt = viewedAt;
        observe({ type: 'look', purpose, late: late(), ...seen });
        // Written with what follows from it: the abort's own line, or the item at rest. Until then its evidence is on disk.
        put(withLook(standing(current.item, state, clock.now(), null), taken.look));
        continue;
      }

      if (state.wish.kind === 'search') {
        const purpose = state.wish.purpose === 'before' ? 'look before' : 'look after';
        const notBefore = searchFrom(state, job.quietIntervalMs, clock.now());
        const { seen, ...span } = await work.search.ask({ ref, purpose, store, call, signal, notBefore });
        const failure = seen.outcome === 'failed' ? seen.error : null;
        work.heard(failure);
        if (failure && concernsWholeStore(failure)) {
          return await rest({ kind: 'store failed', error: failure }, clock.now());
        }
        observe({ type: 'searched', seen, late: late(), ...span });
        const { lastLook } = current.item;
        const item = standing(current.item, state, clock.now(), null);
        put({ ...item, lastLook: lastLook && { ...lastLook, search: seen } });
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
      const answer = await abort(work, record.item.planned, {
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
      // Stopped while it waited its turn, or the look grew old meanwhile: look again before any abort.
      if (state.wish.kind !== 'abort') continue;
      freshMs *= 2;
      if (error.recorded) {
        observe({ type: 'abort unanswered', code: 'NOT_SENT', retryAfterMs: null });
        const attempts = current.item.attempts.map((attempt) =>
          attempt.number === state.aborts ? { ...attempt, code: 'NOT_SENT' } : attempt,
        );
        put({ ...current.item, attempts });
        journal.note([{ kind: 'item', record: current }]);
      }
      state = { ...state, wish: { kind: 'look', purpose: 'before' } };
    }
  }
}

/** When the search must have begun that an item asks for: the quiet interval after its first one, local clock. */
function searchFrom({ firstClean, failedSearches }: MachineState, quietIntervalMs: number, now: number): number {
  const first = firstClean?.search;
  if (first) return first.endedAt + quietIntervalMs;
  // One that failed is made again.
  return failedSearches > 0 ? now : now - freshSearchMs;
}

/** Applies an observation that needs no call (deadline, cancel) to an item at rest. null: it changes nothing. */
export function settleItem(
  job: JobRecord,
  record: ItemRecord,
  observation: Extract<Observation, { type: 'deadline' | 'cancel' }>,
  now: number,
): ItemRecord | null {
  const before = readState(record);
  const state = step(itemContext(job, record), before, observation);
  if (state === before) return null;
  return { ...record, item: standing(record.item, state, now, null), machine: JSON.stringify(state) };
}

interface AbortAnswer {
  observation: Observation;
  status: number | null;
  code: string | null;
  failure: ErrorShape | null;
}

async function abort(
  { store, call }: ItemWork,
  { ref, initiatedAt }: JobItem['planned'],
  options: Pick<NonNullable<Parameters<CallThrough>[3]>, 'alongside' | 'stillWanted'>,
): Promise<AbortAnswer> {
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
    const { httpStatus: status = null, storeCode, storeMessage, retryAfterMs = null } = error.details;
    const code = storeCode ?? error.code;
    // What a 4xx says of this upload is an answer; what it says of the connection, the clock or the pace is not.
    const conclusive =
      status !== null &&
      status >= 400 &&
      status < 500 &&
      status !== 408 &&
      status !== 429 &&
      error.code !== 'SLOW_DOWN';
    const observation: Observation =
      conclusive && !saysNothingOfUpload(error)
        ? { type: 'abort answered', status, code, message: storeMessage ?? null, conditional }
        : { type: 'abort unanswered', code: error.code, retryAfterMs };
    return { observation, status, code, failure: observation.type === 'abort answered' ? null : error.toShape() };
  }
}

function itemContext(job: JobRecord, { item, confirmed }: ItemRecord): ItemContext {
  const { quietIntervalMs, activeWindowMs, plannedAt } = job;
  return { planned: item.planned, plannedAt, confirmed, quietIntervalMs, activeWindowMs };
}

function readState({ machine, item }: ItemRecord): MachineState {
  return machine === null ? initialState(item.planned) : machineStateSchema.parse(JSON.parse(machine));
}

/** Marks an attempt that was under way when the process died (it is not among `aborts`); the same item where there is none. */
export function settleInterrupted(item: JobItem, state: { aborts: number }): JobItem {
  const newest = item.attempts.at(-1);
  if (!newest || newest.number <= state.aborts) return item;
  return { ...item, attempts: [...item.attempts.slice(0, -1), { ...newest, code: 'INTERRUPTED' }] };
}

/** The item with a look, which also tells what the newest attempt left. */
export function withLook(item: JobItem, seen: NonNullable<JobItem['lastLook']>): JobItem {
  const newest = item.attempts.at(-1);
  const { parts } = seen;
  const counted =
    parts.outcome === 'present'
      ? { partsAfter: parts.parts, bytesAfter: parts.bytes }
      : parts.outcome === 'none' || parts.outcome === 'gone'
        ? { partsAfter: 0, bytesAfter: 0 }
        : null;
  if (!newest || newest.partsAfter !== null || !counted) return { ...item, lastLook: seen };
  return { ...item, lastLook: seen, attempts: [...item.attempts.slice(0, -1), { ...newest, ...counted }] };
}

/** The item as people see it, by the machine's state. `at`: when its next step is due. */
function standing(item: JobItem, state: MachineState, now: number, at: number | null): JobItem {
  const { wish, verdict, reason, left } = state;
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
}
