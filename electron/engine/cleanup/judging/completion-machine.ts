import { z } from 'zod';
import type { CompletionPlan } from '../../../../shared/schema/completion.ts';
import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Look, ObjectSeen, Part } from '../../../../shared/schema/model.ts';
import { keptReasonSchema, type Reason } from '../../../../shared/schema/reasons.ts';
import { verdictSchema } from '../../../../shared/schema/verdicts.ts';
import { assertNever } from '../../../../shared/values/exhaustive.ts';
import type { Verdict } from '../../../../shared/values/verdict-kinds.ts';
import { backoffMs, waitRange } from '../../store/backoff.ts';
import { isBegunOtherwise } from './changed.ts';
import { refusedReason, withRefusals } from './refused-look.ts';
import { bareEtag, isSameObject } from './rules.ts';
import { failedLook } from './store-trouble.ts';

const purposeSchema = z.enum(['before', 'after']);
export type CompletionLookPurpose = z.infer<typeof purposeSchema>;

const count = z.number().int().nonnegative();

/** All that the machine remembers of an upload that is being completed; plain data, kept in the index. */
export const completionStateSchema = z.object({
  wish: z.discriminatedUnion('kind', [
    /** `before`: guards the call that completes. `after`: tells what became of it. */
    z.object({ kind: z.literal('look'), purpose: purposeSchema }),
    z.object({ kind: z.literal('complete') }),
    z.object({
      kind: z.literal('wait'),
      purpose: purposeSchema,
      floorMs: z.number().nonnegative(),
      spreadMs: z.number().nonnegative(),
    }),
    z.object({ kind: z.literal('done') }),
  ]),
  verdict: verdictSchema.nullable(),
  reason: keptReasonSchema.nullable(),
  /** Calls to complete that were sent, answered or not. */
  sent: count,
  /** Attempts on record: those, and calls that were taken back before they left. */
  attempts: count,
  /** What the store said of the last one; null: nothing clear. */
  answer: z.object({ accepted: z.boolean(), etag: z.string().nullable() }).nullable(),
  /** What it refused the last one with, until a look has shown that nothing came of any. */
  refused: z
    .object({
      status: z.number(),
      code: z.string().nullable(),
      message: z.string().nullable(),
      permission: z.string().optional(),
    })
    .nullable()
    .default(null),
  /** When the last one ended without a clear answer, local clock. */
  unansweredAt: z.number().nullable(),
  left: z.object({ parts: count, bytes: z.number().nonnegative().nullable() }).nullable().catch(null),
  /** Looks after the last call that proved nothing yet. */
  undecided: count,
  failures: count,
});
export type CompletionState = z.infer<typeof completionStateSchema>;

/** What the runner tells the machine. */
export type CompletionObservation =
  | {
      type: 'look';
      purpose: CompletionLookPurpose;
      look: Look;
      /** Every part that ListParts showed; null where it showed none or could not. */
      parts: readonly Part[] | null;
      /** Local clock at the end of the look. */
      endedAt: number;
      late: boolean;
    }
  | { type: 'accepted'; etag: string | null }
  /**
   * The store's final word on this call: it will not complete it. An earlier call may have: one without an answer that was
   * slow to work, or one that a proxy sent twice and of which it handed on the second answer (412, InvalidPart).
   * `permission`: what is missing by its words.
   */
  | { type: 'refused'; status: number; code: string | null; message: string | null; permission?: string }
  /** 404: completed before, aborted, or the answer to a call that took. Only a look tells. */
  | { type: 'no such upload' }
  /** No answer, or one that leaves open whether it took. */
  | { type: 'unanswered'; code: string; at: number; retryAfterMs: number | null }
  /** On record, and taken back before it left: nothing can have come of it. */
  | { type: 'not sent' }
  | { type: 'deadline' }
  | { type: 'cancel' };

/** A call without an answer may still be at work: AWS takes minutes over large objects. Nothing is sent again before, ms. */
export const settleAfterCallMs = 60_000;
/** Calls that are sent at most, each after a look that saw the upload open and as planned. */
const mostCalls = 3;
/** Looks that may find neither the object nor the upload as they should be before we say so. */
const undecidedLooks = 6;

export function initialCompletion(plan: CompletionPlan): CompletionState {
  return {
    wish: { kind: 'look', purpose: 'before' },
    verdict: null,
    reason: null,
    sent: 0,
    attempts: 0,
    answer: null,
    refused: null,
    unansweredAt: null,
    left: { parts: plan.parts.length, bytes: plan.bytes },
    undecided: 0,
    failures: 0,
  };
}

/**
 * Turns what was seen into a verdict and the next wish, for an upload that is to be completed. Pure.
 *
 * What it never does: wish the call without a look right before it that saw exactly the planned parts and the planned
 * object; send a second call before a look showed that the first had no effect; say `completed` without having seen, in
 * its last look, an object of the planned size and part count that was not there before; say `refused` without having looked
 * for that object.
 */
export function stepCompletion(
  plan: CompletionPlan,
  state: CompletionState,
  observation: CompletionObservation,
): CompletionState {
  if (state.wish.kind === 'done') return state;
  switch (observation.type) {
    case 'look':
      return afterLook(plan, state, observation);
    case 'accepted': {
      const answer = { accepted: true, etag: observation.etag };
      return { ...called(state), answer, wish: { kind: 'look', purpose: 'after' } };
    }
    case 'no such upload':
      return { ...called(state), wish: { kind: 'look', purpose: 'after' } };
    case 'unanswered': {
      const { code, at, retryAfterMs } = observation;
      const reason = { why: 'call unanswered', errand: 'complete', code } as const;
      const next = { ...called(state), unansweredAt: at, reason, failures: state.failures + 1 };
      const { floorMs, spreadMs } = waitRange(retryAfterMs, backoffMs(state.failures));
      return wait(next, 'after', floorMs, spreadMs);
    }
    case 'not sent':
      return { ...state, attempts: state.attempts + 1, wish: { kind: 'look', purpose: 'before' } };
    case 'refused': {
      const { type: _, ...refusal } = observation;
      return { ...called(state), refused: refusal, wish: { kind: 'look', purpose: 'after' } };
    }
    case 'deadline':
      // A call that may have taken is looked at once more.
      if (state.sent > 0 && state.wish.kind === 'look' && state.wish.purpose === 'after') return state;
      return gaveUp(state);
    case 'cancel':
      return done(state, 'cancelled', { why: 'stopped', errand: 'complete', sent: state.sent > 0 });
    default:
      return assertNever(observation);
  }
}

type LookObservation = Extract<CompletionObservation, { type: 'look' }>;

function afterLook(plan: CompletionPlan, before: CompletionState, observation: LookObservation): CompletionState {
  const { look, refusals } = withRefusals(observation.look);
  const seen = { ...observation, look };
  const state = observation.purpose === 'before' ? beforeCall(plan, before, seen) : afterCall(plan, before, seen);
  if (state.wish.kind !== 'done' || state.verdict !== 'unverified') return state;
  const made = { errand: 'complete', sent: state.sent > 0, accepted: state.answer?.accepted === true } as const;
  return { ...state, reason: refusedReason(refusals, made) ?? state.reason };
}

function beforeCall(plan: CompletionPlan, before: CompletionState, observation: LookObservation): CompletionState {
  const { look, late } = observation;
  const failure = failureOf(look);
  if (failure) return retryLook(before, observation, failure);
  const state = { ...before, failures: 0, left: leftOf(look, before.left) };
  const { parts, listing, object } = look;
  if (isBegunOtherwise(listing, plan.item.initiatedAt)) {
    return done(state, 'skipped', { why: 'another initiation time', toldBy: 'listing' });
  }
  switch (parts.outcome) {
    case 'denied':
      return done(state, 'unverified', { why: 'not completed unseen', permission: parts.permission });
    case 'gone':
    case 'none':
      // An earlier call of ours may have taken after all.
      if (state.sent > 0) return afterCall(plan, state, observation);
      return done(state, 'skipped', { why: 'gone since the plan' });
    case 'present':
      break;
    case 'failed':
      return state;
    default:
      return assertNever(parts);
  }
  if (!observation.parts || !sameParts(plan.parts, observation.parts)) {
    return done(state, 'skipped', { why: 'other parts' });
  }
  if (!sameObject(plan.object, object)) {
    if (state.sent > 0 && isProduct(plan, state, object)) return afterCall(plan, state, observation);
    return done(state, 'skipped', { why: 'other object' });
  }
  if (late) return gaveUp(state);
  return { ...state, wish: { kind: 'complete' } };
}

function afterCall(plan: CompletionPlan, before: CompletionState, observation: LookObservation): CompletionState {
  const { look, late, endedAt } = observation;
  const failure = failureOf(look);
  if (failure) return retryLook(before, observation, failure);
  const { parts, listing, object } = look;
  const state = { ...before, failures: 0, left: leftOf(look, before.left), undecided: before.undecided + 1 };
  const isOver = state.undecided >= undecidedLooks;
  const isGone =
    (parts.outcome === 'gone' || parts.outcome === 'none' || parts.outcome === 'denied') &&
    listing.outcome === 'absent';
  const accepted = state.answer?.accepted === true;

  if (isProduct(plan, state, object)) {
    if (isGone || (parts.outcome === 'gone' && listing.outcome === 'denied')) {
      return done(state, 'completed', { why: 'object as planned' });
    }
    if (parts.outcome === 'denied' && listing.outcome === 'denied') {
      return done(state, 'unverified', { why: 'upload not seen', permission: parts.permission });
    }
    // Some stores show the parts of a completed upload for ever (s3-semantics, "Looking"): then the listing decides.
    if (isOver && listing.outcome === 'absent') {
      return done(state, 'completed', { why: 'object as planned, parts shown' });
    }
    if (late || isOver) return done(state, 'gave up', { why: 'object there, still listed' });
    return wait({ ...state, reason: { why: 'upload not gone yet' } }, 'after', 0, backoffMs(state.undecided));
  }

  if (state.refused !== null) return refused(state, state.refused);
  if (object.outcome === 'denied') {
    return done(state, 'unverified', { why: 'completion not seen', accepted, permission: object.permission });
  }
  const stillOpen =
    parts.outcome === 'present' && observation.parts !== null && sameParts(plan.parts, observation.parts);
  if (!stillOpen) {
    if (!isOver && !late) {
      const waiting: CompletionState = { ...state, reason: { why: 'object not there yet', accepted } };
      return wait(waiting, 'after', 0, backoffMs(state.undecided));
    }
    const found = object.outcome === 'present' ? 'another' : 'none';
    return done(state, 'unverified', { why: 'completion not proved', accepted, object: found });
  }
  if (late) return gaveUp(state);
  // The upload is open and as planned, and no object came of the call. Only after the settle time does that mean that
  // the call had no effect, and only then may another one follow, with its own look right before it.
  const calledAt = state.unansweredAt;
  if (state.answer?.accepted || calledAt === null) {
    if (isOver) return done(state, 'unverified', { why: 'open, no object', accepted });
    return wait({ ...state, reason: { why: 'still open', accepted } }, 'after', 0, backoffMs(state.undecided));
  }
  const settling = calledAt + settleAfterCallMs - endedAt;
  if (settling > 0) return wait(state, 'after', settling, 0);
  if (state.sent >= mostCalls) {
    return done(state, 'gave up', { why: 'calls unanswered', calls: state.sent });
  }
  return { ...state, reason: { why: 'call had no effect' }, wish: { kind: 'look', purpose: 'before' } };
}

/**
 * Whether an object is the plan's: of its size, not the one that was there before, and with the ETag that the store
 * answered, or one that says as many parts. Stores whose ETags say neither leave the size, which is all there is.
 */
function isProduct(
  { bytes, parts, object: planned }: CompletionPlan,
  state: CompletionState,
  seen: ObjectSeen,
): boolean {
  if (seen.outcome !== 'present' || seen.bytes !== bytes) return false;
  if (planned.outcome === 'present' && isSameObject(planned, seen)) return false;
  const etag = bareEtag(seen.etag);
  const answered = bareEtag(state.answer?.etag ?? null);
  if (etag !== null && answered !== null) return etag === answered;
  const inParts = /-(\d+)$/.exec(etag ?? '');
  if (inParts) return Number(inParts[1]) === parts.length;
  // A plain MD5 is what a single PUT makes: with no answer to compare it with, it is somebody else's.
  return !(etag !== null && /^[0-9a-f]{32}$/i.test(etag));
}

function sameParts(planned: readonly Part[], seen: readonly Part[]): boolean {
  if (planned.length !== seen.length) return false;
  const byNumber = new Map(seen.map((part) => [part.partNumber, part]));
  return planned.every(({ partNumber, size, etag, lastModified }) => {
    const part = byNumber.get(partNumber);
    return part?.size === size && bareEtag(part.etag) === bareEtag(etag) && part.lastModified === lastModified;
  });
}

/** What could not be seen at planning may only stay unseen. */
function sameObject(planned: ObjectSeen, seen: ObjectSeen): boolean {
  if (planned.outcome === 'present' && seen.outcome === 'present') return isSameObject(planned, seen);
  return planned.outcome === seen.outcome;
}

function leftOf({ parts }: Look, before: CompletionState['left']): CompletionState['left'] {
  switch (parts.outcome) {
    case 'present':
      return { parts: parts.parts, bytes: parts.bytes };
    case 'gone':
    case 'none':
      return { parts: 0, bytes: 0 };
    default:
      return before;
  }
}

function failureOf({ parts, listing, object }: Look): ErrorShape | null {
  for (const seen of [parts, listing, object]) if (seen.outcome === 'failed') return seen.error;
  return null;
}

function retryLook(state: CompletionState, { purpose, late }: LookObservation, error: ErrorShape): CompletionState {
  const failed: CompletionState = {
    ...state,
    failures: state.failures + 1,
    reason: failedLook(error),
  };
  if (late) return gaveUp(failed);
  const { floorMs, spreadMs } = waitRange(error.details.retryAfterMs, backoffMs(state.failures));
  return wait(failed, purpose, floorMs, spreadMs);
}

function called(state: CompletionState): CompletionState {
  return {
    ...state,
    sent: state.sent + 1,
    attempts: state.attempts + 1,
    answer: null,
    refused: null,
    unansweredAt: null,
    undecided: 0,
  };
}

function wait(
  state: CompletionState,
  purpose: CompletionLookPurpose,
  floorMs: number,
  spreadMs: number,
): CompletionState {
  return { ...state, wish: { kind: 'wait', purpose, floorMs, spreadMs } };
}

function refused(state: CompletionState, by: NonNullable<CompletionState['refused']>): CompletionState {
  return done(state, 'refused', { why: 'refused', errand: 'complete', ...by });
}

function gaveUp(state: CompletionState): CompletionState {
  if (state.refused !== null) return refused(state, state.refused);
  return done(state, 'gave up', { why: 'deadline, not completed', sent: state.sent > 0 });
}

function done(state: CompletionState, verdict: Verdict, reason: Reason): CompletionState {
  const left = verdict === 'completed' ? { parts: 0, bytes: 0 } : state.left;
  return { ...state, verdict, reason, left, wish: { kind: 'done' } };
}
