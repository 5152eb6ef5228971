import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { logSummarySchema, uploadTraceSchema } from './schema/access-logs.ts';
import { sizeReadingSchema, toldSizesSchema } from './schema/cloudwatch.ts';
import { completionPlanSchema } from './schema/completion.ts';
import * as costs from './schema/costs.ts';
import { bucketDeletionSchema } from './schema/deletion.ts';
import { endpointFactsSchema } from './schema/endpoint.ts';
import { errorDetailsSchema } from './schema/errors.ts';
import * as exported from './schema/exports.ts';
import * as history from './schema/history.ts';
import { leakReportSchema, uploadOriginSchema } from './schema/leaks.ts';
import { lensBucketSchema, lensReportSchema } from './schema/lens.ts';
import * as lifecycle from './schema/lifecycle.ts';
import { liveMessageSchema } from './schema/live.ts';
import * as model from './schema/model.ts';
import { ownPriceSchema } from './schema/own-price.ts';
import { bucketRightsSchema } from './schema/rights.ts';
import { savedCleanUpSchema } from './schema/saved.ts';
import { groupingSchema, groupsKeptSchema, uploadFacetsSchema, uploadGroupsSchema } from './schema/upload-groups.ts';
import { watchEntrySchema, watchSummarySchema } from './schema/watch.ts';
import { errorCodes } from './values/error-codes.ts';
import { languageChoices } from './values/languages.ts';
import { snippetTools } from './values/lifecycle-kinds.ts';
import { mostNamed } from './values/named-uploads.ts';
import { planTextAtOnce } from './values/plan-file.ts';

/** Every call may fail with any stable code; `data` carries the {@link errorDetailsSchema details}. */
const errors = Object.fromEntries(errorCodes.map((code) => [code, { data: errorDetailsSchema }]));

const call = oc.errors(errors);
const nothing = z.void();
const inBucket = z.object({ connectionId: model.connectionIdSchema, bucket: model.bucketNameSchema });
const ofRule = inBucket.extend({ rule: lifecycle.wantedRuleSchema });
const ofConnection = z.object({ connectionId: model.connectionIdSchema });
const ofJob = z.object({ jobId: z.string().min(1) });
const ofPlan = z.object({ planId: z.string().min(1) });
const window = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) };
/** The last moment that a Date can hold, ms (ECMAScript, "Time Values and Time Range"). */
const latestTime = 8_640_000_000_000_000;
const format = z.enum(['csv', 'json']);
const ofItem = z.object({ jobId: z.string().min(1), ref: model.uploadRefSchema });

/**
 * Every call and event between page and engine. Both hosts implement it and the page's client derives from it; inputs
 * are validated on the engine's side.
 */
export const contract = {
  app: {
    info: call.output(model.appInfoSchema),
    /**
     * A text for a fault report: versions, system, the newest warnings and errors of the log. NOT_FOUND in the desktop app, whose menu has it.
     */
    diagnostics: call.output(z.string()),
    /**
     * The person's choice of a language, kept for every start of either host. What the host says follows at once; a page speaks
     * it once it is loaded anew. DATA_FOLDER_UNWRITABLE where it cannot be kept: nothing changes then.
     */
    chooseLanguage: call.input(z.object({ language: z.enum(languageChoices) })).output(nothing),
    /** The page shows what the person asked the system to open: it waits no more. No word where it waits no longer. */
    takeOpening: call.input(z.object({ openingId: z.string().min(1) })).output(nothing),
  },
  connections: {
    /** AWS profiles in this computer's shared config files; empty where there are none. */
    profiles: call.output(z.array(model.awsProfileSchema)),
    test: call.input(model.connectionDraftSchema).output(model.connectionTestSchema),
    save: call.input(model.connectionDraftSchema).output(model.connectionSchema),
    remove: call.input(ofConnection).output(nothing),
    /** Starts the practice store if need be, with a scan of every bucket, and returns its connection. */
    openPractice: call.output(model.connectionSchema),
    /** Asks a store that does not answer whether it does now. What it says arrives as an `outage` event. */
    tryNow: call.input(ofConnection).output(nothing),
    /** Every saved connection without its secrets, as a file to keep or to share. */
    export: call.output(history.savedFileSchema),
    /** Adds the connections of such a file, as new ones. INVALID_INPUT in words where it is not one. */
    import: call.input(z.object({ text: z.string().max(1_000_000) })).output(model.importedConnectionsSchema),
    /** Gets credentials anew, asking the person where the source wants it. Resolves once there are some. */
    signIn: call.input(ofConnection).output(nothing),
    /**
     * Learns what the endpoint does, on one bucket (the first that can be listed, where none is named). Writes nothing to
     * it. The answer also arrives as an `endpoint` event.
     */
    probe: call.input(ofConnection.extend({ bucket: model.bucketNameSchema.optional() })).output(endpointFactsSchema),
  },
  prompts: {
    /** The code that an `mfa` prompt asks for. NOT_FOUND where it waits no more. */
    answer: call
      .input(z.object({ promptId: z.string().min(1), code: z.string().trim().min(1).max(64) }))
      .output(nothing),
    /** Whoever waits for it is told SIGN_IN_NEEDED. */
    dismiss: call.input(z.object({ promptId: z.string().min(1) })).output(nothing),
  },
  buckets: {
    /** Asks the store again; the answer also arrives as a `buckets` event. */
    refresh: call.input(ofConnection).output(model.bucketListSchema),
    add: call.input(inBucket).output(model.bucketSchema),
    /** What differs from the connection for this bucket. Arrives as a `connections` event. */
    configure: call.input(inBucket.extend({ settings: model.bucketSettingsSchema })).output(nothing),
    /** Finds out who may do what, without aborting anything. */
    rights: call.input(inBucket).output(bucketRightsSchema),
    /** Why it cannot be deleted, as far as reading shows. Sends a bounded number of GETs, and deletes nothing. */
    deletion: call.input(inBucket).output(bucketDeletionSchema),
    /** Commands of the AWS CLI that empty and delete it, for a person to read and run. */
    deletionCommands: call
      .input(inBucket.extend({ listedAs: bucketDeletionSchema.shape.listedAs, shell: z.enum(['sh', 'powershell']) }))
      .output(history.savedFileSchema),
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
    /**
     * Sums by group. `prefix` is the folder whose folders are asked for: empty for the top, else it ends in `/`; other
     * groupings take none.
     */
    groups: call
      .input(
        inBucket.extend({
          filter: model.uploadFilterSchema,
          by: groupingSchema,
          prefix: z.string().max(4096).optional(),
          /** Left out: those with most uploads. */
          kept: groupsKeptSchema.optional(),
        }),
      )
      .output(uploadGroupsSchema),
    /** The storage classes and initiators of a bucket's uploads, to filter by. */
    facets: call.input(inBucket).output(uploadFacetsSchema),
    get: call.input(model.uploadRefSchema).output(model.uploadSchema.nullable()),
    /** Sizes these first while a scan of the bucket is under way: they are on screen. Replaces the wish before it. */
    prioritise: call
      .input(
        inBucket.extend({
          uploads: z.array(model.uploadRefSchema.pick({ key: true, uploadId: true })).max(1000),
        }),
      )
      .output(nothing),
    /** A live ListParts over all pages; also updates the index. */
    parts: call.input(model.uploadRefSchema).output(model.partListSchema),
    /** One look, recorded as evidence. Writes nothing to the store. */
    verify: call.input(model.uploadRefSchema).output(model.verificationSchema),
    /** A selection as a table, or as commands for another tool, piece by piece: ask again with `next` until it is null. */
    export: call
      .input(
        inBucket.extend({
          selection: exported.exportSelectionSchema,
          format: exported.exportFormatSchema,
          cursor: exported.uploadExportCursorSchema.optional(),
        }),
      )
      .output(exported.uploadExportPieceSchema),
    /** Every recorded call about one upload, oldest first. */
    evidence: call.input(model.uploadRefSchema).output(z.array(model.evidenceSchema)),
  },
  costs: {
    /** What the uploads that a filter matches cost a month, and have cost so far. */
    uploads: call.input(inBucket.extend({ filter: model.uploadFilterSchema })).output(costs.costPairSchema),
    /** The same by group, as {@link contract.uploads.groups} puts them together. */
    groups: call
      .input(
        inBucket.extend({
          filter: model.uploadFilterSchema,
          by: groupingSchema,
          prefix: z.string().max(4096).optional(),
        }),
      )
      .output(costs.groupCostsSchema),
    /** The same of one upload; null where it is not in the index. */
    upload: call.input(model.uploadRefSchema).output(costs.costPairSchema.nullable()),
    /** The same of every bucket of a connection that was read, and of them together. */
    connection: call.input(ofConnection).output(costs.connectionCostsSchema),
    /** What plans would take away, together. */
    plans: call.input(z.object({ planIds: z.array(z.string().min(1)).min(1).max(1000) })).output(costs.planCostsSchema),
    /** What a scan and its sizing would cost in requests. */
    scan: call.input(inBucket).output(costs.scanCostSchema),
    /** The prices that hold for a bucket; without one, for the connection's own region. */
    prices: call
      .input(ofConnection.extend({ bucket: model.bucketNameSchema.optional() }))
      .output(costs.priceTableSchema),
    /** What the person pays, for every bucket of a connection; null: the lists' prices. Arrives as a `connections` event. */
    setOwnPrice: call.input(ofConnection.extend({ price: ownPriceSchema.nullable() })).output(nothing),
    /** The next twelve months: as it is, after a clean-up of all that is stale, and with a rule of so many days. */
    forecast: call
      .input(inBucket.extend({ ruleDays: z.number().int().min(1).max(3650) }))
      .output(costs.costForecastSchema),
  },
  cloudWatch: {
    /**
     * Lets CloudWatch be asked through a connection, or (null) no more. INVALID_INPUT in words where the connection leads
     * to another store and no endpoint is given. Arrives as a `connections` event.
     */
    configure: call.input(ofConnection.extend({ setting: model.cloudWatchSettingSchema.nullable() })).output(nothing),
    /** What it told when it was last asked, by bucket. Asks nothing. */
    told: call.input(ofConnection).output(z.array(toldSizesSchema)),
    /** Asks for the size of these buckets, by GetMetricData. INVALID_INPUT where that is not switched on. */
    read: call
      .input(ofConnection.extend({ buckets: z.array(model.bucketNameSchema).min(1).max(1000) }))
      .output(sizeReadingSchema),
  },
  accessLogs: {
    /**
     * Reads S3 server access logs, from a folder of this computer or `s3://bucket/prefix`, for the uploads of a connection.
     * INVALID_INPUT in words where there is no such folder.
     */
    read: call.input(ofConnection.extend({ place: z.string().min(1).max(4096) })).output(logSummarySchema),
    /** What was read last; null: nothing yet. */
    summary: call.input(ofConnection).output(logSummarySchema.nullable()),
    /** What they show of one upload; null: nothing. */
    upload: call.input(model.uploadRefSchema).output(uploadTraceSchema.nullable()),
  },
  leaks: {
    /** What the stale uploads that a filter matches have in common: likely clients, causes, initiators, prefixes, weeks. */
    report: call.input(inBucket.extend({ filter: model.uploadFilterSchema })).output(leakReportSchema),
    /** What may have begun one upload; null where it is not in the index. */
    upload: call.input(model.uploadRefSchema).output(uploadOriginSchema.nullable()),
  },
  plans: {
    create: call
      .input(
        inBucket.extend({
          selection: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('uploads'), refs: z.array(model.uploadRefSchema).min(1).max(mostNamed) }),
            z.object({
              kind: z.literal('filter'),
              filter: model.uploadFilterSchema,
              /** Uploads that match, and were taken out by hand. */
              except: z.array(model.uploadRefSchema).max(mostNamed).optional(),
            }),
            /** What a job of this bucket gave up on, to go on with it. NOT_FOUND where there is no such job. */
            z.object({ kind: z.literal('gave up'), jobId: z.string().min(1) }),
          ]),
        }),
      )
      .output(model.planPartSchema),
    /**
     * A plan as it was frozen, a part of it at a time: one of a million uploads is asked for in many. Whatever answers with a
     * plan answers with its first part.
     */
    get: call.input(ofPlan.extend({ from: model.planPlaceSchema.optional() })).output(model.planPartSchema),
    /** A plan's file, piece by piece: ask again with `next` until it is null. */
    export: call
      .input(ofPlan.extend({ format, cursor: history.planCursorSchema.optional() }))
      .output(history.planPieceSchema),
    /**
     * Brings a piece of a plan's file that one call cannot carry. They come in order, under an ID that is new for each file;
     * `plans.open` brings the last one. INVALID_INPUT where they are longer than a plan's file may be.
     */
    addText: call.input(z.object({ fileId: z.uuid(), text: z.string().max(planTextAtOnce) })).output(nothing),
    /**
     * Freezes a new plan of an exported one's uploads, as the file says they were. INVALID_INPUT in words where the file
     * is broken, its connection is not here, or it is not for the bucket it is opened in (`at`).
     */
    open: call
      .input(
        z.object({
          text: z.string().max(planTextAtOnce),
          /** Of the pieces that were brought before. */
          fileId: z.uuid().optional(),
          at: inBucket.optional(),
        }),
      )
      .output(model.planPartSchema),
  },
  jobs: {
    /**
     * Carries out a plan, without its active uploads unless they are named here and the bucket's name is typed; through a
     * production connection it is typed in any case. CONFIRMATION_NEEDED where it is not; PLAN_USED where the plan was
     * started before. For `undoMs` (shared/values/undo.ts) nothing is sent: `jobs.cancel` then undoes it all, `jobs.resume` begins at once.
     */
    start: call
      .input(
        z.object({
          planId: z.string().min(1),
          includeActive: z.array(model.uploadRefSchema).max(mostNamed),
          /** Uploads of the plan that the person unticked. */
          leaveOut: z.array(model.uploadRefSchema).max(mostNamed).optional(),
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
    /**
     * Moves the time at which it gives up, ms UTC; a time that has passed ends it soon, or once it goes on where it is
     * paused. CONFLICT in words where it has finished, or is being cancelled.
     */
    setDeadline: call.input(ofJob.extend({ deadlineAt: z.number().int().positive().max(latestTime) })).output(nothing),
    /** Does an item's next step now instead of at its time. */
    tryNow: call.input(ofItem).output(nothing),
    /** Finished and unfinished jobs, newest first. */
    history: call
      .input(history.historyFilterSchema.extend(window))
      .output(z.object({ total: z.number().int(), jobs: z.array(history.historyJobSchema) })),
    /** One job, whenever it was. */
    get: call.input(ofJob).output(history.historyJobSchema),
    /** Lines of a job's evidence, in the order in which they were written. */
    evidence: call
      .input(ofJob.extend(window))
      .output(z.object({ total: z.number().int(), lines: z.array(history.evidenceLineSchema) })),
    /** Recomputes a job's chain of evidence from its first line. */
    verifyChain: call.input(ofJob).output(history.chainCheckSchema),
    /** Every item and every line of evidence, piece by piece: ask again with `next` until it is null. */
    export: call
      .input(ofJob.extend({ format, cursor: history.exportCursorSchema.optional() }))
      .output(history.exportPieceSchema),
    /** One page in HTML to read and to print: what was asked, done, proved, and what could not be. */
    report: call.input(ofJob).output(history.savedFileSchema),
  },
  saved: {
    /** Clean-ups saved by name, by their names. */
    list: call.output(z.array(savedCleanUpSchema)),
    /** Takes the place of one of the same name. */
    save: call.input(savedCleanUpSchema).output(nothing),
    remove: call.input(savedCleanUpSchema.pick({ name: true })).output(nothing),
  },
  rescue: {
    /** Looks at an upload and freezes what completing it would send, and which object that would replace. */
    plan: call.input(model.uploadRefSchema).output(completionPlanSchema),
    /**
     * Completes the upload of a plan. CONFIRMATION_NEEDED where an object would be replaced and `replace` is not set, or
     * where it is active, or the connection is for production, and the bucket's name is not typed; INVALID_INPUT where its
     * parts make no object. It can be undone as the start of a clean-up can.
     */
    start: call
      .input(z.object({ planId: z.string().min(1), replace: z.boolean(), typedBucketName: z.string().optional() }))
      .output(model.jobSchema),
  },
  watch: {
    /** Uploads that came back or could not be seen, newest first, then those watched, the next look first. */
    list: call
      .input(z.object(window))
      .output(z.object({ summary: watchSummarySchema, entries: z.array(watchEntrySchema) })),
  },
  lifecycle: {
    /** A bucket's rules as the store tells them now, and what they do to the uploads that the index knows. */
    read: call.input(inBucket).output(lifecycle.lifecycleViewSchema),
    /** What one abort rule would change, and what it would do. Sends GETs only. */
    propose: call.input(ofRule).output(lifecycle.lifecycleProposalSchema),
    /**
     * Puts that rule, keeps everything else, reads back, and undoes what the store makes otherwise of it. `base` is the
     * proposal's. READ_ONLY; CONFLICT where the store has such rules in its own way only.
     */
    apply: call.input(ofRule.extend({ base: z.string().length(64) })).output(lifecycle.lifecycleOutcomeSchema),
    /** A person has seen what changed in a bucket's rules. */
    acknowledge: call.input(inBucket).output(nothing),
    /** The rule as another tool puts it. */
    snippet: call.input(ofRule.extend({ tool: z.enum(snippetTools) })).output(lifecycle.snippetSchema),
  },
  lens: {
    /**
     * Reads an S3 Storage Lens export from a folder of this computer, or by GETs from `s3://bucket/prefix`. INVALID_INPUT in
     * words where there is none; what is wrong within one is told in the report.
     */
    read: call.input(ofConnection.extend({ place: z.string().min(1).max(4096) })).output(lensReportSchema),
    /** The worst buckets of the export that was read last, set against what is scanned by now. */
    compare: call.output(z.array(lensBucketSchema)),
  },
  live: {
    subscribe: call.output(eventIterator(liveMessageSchema)),
  },
};

export type Contract = typeof contract;
