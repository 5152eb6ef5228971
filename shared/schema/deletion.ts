import { z } from 'zod';
import { deletionQuestions } from '../values/deletion-kinds.ts';
import { bucketNameSchema, connectionIdSchema } from './connection.ts';
import { countSchema, timeSchema } from './quantities.ts';
import { unknownSchema } from './unknowns.ts';

/** The first few. */
const keysSchema = z.array(z.string());

/** So many were seen; `more`: the listing goes on, and how far is not known. */
const seen = { count: countSchema, more: z.boolean(), keys: keysSchema };

export const deletionBlockerSchema = z.discriminatedUnion('what', [
  /** Incomplete uploads that the listing shows. `keeps`: whether this store refuses to delete a bucket that has any. */
  z.object({ what: z.literal('uploads'), ...seen, keeps: z.enum(['yes', 'no', 'not known']) }),
  /** Uploads that the index knows of and the listing does not show, or shows under a key that no call finds. */
  z.object({ what: z.literal('hidden uploads'), count: countSchema, keys: keysSchema }),
  z.object({ what: z.literal('unreachable uploads'), count: countSchema, keys: keysSchema }),
  z.object({ what: z.literal('objects'), ...seen }),
  /** Versions beneath the newest, which no listing of objects shows. */
  z.object({ what: z.literal('old versions'), ...seen }),
  z.object({ what: z.literal('delete markers'), ...seen }),
  /** Versions are deleted by the account's root user with its MFA device only. */
  z.object({ what: z.literal('MFA delete') }),
  /** What Object Lock gives to every new version. */
  z.object({
    what: z.literal('default retention'),
    mode: z.string(),
    days: countSchema.nullable(),
    years: countSchema.nullable(),
  }),
  /** Of the versions that were asked, so many may not be deleted yet. `until`: of the last one; null: the store tells none. */
  z.object({
    what: z.literal('retention'),
    mode: z.string(),
    count: countSchema,
    asked: countSchema,
    until: timeSchema.nullable(),
    keys: keysSchema,
  }),
  z.object({ what: z.literal('legal hold'), count: countSchema, asked: countSchema, keys: keysSchema }),
  /** A statement of the bucket's policy that denies deleting it, or what is in it. `isConditional`: not always, or not to all. */
  z.object({
    what: z.literal('policy'),
    statement: z.string(),
    actions: z.array(z.string()),
    isConditional: z.boolean(),
  }),
]);
/** One cause that may keep a bucket from being deleted. */
export type DeletionBlocker = z.infer<typeof deletionBlockerSchema>;

export const bucketDeletionSchema = z.object({
  connectionId: connectionIdSchema,
  bucket: bucketNameSchema,
  at: timeSchema,
  blockers: z.array(deletionBlockerSchema),
  /** Asked, and nothing was found. */
  clear: z.array(z.enum(deletionQuestions)),
  /** What could not be found out, and why. */
  unknown: z.array(z.object({ question: z.enum(deletionQuestions), because: unknownSchema })),
  /** How the bucket’s content is listed there: by versions, or, where that cannot be asked, as objects. */
  listedAs: z.enum(['versions', 'objects']),
});
/** Why a bucket cannot be deleted, as far as it can be seen without deleting anything. */
export type BucketDeletion = z.infer<typeof bucketDeletionSchema>;
