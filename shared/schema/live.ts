import { z } from 'zod';
import { endpointFactsSchema } from './endpoint.ts';
import {
  bucketListSchema,
  bucketSchema,
  connectionIdSchema,
  connectionSchema,
  jobItemSchema,
  jobSchema,
} from './model.ts';
import { openingSchema } from './openings.ts';
import { outageSchema, storeWaitSchema } from './outages.ts';
import { credentialStateSchema, promptSchema } from './sign-in.ts';
import { noticeSchema, watchSummarySchema } from './watch.ts';

/** Something that changed. Each event carries the whole new value, so that a newer one simply replaces an older one. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connections'), connections: z.array(connectionSchema) }),
  z.object({ type: z.literal('buckets'), connectionId: connectionIdSchema, list: bucketListSchema }),
  z.object({ type: z.literal('bucket'), bucket: bucketSchema }),
  /** Rows of this bucket changed in the index: windows older than `revision` are stale. */
  z.object({
    type: z.literal('uploads'),
    connectionId: connectionIdSchema,
    bucket: z.string(),
    revision: z.number().int(),
  }),
  z.object({ type: z.literal('job'), job: jobSchema }),
  z.object({ type: z.literal('item'), item: jobItemSchema }),
  /**
   * More of a job's items changed than are worth telling one by one: what was read of them is old. Stands for every `item`
   * event of that job in its batch.
   */
  z.object({ type: z.literal('items'), jobId: z.string(), connectionId: connectionIdSchema, bucket: z.string() }),
  z.object({ type: z.literal('watch'), watch: watchSummarySchema }),
  /** Every prompt that waits for an answer. */
  z.object({ type: z.literal('prompts'), prompts: z.array(promptSchema) }),
  z.object({ type: z.literal('credentials'), credentials: credentialStateSchema }),
  /** A connection's store does not answer; null: it does, as far as anybody knows. */
  z.object({ type: z.literal('outage'), connectionId: connectionIdSchema, outage: outageSchema.nullable() }),
  /** A connection's store is given time; null: no more. */
  z.object({ type: z.literal('wait'), connectionId: connectionIdSchema, wait: storeWaitSchema.nullable() }),
  z.object({ type: z.literal('endpoint'), connectionId: connectionIdSchema, facts: endpointFactsSchema.nullable() }),
  /** Every opening that no page has taken yet. */
  z.object({ type: z.literal('openings'), openings: z.array(openingSchema) }),
  /** The shared config files changed: profiles are to be read again. */
  z.object({ type: z.literal('profiles') }),
  /** Said once, to whoever is there to hear it; no part of the state. */
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** Everything the page needs for its first paint. */
export const liveStateSchema = z.object({
  connections: z.array(connectionSchema),
  /** By connection ID; absent until that connection's buckets were asked for. */
  buckets: z.record(connectionIdSchema, bucketListSchema),
  /** Running jobs and those finished since the app started, newest first. */
  jobs: z.array(jobSchema),
  /** Absent until the list was read. */
  watch: watchSummarySchema.optional(),
  prompts: z.array(promptSchema).optional(),
  /** By connection ID; absent until its credentials were asked for. */
  credentials: z.record(connectionIdSchema, credentialStateSchema).optional(),
  /** By connection ID: those whose store does not answer. */
  outages: z.record(connectionIdSchema, outageSchema).optional(),
  /** By connection ID: those whose store is given time. */
  waits: z.record(connectionIdSchema, storeWaitSchema).optional(),
  /** By connection ID; absent until the endpoint was probed. */
  endpoints: z.record(connectionIdSchema, endpointFactsSchema).optional(),
  /** What the person asked the system to open here, and no page has taken yet; oldest first. */
  openings: z.array(openingSchema).optional(),
});
export type LiveState = z.infer<typeof liveStateSchema>;

/**
 * What a subscription yields: one snapshot, then batches (at most 10 a second). `seq` is that of the newest event in it:
 * a batch whose `seq` is not above the one already applied is old news.
 */
export const liveMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), seq: z.number().int(), state: liveStateSchema }),
  z.object({ type: z.literal('events'), seq: z.number().int(), events: z.array(liveEventSchema) }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;
