import { z } from 'zod';
import { storageTypes } from '../values/storage-types.ts';
import { bucketNameSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';

const figureSchema = z.object({
  storageType: z.enum(storageTypes),
  bytes: z.number().nonnegative(),
  /** The day that it is of, UTC: `2026-11-28`. */
  day: z.iso.date(),
});

/** What CloudWatch told of a bucket's size, once a day and as far as it came. It proves nothing of an upload. */
export const toldSizesSchema = z.object({
  bucket: bucketNameSchema,
  /** Where it was asked. */
  region: z.string(),
  /** When it was asked, ms UTC. */
  at: z.number().int(),
  /** Storage types that it told nothing of are not in it: they are not known, which is not zero (design, rule 4). */
  figures: z.array(figureSchema),
});
export type ToldSizes = z.infer<typeof toldSizesSchema>;

export const sizeReadingSchema = z.object({
  sizes: z.array(toldSizesSchema),
  /** Buckets of which nothing could be asked, each with why. */
  failures: z.array(z.object({ bucket: bucketNameSchema, error: errorShapeSchema })),
});
/** What became of asking CloudWatch for the size of buckets. */
export type SizeReading = z.infer<typeof sizeReadingSchema>;
