import { z } from 'zod';
import { unknownSchema } from './unknowns.ts';

/** One thing that was learned of an endpoint, or why it could not be. */
function fact<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({ known: z.literal(false), unknown: unknownSchema }),
  ]);
}

export const endpointFactsSchema = z.object({
  /** When it was learned, ms UTC. */
  at: z.number().int(),
  /** The bucket it was learned on; the probe writes nothing to it. */
  bucket: z.string(),
  /** How keys and next markers come where encoding-type=url was asked for. */
  keyEncoding: fact(z.enum(['as documented', 'plain', 'encoded', 'keys encoded, markers plain'])),
  /** Whether a key marker alone lists after its key (AWS), or from it on (Ceph). */
  keyMarker: fact(z.enum(['exclusive', 'inclusive', 'opaque'])),
  /** Whether keys come in the order of UTF-8, or of UTF-16 units, which differ only beyond U+FFFF. */
  order: fact(z.enum(['sorted', 'unsorted'])),
  /** What a prefix leaves of a listing: keys that begin with it, the key that is it (MinIO), or everything. */
  prefix: fact(z.enum(['beginning', 'exact key', 'no prefix'])),
  /** Whether a page is kept as short as it was asked for. */
  pageLimit: fact(z.enum(['honoured', 'ignored'])),
  /** Whether a wrong expected owner is refused. `ignored`: the guard is absent. */
  ownerCheck: fact(z.enum(['honoured', 'ignored'])),
  /** When uploads were begun. `time of the answer`: each listing tells its own time, which is of no use. */
  initiated: fact(z.enum(['told', 'not told', 'time of the answer'])).default({
    known: false,
    unknown: { why: 'not asked' },
  }),
  initiator: fact(z.enum(['told', 'not told'])),
  storageClass: fact(z.enum(['told', 'not told'])),
  /** `empty` proves nothing: some stores answer so where lifecycle is not supported. */
  lifecycle: fact(z.enum(['rules', 'no rules', 'empty', 'not supported'])),
  addressing: fact(z.enum(['path', 'virtual host'])),
});
/** What an endpoint does, as far as it was seen to. */
export type EndpointFacts = z.infer<typeof endpointFactsSchema>;
