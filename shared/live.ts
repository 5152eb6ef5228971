import { z } from 'zod';
import {
  bucketListSchema,
  bucketSchema,
  connectionIdSchema,
  connectionSchema,
  jobItemSchema,
  jobSchema,
} from './model.ts';

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
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** Everything the page needs for its first paint. */
export const liveStateSchema = z.object({
  connections: z.array(connectionSchema),
  /** By connection ID; absent until that connection's buckets were asked for. */
  buckets: z.record(connectionIdSchema, bucketListSchema),
  /** Running jobs and those finished since the app started, newest first. */
  jobs: z.array(jobSchema),
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

/** Two events with the same key are about the same thing: the later one replaces the earlier one. */
export function liveEventKey(event: LiveEvent): string {
  switch (event.type) {
    case 'connections':
      return 'connections';
    case 'buckets':
      return `buckets/${event.connectionId}`;
    case 'bucket':
      return `bucket/${event.bucket.connectionId}/${event.bucket.name}`;
    case 'uploads':
      return `uploads/${event.connectionId}/${event.bucket}`;
    case 'job':
      return `job/${event.job.id}`;
    case 'item': {
      const { key, uploadId } = event.item.planned.ref;
      return `item/${event.item.jobId}/${uploadId}/${key}`;
    }
  }
}

/** The state after one event. Pure; used by the engine (to answer late subscribers) and by the page. */
export function applyLiveEvent(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'connections': {
      const known = new Set(event.connections.map((connection) => connection.id));
      const buckets = Object.fromEntries(Object.entries(state.buckets).filter(([id]) => known.has(id)));
      return { ...state, connections: event.connections, buckets };
    }
    case 'buckets':
      return { ...state, buckets: { ...state.buckets, [event.connectionId]: event.list } };
    case 'bucket': {
      const { connectionId, name } = event.bucket;
      const list = state.buckets[connectionId];
      if (!list) return state;
      const items = list.items.map((bucket) => (bucket.name === name ? event.bucket : bucket));
      return { ...state, buckets: { ...state.buckets, [connectionId]: { ...list, items } } };
    }
    case 'job': {
      const rest = state.jobs.filter((job) => job.id !== event.job.id);
      return { ...state, jobs: [event.job, ...rest].toSorted((a, b) => b.createdAt - a.createdAt) };
    }
    case 'uploads':
    case 'item':
      // Rows and items live in windows of the index; the page's cache handles these two by itself.
      return state;
  }
}
