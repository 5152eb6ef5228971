import { backoffMs, waitRange } from '../../store/backoff.ts';
import { isPlain } from '../../store/odd-keys.ts';
import { passesSoon } from '../../store/trouble-table.ts';
import { isBegunOtherwise } from './changed.ts';
import { completed, done, gaveUp, wait } from './machine-moves.ts';
import type { ItemContext, LookPurpose, MachineState, Span } from './machine-state.ts';
import { unreachableGhost, wasMet, whyUnreachable } from './meeting.ts';
import type { LookObservation, Observation } from './observation.ts';
import { ghostLooks, missingQuietMs } from './rules.ts';

/** Looks we still grant an upload that was merely clearing when the deadline passed. */
const looksGrantedAfterDeadline = 8;
/** Searches that may fail before the listing counts as one that cannot be searched. */
const searchTries = 3;

/** ListParts shows nothing (gone, or none and not listed), and no product is under the key. */
export function whenGone(context: ItemContext, state: MachineState, observation: LookObservation): MachineState {
  const { look, purpose, late } = observation;
  const { parts, listing, object } = look;
  const { key } = context.planned.ref;
  const isUnmet = !wasMet(state, key, parts);
  const lack = (permission: string) =>
    done(
      state,
      'unverified',
      state.aborts === 0
        ? { why: 'gone, cause not proved', met: !isUnmet, permission }
        : { why: 'abort not proved', accepted: state.accepted, permissions: [permission] },
    );
  if (listing.outcome === 'denied') return lack(listing.permission);
  if (object.outcome === 'denied') return lack(object.permission);
  // Nobody asked for the object: without it, gone may be completed.
  if (object.outcome === 'unasked') return wait(state, 'look', purpose, 0, backoffMs(0));
  const outOfLooks = isOutOfLooks(state, late);

  if (listing.outcome === 'listed') {
    const goneButListed = state.goneButListed + 1;
    const next: MachineState = { ...state, firstClean: null, goneButListed };
    if (goneButListed >= ghostLooks) {
      // Listed under a key whose spelling is in doubt, and never met there: the listing may be right, and the key wrong.
      if (!isPlain(key) && !state.hadParts) {
        return done(next, 'unreachable', unreachableGhost({ key, parts, aborts: state.aborts }, ghostLooks));
      }
      return done(next, 'ghost', { why: 'listed though gone', looks: ghostLooks });
    }
    if (outOfLooks) return gaveUp(next);
    const clearing: MachineState = { ...next, verdict: 'clearing', reason: { why: 'still listed' } };
    return wait(clearing, 'look', purpose, context.quietIntervalMs, backoffMs(goneButListed - 1));
  }
  return isUnmet ? search(state, observation, null) : whenClean(context, state, purpose, spanOf(observation), late);
}

/** Nothing is left by a look; `searched` is the search of the whole listing that found nothing either, where it took one. */
function whenClean(
  context: ItemContext,
  state: MachineState,
  purpose: LookPurpose,
  look: Span,
  late: boolean,
  searched: Span | null = null,
): MachineState {
  const quiet = context.quietIntervalMs;
  const outOfLooks = isOutOfLooks(state, late);
  const first = state.firstClean;
  // A clock that went back tells nothing about the time between: start over.
  if (!first || look.startedAt < first.endedAt || (searched !== null && first.search === null)) {
    const next: MachineState = {
      ...state,
      verdict: 'clearing',
      reason: { why: 'one clean look' },
      firstClean: { endedAt: look.endedAt, serverTime: look.serverEnd, search: searched },
    };
    return outOfLooks ? gaveUp(next) : wait(next, 'look', purpose, quiet, 0);
  }
  const apart = [missingQuietMs(quiet, { endedAt: first.endedAt, serverEnd: first.serverTime }, look)];
  if (searched !== null && first.search !== null) apart.push(missingQuietMs(quiet, first.search, searched));
  const missing = Math.max(...apart);
  if (missing <= 0) {
    const proved = { ...state, left: { parts: 0, bytes: 0 }, seenSinceAbort: state.aborts > 0 };
    const reason = { why: 'two clean looks', beforeAbort: state.aborts === 0, searched: searched !== null } as const;
    return done(proved, 'clear', reason);
  }
  return outOfLooks ? gaveUp(state) : wait(state, 'look', purpose, missing, 0);
}

function isOutOfLooks(state: MachineState, late: boolean): boolean {
  return late && state.looksAfterDeadline >= looksGrantedAfterDeadline;
}

function spanOf({ startedAt, endedAt, serverTime }: LookObservation): Span {
  return { startedAt, endedAt, serverStart: serverTime, serverEnd: serverTime };
}

/**
 * Wishes a search of the whole listing.
 *
 * @param product whether the object that may be this upload's has the ETag of a single PUT; null: there is none
 */
export function search(state: MachineState, observation: LookObservation, product: boolean | null): MachineState {
  const { purpose, look } = observation;
  return {
    ...state,
    reason: { why: 'searching the listing' },
    wish: { kind: 'search', purpose, look: spanOf(observation), parts: look.parts, product },
  };
}

/** What a search of the whole listing makes of an upload that was never met. */
export function afterSearch(
  context: ItemContext,
  before: MachineState,
  { seen, late, ...span }: Extract<Observation, { type: 'searched' }>,
): MachineState {
  const { wish } = before;
  if (wish.kind !== 'search') return before;
  const { key } = context.planned.ref;
  // What is listed by this ID and was begun at another time is another upload: not every store's IDs are its own.
  const isOther =
    seen.outcome === 'found' &&
    seen.key !== key &&
    isBegunOtherwise({ outcome: 'listed', initiatedAt: seen.initiatedAt }, context.planned.initiatedAt);
  if (seen.outcome === 'failed' && passesSoon(seen.error) && before.failedSearches + 1 < searchTries) {
    const state = { ...before, failedSearches: before.failedSearches + 1 };
    const { floorMs, spreadMs } = waitRange(seen.error.details.retryAfterMs, backoffMs(before.failedSearches));
    return wait(state, 'look', wish.purpose, floorMs, spreadMs);
  }
  const state = { ...before, failedSearches: 0 };
  const tried = { key, parts: wish.parts, aborts: state.aborts };
  const why = isOther ? null : whyUnreachable(tried, seen);
  if (why !== null) return done({ ...state, firstClean: null }, 'unreachable', why);
  if (wish.product !== null) return completed(state, wish.product);
  return whenClean(context, state, wish.purpose, wish.look, late, span);
}
