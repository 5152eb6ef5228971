import { z } from 'zod';
import { sights } from '../values/sights.ts';
import { verdicts } from '../values/verdict-kinds.ts';
import { bucketNameSchema, connectionIdSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';
import { lookSchema } from './look.ts';
import { bytesSchema, countSchema, timeSchema } from './quantities.ts';
import { reasonSchema } from './reasons.ts';
import { uploadRefSchema } from './upload.ts';
import { verdictSchema } from './verdicts.ts';

/** Plans, the jobs that carry them out, and the evidence of their calls. */

export const planItemSchema = z.object({
  ref: uploadRefSchema,
  initiatedAt: timeSchema,
  activityAt: timeSchema,
  /** null: not sized. */
  parts: countSchema.nullable(),
  bytes: bytesSchema.nullable(),
  /** The name of the very parts that were seen; left out: not known. */
  partSet: z.string().optional(),
  storageClass: z.string().nullable(),
  active: z.boolean(),
});
/** One upload on a plan, with what was known of it when the plan was made. */
export type PlanItem = z.infer<typeof planItemSchema>;

export const planExclusionSchema = z.object({
  ref: uploadRefSchema,
  /** Why it is left out: no longer in the index, proved gone already, or in a running job. */
  reason: z.enum(['not found', 'already clear', 'in a running job']),
});

export const planSchema = z.object({
  id: z.string(),
  connectionId: connectionIdSchema,
  bucket: bucketNameSchema,
  createdAt: timeSchema,
  items: z.array(planItemSchema),
  leftOut: z.array(planExclusionSchema),
});
/** A frozen list of uploads to abort. Applied exactly, or not at all for an upload that changed since. */
export type Plan = z.infer<typeof planSchema>;

/** A place in a plan: how many of its items and of what it leaves out come before. */
export const planPlaceSchema = z.object({ item: countSchema, leftOut: countSchema });
export type PlanPlace = z.infer<typeof planPlaceSchema>;

/** As much of a plan as one answer carries. */
export const planPartSchema = planSchema.extend({
  /** Where the next part begins, for `plans.get`; null: this is its end. */
  next: planPlaceSchema.nullable(),
});
export type PlanPart = z.infer<typeof planPartSchema>;

export const attemptSchema = z.object({
  /** 1 for the first abort. */
  number: z.number().int().min(1),
  startedAt: timeSchema,
  /** HTTP status of the abort; null while it is under way or where no answer came. */
  status: z.number().int().nullable(),
  code: z.string().nullable(),
  /** Seen in the look after it; null until then, or where that look could not see. */
  partsAfter: countSchema.nullable(),
  bytesAfter: bytesSchema.nullable(),
});
/** One abort and the looks that follow it. */
export type Attempt = z.infer<typeof attemptSchema>;

export const jobItemSchema = z.object({
  jobId: z.string(),
  planned: planItemSchema,
  state: z.enum(['queued', 'working', 'waiting', 'done']),
  verdict: verdictSchema.nullable(),
  /** Why: the missing permission, the store's words, what changed. */
  reason: reasonSchema.nullable(),
  attempts: z.array(attemptSchema),
  lastLook: lookSchema.nullable(),
  /** What comes next and when; null where nothing is scheduled. */
  next: z.object({ action: z.enum(['abort', 'look']), at: timeSchema }).nullable(),
  /** What is left of it; null where that is not known: a look that finds nothing has not yet proved that nothing is left. */
  partsLeft: countSchema.nullable(),
  bytesLeft: bytesSchema.nullable(),
  bytesFreed: bytesSchema.nullable(),
  updatedAt: timeSchema,
});
/** One upload of a job. */
export type JobItem = z.infer<typeof jobItemSchema>;

const jobStateSchema = z.enum(['running', 'paused', 'cancelling', 'finished']);
export const jobSchema = z.object({
  id: z.string(),
  planId: z.string(),
  connectionId: connectionIdSchema,
  bucket: bucketNameSchema,
  /** What it does to its uploads: aborts them, or completes them instead. */
  kind: z.enum(['abort', 'complete']),
  /** Started by a person, or by the watch list because aborted uploads came back. */
  cause: z.enum(['asked', 'came back']),
  state: jobStateSchema,
  createdAt: timeSchema,
  finishedAt: timeSchema.nullable(),
  deadlineAt: timeSchema,
  /** Nothing is sent before this time, so that the start can be undone; absent once it has begun. */
  heldUntil: timeSchema.optional(),
  items: countSchema,
  /** Items by verdict so far; items without one yet are `pending`. */
  counts: z.record(z.enum([...verdicts, 'pending']), countSchema),
  /** What the items held at planning; unsized items are not in it (`unsized` says how many). */
  bytesPlanned: bytesSchema,
  unsized: countSchema,
  bytesFreed: bytesSchema,
  /** What is left of the items of which that is known. */
  bytesLeft: bytesSchema,
  /** Items of which it is not known how many bytes are left. */
  unknownLeft: countSchema,
  /** Why it stands still although running (credentials expired, endpoint away); null where it does not. */
  waitingFor: errorShapeSchema.nullable(),
});
/** A plan being carried out. */
export type Job = z.infer<typeof jobSchema>;

export const evidenceSchema = z.object({
  /** Position in the job's chain, from 1. */
  sequence: z.number().int().min(1),
  /** The request's: where one listing told of several uploads, each has a record of it, under the same ID. */
  callId: z.string(),
  jobId: z.string().nullable(),
  ref: uploadRefSchema,
  /** When the call was sent, local clock, and how long it took, ms; null while under way or never answered. */
  at: timeSchema,
  durationMs: z.number().nullable(),
  /** What the call was for. */
  purpose: z.enum(['look before', 'abort', 'complete', 'look after', 'verify', 'watch']),
  operation: z.enum([
    'ListParts',
    'ListMultipartUploads',
    'HeadObject',
    'ListObjectsV2',
    'AbortMultipartUpload',
    'CompleteMultipartUpload',
  ]),
  status: z.number().int().nullable(),
  code: z.string().nullable(),
  requestId: z.string().nullable(),
  parts: countSchema.nullable(),
  bytes: bytesSchema.nullable(),
  /** What the answer showed; absent where it shows nothing of the kind, where none came, and in older records. */
  saw: z.enum(sights).optional(),
  /** Whether the store said that the requester was charged (x-amz-request-charged); absent in older records. */
  requestCharged: z.boolean().optional(),
});
/** The append-only record of one call that led to a verdict. */
export type Evidence = z.infer<typeof evidenceSchema>;
