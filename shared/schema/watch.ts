import { z } from 'zod';
import { errorCodeSchema } from './errors.ts';
import { connectionIdSchema, jobSchema, uploadRefSchema } from './model.ts';
import { countSchema } from './quantities.ts';
import { reasonSchema } from './reasons.ts';
import { verdictSchema } from './verdicts.ts';

/** Times are ms since the epoch, UTC. */

export const watchEntrySchema = z.object({
  ref: uploadRefSchema,
  /** The verdict after which it is watched, and when that was given. */
  verdict: verdictSchema,
  endedAt: z.number().int(),
  /** Looks taken so far. */
  looks: z.number().int(),
  /** When it is looked at next; null: no more. */
  nextLookAt: z.number().int().nullable(),
  lookedAt: z.number().int().nullable(),
  /** null while it is watched; `back`: parts or the listing showed it again; `unseen`: it could not be looked at. */
  outcome: z.enum(['quiet', 'back', 'unseen']).nullable(),
  /** What was found; null where nothing is to be told. */
  finding: reasonSchema.nullable(),
  /** How often it came back so far. */
  returns: countSchema,
  /** The job that took it up again; null where it was left alone. */
  returnedJobId: z.string().nullable(),
});
/** An upload that is looked at again after its verdict. */
export type WatchEntry = z.infer<typeof watchEntrySchema>;

export const watchSummarySchema = z.object({
  watching: countSchema,
  /** When the next look is due; null where nothing is watched. */
  nextLookAt: z.number().int().nullable(),
  /** Uploads that came back. */
  back: countSchema,
});
/** The watch list in a line. */
export type WatchSummary = z.infer<typeof watchSummarySchema>;

const aboutNotice = { id: z.string(), at: z.number().int(), connectionId: connectionIdSchema, bucket: z.string() };

export const noticeSchema = z.discriminatedUnion('kind', [
  z.object({
    ...aboutNotice,
    kind: z.literal('finished'),
    jobId: z.string(),
    errand: jobSchema.shape.kind,
    ...jobSchema.pick({ items: true, counts: true, bytesFreed: true, bytesLeft: true, unknownLeft: true }).shape,
  }),
  z.object({
    ...aboutNotice,
    kind: z.literal('waiting'),
    jobId: z.string(),
    errand: jobSchema.shape.kind,
    /** What it waits for the end of. */
    code: errorCodeSchema,
    /** null where the connection is gone. */
    connectionName: z.string().nullable(),
  }),
  z.object({
    ...aboutNotice,
    kind: z.literal('came back'),
    /** The job that has taken them up; null where they were left alone. */
    jobId: z.string().nullable(),
    uploads: z.number().int().min(1),
  }),
]);
/** Something a person may want to know without having asked. Never a key: notifications show on locked screens. */
export type Notice = z.infer<typeof noticeSchema>;
