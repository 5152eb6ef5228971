import { formatKnownBytes } from '../../../../shared/format/bytes.ts';
import type { Verdict } from '../../../../shared/values/verdict-kinds.ts';
import { backoffMs } from '../../store/backoff.ts';
import type { LookPurpose, MachineState } from './machine-state.ts';

/** What the verdict machine can wish next, and the words that go with it. */

/** Abort it now, after the look that shows so many bytes; null: it could not see them. */
export function abortNow(state: MachineState, bytes: number | null, late: boolean): MachineState {
  if (late) return gaveUp(state);
  return { ...state, before: state.aborts === 0 ? { bytes } : state.before, wish: { kind: 'abort' } };
}

/** Something is left after an abort: abort again after a backoff that doubles with every abort. */
export function stillThere(state: MachineState, verdict: Verdict, reason: string, late: boolean): MachineState {
  const next = { ...state, verdict, reason };
  return late ? gaveUp(next) : wait(next, 'abort', 'before', 0, backoffMs(Math.max(0, state.aborts - 1)));
}

/** Wait `floorMs` and a random share of `spreadMs`, then look. */
export function wait(
  state: MachineState,
  action: 'look' | 'abort',
  purpose: LookPurpose,
  floorMs: number,
  spreadMs: number,
): MachineState {
  return { ...state, wish: { kind: 'wait', action, purpose, floorMs, spreadMs } };
}

/** The verdict is given. */
export function done(state: MachineState, verdict: Verdict, reason: string): MachineState {
  const left = verdict === 'completed' ? { parts: 0, bytes: 0 } : verdict === 'unreachable' ? null : state.left;
  return { ...state, verdict, reason, left, wish: { kind: 'done' } };
}

/** It was finished meanwhile. @param plain the object’s ETag is that of a single PUT */
export function completed(state: MachineState, plain: boolean): MachineState {
  const finished = 'An object was written under the key after this upload began: it was finished, not aborted.';
  const doubtful =
    'An object was written under the key after this upload began. Its ETag looks like another writer’s, but that cannot be proved, so it counts as completed.';
  return done(state, 'completed', plain ? doubtful : finished);
}

/** The deadline has passed. */
export function gaveUp(state: MachineState): MachineState {
  if (state.aborts === 0) {
    const why = state.reason ? ` ${state.reason}` : '';
    return done(state, 'gave up', `The deadline passed before it could be aborted.${why}`);
  }
  const { left } = state;
  if (!left || !state.seenSinceAbort) return done(state, 'gave up', 'The deadline passed. What is left is not known.');
  if (left.parts === 0) return done(state, 'gave up', `The deadline passed. ${state.reason ?? 'Nothing was proved.'}`);
  const parts = `${left.parts} ${left.parts === 1 ? 'part' : 'parts'}`;
  return done(state, 'gave up', `The deadline passed with ${parts} (${formatKnownBytes(left.bytes)}) left.`);
}

/** What became of the newest abort. */
export function abortWords(state: MachineState): string {
  return state.accepted ? 'The abort was accepted' : 'The abort was sent';
}
