import { z } from 'zod';
import { objectSeenSchema, type PlanItem, partsSeenSchema } from '../../../../shared/schema/model.ts';
import { keptReasonSchema } from '../../../../shared/schema/reasons.ts';
import { verdictSchema } from '../../../../shared/schema/verdicts.ts';
import { assertNever } from '../../../../shared/values/exhaustive.ts';

const purposeSchema = z.enum(['before', 'after']);
/** `before`: the look that guards an abort. `after`: the look that judges one. */
export type LookPurpose = z.infer<typeof purposeSchema>;

/** When a look or a search was taken: local clock, and the server's Date on its first and last answer. */
const spanSchema = z.object({
  startedAt: z.number(),
  endedAt: z.number(),
  serverStart: z.number().nullable(),
  serverEnd: z.number().nullable(),
});
export type Span = z.infer<typeof spanSchema>;

const wishSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('look'), purpose: purposeSchema }),
  /** Search the whole listing for the upload ID, after a look that found nothing under the key. `look`: when that was taken. */
  z.object({
    kind: z.literal('search'),
    purpose: purposeSchema,
    look: spanSchema,
    /** What ListParts said in that look. */
    parts: partsSeenSchema,
    /** Whether the object that may be this upload's product has the ETag of a single PUT; null: there is none. */
    product: z.boolean().nullable(),
  }),
  z.object({ kind: z.literal('abort') }),
  /**
   * Look again after `floorMs` plus a random share of `spreadMs` (full jitter: the runner draws, the machine only sets
   * the bound). `action` is what it leads to: every abort has its look before it.
   */
  z.object({
    kind: z.literal('wait'),
    action: z.enum(['look', 'abort']),
    purpose: purposeSchema,
    floorMs: z.number().nonnegative(),
    spreadMs: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('done') }),
]);

const count = z.number().int().nonnegative();

/** All that the machine remembers of an item; plain data, kept in the index. */
export const machineStateSchema = z.object({
  wish: wishSchema,
  verdict: verdictSchema.nullable(),
  reason: keptReasonSchema.nullable(),
  /** Aborts sent, answered or not. */
  aborts: count,
  /** Whether any abort was answered with success: from then on a new part is a late one, not a sign of life. */
  accepted: z.boolean(),
  /** What looks have shown of it under its key ({@link ./meeting.ts}); absent in older records. */
  hadParts: z.boolean().default(false),
  wasAnswered: z.boolean().default(false),
  /** Searches that failed, in a row. */
  failedSearches: count.default(0),
  /** Seen in the last look before the first abort; null bytes: that look could not see. null: no abort yet. */
  before: z.object({ bytes: z.number().nonnegative().nullable() }).nullable().catch(null),
  /** What the newest look that could see found; null: unknown. */
  left: z.object({ parts: count, bytes: z.number().nonnegative().nullable() }).nullable().catch(null),
  /** Whether `left` was seen after an abort. */
  seenSinceAbort: z.boolean(),
  /** The object under the key while the upload was still open: somebody else's. */
  foreign: objectSeenSchema.options[2].nullable().catch(null),
  /** End of the first clean look of the current run of clean looks, and of the search that went with it. */
  firstClean: z
    .object({ endedAt: z.number(), serverTime: z.number().nullable(), search: spanSchema.nullable().default(null) })
    .nullable(),
  /** Looks that found it listed though gone. */
  goneButListed: count,
  /** Failed looks and aborts in a row. */
  failures: count,
  /** Looks since the deadline passed. */
  looksAfterDeadline: count,
});
export type MachineState = z.infer<typeof machineStateSchema>;

/** What stays the same for an item during its job. */
export interface ItemContext {
  planned: PlanItem;
  /** When the plan was made, local clock. */
  plannedAt: number;
  /** It was active at planning, and the person ticked it and typed the bucket's name. */
  confirmed: boolean;
  quietIntervalMs: number;
  activeWindowMs: number;
}

/** An item nobody has looked at yet. */
export function initialState(planned: PlanItem): MachineState {
  return {
    wish: { kind: 'look', purpose: 'before' },
    verdict: null,
    reason: null,
    aborts: 0,
    accepted: false,
    // Sizing has found parts of it under this key.
    hadParts: planned.parts !== null && planned.parts > 0,
    wasAnswered: false,
    failedSearches: 0,
    before: null,
    left: planned.parts === null || planned.bytes === null ? null : { parts: planned.parts, bytes: planned.bytes },
    seenSinceAbort: false,
    foreign: null,
    firstClean: null,
    goneButListed: 0,
    failures: 0,
    looksAfterDeadline: 0,
  };
}

/**
 * What is known to be left of it. What may not be looked at, or not under its key, may hold anything; and a look that finds
 * nothing, after an abort or where parts were found before, proves nothing before a second one does.
 */
export function restOf({
  verdict,
  left,
  hadParts,
  aborts,
  firstClean,
  goneButListed,
}: MachineState): MachineState['left'] {
  switch (verdict) {
    case 'unreachable':
    case 'unverified':
      return null;
    case null:
    case 'clearing':
    case 'gave up':
    case 'cancelled': {
      const isInDoubt = verdict === 'clearing' || hadParts || aborts > 0 || firstClean !== null || goneButListed > 0;
      return left?.parts === 0 && isInDoubt ? null : left;
    }
    case 'clear':
    case 'stubborn':
    case 'hidden':
    case 'ghost':
    case 'completed':
    case 'refused':
    case 'skipped':
      return left;
    default:
      return assertNever(verdict);
  }
}

/**
 * Bytes seen in the last look before the first abort − bytes seen in the last look (design, "Verdicts"); never negative.
 * null where either is unknown, or where nothing has been done yet. A completed upload freed nothing: its parts are the
 * object now.
 */
export function bytesFreed(state: MachineState): number | null {
  if (state.verdict === 'completed') return 0;
  if (state.aborts === 0) return state.wish.kind === 'done' ? 0 : null;
  if (!state.before || !state.left || !state.seenSinceAbort) return null;
  if (state.before.bytes === null || state.left.bytes === null) return null;
  return Math.max(0, state.before.bytes - state.left.bytes);
}
