import { formatKnownBytes } from '../../../shared/bytes.ts';
import type { ErrorShape } from '../../../shared/errors.ts';
import { assertNever } from '../../../shared/exhaustive.ts';
import type { Look } from '../../../shared/model.ts';
import type { Verdict } from '../../../shared/verdicts.ts';
import { waitRange } from '../connections/s3/retry-after.ts';
import { backoffMs } from './backoff.ts';
import { whatChanged } from './changed.ts';
import type { ItemContext, LookPurpose, MachineState } from './machine-state.ts';
import { foreignWhileOpen, hasPlainEtag, mayBeProduct } from './object-evidence.ts';

/** What the runner tells the machine. */
export type Observation =
  | {
      type: 'look';
      purpose: LookPurpose;
      look: Look;
      /** Local clock, around the whole look. */
      startedAt: number;
      endedAt: number;
      /** The server's Date on the look's last answer; null where it sent none. */
      serverTime: number | null;
      /** The job's deadline has passed. */
      late: boolean;
    }
  /**
   * The store answered an abort. `status` is HTTP's; `code` and `message` the store's own words where it refused.
   * `conditional`: it was to abort only what was begun when the plan says (directory buckets).
   */
  | { type: 'abort answered'; status: number; code: string | null; message: string | null; conditional?: boolean }
  /** No answer, or one that leaves open whether it took: 5xx, 429, network, or the process died meanwhile. */
  | { type: 'abort unanswered'; code: string; retryAfterMs: number | null }
  | { type: 'deadline' }
  | { type: 'cancel' };

/** Looks that must find an upload listed though gone before it is called a ghost. */
const ghostLooks = 5;
/** Looks we still grant an upload that was merely clearing when the deadline passed. */
const looksGrantedAfterDeadline = 8;
const failedLooksGrantedAfterDeadline = 3;
/** The server's Date has second precision: two of them may understate the time between by less than this, ms. */
const serverClockGrain = 1000;

/**
 * Turns what was seen into a verdict and the next wish. Pure: no clock, no I/O, no randomness (design, "Verdicts").
 *
 * What it never does: wish an abort without a look right before it; say `clear` with less than two clean looks the quiet
 * interval apart, with an object that may be this upload's product, or with something it may not see.
 */
export function step(context: ItemContext, state: MachineState, observation: Observation): MachineState {
  if (state.wish.kind === 'done') return state;
  switch (observation.type) {
    case 'look':
      return afterLook(context, state, observation);
    case 'abort answered':
      return afterAnswer(state, observation);
    case 'abort unanswered':
      return {
        ...state,
        aborts: state.aborts + 1,
        failures: state.failures + 1,
        firstClean: null,
        reason: `The abort got no clear answer (${observation.code}). We look again before the next one.`,
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
      return done(
        state,
        'cancelled',
        state.aborts === 0 ? 'Stopped before it was aborted.' : 'Stopped before anything was proved.',
      );
    default:
      return assertNever(observation);
  }
}

function afterAnswer(
  state: MachineState,
  { status, code, message, conditional }: Extract<Observation, { type: 'abort answered' }>,
): MachineState {
  const next = { ...state, aborts: state.aborts + 1, failures: 0, firstClean: null };
  if (status < 300) return { ...next, accepted: true, wish: { kind: 'look', purpose: 'after' } };
  // 404 is said of done, already gone and completed alike: conclude nothing, look (s3-semantics, "Abort").
  if (status === 404) return { ...next, wish: { kind: 'look', purpose: 'after' } };
  // The condition is the initiation time alone (s3-semantics, "The seed": mismatch 412).
  if (status === 412 && conditional) {
    return done(next, 'skipped', 'The store says that it was begun at another time than on the plan.');
  }
  return done(next, 'refused', refusal(status, code, message));
}

type LookObservation = Extract<Observation, { type: 'look' }>;

function afterLook(context: ItemContext, before: MachineState, observation: LookObservation): MachineState {
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
  state = { ...state, failures: 0 };
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

  if (listing.outcome === 'listed' && Math.abs(listing.initiatedAt - planned.initiatedAt) >= 1000) {
    return done(state, 'skipped', 'It is listed with another initiation time than on the plan.');
  }

  const open = parts.outcome === 'present' || (parts.outcome !== 'gone' && listing.outcome === 'listed');
  const product = object.outcome === 'present' ? object : null;
  if (product && open) {
    if (
      foreignWhileOpen(product, parts, planned.initiatedAt, look.at) &&
      (listing.outcome !== 'absent' || hasPlainEtag(product) || !mayBeProduct(product, planned.initiatedAt, null))
    ) {
      state.foreign = product;
    } else if (mayBeProduct(product, planned.initiatedAt, state.foreign)) {
      if (listing.outcome === 'absent') return completed(state, product.etag !== null && hasPlainEtag(product));
      // Both views say it is open, yet an object like it is minutes old: a Complete may just have happened, and an abort
      // that races one can destroy the object (s3-semantics, "Abort"). Let the views settle.
      if (late) return gaveUp(state);
      const waiting = {
        ...state,
        firstClean: null,
        failures: before.failures + 1,
        reason: 'An object that may be this upload, completed, has just appeared. We look again before touching it.',
      };
      return wait(waiting, 'look', 'before', 0, backoffMs(before.failures));
    }
  } else if (product && mayBeProduct(product, planned.initiatedAt, state.foreign)) {
    return completed(state, hasPlainEtag(product));
  }

  switch (parts.outcome) {
    case 'present': {
      state = { ...state, firstClean: null, goneButListed: 0 };
      // After an abort that the store accepted, new parts are the late ones we came for. Before, they are life.
      const changed = state.accepted ? null : whatChanged(context, parts, observation);
      if (changed) return done(state, 'skipped', changed);
      const hidden = listing.outcome === 'absent';
      if (purpose === 'before') {
        const named: MachineState =
          state.accepted || hidden ? { ...state, verdict: hidden ? 'hidden' : 'stubborn' } : state;
        return abortNow(named, parts.bytes, late);
      }
      const left = `${parts.parts} ${parts.parts === 1 ? 'part' : 'parts'} (${formatKnownBytes(parts.bytes)})`;
      return stillThere(
        state,
        hidden ? 'hidden' : 'stubborn',
        hidden ? `Not listed, yet ${left} are there after the abort.` : `${left} there after the abort.`,
        late,
      );
    }
    case 'none': {
      // 200 without parts is what a store says of an upload that is gone, and of one that has no part yet. Until an abort
      // was accepted it may be the latter, listed or not: abort it, there is nothing to lose.
      const mayBeEmpty = listing.outcome === 'listed' || !state.accepted;
      if (purpose === 'before' && mayBeEmpty) return abortNow({ ...state, firstClean: null }, 0, late);
      if (listing.outcome !== 'listed') return whenGone(context, state, observation);
      return stillThere({ ...state, firstClean: null }, 'clearing', 'No parts, but it is still listed.', late);
    }
    case 'denied': {
      state = { ...state, firstClean: null };
      const lack = `these credentials lack ${parts.permission}`;
      if (listing.outcome === 'listed' && purpose === 'before' && !state.accepted) return abortNow(state, null, late);
      if (listing.outcome === 'denied') {
        const both = `${lack} and ${listing.permission}`;
        return done(
          state,
          'unverified',
          state.aborts === 0
            ? `Not aborted: ${both}, and we never abort what we may not see at all.`
            : `${abortWords(state)}, but ${both}.`,
        );
      }
      return done(
        state,
        'unverified',
        state.aborts === 0 ? `Not aborted: it is no longer listed, and ${lack}.` : `${abortWords(state)}, but ${lack}.`,
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
  const failed = {
    ...state,
    failures: state.failures + 1,
    reason: `A look failed (${error.code}). It proves nothing.`,
  };
  if (late && state.looksAfterDeadline >= failedLooksGrantedAfterDeadline) return gaveUp(failed);
  const { floorMs, spreadMs } = waitRange(error.details.retryAfterMs, backoffMs(state.failures));
  return wait(failed, 'look', purpose, floorMs, spreadMs);
}

/** ListParts shows nothing (gone, or none and not listed), and no product is under the key. */
function whenGone(context: ItemContext, state: MachineState, observation: LookObservation): MachineState {
  const { look, purpose, startedAt, endedAt, serverTime, late } = observation;
  const { listing, object } = look;
  const quiet = context.quietIntervalMs;
  const lack = (permission: string) =>
    done(
      state,
      'unverified',
      state.aborts === 0
        ? `It is gone already, but what became of it cannot be proved: these credentials lack ${permission}.`
        : `${abortWords(state)}, but these credentials lack ${permission}.`,
    );
  if (listing.outcome === 'denied') return lack(listing.permission);
  if (object.outcome === 'denied') return lack(object.permission);
  // Nobody asked for the object: without it, gone may be completed.
  if (object.outcome === 'unasked') return wait(state, 'look', purpose, 0, backoffMs(0));
  const outOfLooks = late && state.looksAfterDeadline >= looksGrantedAfterDeadline;

  if (listing.outcome === 'listed') {
    const goneButListed = state.goneButListed + 1;
    const next: MachineState = { ...state, firstClean: null, goneButListed };
    if (goneButListed >= ghostLooks) {
      return done(next, 'ghost', `Listed, though ListParts says there is no such upload, in ${ghostLooks} looks.`);
    }
    if (outOfLooks) return gaveUp(next);
    const clearing: MachineState = { ...next, verdict: 'clearing', reason: 'No parts, but it is still listed.' };
    return wait(clearing, 'look', purpose, quiet, backoffMs(goneButListed - 1));
  }

  const first = state.firstClean;
  // A clock that went back tells nothing about the time between: start over.
  if (!first || startedAt < first.endedAt) {
    const next: MachineState = {
      ...state,
      verdict: 'clearing',
      reason: 'One clean look so far. A second one proves it.',
      firstClean: { endedAt, serverTime },
    };
    return outOfLooks ? gaveUp(next) : wait(next, 'look', purpose, quiet, 0);
  }
  /*
   * From the end of the first clean look to the start of this one, by the local clock, which both looks share. A local
   * clock that jumps ahead would make the interval look longer than it was, so the server's clock, where both looks know
   * it, has to agree within its grain. Neither clock alone can shorten the proof; disagreement costs another look only.
   */
  const local = startedAt - first.endedAt;
  const server =
    serverTime === null || first.serverTime === null ? local : serverTime - first.serverTime + serverClockGrain;
  const missing = Math.max(quiet - local, quiet - server);
  if (missing <= 0) {
    return done(
      state,
      'clear',
      state.aborts === 0
        ? 'It was gone before we aborted it: no parts and not listed, in two looks.'
        : 'No parts and not listed, in two looks.',
    );
  }
  return outOfLooks ? gaveUp(state) : wait(state, 'look', purpose, missing, 0);
}

function atDeadline(state: MachineState): MachineState {
  // An abort has been made that nobody has looked at yet, or it is merely clearing: finish the look.
  const unseenAbort = state.aborts > 0 && state.wish.kind === 'look';
  const interrupted = state.wish.kind === 'wait' && state.wish.action === 'look' && state.aborts > 0;
  if (unseenAbort || interrupted || state.firstClean || (state.verdict === 'clearing' && state.goneButListed > 0)) {
    return state;
  }
  return gaveUp(state);
}

function abortNow(state: MachineState, bytes: number | null, late: boolean): MachineState {
  if (late) return gaveUp(state);
  return { ...state, before: state.aborts === 0 ? { bytes } : state.before, wish: { kind: 'abort' } };
}

/** Something is left after an abort: abort again after a backoff that doubles with every abort. */
function stillThere(state: MachineState, verdict: Verdict, reason: string, late: boolean): MachineState {
  const next = { ...state, verdict, reason };
  return late ? gaveUp(next) : wait(next, 'abort', 'before', 0, backoffMs(Math.max(0, state.aborts - 1)));
}

function wait(
  state: MachineState,
  action: 'look' | 'abort',
  purpose: LookPurpose,
  floorMs: number,
  spreadMs: number,
): MachineState {
  return { ...state, wish: { kind: 'wait', action, purpose, floorMs, spreadMs } };
}

function done(state: MachineState, verdict: Verdict, reason: string): MachineState {
  const left = verdict === 'completed' ? { parts: 0, bytes: 0 } : state.left;
  return { ...state, verdict, reason, left, wish: { kind: 'done' } };
}

function completed(state: MachineState, plain: boolean): MachineState {
  const finished = 'An object was written under the key after this upload began: it was finished, not aborted.';
  const doubtful =
    'An object was written under the key after this upload began. Its ETag looks like another writer’s, but that cannot be proved, so it counts as completed.';
  return done(state, 'completed', plain ? doubtful : finished);
}

function gaveUp(state: MachineState): MachineState {
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

function abortWords(state: MachineState): string {
  return state.accepted ? 'The abort was accepted' : 'The abort was sent';
}

function refusal(status: number, code: string | null, message: string | null): string {
  const said = `${code ?? `HTTP ${status}`}${message ? `: ${message}` : ''}`;
  switch (status) {
    case 403:
      return `The store will not abort it (${said}). It takes s3:AbortMultipartUpload, and no policy that denies it.`;
    case 412:
      return `The store will not abort it (${said}). A condition failed: the upload is not the one we looked at.`;
    default:
      return `The store will not abort it (${said}).`;
  }
}
