import { z } from 'zod';
import { mostRuleDays, obstacles, snippetNotes, snippetTools } from '../values/lifecycle-kinds.ts';
import { bucketNameSchema, connectionIdSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';
import { bytesSchema, countSchema, timeSchema } from './quantities.ts';

const ruleActionSchema = z.object({
  /** The action's element, for example `Expiration`. */
  name: z.string(),
  /** All that is in it, in a form that does not depend on how it was written. */
  details: z.string(),
});

const daysSchema = z.number().int().min(1);
const abortActionSchema = z.discriminatedUnion('kind', [
  /** S3's own: AbortIncompleteMultipartUpload, DaysAfterInitiation. */
  z.object({ kind: z.literal('days after initiation'), days: daysSchema }),
  /** Alibaba's AbortMultipartUpload, Days: after the last part was sent. */
  z.object({ kind: z.literal('days after last part'), days: daysSchema }),
  /** Alibaba's AbortMultipartUpload, CreatedBeforeDate. */
  z.object({ kind: z.literal('before'), at: timeSchema }),
  /** There is one, and it cannot be understood. */
  z.object({ kind: z.literal('unreadable') }),
]);

export const lifecycleRuleSchema = z.object({
  /** '' where it has none. */
  id: z.string(),
  /** null: its status is neither Enabled nor Disabled. */
  enabled: z.boolean().nullable(),
  /** '' is every key. */
  prefix: z.string(),
  /** Conditions besides the prefix, by name and content. */
  conditions: z.array(z.string()),
  /** null: it aborts nothing. */
  abort: abortActionSchema.nullable(),
  /** What else it does. */
  actions: z.array(ruleActionSchema),
});
/** A bucket's rule, as it was read. */
export type LifecycleRuleView = z.infer<typeof lifecycleRuleSchema>;

export const uploadSumSchema = z.object({
  uploads: countSchema,
  bytes: bytesSchema,
  /** Of the uploads, so many are not in the bytes. */
  unsized: countSchema,
  active: countSchema,
  bytesByClass: z.record(z.string(), bytesSchema),
});
/** Uploads counted together. */
export type UploadSum = z.infer<typeof uploadSumSchema>;

export const uncoveredSchema = uploadSumSchema.extend({
  /** The rule that comes nearest, by its place, and what keeps it from aborting; null: there are no rules. */
  nearest: z.object({ rule: countSchema, why: z.enum(obstacles) }).nullable(),
  /** The first few keys. */
  keys: z.array(z.string()),
});
/** Uploads that no rule aborts, for one reason. */
export type Uncovered = z.infer<typeof uncoveredSchema>;

/** What a bucket's rules do to the uploads that are in the index. */
const coverageSchema = z.object({
  /** What is known of the bucket's uploads: when the last whole listing ended; null: none did. */
  scannedAt: timeSchema.nullable(),
  total: uploadSumSchema,
  covered: uploadSumSchema.extend({
    /** The first and the last abort, about; null: nothing is covered. */
    firstAt: timeSchema.nullable(),
    lastAt: timeSchema.nullable(),
  }),
  uncovered: z.array(uncoveredSchema),
  /** Uploads whose beginning is not known: no date can be told of them. */
  undated: countSchema,
});

export const daysAdviceSchema = z.object({
  /** The shortest rule that would have taken nothing that may have been finished here, with room to spare. null: see `why`. */
  days: z.number().int().nullable(),
  /** `few`: too few uploads were seen to end to say anything. `long`: some took longer than any sensible rule waits. */
  why: z.enum(['few', 'long']).nullable(),
  /** Uploads whose object appeared: they were finished. */
  finished: countSchema,
  /** Uploads that one scan saw and a later one did not: finished or aborted, nobody knows which. */
  vanished: countSchema,
  /** Vanished ones that say nothing of how long work takes: they had stood still for a week, or the scans lie too far apart. */
  leftOut: z.object({ still: countSchema, tooFarApart: countSchema }),
  /** How old the oldest of them was when it ended, ms: between these two. */
  longest: z.object({ leastMs: z.number(), mostMs: z.number() }).nullable(),
  /** For each of the usual rules: how many were finished older than that, and of how many vanished ones it may be so. */
  choices: z.array(z.object({ days: z.number().int(), lost: countSchema, mayBeLost: countSchema })),
});
export type DaysAdviceView = z.infer<typeof daysAdviceSchema>;

export const lifecycleViewSchema = z.object({
  connectionId: connectionIdSchema,
  bucket: bucketNameSchema,
  /** When it was read, ms UTC. */
  at: timeSchema,
  /**
   * `none`: the store says that there is no configuration. `empty`: an empty one, which proves nothing. `not supported`: it
   * does not know the question.
   */
  state: z.enum(['rules', 'none', 'empty', 'not supported']),
  rules: z.array(lifecycleRuleSchema),
  /** What stands in the document besides rules. */
  others: z.array(z.string()),
  /** TransitionDefaultMinimumObjectSize; null: the store tells none. */
  transitionDefault: z.string().nullable(),
  /** Every upload that there may ever be is aborted, at the latest after so many days. null: not by these rules. */
  coversEverything: z.object({ days: z.number().int() }).nullable(),
  coverage: coverageSchema,
  advice: daysAdviceSchema,
  /** A program that looks after the bucket itself, by its keys. */
  managedBy: z.string().nullable(),
  /** The store has no such rule in S3's own way: the tool that has it. null: nothing of the kind is known. */
  ownTool: z.enum(snippetTools).nullable(),
});
/** A bucket's rules, and what they do. */
export type LifecycleView = z.infer<typeof lifecycleViewSchema>;

export const statementSchema = z.object({
  enabled: z.boolean().nullable(),
  prefix: z.string(),
  conditions: z.array(z.string()),
  action: z.string(),
  details: z.string(),
  /** IDs of the rules that say so: they mean nothing to the store. */
  ids: z.array(z.string()),
});
/** One thing that a configuration says: a rule that does two things says two. */
export type LifecycleStatement = z.infer<typeof statementSchema>;

export const differenceSchema = z.object({
  same: z.boolean(),
  gone: z.array(statementSchema),
  added: z.array(statementSchema),
  changed: z.array(z.object({ from: statementSchema, to: statementSchema })),
  transitionDefault: z.object({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
});
/** How two configurations differ in what they mean. */
export type LifecycleDifference = z.infer<typeof differenceSchema>;

export const lifecycleDriftSchema = z.object({
  /** When they were last seen as a person knew them, and when it was first seen that they are others. */
  since: timeSchema,
  foundAt: timeSchema,
  difference: differenceSchema,
});

export const bucketLifecycleSchema = z.object({
  /** When it was last read. */
  at: timeSchema,
  state: z.enum(['rules', 'none', 'empty', 'not supported']),
  /** Every upload that there may ever be is aborted, at the latest after so many days. */
  coversEverything: z.object({ days: z.number().int() }).nullable(),
  /** Rules that abort some. */
  aborting: countSchema,
  /** What changed since a person last knew them; null: nothing. */
  drift: lifecycleDriftSchema.nullable(),
});
/** A bucket's rules in brief, as they were last seen. */
export type BucketLifecycle = z.infer<typeof bucketLifecycleSchema>;

export const wantedRuleSchema = z.object({
  days: z.number().int().min(1).max(mostRuleDays),
  /** '' is every key. */
  prefix: z.string().max(1024),
});
export type WantedRuleInput = z.infer<typeof wantedRuleSchema>;

export const simulationSchema = z.object({
  /** What the rule would abort, by when (midnight UTC): about then, and some time after it. */
  dates: z.array(uploadSumSchema.extend({ at: timeSchema })),
  total: uploadSumSchema,
  /** What the rules that are there abort no later: the rule adds nothing to it. */
  already: uploadSumSchema,
  /** What it leaves, because its prefix is another. */
  left: uploadSumSchema,
  /** The first of those that are active, so that they can be looked at. */
  active: z.array(z.object({ key: z.string(), at: timeSchema })),
  /** Uploads whose beginning is not known: nothing is said of them. */
  undated: countSchema,
});
export type LifecycleSimulation = z.infer<typeof simulationSchema>;

export const lifecycleProposalSchema = z.object({
  bucket: bucketNameSchema,
  kind: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('added') }),
    /** A rule for the same keys is given these days; everything else in it stays. */
    z.object({ kind: z.literal('altered'), id: z.string() }),
    /** A rule does so already. */
    z.object({ kind: z.literal('there'), id: z.string() }),
    z.object({ kind: z.literal('impossible'), why: z.enum(['too many rules', 'days', 'not supported', 'own way']) }),
  ]),
  /** What was read, by its meaning: it is put only where that still holds. */
  base: z.string(),
  difference: differenceSchema,
  /** Rules that stay as they are. */
  unchanged: countSchema,
  simulation: simulationSchema,
  /** A program that looks after the bucket itself, by its keys: it is warned about first. */
  managedBy: z.string().nullable(),
});
/** What a rule would change, and what it would do. */
export type LifecycleProposal = z.infer<typeof lifecycleProposalSchema>;

export const lifecycleOutcomeSchema = z.discriminatedUnion('outcome', [
  /** Read back: it means what was proposed. `rules` is how many the store makes of it. */
  z.object({ outcome: z.literal('applied'), rules: countSchema, put: countSchema, contentMd5: z.boolean() }),
  /** Nothing was sent: a rule does so already. */
  z.object({ outcome: z.literal('there already') }),
  /** Nothing was sent: the rules are no longer those of the proposal. */
  z.object({ outcome: z.literal('changed since'), difference: differenceSchema.nullable() }),
  /** Nothing changed: the store would not take it. `fewer days`: it names the days. */
  z.object({
    outcome: z.literal('refused'),
    error: errorShapeSchema,
    hint: z.enum(['fewer days', 'no such rule']).nullable(),
  }),
  /** It was accepted and dropped: the rules are as they were. */
  z.object({ outcome: z.literal('not kept') }),
  /** The store made something else of it, and what was there before is back. */
  z.object({
    outcome: z.literal('undone'),
    how: z.enum(['put back', 'disabled']),
    difference: differenceSchema,
  }),
  /** The store made something else of it, and it cannot be put back. `left` is how it differs now from what it was. */
  z.object({
    outcome: z.literal('not undone'),
    difference: differenceSchema,
    left: differenceSchema.nullable(),
    error: errorShapeSchema.nullable(),
    /** The configuration as it was, to be put by hand. */
    before: z.string(),
  }),
  /**
   * It was sent, and nobody knows what is kept. `unread`: the rules cannot be read back. `unanswered`: no answer came that
   * says whether it was taken, and the rules are as they were so far.
   */
  z.object({
    outcome: z.literal('unsure'),
    why: z.enum(['unread', 'unanswered']),
    error: errorShapeSchema,
    before: z.string(),
  }),
]);
/** What became of a proposal. */
export type LifecycleOutcome = z.infer<typeof lifecycleOutcomeSchema>;

export const snippetSchema = z.discriminatedUnion('possible', [
  z.object({
    possible: z.literal(true),
    tool: z.enum(snippetTools),
    files: z.array(z.object({ name: z.string(), content: z.string() })),
    /** Lines for a POSIX shell. */
    commands: z.array(z.string()),
    notes: z.array(z.enum(snippetNotes)),
  }),
  z.object({
    possible: z.literal(false),
    tool: z.enum(snippetTools),
    why: z.enum(['unknown elements', 'too many rules', 'days']),
    elements: z.array(z.string()),
  }),
]);
/** A rule as another tool puts it. */
export type LifecycleSnippet = z.infer<typeof snippetSchema>;
