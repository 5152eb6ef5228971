import { z } from 'zod';
import { objectSeenSchema, partSchema, planItemSchema } from './model.ts';

export const completionPlanSchema = z.object({
  id: z.string(),
  /** Local clock, ms UTC. */
  createdAt: z.number().int(),
  item: planItemSchema,
  /** The parts exactly as they are, by number: what will be sent, all of it or nothing. */
  parts: z.array(partSchema),
  bytes: z.number().nonnegative(),
  /** The object under the key now, which completing would replace. */
  object: objectSeenSchema,
});
/** A frozen list of one upload's parts, to be made an object. */
export type CompletionPlan = z.infer<typeof completionPlanSchema>;
