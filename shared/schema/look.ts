import { z } from 'zod';
import { errorShapeSchema } from './errors.ts';
import { bytesSchema, countSchema, timeSchema } from './quantities.ts';
import { reasonSchema } from './reasons.ts';
import { uploadRefSchema } from './upload.ts';
import { verificationOutcomeSchema } from './verdicts.ts';

/** What a look at an upload saw. */

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
    /** The name of these very parts, by their numbers, sizes and ETags; left out: not known. */
    partSet: z.string().optional(),
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
