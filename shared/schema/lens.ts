import { z } from 'zod';
import { connectionIdSchema } from './connection.ts';
import { countSchema } from './quantities.ts';

/** Sizes are bytes. A number that was not told is null, which is not zero (design, rule 4). */
const toldSchema = z.number().nonnegative().nullable();

const numbers = {
  /** Of all incomplete uploads. */
  bytes: toldSchema,
  uploads: toldSchema,
  /** Of those that are older than 7 days. */
  olderBytes: toldSchema,
  olderUploads: toldSchema,
};
export const lensNumbersSchema = z.object(numbers);
export type LensNumbersView = z.infer<typeof lensNumbersSchema>;

/** What was wrong with an export: what is named here is not in the numbers. */
export const lensProblemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bad manifest'), path: z.string(), issue: z.string() }),
  z.object({ kind: z.literal('unknown format'), path: z.string(), format: z.string() }),
  z.object({ kind: z.literal('day twice'), path: z.string(), day: z.string() }),
  z.object({ kind: z.literal('missing file'), day: z.string(), key: z.string() }),
  /** Its bytes are not those that the manifest vouches for. */
  z.object({ kind: z.literal('bad checksum'), day: z.string(), key: z.string() }),
  z.object({ kind: z.literal('missing columns'), day: z.string(), key: z.string(), columns: z.array(z.string()) }),
  z.object({ kind: z.literal('unreadable'), day: z.string(), key: z.string(), issue: z.string() }),
]);
export type LensProblem = z.infer<typeof lensProblemSchema>;

/** Money as it crosses the contract: a decimal number as text. */
const moneySchema = z.object({ currency: z.string(), amount: z.string() });

export const lensBucketSchema = z.object({
  accountId: z.string(),
  region: z.string(),
  bucket: z.string(),
  ...numbers,
  /** A month, at list prices of its region. `least`: not all of it has a price. null: not known. */
  cost: moneySchema.extend({ least: z.boolean() }).nullable(),
  /** Bytes by day, the oldest first. */
  trend: z.array(toldSchema),
  /** The same bucket in a connection of this app, and what its last scan explains. null: no connection has it. */
  known: z
    .object({
      connectionId: connectionIdSchema,
      connectionName: z.string(),
      scan: z.enum(['never', 'under way', 'complete', 'incomplete']),
      explained: z
        .discriminatedUnion('known', [
          z.object({ known: z.literal(true), share: z.number().nonnegative(), difference: z.number() }),
          z.object({ known: z.literal(false), why: z.enum(['not told', 'nothing to explain', 'not all sized']) }),
        ])
        .nullable(),
    })
    .nullable(),
});
export type LensBucketView = z.infer<typeof lensBucketSchema>;

export const lensReportSchema = z.object({
  accountId: z.string(),
  configId: z.string(),
  /** Other exports in the same folder, which were not read. */
  others: z.array(z.object({ accountId: z.string(), configId: z.string(), days: countSchema })),
  /** `2026-11-03`, the oldest first. */
  days: z.array(z.string()),
  /** Days of which at least one report is not in the numbers. */
  incompleteDays: z.array(z.string()),
  /** The day that buckets and groups are told of; null: no day tells any bytes. */
  day: z.string().nullable(),
  /** All buckets together, for each day. */
  trend: z.array(lensNumbersSchema),
  groups: z.object({
    account: z.array(lensNumbersSchema.extend({ name: z.string() })),
    region: z.array(lensNumbersSchema.extend({ name: z.string() })),
    storageClass: z.array(lensNumbersSchema.extend({ name: z.string() })),
  }),
  /** Those with the most bytes, the worst first. */
  buckets: z.array(lensBucketSchema),
  /** All buckets of which something was told. */
  bucketCount: countSchema,
  problems: z.array(lensProblemSchema),
  /** Problems beyond those that are named. */
  moreProblems: countSchema,
  /** Metrics of the four that no row tells. */
  missingMetrics: z.array(z.enum(['bytes', 'uploads', 'olderBytes', 'olderUploads'])),
  unknownColumns: z.array(z.string()),
  unknownMetrics: z.array(z.string()),
  rows: z.object({ read: countSchema, otherMetrics: countSchema, malformed: countSchema }),
  reports: countSchema,
  /** Report files that no manifest names: they are not read, because nothing vouches for them. */
  unlisted: countSchema,
});
/** What an S3 Storage Lens export says of incomplete uploads. */
export type LensReport = z.infer<typeof lensReportSchema>;
