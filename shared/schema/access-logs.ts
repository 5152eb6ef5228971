import { z } from 'zod';
import { countSchema, timeSchema } from './quantities.ts';

/** What a line of the logs is about. */
const logOperationSchema = z.enum([
  'create',
  'put part',
  'copy part',
  'complete',
  'abort',
  'lifecycle abort',
  'list uploads',
  'list parts',
]);

const loggedErrorSchema = z.object({
  at: timeSchema,
  operation: logOperationSchema,
  status: countSchema,
  code: z.string().nullable(),
});

export const uploadTraceSchema = z.object({
  lines: countSchema,
  /** Of its first and last line, ms UTC. */
  firstAt: timeSchema,
  lastAt: timeSchema,
  /** Of the last line that names them. */
  userAgent: z.string().nullable(),
  requester: z.string().nullable(),
  remoteIp: z.string().nullable(),
  partsStored: countSchema,
  lastSuccessAt: timeSchema.nullable(),
  errors: countSchema,
  lastError: loggedErrorSchema.nullable(),
  /** The logs say that it was ended: it should be there no more. */
  ended: z.enum(['completed', 'aborted']).nullable(),
});
/** What server access logs show of one upload. */
export type UploadTraceJson = z.infer<typeof uploadTraceSchema>;

const namedCountSchema = z.object({ name: z.string().nullable(), uploads: countSchema });

export const logSummarySchema = z.object({
  files: countSchema,
  lines: countSchema,
  /** Lines that are none of the documented form. */
  malformed: countSchema,
  /** Of the first and last line that concerns an upload; null: there is none. */
  from: timeSchema.nullable(),
  to: timeSchema.nullable(),
  operations: z.array(z.object({ operation: logOperationSchema, lines: countSchema })),
  /** Uploads that were looked for, and those of which a line tells. */
  wanted: countSchema,
  found: countSchema,
  /** Of those found, by user agent, requester and last error; most uploads first, the first ten. */
  userAgents: z.array(namedCountSchema),
  requesters: z.array(namedCountSchema),
  lastErrors: z.array(
    z.object({ operation: logOperationSchema, status: countSchema, code: z.string().nullable(), uploads: countSchema }),
  ),
  /** Uploads that a lifecycle rule aborted, by bucket and day (its first ms, UTC): the rule works. */
  lifecycleAborts: z.array(z.object({ bucket: z.string(), day: timeSchema, uploads: countSchema })),
  /** Files that could not be read to their end, the first ten, and how many there are. */
  problems: z.array(z.object({ path: z.string(), issue: z.string() })),
  problemCount: countSchema,
});
/** What a folder of server access logs shows. Their delivery is best effort: what is not there may have been. */
export type LogSummary = z.infer<typeof logSummarySchema>;
