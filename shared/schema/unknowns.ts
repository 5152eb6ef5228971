import { z } from 'zod';
import { errorShapeSchema } from './errors.ts';

/** Why a question that was put to an endpoint has no answer, as data; `shared/words/` makes the sentences. */
export const unknownSchema = z.discriminatedUnion('why', [
  /** What is kept of earlier versions, which wrote sentences. */
  z.object({ why: z.literal('told'), sentence: z.string() }),
  z.object({ why: z.literal('not asked') }),
  z.object({ why: z.literal('failed'), error: errorShapeSchema }),

  // ---- What an endpoint does.
  /** No key that was listed reads differently when it is encoded. */
  z.object({ why: z.literal('no telling key') }),
  /** No page has ended on such a key; `keys`: how keys themselves come. */
  z.object({ why: z.literal('no telling marker'), keys: z.enum(['encoded', 'plain']) }),
  z.object({ why: z.literal('plain keys, encoded markers') }),
  /** `for`: what more of them would show. */
  z.object({ why: z.literal('too few keys'), for: z.enum(['order', 'markers']), fewest: z.number().int() }),
  z.object({ why: z.literal('too few uploads'), fewest: z.number().int() }),
  z.object({ why: z.literal('no uploads') }),
  /** Every upload is said to be by whoever asks: so it is, or the store names the asker for all (Ceph does). */
  z.object({ why: z.literal('all by the asker') }),
  z.object({ why: z.literal('no telling prefix') }),
  /** The page after a marker, though the listing went on. */
  z.object({ why: z.literal('empty page') }),
  z.object({ why: z.literal('listing changed'), while: z.enum(['compared', 'asked for']) }),

  // ---- Who may do what.
  /** The store says of any upload that it is not there, to everyone. */
  z.object({ why: z.literal('no upload to look at') }),
  z.object({ why: z.literal('read-only') }),
  z.object({ why: z.literal('other upload IDs refused') }),
  /** Nothing was aborted, because it could not be made sure that nothing is there. */
  z.object({ why: z.literal('not tried, listing failed'), error: errorShapeSchema }),
  z.object({ why: z.literal('not tried, something listed') }),
  z.object({ why: z.literal('not tried, nothing shown') }),

  // ---- What keeps a bucket from being deleted.
  /** What a listing hides, no call shows. */
  z.object({ why: z.literal('not listed by the store') }),
  /** `listed`: entries that were read, none of them of the kind that was asked for. */
  z.object({ why: z.literal('listing goes on'), listed: z.number().int() }),
  /** `asked`: versions that were asked, none of which is held; there are more. */
  z.object({ why: z.literal('some asked'), asked: z.number().int() }),
  z.object({ why: z.literal('not readable') }),
  z.object({ why: z.literal('only by deleting') }),
  /** By an API that this app does not speak. */
  z.object({ why: z.literal('asked elsewhere') }),
]);
export type Unknown = z.infer<typeof unknownSchema>;
