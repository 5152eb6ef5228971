import { z } from 'zod';
import { connectionIdSchema, uploadRefSchema } from './model.ts';
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
  /** What was found, in one sentence. */
  note: z.string().nullable(),
  /** How often it came back so far. */
  returns: z.number().int().nonnegative(),
  /** The job that took it up again; null where it was left alone. */
  returnedJobId: z.string().nullable(),
});
/** An upload that is looked at again after its verdict. */
export type WatchEntry = z.infer<typeof watchEntrySchema>;

export const watchSummarySchema = z.object({
  watching: z.number().int().nonnegative(),
  /** When the next look is due; null where nothing is watched. */
  nextLookAt: z.number().int().nullable(),
  /** Uploads that came back. */
  back: z.number().int().nonnegative(),
});
/** The watch list in a line. */
export type WatchSummary = z.infer<typeof watchSummarySchema>;

export const noticeSchema = z.object({
  id: z.string(),
  at: z.number().int(),
  connectionId: connectionIdSchema,
  bucket: z.string(),
  /** The job it is about; null where there is none. */
  jobId: z.string().nullable(),
  kind: z.enum(['finished', 'waiting', 'came back']),
  /** A few words, and a sentence or two. Keys are in neither: notifications show on locked screens. */
  title: z.string(),
  body: z.string(),
});
/** Something a person may want to know without having asked. */
export type Notice = z.infer<typeof noticeSchema>;
