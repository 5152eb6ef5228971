import type { Reason, StandingReason } from '../../../../shared/schema/reasons.ts';
import type { Verdict } from '../../../../shared/values/verdict-kinds.ts';
import { backoffMs } from '../../store/backoff.ts';
import type { LookPurpose, MachineState } from './machine-state.ts';

/** What the verdict machine can wish next, and the reasons that go with it. */

/** Abort it now, after the look that shows so many bytes; null: it could not see them. */
export function abortNow(state: MachineState, bytes: number | null, late: boolean): MachineState {
  if (late) return gaveUp(state);
  return { ...state, before: state.aborts === 0 ? { bytes } : state.before, wish: { kind: 'abort' } };
}

/** Something is left after an abort: abort again after a backoff that doubles with every abort. */
export function stillThere(state: MachineState, verdict: Verdict, reason: Reason, late: boolean): MachineState {
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
export function done(state: MachineState, verdict: Verdict, reason: Reason): MachineState {
  const left = verdict === 'completed' ? { parts: 0, bytes: 0 } : verdict === 'unreachable' ? null : state.left;
  return { ...state, verdict, reason, left, wish: { kind: 'done' } };
}

/** It was finished meanwhile. @param plain the object’s ETag is that of a single PUT */
export function completed(state: MachineState, plain: boolean): MachineState {
  return done(state, 'completed', { why: 'object written', plain });
}

/** The deadline has passed. */
export function gaveUp(state: MachineState): MachineState {
  return done(state, 'gave up', cutShort(state));
}

function cutShort({ aborts, left, seenSinceAbort, reason }: MachineState): Reason {
  if (aborts === 0) return { why: 'deadline, not aborted', last: standing(reason) };
  if (!left || !seenSinceAbort) return { why: 'deadline, left unknown' };
  if (left.parts === 0) return { why: 'deadline, not proved', last: standing(reason) };
  return { why: 'deadline, parts left', parts: left.parts, bytes: left.bytes };
}

/** A reason from before the deadline; it passes once. */
function standing(reason: Reason | null): StandingReason | null {
  return reason?.why === 'deadline, not aborted' || reason?.why === 'deadline, not proved' ? reason.last : reason;
}
