import { z } from 'zod';
import { errorShapeSchema } from './errors.ts';
import { timeSchema } from './quantities.ts';

export const outageSchema = z.object({
  /** When the last call of its kind went unanswered first, ms UTC. */
  since: timeSchema,
  /** When it is asked again, ms UTC; null while it is being asked. */
  nextTryAt: timeSchema.nullable(),
  /** What the newest call met. */
  error: errorShapeSchema,
});
/** A connection whose store does not answer. There is one for as long as that lasts, and none otherwise. */
export type Outage = z.infer<typeof outageSchema>;

export const storeWaitSchema = z.object({
  /** Until when nothing is sent in the background, ms UTC. */
  until: timeSchema,
  /** Whether the store named that time (Retry-After); otherwise it is our own. */
  asked: z.boolean(),
  /** What the store answered. */
  error: errorShapeSchema,
});
/** A connection whose store is given time, because it asked for it or could not keep up. There is one for as long as that lasts. */
export type StoreWait = z.infer<typeof storeWaitSchema>;
