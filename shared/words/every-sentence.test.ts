import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ErrorDetails, errorCodeSchema } from '../schema/errors.ts';
import { errorCodes } from '../values/error-codes.ts';
import { languages } from '../values/languages.ts';
import { sayingParts } from './english/sayings/parts.ts';
import { speak } from './speak.ts';
import { englishIn } from './testing/english-words.ts';
import { words } from './words.ts';

/** What no sentence holds, whoever made it and from whatever. */
const broken = /\.\.(?:$|\s)|[!?…]\.(?:$|\s)|undefined|\[object|NaN/;

const details: ErrorDetails[] = [
  {},
  { endpoint: 'host:9000' },
  { httpStatus: 418 },
  { httpStatus: 503, storeCode: 'SlowDown' },
  { httpStatus: 403, storeCode: 'AccessDenied', storeMessage: 'Access denied.' },
  { httpStatus: 400, storeMessage: 'No more of this...  ' },
  { httpStatus: 400, storeCode: 'Oops', storeMessage: 'Try again!' },
  { httpStatus: 403, storeMessage: 'Sign with AWS4-HMAC-SHA256 …' },
  { permission: 's3:ListBucket' },
  { othersAccepted: true },
  { heldBucket: 'box', mendedEndpoint: 'https://store.example' },
  { region: 'eu-west-1', bucket: 'box', profile: 'work', listed: 5_000_000, unusable: true },
];
const messages = [
  '',
  'Why.',
  'Why',
  'Why?',
  'It said so..',
  'It said so.\n',
  'It said so!',
  'It said so …',
  'The server answered HTTP 418.',
];

describe.each(languages)('the words for a failure: %s', (language) => {
  beforeAll(() => speak(language));
  afterAll(() => speak('en'));

  it.each(errorCodes)('%s: are whole sentences, whatever is known of it', (code) => {
    for (const known of details) {
      for (const message of messages) {
        const { title, hint } = words.error({ code, message, details: known });
        expect(title).toMatch(/^[A-ZÄÖÜ].*[^.]$/s);
        expect(hint).not.toMatch(broken);
        if (message !== '') expect(hint).toMatch(/[.?!…]$/);
      }
    }
  });

  it('never end in two full stops, nor say one thing twice, whatever a store writes', () => {
    const text = fc.string({ maxLength: 20 }).map((value) => value.replace(/undefined|NaN|\[object/g, ''));
    fc.assert(
      fc.property(fc.constantFrom(...errorCodes), text, text, text, (code, message, storeCode, storeMessage) => {
        const { hint } = words.error({ code, message, details: { storeCode, storeMessage, httpStatus: 400 } });
        expect(hint).not.toMatch(/[^.]\.\.$/);
      }),
    );
    const error = {
      code: 'STORE_REFUSED',
      message: 'The server answered HTTP 418.',
      details: { httpStatus: 418 },
    } as const;
    expect(words.error(error).hint).toBe('The server answered HTTP 418.');
  });
});

it.each([
  ['ListBuckets', 'buckets', 'What was read so far is shown.'],
  ['ListParts', 'parts', 'How much the upload holds is not known.'],
  ['ListMultipartUploads', 'uploads', 'What was read so far is shown.'],
  [undefined, 'uploads', 'What was read so far is shown.'],
])('a list that breaks off is told of as what it is: %s', (operation, entries, read) => {
  const details = operation === undefined ? {} : { operation };
  const missing = words.error({ code: 'PAGING_MARKER_MISSING', message: '', details });
  expect(missing.hint).toBe(`The server said that more ${entries} follow, but not where to go on. ${read}`);
  expect(words.error({ code: 'PAGING_MARKER_REPEATED', message: '', details }).hint).toContain(read);
  const endless = words.error({ code: 'LISTING_ENDLESS', message: '', details }).hint;
  expect(endless).toContain(read);
  // Nothing but a scan goes on by itself.
  expect(endless.includes('Scan goes on')).toBe(entries === 'uploads');
});

it('a store that is given time is told of with the time and the reason', () => {
  const error = { code: 'SLOW_DOWN', message: '', details: { httpStatus: 503, storeCode: 'SlowDown' } } as const;
  const until = new Date(2026, 0, 2, 14, 3, 20).getTime();
  expect(words.storeWait({ until, asked: true, error })).toBe('The store asks to wait until 14:03:20 (503 SlowDown).');
  expect(words.storeWait({ until, asked: false, error })).toBe(
    'The store does not keep up (503 SlowDown): it is given time until 14:03:20.',
  );
  const silent = { ...error, details: {} };
  expect(words.storeWait({ until, asked: true, error: silent })).toBe(
    'The store asks to wait until 14:03:20 (SLOW_DOWN).',
  );
});

it('entries that cannot be used are counted and named', () => {
  const lost = { key: '', uploadId: 'u-1' };
  const one = words.unnamed({ entries: 1, some: [lost] });
  expect(one.title).toBe('One entry of the listing cannot be used');
  expect(one.hint).toContain('What is told: upload ID “u-1”.');
  const many = words.unnamed({ entries: 2_000, some: [lost, { key: 'k', uploadId: '' }, { key: '', uploadId: '' }] });
  expect(many.title).toBe('2,000 entries of the listing cannot be used');
  expect(many.hint).toContain('upload ID “u-1”; key “k”; neither of the two; and 1,997 more.');
  for (const { hint } of [one, many]) expect(hint).not.toMatch(broken);
});

const parts = new Set(Object.keys(sayingParts));

describe.each(languages)('what failures say: %s', (language) => {
  beforeAll(() => speak(language));
  afterAll(() => speak('en'));

  it('is a whole sentence, or a part of one', () => {
    const wrong = Object.entries(words.sayings).filter(
      ([name, text]) =>
        broken.test(text) || (parts.has(name) ? /\.$/.test(text) : !/^[A-ZÄÖÜ0-9{“„].*[.?})]$/.test(text)),
    );
    expect(wrong).toEqual([]);
  });
});

it('no failure says an English word in German, whatever it is', () => {
  speak('de');
  const ofSayings = Object.values(words.sayings);
  const ofCodes = errorCodes.flatMap((code) =>
    details.flatMap((known) =>
      Object.values(words.error({ code, message: '', details: { ...known, storeMessage: '' } })),
    ),
  );
  speak('en');
  expect(ofCodes.length).toBeGreaterThan(100);
  const given = [...details.flatMap((known) => Object.values(known).map(String)), '--no-sandbox'];
  expect([...ofSayings, ...ofCodes].filter((text) => englishIn(text, given).length > 0)).toEqual([]);
});

/** Texts that are thrown as they stand in the source: only where a code's words on screen do without them. */
const thrown = ['electron', 'renderer', 'shared'].flatMap((room) =>
  readdirSync(join(import.meta.dirname, '..', '..', room), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|testing\//.test(path))
    .flatMap((path) => {
      const source = readFileSync(join(import.meta.dirname, '..', '..', room, path), 'utf8');
      const literal = /new AppError\(\s*'([A-Z0-9_]+)',\s*(?:inTheirWords\()?(['`])((?:\\.|(?!\2)[\s\S])*)\2/g;
      return [...source.matchAll(literal)].map(([, code = '', , text = '']) => ({ path, code, text }));
    }),
);

it('a text outside the catalogue is shown of no failure', () => {
  expect(thrown.length).toBeGreaterThan(5);
  for (const language of languages) {
    speak(language);
    for (const { path, code, text } of thrown) {
      const shown = words.error({ code: errorCodeSchema.parse(code), message: text, details: { permission: 'p' } });
      expect(shown.hint, path).not.toContain(text);
    }
  }
  speak('en');
});
