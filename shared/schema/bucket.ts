import { z } from 'zod';
import { connectionIdSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';
import { bucketLifecycleSchema } from './lifecycle.ts';
import { bytesSchema, countSchema, timeSchema } from './quantities.ts';

/** Buckets, how far their scans came, and what they hold. */

const scanCounters = {
  startedAt: timeSchema,
  pages: countSchema,
  uploads: countSchema,
  /**
   * What differs from the scan before, on a re-run: `fresh` uploads no earlier scan had seen, `gone` ones are listed no
   * more and hold nothing, `hidden` ones hold parts though they are listed no more.
   */
  changes: z.object({ fresh: countSchema, gone: countSchema, hidden: countSchema }).optional(),
  /** Entries of the listing without a key or an upload ID that could be sent, and the first of them; absent: none. */
  unnamed: z
    .object({ entries: countSchema, some: z.array(z.object({ key: z.string(), uploadId: z.string() })) })
    .optional(),
};
export const scanStateSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('never') }),
  z.object({ status: z.literal('listing'), ...scanCounters }),
  z.object({ status: z.literal('sizing'), ...scanCounters }),
  z.object({ status: z.literal('complete'), ...scanCounters, finishedAt: timeSchema }),
  z.object({ status: z.literal('stopped'), ...scanCounters, finishedAt: timeSchema }),
  z.object({ status: z.literal('failed'), ...scanCounters, finishedAt: timeSchema, error: errorShapeSchema }),
]);
/** How far the last scan of a bucket came. `uploads` is what has been listed so far. */
export type ScanState = z.infer<typeof scanStateSchema>;
/** Entries of a listing that cannot be addressed: what of their names is there. */
export type UnnamedEntries = NonNullable<Exclude<ScanState, { status: 'never' }>['unnamed']>;

export const uploadTotalsSchema = z.object({
  uploads: countSchema,
  /** Uploads whose parts have been summed; `bytes` and `parts` cover these only (design, rule 4). */
  sized: countSchema,
  /** Uploads that could not be sized (denied, failed). */
  unsizable: countSchema,
  bytes: bytesSchema,
  parts: countSchema,
  active: countSchema,
  oldestInitiatedAt: timeSchema.nullable(),
  bytesByStorageClass: z.record(z.string(), bytesSchema),
});
export type UploadTotals = z.infer<typeof uploadTotalsSchema>;

export const bucketSchema = z.object({
  connectionId: connectionIdSchema,
  name: z.string(),
  createdAt: timeSchema.nullable(),
  /** Added by name, or found by ListBuckets. */
  origin: z.enum(['listed', 'added']),
  scan: scanStateSchema,
  /** null until something was listed: unknown is not zero. */
  totals: uploadTotalsSchema.nullable(),
  /** Left out where its rules were never read. */
  lifecycle: bucketLifecycleSchema.optional(),
});
export type Bucket = z.infer<typeof bucketSchema>;

export const bucketListSchema = z.object({
  status: z.enum(['loading', 'ready', 'failed']),
  /** Why listing failed; `items` still holds the buckets added by name. */
  error: errorShapeSchema.nullable(),
  items: z.array(bucketSchema),
});
export type BucketList = z.infer<typeof bucketListSchema>;
