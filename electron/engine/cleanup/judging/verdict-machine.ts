import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Look } from '../../../../shared/schema/model.ts';
import { assertNever } from '../../../../shared/values/exhaustive.ts';
import { backoffMs, waitRange } from '../../store/backoff.ts';
import { isPlain } from '../../store/odd-keys.ts';
import { isBegunOtherwise, isTimeOfParts, whatChanged, whyActive } from './changed.ts';
import { abortNow, completed, done, gaveUp, stillThere, wait } from './machine-moves.ts';
import type { ItemContext, MachineState } from './machine-state.ts';
import { isUnsendable, meets, unsendable, unspeakable, wasMet } from './meeting.ts';
import { foreignWhileOpen, hasPlainEtag, mayBeProduct } from './object-evidence.ts';
import type { LookObservation, Observation } from './observation.ts';
import { afterSearch, search, whenGone } from './proving-absence.ts';
import { refusedReason, withRefusals } from './refused-look.ts';
import { failedLook } from './store-trouble.ts';

export type { Observation } from './observation.ts';

/** Failed looks we still take after the deadline. */
const failedLooksGrantedAfterDeadline = 3;

/**
 * Turns what was seen into a verdict and the next wish. Pure: no clock, no I/O, no randomness (design, "Verdicts").
 *
 * What it never does: wish an abort without a look right before it; say `clear` with less than two clean looks the quiet
 * interval apart, with an object that may be this upload's product, with something it may not see, or of an upload that was
 * never met under its key ({@link ./meeting.ts}), unless its ID is nowhere in the whole listing either.
 */
export function step(context: ItemContext, state: MachineState, observation: Observation): MachineState {
  if (state.wish.kind === 'done') return state;
  switch (observation.type) {
    case 'look':
      return afterLook(context, state, observation);
    case 'searched':
      return afterSearch(context, state, observation);
    case 'abort answered':
      return afterAnswer(state, observation);
    case 'abort unanswered':
      return {
        ...state,
        aborts: state.aborts + 1,
        failures: state.failures + 1,
        firstClean: null,
        reason: { why: 'call unanswered', errand: 'abort', code: observation.code },
        wish: {
          kind: 'wait',
          action: 'look',
          purpose: 'before',
          ...waitRange(observation.retryAfterMs, backoffMs(state.failures)),
        },
      };
    case 'deadline':
      return atDeadline(state);
    case 'cancel':
      return done(state, 'cancelled', { why: 'stopped', errand: 'abort', sent: state.aborts > 0 });
    default:
      return assertNever(observation);
  }
}

function afterAnswer(
  state: MachineState,
  { type: _, conditional, ...answer }: Extract<Observation, { type: 'abort answered' }>,
): MachineState {
  const { status } = answer;
  const next = { ...state, aborts: state.aborts + 1, failures: 0, firstClean: null };
  if (status < 300) return { ...next, accepted: true, wish: { kind: 'look', purpose: 'after' } };
  // 404 is said of done, already gone and completed alike: conclude nothing, look (s3-semantics, "Abort").
  if (status === 404) return { ...next, wish: { kind: 'look', purpose: 'after' } };
  // The condition is the initiation time alone (s3-semantics, "The seed": mismatch 412).
  if (status === 412 && conditional) {
    return done(next, 'skipped', { why: 'another initiation time', toldBy: 'store' });
  }
  return done(next, 'refused', { why: 'refused', errand: 'abort', ...answer });
}

function afterLook(context: ItemContext, before: MachineState, observation: LookObservation): MachineState {
  const unnamed = before.hadParts ? null : unspeakable(context.planned.ref.key, observation.look, before.aborts);
  if (unnamed !== null) return done({ ...before, firstClean: null }, 'unreachable', unnamed);
  const { look, refusals } = withRefusals(observation.look);
  const state = judgeLook(context, before, { ...observation, look }, observation.look);
  if (state.verdict !== 'unverified') return state;
  const made = { errand: 'abort', sent: state.aborts > 0, accepted: state.accepted } as const;
  return { ...state, reason: refusedReason(refusals, made) ?? state.reason };
}

/** @param seen the look as it was seen, before refusals were taken for denials */
function judgeLook(context: ItemContext, before: MachineState, observation: LookObservation, seen: Look): MachineState {
  const { look, purpose, late } = observation;
  const { parts, listing, object } = look;
  const { planned } = context;
  let state: MachineState = {
    ...before,
    looksAfterDeadline: late ? before.looksAfterDeadline + 1 : 0,
  };

  if (parts.outcome === 'failed') return retryLook(state, observation, parts.error);
  if (listing.outcome === 'failed') return retryLook(state, observation, listing.error);
  if (object.outcome === 'failed') return retryLook(state, observation, object.error);
  state = meets({ ...state, failures: 0 }, look);
  if (parts.outcome === 'present') {
    state.left = { parts: parts.parts, bytes: parts.bytes };
    state.seenSinceAbort = state.aborts > 0;
  } else if (parts.outcome === 'denied') {
    if (state.aborts > 0) state.left = null;
    state.seenSinceAbort = false;
  } else {
    state.left = { parts: 0, bytes: 0 };
    state.seenSinceAbort = state.aborts > 0;
  }

  // Once an abort was accepted, its ID is dead for good: what a late part moved is the time, and no other upload.
  if (isBegunOtherwise(listing, planned.initiatedAt) && !(state.accepted && isTimeOfParts(planned, look))) {
    return done(state, 'skipped', { why: 'another initiation time', toldBy: 'listing' });
  }

  const { key } = planned.ref;
  // What shows parts under this very key is addressed right, whatever the key holds.
  if (isUnsendable(key) && !state.hadParts) {
    return done(state, 'unreachable', unsendable({ key, parts, aborts: state.aborts }));
  }
  const isMissed = (parts.outcome === 'gone' || parts.outcome === 'none') && listing.outcome === 'absent';
  const isUnmet = isMissed && !wasMet(state, key, parts);
  // That nothing is found under a key in doubt does not mean that nothing is left.
  if (isUnmet) state = { ...state, left: null, seenSinceAbort: false };

  const open = parts.outcome === 'present' || (parts.outcome !== 'gone' && listing.outcome === 'listed');
  const product = object.outcome === 'present' ? object : null;
  if (product && open) {
    if (
      foreignWhileOpen(product, parts, planned.initiatedAt, look.at) &&
      (listing.outcome !== 'absent' || hasPlainEtag(product) || !mayBeProduct(product, planned.initiatedAt, null))
    ) {
      state.foreign = product;
    } else if (mayBeProduct(product, planned.initiatedAt, state.foreign)) {
      if (listing.outcome === 'absent') return completed(state, hasPlainEtag(product));
      // Both views say it is open, yet an object like it is minutes old: a Complete may just have happened, and an abort
      // that races one can destroy the object (s3-semantics, "Abort"). Let the views settle.
      if (late) return gaveUp(state);
      const waiting: MachineState = {
        ...state,
        firstClean: null,
        failures: before.failures + 1,
        reason: { why: 'object just appeared' },
      };
      return wait(waiting, 'look', 'before', 0, backoffMs(before.failures));
    }
  } else if (product && mayBeProduct(product, planned.initiatedAt, state.foreign)) {
    const isPlainObject = hasPlainEtag(product);
    if (isUnmet) return search(state, observation, isPlainObject);
    // An object under a key of doubtful spelling is nobody's product where the listing cannot be searched for the upload.
    if (wasMet(state, key, parts) || isPlain(key) || listing.outcome !== 'denied')
      return completed(state, isPlainObject);
  }

  const active = whyActive(context, seen, observation);
  switch (parts.outcome) {
    case 'present': {
      state = { ...state, firstClean: null, goneButListed: 0 };
      // After an abort that the store accepted, new parts are the late ones we came for. Before, they are life.
      const life = state.accepted ? null : (whatChanged(context, parts, observation) ?? active);
      if (life) return done(state, 'skipped', life);
      const hidden = listing.outcome === 'absent';
      if (purpose === 'before') {
        const named: MachineState =
          state.accepted || hidden ? { ...state, verdict: hidden ? 'hidden' : 'stubborn' } : state;
        return abortNow(named, parts.bytes, late);
      }
      const left = { why: 'parts left', parts: parts.parts, bytes: parts.bytes, listed: !hidden } as const;
      return stillThere(state, hidden ? 'hidden' : 'stubborn', left, late);
    }
    case 'none': {
      // 200 without parts is what a store says of an upload that is gone, and of one that has no part yet. Until an abort
      // was accepted it may be the latter, listed or not: abort it, there is nothing to lose.
      const mayBeEmpty = listing.outcome === 'listed' || !state.accepted;
      if (purpose === 'before' && mayBeEmpty) {
        if (active && !state.accepted) return done(state, 'skipped', active);
        return abortNow({ ...state, firstClean: null }, 0, late);
      }
      if (listing.outcome !== 'listed') return whenGone(context, state, observation);
      return stillThere({ ...state, firstClean: null }, 'clearing', { why: 'still listed' }, late);
    }
    case 'denied': {
      state = { ...state, firstClean: null };
      const { accepted } = state;
      const { permission } = parts;
      if (listing.outcome === 'listed' && purpose === 'before' && !state.accepted) {
        return active ? done(state, 'skipped', active) : abortNow(state, null, late);
      }
      if (listing.outcome === 'denied') {
        const permissions = [permission, listing.permission];
        return done(
          state,
          'unverified',
          state.aborts === 0
            ? { why: 'not aborted unseen', permissions }
            : { why: 'abort not proved', accepted, permissions },
        );
      }
      return done(
        state,
        'unverified',
        state.aborts === 0
          ? { why: 'not aborted, not listed', permission }
          : { why: 'abort not proved', accepted, permissions: [permission] },
      );
    }
    case 'gone':
      return whenGone(context, state, observation);
    default:
      return assertNever(parts);
  }
}

/** A look that failed proves nothing: the same again after a backoff. */
function retryLook(state: MachineState, { purpose, late }: LookObservation, error: ErrorShape): MachineState {
  const failed: MachineState = {
    ...state,
    failures: state.failures + 1,
    reason: failedLook(error),
  };
  if (late && state.looksAfterDeadline >= failedLooksGrantedAfterDeadline) return gaveUp(failed);
  const { floorMs, spreadMs } = waitRange(error.details.retryAfterMs, backoffMs(state.failures));
  return wait(failed, 'look', purpose, floorMs, spreadMs);
}

function atDeadline(state: MachineState): MachineState {
  // An abort has been made that nobody has looked at yet, or it is merely clearing: finish the look.
  const unseenAbort = state.aborts > 0 && (state.wish.kind === 'look' || state.wish.kind === 'search');
  const interrupted = state.wish.kind === 'wait' && state.wish.action === 'look' && state.aborts > 0;
  if (unseenAbort || interrupted || state.firstClean || (state.verdict === 'clearing' && state.goneButListed > 0)) {
    return state;
  }
  return gaveUp(state);
}
