import { z } from 'zod';
import { verdicts } from '../values/verdict-kinds.ts';
import { connectionIdSchema, jobSchema, planPlaceSchema, uploadRefSchema } from './model.ts';

/** Times are ms since the epoch, UTC; sizes are bytes; durations are ms. */

export const jobOriginSchema = z.object({
  connectionName: z.string(),
  /** Without user info or a query; null: AWS itself. */
  endpoint: z.string().nullable(),
  region: z.string(),
});
/** Where a job's connection led when the job was started. */
export type JobOrigin = z.infer<typeof jobOriginSchema>;

/** A job as History lists it. `origin` is null where the connection is gone and nothing was kept of it. */
export const historyJobSchema = jobSchema.extend({ origin: jobOriginSchema.nullable() });
export type HistoryJob = z.infer<typeof historyJobSchema>;

export const historyFilterSchema = z.object({
  /** Text that the bucket, the connection, a key or a verdict's beginning matches; ASCII letters in either case. */
  text: z.string().max(1024).optional(),
  /** What the text means besides, in the words that the person reads; `pending`: no verdict yet. */
  states: z.array(z.enum([...verdicts, 'pending'])).optional(),
  connectionId: connectionIdSchema.optional(),
});
export type HistoryFilter = z.infer<typeof historyFilterSchema>;

export const evidenceLineSchema = z.object({
  /** Position in the job's chain, from 1. */
  sequence: z.number().int(),
  /** The same for both lines of a call: `sent`, written before it, and `answered`, written after it. */
  callId: z.string(),
  kind: z.enum(['sent', 'answered']),
  ref: uploadRefSchema.extend({ key: z.string(), uploadId: z.string() }),
  at: z.number(),
  durationMs: z.number().nullable(),
  // As written, and not as they should be: a line that somebody changed must be seen.
  purpose: z.string(),
  operation: z.string(),
  status: z.number().nullable(),
  code: z.string().nullable(),
  requestId: z.string().nullable(),
  parts: z.number().nullable(),
  bytes: z.number().nullable(),
  /** What the answer showed (`sights`); null where that was not written down. */
  saw: z.string().nullable(),
  /** 1 where the store said that the requester was charged, else 0; null without an answer, and in older lines. */
  requestCharged: z.number().nullable(),
  /** SHA-256, hex: over the hash of the line before and this line's fields. */
  hash: z.string(),
});
/** One line of a job's evidence, exactly as it is on disk. */
export type EvidenceLine = z.infer<typeof evidenceLineSchema>;

export const chainCheckSchema = z.discriminatedUnion('intact', [
  z.object({
    intact: z.literal(true),
    lines: z.number().int(),
    /** null where there is no line. */
    firstHash: z.string().nullable(),
    lastHash: z.string().nullable(),
  }),
  z.object({
    intact: z.literal(false),
    /** The first line that does not fit; one past the last where lines are missing at the end. */
    sequence: z.number().int(),
    /** `changed`: the line is not what was written. `missing`: it, or what should follow the last line, is not there. */
    problem: z.enum(['changed', 'missing']),
  }),
]);
/** Whether a job's evidence is what was written, and where not. */
export type ChainCheck = z.infer<typeof chainCheckSchema>;

export const savedFileSchema = z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() });
/** A file for the person to save. */
export type SavedFile = z.infer<typeof savedFileSchema>;

export const exportCursorSchema = z.object({
  section: z.enum(['items', 'lines']),
  /** The last item's position, or the last line's number, that was given out. */
  after: z.number().int(),
  /** Lines that the job had when the export began: it ends there, whatever is added meanwhile. */
  lines: z.number().int(),
});
/** Where a long export goes on. */
export type ExportCursor = z.infer<typeof exportCursorSchema>;

/** One piece of a long export; the whole file is every `text` in turn, until `next` is null. */
export const exportPieceSchema = savedFileSchema.extend({ next: exportCursorSchema.nullable() });
export type ExportPiece = z.infer<typeof exportPieceSchema>;

export const planCursorSchema = planPlaceSchema.extend({
  /** Whether any item of the plan is in the pieces before. */
  hasItems: z.boolean(),
});
/** Where the export of a plan goes on. */
export type PlanCursor = z.infer<typeof planCursorSchema>;

/** One piece of a plan's file; the whole file is every `text` in turn, until `next` is null. */
export const planPieceSchema = savedFileSchema.extend({ next: planCursorSchema.nullable() });
export type SavedPlanPiece = z.infer<typeof planPieceSchema>;
