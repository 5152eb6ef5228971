import { z } from 'zod';
import { bucketNameSchema, connectionIdSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';

/** Why something that a person asked to be opened is not, as data; `name` is a file's. */
export const refusedOpeningSchema = z.discriminatedUnion('why', [
  /** A text with the scheme of our links that leads to no bucket. */
  z.object({ why: z.literal('no link') }),
  z.object({ why: z.literal('unknown connection') }),
  z.object({ why: z.literal('unknown bucket'), bucket: z.string(), connectionName: z.string() }),
  z.object({ why: z.literal('no plan file'), name: z.string() }),
  z.object({ why: z.literal('several files'), files: z.number().int() }),
  /** Text or an address, dropped as if it were a file. */
  z.object({ why: z.literal('no file') }),
  z.object({ why: z.literal('too large'), name: z.string() }),
  z.object({ why: z.literal('unreadable'), name: z.string() }),
  /** The file was read, and the engine makes no plan of it. */
  z.object({ why: z.literal('bad plan'), name: z.string(), error: errorShapeSchema }),
  /** A dialog is about what lies beneath it. */
  z.object({ why: z.literal('dialog open'), name: z.string() }),
]);
export type RefusedOpening = z.infer<typeof refusedOpeningSchema>;

const place = { id: z.string(), connectionId: connectionIdSchema, bucket: bucketNameSchema };

/**
 * What a person asked the system to open in this app, by a link or a file: it waits until the page has taken it. It names
 * a place to show, or says why there is none; nothing is ever done by it.
 */
export const openingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bucket'), ...place }),
  /** A plan that was made of a file; nothing of it has been started. */
  z.object({ kind: z.literal('plan'), ...place, planId: z.string() }),
  z.object({ kind: z.literal('refused'), id: z.string(), refusal: refusedOpeningSchema }),
]);
export type Opening = z.infer<typeof openingSchema>;
