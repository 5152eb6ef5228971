import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes, errorDetailsSchema } from './errors.ts';
import { liveMessageSchema } from './live.ts';
import * as model from './model.ts';

/** Every call may fail with any stable code; `data` carries the {@link errorDetailsSchema details}. */
const errors = Object.fromEntries(errorCodes.map((code) => [code, { data: errorDetailsSchema }]));

const call = oc.errors(errors);
const nothing = z.void();
const inBucket = z.object({ connectionId: model.connectionIdSchema, bucket: model.bucketNameSchema });
const ofConnection = z.object({ connectionId: model.connectionIdSchema });
const ofJob = z.object({ jobId: z.string().min(1) });
const ofItem = z.object({ jobId: z.string().min(1), ref: model.uploadRefSchema });

/**
 * Every call and event between page and engine. Both hosts implement it and the page's client derives from it; inputs
 * are validated on the engine's side.
 */
export const contract = {
  app: {
    info: call.output(model.appInfoSchema),
  },
  connections: {
    /** AWS profiles in this computer's shared config files; empty where there are none. */
    profiles: call.output(z.array(model.awsProfileSchema)),
    test: call.input(model.connectionDraftSchema).output(model.connectionTestSchema),
    save: call.input(model.connectionDraftSchema).output(model.connectionSchema),
    remove: call.input(ofConnection).output(nothing),
    /** Starts the practice store if need be and returns its connection. */
    openPractice: call.output(model.connectionSchema),
  },
  buckets: {
    /** Asks the store again; the answer also arrives as a `buckets` event. */
    refresh: call.input(ofConnection).output(model.bucketListSchema),
    add: call.input(inBucket).output(model.bucketSchema),
  },
  scans: {
    start: call.input(inBucket).output(nothing),
    stop: call.input(inBucket).output(nothing),
  },
  uploads: {
    window: call
      .input(
        inBucket.extend({
          filter: model.uploadFilterSchema,
          sort: model.uploadSortSchema,
          offset: z.number().int().min(0),
          limit: z.number().int().min(1).max(1000),
        }),
      )
      .output(model.uploadWindowSchema),
    totals: call.input(inBucket.extend({ filter: model.uploadFilterSchema })).output(model.uploadTotalsSchema),
    /** Initiation times in equal bins from the oldest upload to now; empty where nothing is listed. */
    ages: call
      .input(inBucket.extend({ filter: model.uploadFilterSchema, bins: z.number().int().min(1).max(200) }))
      .output(z.array(model.ageBinSchema)),
    get: call.input(model.uploadRefSchema).output(model.uploadSchema.nullable()),
    /** A live ListParts over all pages; also updates the index. */
    parts: call.input(model.uploadRefSchema).output(model.partListSchema),
    /** One look, recorded as evidence. Writes nothing to the store. */
    verify: call.input(model.uploadRefSchema).output(model.verificationSchema),
    /** Every recorded call about one upload, oldest first. */
    evidence: call.input(model.uploadRefSchema).output(z.array(model.evidenceSchema)),
  },
  plans: {
    create: call
      .input(
        inBucket.extend({
          selection: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('uploads'), refs: z.array(model.uploadRefSchema).min(1).max(100_000) }),
            z.object({ kind: z.literal('filter'), filter: model.uploadFilterSchema }),
          ]),
        }),
      )
      .output(model.planSchema),
  },
  jobs: {
    /**
     * Carries out a plan, without its active uploads unless they are named here and the bucket's name is typed.
     * CONFIRMATION_NEEDED where it is not; PLAN_USED where the plan was started before.
     */
    start: call
      .input(
        z.object({
          planId: z.string().min(1),
          includeActive: z.array(model.uploadRefSchema),
          typedBucketName: z.string().optional(),
        }),
      )
      .output(model.jobSchema),
    /** Items with the ones that need eyes first: stubborn, then waiting, working, queued, done. */
    items: call
      .input(ofJob.extend({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }))
      .output(z.object({ total: z.number().int(), items: z.array(model.jobItemSchema) })),
    pause: call.input(ofJob).output(nothing),
    resume: call.input(ofJob).output(nothing),
    /** Lets calls in flight finish and records them; everything not final becomes `cancelled`. */
    cancel: call.input(ofJob).output(nothing),
    /** Does an item's next step now instead of at its time. */
    tryNow: call.input(ofItem).output(nothing),
  },
  live: {
    subscribe: call.output(eventIterator(liveMessageSchema)),
  },
};

export type Contract = typeof contract;
