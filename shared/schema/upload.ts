import { z } from 'zod';
import { abortLapses } from '../values/lifecycle-kinds.ts';
import { longestName } from '../values/longest-name.ts';
import { bucketNameSchema, connectionIdSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';
import { bytesSchema, countSchema, timeSchema } from './quantities.ts';
import { verdictSchema } from './verdicts.ts';

/** Incomplete multipart uploads, their parts, and windows of them. */

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
    /** The name of these very parts, by their numbers, sizes and ETags; left out: not known. */
    partSet: z.string().optional(),
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
  /** Why that date holds no longer, by the rules that were read since; absent: it holds, as far as is known. */
  abortLapse: z.enum(abortLapses).optional(),
  /** Verdict of the newest job or verification that touched it; null where none did. */
  verdict: verdictSchema.nullable(),
});
/** One incomplete multipart upload, as the index knows it. */
export type Upload = z.infer<typeof uploadSchema>;

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
