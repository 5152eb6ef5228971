import { z } from 'zod';
import { longestName } from '../values/longest-name.ts';
import { sights } from '../values/sights.ts';
import { verdicts } from '../values/verdict-kinds.ts';
import { bucketNameSchema, connectionIdSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';
import { bucketLifecycleSchema } from './lifecycle.ts';
import { reasonSchema } from './reasons.ts';
import { startWarningSchema } from './start-warnings.ts';
import { verdictSchema, verificationOutcomeSchema } from './verdicts.ts';

/** Times are ms since the epoch, UTC; sizes are bytes; durations are ms. */
const timeSchema = z.number().int();
const bytesSchema = z.number().nonnegative();
const countSchema = z.number().int().nonnegative();

export * from './connection.ts';

// -------------------------------------------------------------------------------------------------------- buckets

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

// -------------------------------------------------------------------------------------------------------- uploads

export const uploadRefSchema = z.object({
  connectionId: connectionIdSchema,
  bucket: bucketNameSchema,
  /** Never empty: an abort with an empty key is a DELETE of the bucket on at least one store (design, rule 1). */
  key: z.string().min(1, 'A key is never empty').max(longestName),
  uploadId: z.string().min(1).max(longestName),
});
/** An upload's identity. Never the key alone. */
export type UploadRef = z.infer<typeof uploadRefSchema>;

export const principalSchema = z.object({ id: z.string(), displayName: z.string().nullable() });
export type Principal = z.infer<typeof principalSchema>;

export const sizingSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('pending') }),
  z.object({
    status: z.literal('sized'),
    at: timeSchema,
    parts: countSchema,
    bytes: bytesSchema,
    /** Last-modified of the newest part; null where there are no parts, or one of them has no time. */
    newestPartAt: timeSchema.nullable(),
  }),
  z.object({ status: z.literal('failed'), at: timeSchema, error: errorShapeSchema }),
]);
/** What ListParts told of an upload. */
export type Sizing = z.infer<typeof sizingSchema>;

export const uploadSchema = z.object({
  ref: uploadRefSchema,
  /** `unknownTime` where the store does not tell. */
  initiatedAt: timeSchema,
  initiator: principalSchema.nullable(),
  owner: principalSchema.nullable(),
  storageClass: z.string().nullable(),
  sizing: sizingSchema,
  /** Newest part's last-modified, else the initiation time; `unknownTime` where it cannot be known. */
  activityAt: timeSchema,
  active: z.boolean(),
  /** When lifecycle will abort it, from ListParts' x-amz-abort-date. */
  abortDate: timeSchema.nullable(),
  abortRuleId: z.string().nullable(),
  /** Verdict of the newest job or verification that touched it; null where none did. */
  verdict: verdictSchema.nullable(),
});
/** One incomplete multipart upload, as the index knows it. */
export type Upload = z.infer<typeof uploadSchema>;

export { type UploadFilter, uploadFilterSchema } from './upload-filter.ts';

export const uploadSortSchema = z.object({
  by: z.enum(['key', 'parts', 'size', 'initiated', 'activity', 'storageClass', 'initiator', 'abortDate', 'state']),
  direction: z.enum(['asc', 'desc']),
});
export type UploadSort = z.infer<typeof uploadSortSchema>;

export const uploadWindowSchema = z.object({
  /** Grows with every change of this bucket's rows; a window older than the live one is fetched again. */
  revision: countSchema,
  total: countSchema,
  offset: countSchema,
  rows: z.array(uploadSchema),
});
/** One page of rows out of the index. */
export type UploadWindow = z.infer<typeof uploadWindowSchema>;

/** Age bins for the histogram: counts of uploads by initiation time. */
export const ageBinSchema = z.object({ from: timeSchema, to: timeSchema, uploads: countSchema, bytes: bytesSchema });
export type AgeBin = z.infer<typeof ageBinSchema>;

export const partSchema = z.object({
  partNumber: z.number().int().min(1),
  /** null: the server said none that can be. */
  size: bytesSchema.nullable(),
  etag: z.string().nullable(),
  lastModified: timeSchema.nullable(),
  checksum: z.object({ algorithm: z.string(), value: z.string() }).nullable(),
});
export type Part = z.infer<typeof partSchema>;

/** What an upload was begun to be checked by. */
const uploadChecksumSchema = z.object({
  algorithm: z.string(),
  /** As the store says: `FULL_OBJECT` or `COMPOSITE` of S3; null: it does not say. */
  type: z.string().nullable(),
});
export type UploadChecksum = z.infer<typeof uploadChecksumSchema>;

export const partListSchema = z.object({
  /** Server time of the read. */
  at: timeSchema,
  parts: z.array(partSchema),
  /** Entries whose part number cannot be: they are there, and not in `parts`. Absent: none. */
  unnumbered: countSchema.optional(),
  /** null: not known, because of what some entry says. */
  bytes: bytesSchema.nullable(),
  storageClass: z.string().nullable(),
  /** Absent or null: the store says of none. */
  checksum: uploadChecksumSchema.nullable().optional(),
  abortDate: timeSchema.nullable(),
  abortRuleId: z.string().nullable(),
});
export type PartList = z.infer<typeof partListSchema>;

// ---------------------------------------------------------------------------------------------------------- looks

const unseen = [
  /** 403. `permission` is the IAM action that would have allowed it. */
  z.object({ outcome: z.literal('denied'), code: z.string(), permission: z.string() }),
  /** Anything else that kept us from seeing: 5xx, network, not XML. Proves nothing. */
  z.object({ outcome: z.literal('failed'), error: errorShapeSchema }),
] as const;

export const partsSeenSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('present'),
    parts: z.number().int().min(1),
    /** null: some part's size or number cannot be. */
    bytes: bytesSchema.nullable(),
    newestPartAt: timeSchema.nullable(),
  }),
  /** 200 with no parts. */
  z.object({ outcome: z.literal('none') }),
  /** 404 NoSuchUpload, or NoSuchKey (Ceph). */
  z.object({ outcome: z.literal('gone'), code: z.string() }),
  ...unseen,
]);
export type PartsSeen = z.infer<typeof partsSeenSchema>;

export const listingSeenSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('listed'), initiatedAt: timeSchema }),
  z.object({ outcome: z.literal('absent') }),
  ...unseen,
]);
export type ListingSeen = z.infer<typeof listingSeenSchema>;

export const objectSeenSchema = z.discriminatedUnion('outcome', [
  /** Not asked: the upload is still there, so the object says nothing about it. */
  z.object({ outcome: z.literal('unasked') }),
  z.object({ outcome: z.literal('absent') }),
  z.object({
    outcome: z.literal('present'),
    lastModified: timeSchema,
    /** null: the server said none that can be. */
    bytes: bytesSchema.nullable(),
    etag: z.string().nullable(),
  }),
  ...unseen,
]);
export type ObjectSeen = z.infer<typeof objectSeenSchema>;

export const searchSeenSchema = z.discriminatedUnion('outcome', [
  /** Listed under this key, whichever key it was looked for under. */
  z.object({ outcome: z.literal('found'), key: z.string(), initiatedAt: timeSchema }),
  /** Read to its end; `uploads` is how many it showed. */
  z.object({ outcome: z.literal('absent'), uploads: countSchema }),
  /** The listing is longer than is read for this. */
  z.object({ outcome: z.literal('unfinished'), uploads: countSchema }),
  /** Read to its end and not there, on a store that is known to list less than everything without a prefix. */
  z.object({ outcome: z.literal('partial'), uploads: countSchema }),
  ...unseen,
]);
/** What the bucket's whole listing shows of an upload ID, under any key. */
export type SearchSeen = z.infer<typeof searchSeenSchema>;

export const lookSchema = z.object({
  /** When the look ended, by the server's clock where it told, ms UTC. */
  at: timeSchema,
  parts: partsSeenSchema,
  listing: listingSeenSchema,
  object: objectSeenSchema,
  /** Asked where no call ever met the upload under its key; left out otherwise. */
  search: searchSeenSchema.optional(),
});
/** One verification: ListParts (all pages) + ListMultipartUploads narrowed to the key, and the object where both are clean. */
export type Look = z.infer<typeof lookSchema>;

export const verificationSchema = z.object({
  ref: uploadRefSchema,
  look: lookSchema,
  outcome: verificationOutcomeSchema,
  /** What it goes by. */
  reason: reasonSchema,
  /** When a further look would prove more; null where it would not. */
  lookAgainAt: timeSchema.nullable(),
});
export type Verification = z.infer<typeof verificationSchema>;

// -------------------------------------------------------------------------------------------------- plans and jobs

export const planItemSchema = z.object({
  ref: uploadRefSchema,
  initiatedAt: timeSchema,
  activityAt: timeSchema,
  /** null: not sized. */
  parts: countSchema.nullable(),
  bytes: bytesSchema.nullable(),
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

// ----------------------------------------------------------------------------------------------------------- host

export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser']),
  platform: z.string(),
  /** What happens to secrets that are entered: encrypted by the system, in memory only, or refused. */
  vault: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('system'), backend: z.string() }),
    z.object({ kind: z.literal('memory') }),
    z.object({ kind: z.literal('unavailable'), reason: z.string() }),
  ]),
  /** What went wrong while it started and a person should know. */
  warnings: z.array(startWarningSchema).default([]),
});
export type AppInfo = z.infer<typeof appInfoSchema>;
