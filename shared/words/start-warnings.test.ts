import { afterEach, describe, expect, test } from 'vitest';
import { type StartWarning, startWarningSchema } from '../schema/start-warnings.ts';
import { languages } from '../values/languages.ts';
import { speak } from './speak.ts';
import { englishIn } from './testing/english-words.ts';
import { words } from './words.ts';

afterEach(() => speak('en'));

const lost = (bucket: string) => ({ id: `job of ${bucket}`, bucket, createdAt: 0 });
const past = {
  what: 'past missing',
  buckets: { found: 1, of: 2 },
  jobs: { found: 1_000, of: 2_000 },
  lines: { found: 3, of: 4 },
  gone: ['a', 'b', 'c', 'd', 'e', 'f'].map(lost),
  cut: [{ ...lost('a'), createdAt: 9e15 }],
} as const;
/** Each kind, and each of its ways. */
const all: readonly StartWarning[] = [
  { what: 'window forgotten', aside: '/window' },
  { what: 'window forgotten', aside: null },
  { what: 'profile forgotten', aside: '/profile' },
  { what: 'connections unreadable', aside: '/saved', hasCopy: true },
  { what: 'connections unreadable', aside: null, hasCopy: false },
  { what: 'set aside', as: '/index', why: 'x', unread: ['evidence', 'job', 'watch', 'upload'] },
  { what: 'set aside', as: '/index', why: 'x', unread: [] },
  { what: 'set aside', as: '/index', why: 'x', unread: null },
  { what: 'log damaged', as: '/log' },
  { what: 'log cut' },
  { ...past, gone: [...past.gone], cut: [...past.cut] },
  { what: 'tally unreadable' },
  { what: 'no copy kept', why: 'x' },
  { what: 'bucket', connection: 'Film', bucket: 'box' },
  { what: 'job', id: 'j', bucket: null },
  { what: 'figures of a job', id: 'j', bucket: 'box' },
  { what: 'watched upload', connection: null, bucket: 'box' },
];

test('every kind of warning is among those below', () => {
  const kinds = startWarningSchema.options.map(({ shape }) => shape.what.value);
  expect([...new Set(all.map(({ what }) => what))].sort()).toEqual(kinds.sort());
});

describe.each(languages)('a warning of the start: %s', (language) => {
  test.each(all.map((warning) => [JSON.stringify(warning), warning] as const))('%s', (_, warning) => {
    speak(language);
    const sentences = words.startWarnings([warning]);
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-ZÄÖÜ].*\.$/);
      expect(sentence).not.toMatch(/undefined|null|NaN|Invalid|\[object| {2}/);
      if (language === 'de') expect(englishIn(sentence)).toEqual([]);
    }
  });
});

test('says in German what is missing, with German figures and days', () => {
  speak('de');
  const [counts, gone] = words.startWarnings([{ ...past, gone: [...past.gone], cut: [] }]);
  expect(counts).toContain('1.000 von 2.000 Aufräumaufträgen');
  expect(gone).toContain('Bucket „a“ vom 01.01.1970, 00:00:00 UTC');
  expect(gone).toContain('1 weitere');
});

test('one sentence for what befell twice, and ten rows at most', () => {
  const row = (number: number): StartWarning => ({ what: 'job', id: `j${number}`, bucket: 'box' });
  expect(words.startWarnings([row(1), row(1)])).toHaveLength(1);
  const many = words.startWarnings(Array.from({ length: 30 }, (_, number) => row(number)));
  expect(many).toHaveLength(11);
  expect(many.at(-1)).toBe('The index holds 20 more things that cannot be read. The log names them.');
});
