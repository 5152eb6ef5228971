import { expect, test } from 'vitest';
import { isLanguageChoice, languageOf } from './languages.ts';

test.each([
  ['system', 'de-DE', 'de'],
  ['system', 'de', 'de'],
  ['system', 'DE-at', 'de'],
  ['system', 'en-GB', 'en'],
  ['system', 'fr-CH', 'en'],
  ['system', 'den-CA', 'en'],
  ['system', '', 'en'],
  ['en', 'de-DE', 'en'],
  ['de', 'en-US', 'de'],
] as const)('the choice "%s" on a system of %j is %s', (choice, system, language) => {
  expect(languageOf(choice, system)).toBe(language);
});

test('a choice is one of three', () => {
  expect(['system', 'en', 'de', '%LANGUAGE%', '', null].map(isLanguageChoice)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
