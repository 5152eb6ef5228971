import { z } from 'zod';
import { bytesSchema, countSchema, timeSchema } from './quantities.ts';
import { groupNameSchema } from './upload-groups.ts';

/** An amount: ISO 4217, and a decimal number as text, with at most nine digits after the point. Never a float. */
export const moneySchema = z.object({ currency: z.string(), amount: z.string() });
export type MoneyJson = z.infer<typeof moneySchema>;

/** Where a price comes from, and when it was read or from when on it holds, as precisely as is known (`2026-07-01`, `2026`). */
const priceSourceSchema = z.object({ name: z.string(), date: z.string().nullable() });

/** What about a price is not quite what the bill will say. */
const confidenceSchema = z.object({
  kind: z.literal('confidence'),
  confidence: z.enum(['own', 'example', 'high', 'medium', 'low']),
});
/** Parts for an archive class are staged at up to STANDARD's price; the staging price here is not on record. */
const stagingSchema = z.object({ kind: z.literal('staging upper bound') });
/** The vendor does not say whether its unit is binary; it is read as binary. */
const unitSchema = z.object({ kind: z.literal('unit') });
export const priceDoubtSchema = z.discriminatedUnion('kind', [confidenceSchema, stagingSchema, unitSchema]);
export type PriceDoubt = z.infer<typeof priceDoubtSchema>;

const ofClass = { storageClass: z.string() };

/** Why a cost is an estimate. */
export const costAssumptionSchema = z.discriminatedUnion('kind', [
  confidenceSchema.extend(ofClass),
  stagingSchema.extend(ofClass),
  unitSchema.extend(ofClass),
  /** More than AWS's first band: what is beyond it costs less. */
  z.object({ kind: z.literal('volume'), ...ofClass }),
  z.object({ kind: z.literal('allowance used'), units: countSchema }),
  z.object({ kind: z.literal('no daily peak') }),
  z.object({ kind: z.literal('account minimum'), bytes: bytesSchema }),
  z.object({ kind: z.literal('undated parts'), bytes: bytesSchema }),
  /** Lifecycle's abort date has passed: very likely no longer billed since, though still listed. */
  z.object({ kind: z.literal('abort date passed'), uploads: countSchema, bytes: bytesSchema }),
  z.object({ kind: z.literal('growth'), known: z.boolean() }),
]);
export type CostAssumption = z.infer<typeof costAssumptionSchema>;

/** What is not in a cost: it is at least what it says. */
export const costMissingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('no price'),
    why: z.enum(['place', 'vendor', 'region', 'class']),
    ...ofClass,
    bytes: bytesSchema,
  }),
  /** Their parts were not summed. */
  z.object({ kind: z.literal('unsized'), uploads: countSchema }),
  /** Summed by an earlier version or by a look, which did not keep since when parts are stored. */
  z.object({ kind: z.literal('no dates'), uploads: countSchema }),
]);
export type CostMissing = z.infer<typeof costMissingSchema>;

const priceUsedSchema = z.object({
  ...ofClass,
  /** Of one unit and month. */
  price: moneySchema,
  unit: z.string(),
  source: priceSourceSchema,
});

export const costSchema = z.object({
  /** null: nothing of it could be priced. */
  money: moneySchema.nullable(),
  /** `incomplete`: at least this much. `estimate`: about this much. */
  exactness: z.enum(['exact', 'estimate', 'incomplete']),
  assumptions: z.array(costAssumptionSchema),
  missing: z.array(costMissingSchema),
  prices: z.array(priceUsedSchema),
});
/** What something costs, and how sure that is. */
export type CostJson = z.infer<typeof costSchema>;

export const costPairSchema = z.object({
  /** For a whole month, whatever month. */
  month: costSchema,
  /** Since its parts were stored, at today's prices. */
  soFar: costSchema,
});
export type CostPair = z.infer<typeof costPairSchema>;

/** What uploads cost, by group of the same grouping of uploads. */
export const groupCostsSchema = z.object({
  groups: z.array(z.object({ name: groupNameSchema, costs: costPairSchema })),
});

const scanSumSchema = z.object({ at: timeSchema, uploads: countSchema, sized: countSchema, bytes: bytesSchema });
/** What a bucket held at the end of a scan. `bytes` covers the sized uploads only. */
export type ScanSum = z.infer<typeof scanSumSchema>;

const bucketStandingSchema = z.object({
  costs: costPairSchema,
  /** Of how many of its uploads the store told when lifecycle will abort them, and how many were asked for (sized). */
  lifecycle: z.object({ dated: countSchema, sized: countSchema }),
  /** Oldest first. */
  scans: z.array(scanSumSchema),
});
/** What is known of a bucket beyond its totals. */
export type BucketStanding = z.infer<typeof bucketStandingSchema>;

export const connectionCostsSchema = z.object({
  /** By bucket name; buckets that were never read are not in it. */
  buckets: z.record(z.string(), bucketStandingSchema),
  /** Of all of them; null: none was read. */
  total: costPairSchema.nullable(),
});
export type ConnectionCosts = z.infer<typeof connectionCostsSchema>;

export const planCostsSchema = z.object({
  /** Of the uploads that the plan aborts unasked. */
  stale: costPairSchema,
  /** Of those it held for active. */
  active: costPairSchema,
  /** For how many days vendors charge for a part although it is aborted sooner; 0: aborting costs nothing. null: not known. */
  minimumDays: countSchema.nullable(),
});
export type PlanCosts = z.infer<typeof planCostsSchema>;

export const priceTableSchema = z.object({
  /** Whose prices hold. `vendor` names it; `region` null: not known, or no matter. */
  place: z.object({
    kind: z.enum(['aws', 'vendor', 'own', 'example', 'unlisted']),
    vendor: z.string().nullable(),
    region: z.string().nullable(),
  }),
  classes: z.array(priceUsedSchema.extend({ doubts: z.array(priceDoubtSchema) })),
  /** Of a thousand requests that list. null: not known. */
  lists: z.object({ price: moneySchema, source: priceSourceSchema }).nullable(),
});
/** What a month of storage costs where a bucket is. */
export type PriceTable = z.infer<typeof priceTableSchema>;

export const scanCostSchema = z.discriminatedUnion('known', [
  z.object({
    known: z.literal(true),
    money: moneySchema,
    /** Where requests are billed in whole packs, and these begin a new one. */
    upTo: moneySchema,
    atLeast: z.boolean(),
    mayBeFree: z.boolean(),
    /** Whether it can come to a hundredth of the currency's unit. */
    matters: z.boolean(),
    requests: countSchema,
    source: priceSourceSchema,
  }),
  z.object({
    known: z.literal(false),
    why: z.enum(['size', 'no price']),
    requests: countSchema.nullable(),
    /** Of a thousand requests, where that is known and comes near to a cent for what a bucket may hold. */
    perThousand: moneySchema.nullable(),
  }),
]);
/** What a scan and its sizing cost in requests. */
export type ScanCost = z.infer<typeof scanCostSchema>;

export const costForecastSchema = z.object({
  /** Twelve whole calendar months, UTC, from the next one on; none where the bucket was never read, so that nothing is known. */
  months: z.array(
    z.object({ from: timeSchema, to: timeSchema, asItIs: costSchema, cleanedUp: costSchema, withRule: costSchema }),
  ),
  /** What is taken to be added each day, bytes; null: not known, none is counted. */
  bytesADay: bytesSchema.nullable(),
  /** After how many days the rule aborts. */
  ruleDays: countSchema,
});
/** What a bucket will cost as it is, after a clean-up of all that is stale, and with a lifecycle rule. */
export type CostForecast = z.infer<typeof costForecastSchema>;
