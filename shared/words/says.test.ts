import { afterEach, expect, test } from 'vitest';
import { AppError, errorShapeSchema } from '../schema/errors.ts';
import { inTheirWords, type Said } from '../schema/saying.ts';
import { addressSaid } from './address-said.ts';
import { partProblemSaid } from './part-problem-said.ts';
import { knownSentence, says } from './says.ts';
import { speak } from './speak.ts';
import { words } from './words.ts';

afterEach(() => speak('en'));

const mfa = says('profileBroken', { profile: 'work', file: '/c', what: says('endsChain', { roles: 20_000 }) });

test('a failure is in English for the log, and in the language of whoever reads it', () => {
  const failure = new AppError('PROFILE_INVALID', mfa, { profile: 'work' });
  expect(failure.message).toBe('Profile “work” in /c ends a chain of 20,000 roles without keys.');
  expect(words.error(failure.toShape()).hint).toBe(failure.message);
  speak('de');
  expect(failure.message).toContain('20,000');
  expect(words.error(failure.toShape())).toEqual({
    title: 'Das AWS-Profil „work“ ist nicht zu gebrauchen',
    hint: 'Das Profil „work“ in /c beendet eine Kette von 20.000 Rollen ohne Schlüssel.',
  });
});

test('it is made in English whatever is spoken', () => {
  speak('de');
  expect(says('moreAfterUploads', { uploads: 5_000_000 }).english).toBe('After 5,000,000 uploads more are to follow.');
});

test('it survives what lies between the engine and the page, and another code', () => {
  const shape = errorShapeSchema.parse(JSON.parse(JSON.stringify(new AppError('PROFILE_INVALID', mfa).toShape())));
  const again = AppError.fromShape(shape);
  expect(again.said).toEqual(mfa);
  speak('de');
  expect(words.error(new AppError('CREDENTIALS_MISSING', again.said).toShape()).hint).toContain('Das Profil „work“');
});

test.each([
  ['of a version that had no data for it', {}],
  ['of a newer version', { saying: { says: 'notThereYet' } }],
  ['by a name that objects have', { saying: { says: 'constructor' } }],
  ['without what stands in its place', { saying: { says: 'caFile', places: { file: '/a' } } }],
  ['with a part that is not known', { saying: { says: 'caFile', places: { file: '/a', why: { says: 'no' } } } }],
])('a failure that was recorded stays as it was: %s', (_, details) => {
  speak('de');
  const kept = { code: 'INVALID_INPUT', message: 'As it was said.', details } as const;
  expect(words.error(kept).hint).toBe('As it was said.');
});

test('what a place holds is no place itself', () => {
  expect(says('importTooMany', { most: 5 }).english).toContain('more than 5 ');
  expect(says('noBucketOfConnection', { bucket: '{bucket}{toString}$&' }).english).toBe(
    'This connection has no bucket “{bucket}{toString}$&”.',
  );
});

test.each<[string, Said, string, string]>([
  [
    'an address',
    addressSaid({ why: 'another partition', partition: 'aws-cn', connection: 'aws' }),
    'This ARN is of AWS in China, and the connection leads to AWS’s commercial regions.',
    'Dieser ARN gehört zu AWS in China, und die Verbindung führt zu den kommerziellen Regionen von AWS.',
  ],
  [
    'an endpoint that is not there',
    addressSaid({ why: 'no such endpoint', of: 'Outposts', kind: 'dual-stack' }),
    'S3 on Outposts has no dual-stack endpoint. Turn it off here.',
    'S3 on Outposts hat keinen Dual-Stack-Endpunkt. Schalten Sie ihn hier aus.',
  ],
  [
    'parts that make no object',
    partProblemSaid({ why: 'parts too small', parts: 2_000, least: 5_242_880, isKnownLimit: true }),
    '2,000 parts are smaller than 5 MiB. S3 accepts that of the last part only.',
    '2.000 Teile sind kleiner als 5 MiB. S3 nimmt das nur vom letzten Teil an.',
  ],
])('a refusal that is data is said by whoever reads it: %s', (_, said, english, german) => {
  speak('de');
  const failure = new AppError('INVALID_INPUT', said).toShape();
  expect(failure.message).toBe(english);
  expect(words.error(failure).hint).toBe(german);
});

test('words of a store are its own in every language', () => {
  speak('de');
  expect(new AppError('STORE_FAILED', inTheirWords('We are down.')).said).toEqual(inTheirWords('We are down.'));
});

test('a sentence that a schema carries is known by its text', () => {
  expect(knownSentence('Enter a region')?.saying).toEqual({ says: 'enterRegion' });
  expect(knownSentence('Invalid input')).toBeNull();
});
