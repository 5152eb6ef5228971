import { z } from 'zod';
import { lifecycleDates } from '../values/lifecycle-kinds.ts';
import { uploadStates } from '../values/upload-states.ts';
import { timeSchema } from './quantities.ts';

const wholeBytesSchema = z.number().int().nonnegative();

/** Conditions on an upload. Every field that is there must hold; none means all uploads. */
export const uploadConditionsSchema = z.object({
  /** Case-insensitive text that the key contains. */
  text: z.string().max(1024).optional(),
  /** Initiated at or before this time. */
  initiatedBefore: timeSchema.optional(),
  /** Initiated at or after this time. */
  initiatedAfter: timeSchema.optional(),
  activity: z.enum(['active', 'stale']).optional(),
  /** What the key begins with, letter for letter, as S3's own prefix. */
  keyPrefix: z.string().max(4096).optional(),
  /** Only with `keyPrefix`: no further `/` after it. */
  keyDirect: z.literal(true).optional(),
  /** Parts sum up to at least, or at most, this many bytes. An upload that is not sized matches neither. */
  minBytes: wholeBytesSchema.optional(),
  maxBytes: wholeBytesSchema.optional(),
  /** null: the store named none. */
  storageClass: z.string().max(256).nullable().optional(),
  /** The initiator's ID; null: the store named none. */
  initiator: z.string().max(2048).nullable().optional(),
  state: z.enum(uploadStates).optional(),
  /** Whether a lifecycle rule will abort it, as far as ListParts told and the rule that it named still says. */
  lifecycle: z.enum(lifecycleDates).optional(),
  /** Lifecycle will abort it at or before this time. */
  abortBefore: timeSchema.optional(),
});
export type UploadConditions = z.infer<typeof uploadConditionsSchema>;

/** Sets of conditions in one filter: SQLite takes no deeper expression than a thousand. */
const mostConditionSets = 200;

/** What narrows a bucket's uploads down. */
export const uploadFilterSchema = uploadConditionsSchema.extend({
  /**
   * Uploads that meet all conditions of one of these are out. So are those of which nobody can tell: an exception that may
   * hold is one (design, rule 4).
   */
  except: z.array(uploadConditionsSchema).max(mostConditionSets).optional(),
  /** Only uploads that meet all conditions of at least one of these. */
  anyOf: z.array(uploadConditionsSchema).max(mostConditionSets).optional(),
});
export type UploadFilter = z.infer<typeof uploadFilterSchema>;
