import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Attempt, JobItem, Part } from '../../../../shared/schema/model.ts';
import type { ItemRecord } from '../../index/job-rows.ts';
import { concernsWholeStore, passingFailure } from '../judging/store-trouble.ts';
import { look } from '../looking/look.ts';
import { CallNotSent } from '../recording/recorded-calls.ts';
import type { Errand, ItemWork } from './errand.ts';

/** How an item's work ended for now. */
export type WorkEnd =
  | { kind: 'done' }
  | { kind: 'waiting'; at: number }
  /** Paused or closed in the middle: to be taken up where it is. */
  | { kind: 'stopped' }
  /** The store as a whole cannot be worked with. */
  | { kind: 'store failed'; error: ErrorShape };

/**
 * A look that is older than this when the act would leave is taken again, ms: calls wait for their turn, and a turn can
 * be minutes away (Retry-After). Doubled with every look that grew too old, so that a slow store is not looked at for ever.
 */
const freshLookMs = 10_000;

/**
 * Carries out an errand's wishes for one item until it has to wait, is done, or is stopped. Takes up a record as the index
 * has it. The attempt and the line of evidence are on disk before the act leaves; an act that was under way when the
 * process died counts as unanswered, and is looked at, never sent again unseen.
 */
export async function runItem<State>(work: ItemWork, record: ItemRecord, errand: Errand<State>): Promise<WorkEnd> {
  const { store, call, shared, journal, clock, signal } = work;
  const { ref } = record.item.planned;
  let current = record;
  let state = errand.initial;
  let seenAt = Number.NEGATIVE_INFINITY;
  let freshMs = freshLookMs;

  const put = (item: JobItem): ItemRecord => {
    const before = current.item;
    current = { ...current, item, machine: JSON.stringify(state) };
    work.changed(before, item);
    return current;
  };
  const stands = (at: number | null = null): JobItem => errand.standing(current.item, state, clock.now(), at);
  /** Writes where the item stands, and waits until that is on disk. */
  const rest = async (end: WorkEnd, at: number | null): Promise<WorkEnd> => {
    const rested = put(stands(at));
    // No aborted upload goes unwatched: both are written, or neither.
    const besides = end.kind === 'done' ? errand.alongsideEnd(rested, state, clock.now()) : [];
    await journal.write([{ kind: 'item', record: rested }, ...besides]);
    if (end.kind === 'done') shared.forget(ref);
    return end;
  };

  const { item, interrupted } = settleInterrupted(record.item, errand.attempts(state));
  state = errand.takenUp(state, interrupted);
  current = { ...current, item };
  put({ ...item, state: 'working', next: null, updatedAt: clock.now() });
  journal.note([{ kind: 'item', record: current }]);

  for (;;) {
    const wish = errand.wish(state, clock.now());
    if (wish.kind === 'done') return rest({ kind: 'done' }, null);
    const stop = work.stop();
    if (stop === 'cancel') {
      state = errand.settled(state, 'cancel');
      continue;
    }
    if (wish.kind === 'wait') {
      const at = clock.now() + Math.ceil(wish.floorMs + work.random() * wish.spreadMs);
      return rest({ kind: 'waiting', at }, at);
    }
    if (stop === 'pause' || signal.aborted) return rest({ kind: 'stopped' }, clock.now());

    try {
      if (wish.kind === 'look') {
        let parts: readonly Part[] | null = null;
        const onParts = (found: readonly Part[]) => {
          parts = found;
        };
        const purpose = wish.purpose === 'before' ? 'look before' : 'look after';
        const options = { purpose, onParts, call, clock, ...errand.lookOptions(work) } as const;
        const taken = await look(store, ref, options, signal);
        const failure = passingFailure(taken.look);
        work.heard(failure);
        if (failure && concernsWholeStore(failure)) {
          return await rest({ kind: 'store failed', error: failure }, clock.now());
        }
        seenAt = taken.seenAt;
        state = wish.after(taken, parts, work.isLate());
        // Written with what follows from it: the act's own line, or the item at rest. Until then its evidence is on disk.
        put(withLook(stands(), taken.look));
        continue;
      }

      if (wish.kind === 'search') {
        const purpose = wish.purpose === 'before' ? 'look before' : 'look after';
        const found = await work.search.ask({ ref, purpose, store, call, signal, notBefore: wish.notBefore });
        const { seen } = found;
        const failure = seen.outcome === 'failed' ? seen.error : null;
        work.heard(failure);
        if (failure && concernsWholeStore(failure)) {
          return await rest({ kind: 'store failed', error: failure }, clock.now());
        }
        state = wish.after(found, work.isLate());
        const { lastLook } = current.item;
        put({ ...stands(), lastLook: lastLook && { ...lastLook, search: seen } });
        continue;
      }

      if (work.isLate()) {
        state = errand.settled(state, 'deadline');
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
      const end = await errand.act(state, work, {
        alongside: () => [{ kind: 'item', record: put({ ...before, attempts: [...before.attempts, attempt] }) }],
        stillWanted: () => clock.now() - seenAt <= freshMs && work.stop() === null,
      });
      state = end.state;
      const attempts = [...before.attempts, { ...attempt, status: end.status, code: end.code }];
      put({ ...stands(), attempts });
      journal.note([{ kind: 'item', record: current }]);
      work.heard(end.failure);
      if (end.failure && concernsWholeStore(end.failure)) {
        return await rest({ kind: 'store failed', error: end.failure }, clock.now());
      }
    } catch (error) {
      if (signal.aborted) return rest({ kind: 'stopped' }, clock.now());
      if (!(error instanceof CallNotSent)) throw error;
      // Stopped while it waited its turn, or the look grew old meanwhile: looks again before any act.
      if (wish.kind !== 'act') continue;
      freshMs *= 2;
      state = errand.notSent(state, error.recorded);
      if (!error.recorded) continue;
      const taken = errand.attempts(state);
      const attempts = current.item.attempts.map((attempt) =>
        attempt.number === taken ? { ...attempt, code: 'NOT_SENT' } : attempt,
      );
      put({ ...current.item, attempts });
      journal.note([{ kind: 'item', record: current }]);
    }
  }
}

/** Applies the deadline or a cancel to an item at rest. null: it changes nothing. */
export function settleItem<State>(
  record: ItemRecord,
  errand: Errand<State>,
  by: 'deadline' | 'cancel',
  now: number,
): ItemRecord | null {
  const { item, interrupted } = settleInterrupted(record.item, errand.attempts(errand.initial));
  // A call that was under way when the process died may have been carried out.
  const taken = interrupted ? errand.takenUp(errand.initial, interrupted) : errand.initial;
  const state = errand.settled(taken, by);
  if (state === taken) return null;
  return { ...record, item: errand.standing(item, state, now, null), machine: JSON.stringify(state) };
}

/**
 * Marks the attempt that was under way when the process died: the machine has not learned of its end.
 *
 * @param known attempts whose end it knows
 */
function settleInterrupted(item: JobItem, known: number): { item: JobItem; interrupted: Attempt | null } {
  const newest = item.attempts.at(-1);
  if (!newest || newest.number <= known) return { item, interrupted: null };
  const interrupted = { ...newest, code: 'INTERRUPTED' };
  return { item: { ...item, attempts: [...item.attempts.slice(0, -1), interrupted] }, interrupted };
}

/** The item with a look, which also tells what the newest attempt left. */
function withLook(item: JobItem, seen: NonNullable<JobItem['lastLook']>): JobItem {
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
