import { z } from 'zod';
import { errorCodeSchema } from './errors.ts';
import { countSchema } from './quantities.ts';
import { saidSchema } from './saying.ts';

/**
 * Why an upload stands where it stands, as data: machines, jobs and the index hold these, and `shared/words/` makes the
 * sentences. Times are not in it; sizes are bytes, null where they are not known.
 */

const bytes = z.number().nonnegative().nullable();
/** A code that a store or this app gave. */
const code = z.string();
/** An IAM action. */
const permission = z.string();
/** What a job does to its upload. */
const errand = z.enum(['abort', 'complete']);

/** What was tried on an upload that no call finds. `said`: ListParts' code; null: it answered 200 with no parts. */
const triedSchema = z.object({ said: code.nullable(), aborted: z.boolean() });
export type Tried = z.infer<typeof triedSchema>;

/** What the store refused for good in a look, in its own words. */
const refusalSchema = z.object({
  operation: z.string(),
  status: z.number().int().nullable(),
  code: code.nullable(),
  message: z.string().nullable(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** How far a call to complete came: it was sent, or the store accepted it. */
const callMade = { accepted: z.boolean() };

const standing = [
  // ---- What is kept of earlier versions, which wrote sentences.
  z.object({ why: z.literal('told'), sentence: z.string() }),

  // ---- Left alone: it changed since the plan, or is in use.
  z.object({ why: z.literal('newer part') }),
  z.object({ why: z.literal('more parts'), parts: countSchema, planned: countSchema }),
  z.object({ why: z.literal('sizes unreadable') }),
  z.object({ why: z.literal('more bytes') }),
  /** As many as on the plan, of other sizes or other ETags. */
  z.object({ why: z.literal('parts replaced') }),
  /** `missing`: what would tell its age. */
  z.object({ why: z.literal('age unknown'), missing: z.enum(['initiation time', 'part times', 'list of parts']) }),
  /** `by`: what of it is recent. */
  z.object({ why: z.literal('active'), by: z.enum(['newest part', 'initiation']) }),
  z.object({ why: z.literal('active, not confirmed') }),
  /** The person unticked it on the plan. */
  z.object({ why: z.literal('unticked') }),
  z.object({ why: z.literal('in another job') }),
  /** `toldBy`: the listing, or the store's answer to an abort on that condition. */
  z.object({ why: z.literal('another initiation time'), toldBy: z.enum(['listing', 'store']) }),
  z.object({ why: z.literal('gone since the plan') }),
  z.object({ why: z.literal('other parts') }),
  z.object({ why: z.literal('other object') }),

  // ---- On the way.
  /** `said`: what is wrong with an answer that came and cannot be used. */
  z.object({ why: z.literal('look failed'), code: errorCodeSchema, said: saidSchema.optional() }),
  z.object({ why: z.literal('call unanswered'), errand, code }),
  z.object({ why: z.literal('object just appeared') }),
  /** After an abort. `listed`: whether the listing shows the upload, too. */
  z.object({ why: z.literal('parts left'), parts: countSchema, bytes, listed: z.boolean() }),
  z.object({ why: z.literal('still listed') }),
  z.object({ why: z.literal('one clean look') }),
  z.object({ why: z.literal('searching the listing') }),
  z.object({ why: z.literal('came back') }),
  z.object({ why: z.literal('upload not gone yet') }),
  z.object({ why: z.literal('object not there yet'), ...callMade }),
  z.object({ why: z.literal('still open'), ...callMade }),
  z.object({ why: z.literal('call had no effect') }),

  // ---- Proved, or the end of what can be.
  /** `beforeAbort`: a job found it gone when it came. `searched`: its ID is nowhere in the whole listing either. */
  z.object({ why: z.literal('two clean looks'), beforeAbort: z.boolean(), searched: z.boolean() }),
  z.object({ why: z.literal('listed though gone'), looks: countSchema }),
  /** An object was written under the key after the upload began. `plain`: its ETag is that of a single PUT. */
  z.object({ why: z.literal('object written'), plain: z.boolean() }),
  z.object({ why: z.literal('object as planned') }),
  z.object({ why: z.literal('object as planned, parts shown') }),

  // ---- We may not look.
  /** Both halves of a look are denied before an abort. */
  z.object({ why: z.literal('not aborted unseen'), permissions: z.array(permission) }),
  z.object({ why: z.literal('not aborted, not listed'), permission }),
  z.object({ why: z.literal('abort not proved'), accepted: z.boolean(), permissions: z.array(permission) }),
  /** `met`: it was once found under its key. */
  z.object({ why: z.literal('gone, cause not proved'), met: z.boolean(), permission }),
  z.object({ why: z.literal('not completed unseen'), permission }),
  z.object({ why: z.literal('completion not seen'), ...callMade, permission }),
  z.object({ why: z.literal('upload not seen'), permission }),
  /** The store will never answer part of the look. `errand`: null outside a job. `sent`, `accepted`: its abort, or its call to complete. */
  z.object({
    why: z.literal('look refused'),
    errand: errand.nullable(),
    sent: z.boolean(),
    ...callMade,
    refusals: z.array(refusalSchema).min(1),
  }),

  // ---- No call finds it under its key.
  /** `key`: the one that the listing shows; `planned`: whether it is the plan's. */
  z.object({ why: z.literal('listed, not found'), key: z.string(), planned: z.boolean(), tried: triedSchema }),
  z.object({ why: z.literal('listing denied'), permission, tried: triedSchema }),
  z.object({ why: z.literal('listing too long'), uploads: countSchema, tried: triedSchema }),
  /** The store is known to list less than everything where no prefix is asked for. */
  z.object({ why: z.literal('listing in parts'), uploads: countSchema, tried: triedSchema }),
  z.object({ why: z.literal('listing failed'), code: errorCodeSchema, tried: triedSchema }),
  z.object({ why: z.literal('listed, never found'), key: z.string(), looks: countSchema, tried: triedSchema }),
  z.object({ why: z.literal('key unsendable'), tried: triedSchema }),
  /** Its bytes are no UTF-8, and a request that names them was refused. `code`: the store's. */
  z.object({ why: z.literal('key refused'), key: z.string(), code, aborted: z.boolean() }),

  // ---- The store's word, or the person's.
  /** `message`: the store's own words. `permission`: what is missing, where they are about permissions. */
  z.object({
    why: z.literal('refused'),
    errand,
    status: z.number().int(),
    code: code.nullable(),
    message: z.string().nullable(),
    permission: permission.optional(),
  }),
  z.object({ why: z.literal('stopped'), errand, sent: z.boolean() }),

  // ---- Given up.
  z.object({ why: z.literal('deadline, left unknown') }),
  z.object({ why: z.literal('deadline, parts left'), parts: countSchema, bytes }),
  /** `sent`: whether a call to complete had been sent. */
  z.object({ why: z.literal('deadline, not completed'), sent: z.boolean() }),
  z.object({ why: z.literal('object there, still listed') }),
  z.object({ why: z.literal('calls unanswered'), calls: countSchema }),
  z.object({ why: z.literal('completion not proved'), ...callMade, object: z.enum(['another', 'none']) }),
  z.object({ why: z.literal('open, no object'), ...callMade }),

  // ---- What one look tells, outside a job.
  z.object({ why: z.literal('there'), parts: countSchema, bytes }),
  z.object({ why: z.literal('there, no parts') }),
  z.object({ why: z.literal('there, parts not seen'), permission }),
  z.object({ why: z.literal('there, parts refused'), refusal: refusalSchema }),
  z.object({ why: z.literal('parts, not listed'), parts: countSchema, bytes }),
  z.object({ why: z.literal('object there'), plain: z.boolean() }),
  z.object({ why: z.literal('may not look'), permission }),
  z.object({ why: z.literal('listed in vain') }),
  z.object({ why: z.literal('listed in this look') }),
  z.object({ why: z.literal('clean in this look') }),

  // ---- What became of a watched upload.
  z.object({ why: z.literal('back, another') }),
  z.object({ why: z.literal('back, with parts') }),
  z.object({ why: z.literal('back, listed') }),
  z.object({ why: z.literal('back, read-only') }),
  z.object({ why: z.literal('back, may be in use') }),
  z.object({ why: z.literal('not watchable'), code: errorCodeSchema, looks: countSchema }),
] as const;

const standingSchema = z.discriminatedUnion('why', standing);
/** A reason that a deadline can cut short. */
export type StandingReason = z.infer<typeof standingSchema>;

export const reasonSchema = z.discriminatedUnion('why', [
  ...standing,
  /** `last`: where it stood when the deadline passed. */
  z.object({ why: z.literal('deadline, not aborted'), last: standingSchema.nullable() }),
  z.object({ why: z.literal('deadline, not proved'), last: standingSchema.nullable() }),
]);
export type Reason = z.infer<typeof reasonSchema>;

/** A reason as JSON keeps it: earlier versions kept a sentence there. */
export const keptReasonSchema = z.union([
  reasonSchema,
  z.string().transform((sentence): Reason => ({ why: 'told', sentence })),
]);
