import { z } from 'zod';

/**
 * What went wrong while the app started and a person should know, as data; `shared/words/` makes the sentences. Paths are whole;
 * times ms UTC.
 */

/** How many are there, of how many. */
const shareSchema = z.object({ found: z.number(), of: z.number() });
const lostJobSchema = z.object({ id: z.string(), bucket: z.string(), createdAt: z.number() });
/** null: a connection that is gone. */
const connectionNameSchema = z.string().nullable();

export const startWarningSchema = z.discriminatedUnion('what', [
  /** The file of the window's place could not be read. `aside`: where it stands now; null where it could not be moved. */
  z.object({ what: z.literal('window forgotten'), aside: z.string().nullable() }),
  /** A file stood in the place of Chromium's folder, and was set aside there. */
  z.object({ what: z.literal('profile forgotten'), aside: z.string() }),
  /** The saved connections could not be read. `aside`: where their file stands now; null where it was gone. */
  z.object({ what: z.literal('connections unreadable'), aside: z.string().nullable(), hasCopy: z.boolean() }),
  /**
   * The index was damaged, or no index of ours. It stands now under another name, as it was, and a new one was made of what could
   * be read: all but the rest of `unread` tables; null where nothing could be.
   */
  z.object({ what: z.literal('set aside'), as: z.string(), why: z.string(), unread: z.array(z.string()).nullable() }),
  /** The index's log held what cannot be read. A copy of the log as it was stands under `as`. */
  z.object({ what: z.literal('log damaged'), as: z.string() }),
  /** The index's log was shorter than it had been, or gone. */
  z.object({ what: z.literal('log cut') }),
  /** What the index held once, and does not hold any more. */
  z.object({
    what: z.literal('past missing'),
    buckets: shareSchema,
    jobs: shareSchema,
    /** Lines of evidence. */
    lines: shareSchema,
    /** Of the newest jobs: those that are gone. */
    gone: z.array(lostJobSchema),
    /** Of the newest jobs: those whose evidence does not hold the line that was its last. */
    cut: z.array(lostJobSchema),
  }),
  /** What the index should hold was not to be found out. */
  z.object({ what: z.literal('tally unreadable') }),
  /** The index was brought up to date without a copy of it being kept. */
  z.object({ what: z.literal('no copy kept'), why: z.string() }),
  /** A row of the index held what cannot be. What could not be made anew is forgotten until the next scan. */
  z.object({ what: z.literal('bucket'), connection: connectionNameSchema, bucket: z.string() }),
  /** A job that is not taken up; nothing of it is changed. */
  z.object({ what: z.literal('job'), id: z.string(), bucket: z.string().nullable() }),
  z.object({ what: z.literal('figures of a job'), id: z.string(), bucket: z.string().nullable() }),
  z.object({ what: z.literal('watched upload'), connection: connectionNameSchema, bucket: z.string() }),
]);
export type StartWarning = z.infer<typeof startWarningSchema>;
/** A row of the index that holds what cannot be. */
export type BrokenRowWarning = Extract<
  StartWarning,
  { what: 'bucket' | 'job' | 'figures of a job' | 'watched upload' }
>;
