import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deletionBlockerSchema } from '../schema/deletion.ts';
import { errorShapeSchema } from '../schema/errors.ts';
import { lensBucketSchema, lensProblemSchema } from '../schema/lens.ts';
import {
  lifecycleOutcomeSchema,
  lifecycleProposalSchema,
  lifecycleRuleSchema,
  snippetSchema,
  uncoveredSchema,
} from '../schema/lifecycle.ts';
import { refusedOpeningSchema } from '../schema/openings.ts';
import { reasonSchema } from '../schema/reasons.ts';
import { unknownSchema } from '../schema/unknowns.ts';
import { noticeSchema } from '../schema/watch.ts';
import { deletionQuestions } from '../values/deletion-kinds.ts';
import { errorCodes } from '../values/error-codes.ts';
import { languages } from '../values/languages.ts';
import { snippetNotes, snippetTools } from '../values/lifecycle-kinds.ts';
import { verdicts } from '../values/verdict-kinds.ts';
import { speak } from './speak.ts';
import { words } from './words.ts';

/** Values that a schema takes: each of its choices at least once. */
function valuesOf(schema: z.core.$ZodType): unknown[] {
  if (schema instanceof z.ZodLiteral) return [schema.value];
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodString) return ['Text.'];
  if (schema instanceof z.ZodNumber) return [1, 2];
  if (schema instanceof z.ZodBoolean) return [true, false];
  if (schema instanceof z.ZodNullable) return [null, ...valuesOf(schema.unwrap())];
  if (schema instanceof z.ZodOptional) return [undefined, ...valuesOf(schema.unwrap())];
  if (schema instanceof z.ZodArray) return [valuesOf(schema.element).slice(0, 1)];
  if (schema instanceof z.ZodRecord) {
    return [Object.fromEntries(valuesOf(schema.keyType).map((key, at) => [key, at]))];
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.flatMap(valuesOf);
  if (schema === errorShapeSchema) return [{ code: 'ACCESS_DENIED', message: '', details: {} }];
  if (schema instanceof z.ZodObject) {
    // Every value of every field, one field at a time.
    const fields = Object.entries(schema.shape).map(([name, field]) => [name, valuesOf(field)] as const);
    const first = Object.fromEntries(fields.map(([name, values]) => [name, values[0]]));
    return fields.flatMap(([name, values]) => values.map((value) => ({ ...first, [name]: value })));
  }
  throw new Error(`No values of ${schema._zod.def.type} are known`);
}

const reasons = z.array(reasonSchema).parse(valuesOf(reasonSchema));
const unknowns = z.array(unknownSchema).parse(valuesOf(unknownSchema));
const notices = z.array(noticeSchema).parse(valuesOf(noticeSchema));
const sentence = /^[A-ZÄÖÜ0-9“„].*\.$/s;
/** A heading: no full stop ends it. */
const title = /^[A-ZÄÖÜ0-9].*[^.]$/;
const broken = /undefined|null|NaN|\[object|\(\)| {2}/;

describe.each(languages)('every case has its sentence: %s', (language) => {
  beforeAll(() => speak(language));
  afterAll(() => speak('en'));
  it.each(reasons.filter(({ why }) => why !== 'told').map((reason) => [JSON.stringify(reason), reason] as const))(
    'reason %s',
    (_, reason) => {
      expect(words.reason(reason)).toMatch(sentence);
      expect(words.reason(reason)).not.toMatch(broken);
    },
  );
  it.each(unknowns.filter(({ why }) => why !== 'told').map((unknown) => [JSON.stringify(unknown), unknown] as const))(
    'unknown %s',
    (_, unknown) => {
      expect(words.unknown(unknown)).toMatch(sentence);
      expect(words.unknown(unknown)).not.toMatch(broken);
    },
  );
  it('notices', () => {
    expect(new Set(notices.map(({ kind }) => kind)).size).toBe(3);
    for (const notice of notices) {
      const said = words.notice(notice);
      expect(said.title).not.toMatch(broken);
      expect(said.body).toMatch(sentence);
      expect(said.body).not.toMatch(broken);
    }
  });
  it('what is not opened', () => {
    const refusals = z.array(refusedOpeningSchema).parse(valuesOf(refusedOpeningSchema));
    expect(new Set(refusals.map(({ why }) => why)).size).toBe(refusedOpeningSchema.options.length);
    for (const refusal of refusals) {
      expect(words.opening.refusal(refusal)).toMatch(sentence);
      expect(words.opening.refusal(refusal)).not.toMatch(broken);
    }
  });
  it('lifecycle rules, gaps, proposals, outcomes and snippets', () => {
    const rules = z.array(lifecycleRuleSchema).parse(valuesOf(lifecycleRuleSchema));
    const told = [
      ...rules.map(words.lifecycle.rule),
      ...z
        .array(uncoveredSchema)
        .parse(valuesOf(uncoveredSchema))
        .map((group) => words.lifecycle.gap(group, rules)),
      ...z
        .array(lifecycleProposalSchema.pick({ kind: true, unchanged: true }))
        .parse(valuesOf(lifecycleProposalSchema.pick({ kind: true, unchanged: true })))
        .map(words.lifecycle.proposal),
      ...z
        .array(lifecycleOutcomeSchema)
        .parse(valuesOf(lifecycleOutcomeSchema))
        .flatMap((outcome) => {
          const said = words.lifecycle.outcome(outcome);
          return [`${said.title}.`, ...said.body.map((each) => each.replace(/:$/, '.'))];
        }),
      ...z
        .array(snippetSchema)
        .parse(valuesOf(snippetSchema))
        .flatMap((snippet) => (snippet.possible ? [] : [words.lifecycle.impossible(snippet)])),
      ...snippetNotes.map(words.lifecycle.note),
      ...snippetTools.map(words.lifecycle.ownTool),
    ];
    expect(told.length).toBeGreaterThan(60);
    for (const text of told) {
      expect(text).toMatch(sentence);
      expect(text).not.toMatch(broken);
    }
    for (const tool of snippetTools) expect(words.lifecycle.tool(tool)).toMatch(/^[A-Z]/);
  });
  it('what an export of Storage Lens lacks, and what a scan explains of it', () => {
    const problems = z.array(lensProblemSchema).parse(valuesOf(lensProblemSchema));
    const { known } = lensBucketSchema.shape;
    const told = [
      ...problems.map(words.lens.problem),
      ...z.array(known).parse(valuesOf(known)).map(words.lens.explained),
    ];
    expect(told.length).toBeGreaterThan(12);
    for (const text of told) {
      expect(text).toMatch(/^[A-ZÄÖÜ0-9“„].*[.…]$/s);
      expect(text).not.toMatch(broken);
    }
  });
  it('what keeps a bucket from being deleted', () => {
    const blockers = z.array(deletionBlockerSchema).parse(valuesOf(deletionBlockerSchema));
    expect(new Set(blockers.map(({ what }) => what)).size).toBe(11);
    for (const blocker of blockers) {
      const blocked = words.deletion.blocker(blocker);
      expect(blocked.title).toMatch(title);
      expect(blocked.text).toMatch(sentence);
      expect(`${blocked.title} ${blocked.text}`).not.toMatch(broken);
      expect(words.deletion.summary({ blockers: [blocker], unknown: [] })).toMatch(sentence);
    }
    for (const question of deletionQuestions) expect(words.deletion.question(question)).toMatch(title);
  });
  it('errors and verdicts', () => {
    for (const code of errorCodes) {
      expect(words.error({ code, message: 'Why.', details: {} }).title).toMatch(title);
    }
    for (const verdict of verdicts) expect(words.verdicts[verdict]).toMatch(sentence);
  });
});
