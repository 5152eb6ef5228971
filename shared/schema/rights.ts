import { z } from 'zod';
import { bucketNameSchema, connectionIdSchema } from './connection.ts';
import { unknownSchema } from './unknowns.ts';

export const rightSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('allowed') }),
  /** `permission` is the action that is missing; kms:Decrypt where the encryption is the cause. */
  z.object({ answer: z.literal('denied'), permission: z.string(), code: z.string() }),
  /** Neither could be told, and why. */
  z.object({ answer: z.literal('unknown'), unknown: unknownSchema }),
]);
export type Right = z.infer<typeof rightSchema>;

export const bucketRightsSchema = z.object({
  connectionId: connectionIdSchema,
  bucket: bucketNameSchema,
  /** When it was found out, ms UTC. */
  at: z.number().int(),
  /** s3:ListBucketMultipartUploads. */
  list: rightSchema,
  /** s3:ListMultipartUploadParts. */
  look: rightSchema,
  /** s3:AbortMultipartUpload. */
  abort: rightSchema,
  /** s3:GetObject or s3:ListBucket: whether an upload that is gone was completed. */
  object: rightSchema,
});
/** Who may do what in a bucket, found out without aborting anything. */
export type BucketRights = z.infer<typeof bucketRightsSchema>;
