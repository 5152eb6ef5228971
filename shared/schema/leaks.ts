import { z } from 'zod';
import { bytesSchema, countSchema, timeSchema } from './quantities.ts';

const oddsSchema = z.number().min(0).max(1);

/** How large a file is, bytes, both ends included. */
const fileSizeSchema = z.object({ atLeast: bytesSchema, atMost: bytesSchema });

export const guessReasonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default size'), bytes: bytesSchema }),
  /** The size it would choose for a file that large. */
  z.object({ kind: z.literal('adapted size'), bytes: bytesSchema, file: fileSizeSchema }),
  z.object({ kind: z.literal('growth') }),
  z.object({ kind: z.literal('checksum'), algorithm: z.string() }),
  z.object({ kind: z.literal('parallel') }),
  z.object({ kind: z.literal('sequential') }),
  z.object({ kind: z.literal('key') }),
  z.object({ kind: z.literal('initiator') }),
]);
/** What speaks for a client. */
export type GuessReason = z.infer<typeof guessReasonSchema>;

const clientGuessSchema = z.object({
  name: z.string(),
  odds: oddsSchema,
  reasons: z.array(guessReasonSchema),
  file: fileSizeSchema.nullable(),
});

export const arrivalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  /** Very likely only Complete is missing. */
  z.object({ kind: z.literal('everything'), bytes: bytesSchema }),
  z.object({ kind: z.literal('some'), bytes: bytesSchema, missing: countSchema }),
  z.object({ kind: z.literal('unknown'), bytes: bytesSchema }),
]);
/** How much of a file arrived, as far as its parts tell. */
export type ArrivalJson = z.infer<typeof arrivalSchema>;

export const uploadOriginSchema = z.object({
  /** The likeliest first. */
  guesses: z.array(clientGuessSchema),
  /** How likely it is none of those that are known. */
  unknown: oddsSchema,
  /** null: its parts were not read by a version that keeps what they look like. */
  arrival: arrivalSchema.nullable(),
});
/** What may have begun an upload, and how far it came. */
export type UploadOrigin = z.infer<typeof uploadOriginSchema>;

const adviceSchema = z.enum([
  'abort on failure',
  'check the first part',
  'check complete',
  'ask the initiator',
  'resume retries',
  'look at the schedule',
  'clean up once',
  'add a rule',
]);
export type LeakAdvice = z.infer<typeof adviceSchema>;

const shown = { uploads: countSchema, of: countSchema, advice: adviceSchema };
export const leakCauseSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('dies before its second part'), ...shown }),
  z.object({ code: z.literal('never sends a part'), ...shown }),
  z.object({ code: z.literal('never completes'), ...shown }),
  z.object({ code: z.literal('killed in parallel'), ...shown }),
  z.object({ code: z.literal('one initiator'), initiator: z.string(), ...shown }),
  z.object({ code: z.literal('same keys'), keys: countSchema, ...shown }),
  /** `minute` of the day, UTC. */
  z.object({ code: z.literal('same time of day'), minute: countSchema, days: countSchema, ...shown }),
  z.object({ code: z.literal('one day'), day: timeSchema, ...shown }),
  z.object({ code: z.literal('goes on'), perDay: z.number().nonnegative(), since: timeSchema, ...shown }),
  z.object({ code: z.literal('over'), lastDay: timeSchema, ...shown }),
]);
/** Why uploads are left behind, as far as it shows in all of them: `uploads` of `of` show it. */
export type LeakCause = z.infer<typeof leakCauseSchema>;

const shareSchema = z.object({ uploads: countSchema, bytes: bytesSchema });

export const leakReportSchema = z.object({
  /** Stale uploads that match, and how many of them were looked at: the newest. */
  uploads: countSchema,
  looked: countSchema,
  /** Left out: what is under way may well be finished. */
  active: countSchema,
  /** By the client that is likely, most uploads first. Several names: they cannot be told apart. Empty: unknown. */
  clients: z.array(
    shareSchema.extend({ names: z.array(z.string()), odds: oddsSchema, reasons: z.array(guessReasonSchema) }),
  ),
  causes: z.array(leakCauseSchema),
  /** Most uploads first, the first ten. null: the store names none. */
  initiators: z.array(shareSchema.extend({ name: z.string().nullable() })),
  /** By the first folder of the key; empty: in none. */
  prefixes: z.array(shareSchema.extend({ prefix: z.string() })),
  /** From Monday (UTC), oldest first, the last 26. */
  weeks: z.array(shareSchema.extend({ from: timeSchema })),
});
/** Who leaves uploads behind, where and since when. */
export type LeakReport = z.infer<typeof leakReportSchema>;
