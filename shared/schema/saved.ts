import { z } from 'zod';
import { uploadFilterSchema } from './upload-filter.ts';

export const savedCleanUpSchema = z.object({
  /** What a person calls it; there is one of each name. */
  name: z.string().trim().min(1).max(100),
  /** With its exceptions; without a bound on age where `olderThanDays` is one. */
  filter: uploadFilterSchema,
  /** Uploads begun so many days before the day it is used; null: the filter's own times hold. */
  olderThanDays: z.number().int().min(1).max(36_500).nullable(),
});
/** A filter and its exceptions, to be used again in any bucket. */
export type SavedCleanUp = z.infer<typeof savedCleanUpSchema>;
