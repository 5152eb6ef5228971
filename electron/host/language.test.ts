import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatCount } from '../../shared/format/numbers.ts';
import { speak } from '../../shared/words/speak.ts';
import { openLanguage } from './language.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-language-'));
});
afterEach(() => {
  speak('en');
  rmSync(folder, { recursive: true, force: true });
});

const spoken = () => (formatCount(1_000) === '1.000' ? 'de' : 'en');

test('the system’s language is spoken until another is chosen, which is kept', () => {
  const first = openLanguage(folder, 'de-AT');
  expect([first.choice, spoken()]).toEqual(['system', 'de']);
  first.choose('en');
  expect([first.choice, spoken()]).toEqual(['en', 'en']);
  speak('de');
  expect([openLanguage(folder, 'de-AT').choice, spoken()]).toEqual(['en', 'en']);
  openLanguage(folder, 'de-AT').choose('system');
  expect([openLanguage(folder, 'de-AT').choice, spoken()]).toEqual(['system', 'de']);
});

test('a browser that speaks otherwise than the system is followed, but not against a choice', () => {
  const language = openLanguage(folder, 'C');
  language.systemIs('de-DE');
  expect(spoken()).toBe('de');
  language.choose('en');
  language.systemIs('de');
  expect(spoken()).toBe('en');
});

test.each(['', '{', 'null', '[]', '{"language":"xx"}', '{"language":3}', '{}'])(
  'a file with %j is no choice',
  (text) => {
    writeFileSync(join(folder, 'language.json'), text);
    expect([openLanguage(folder, 'en-GB').choice, spoken()]).toEqual(['system', 'en']);
  },
);

test('a choice that cannot be kept changes nothing', () => {
  const language = openLanguage(folder, 'en');
  mkdirSync(join(folder, 'language.json', 'in-the-way'), { recursive: true });
  expect(() => language.choose('de')).toThrow(expect.objectContaining({ code: 'DATA_FOLDER_UNWRITABLE' }));
  expect([language.choice, spoken()]).toEqual(['system', 'en']);
  expect(readdirSync(folder)).toEqual(['language.json']);
});

test('the file says nothing but the choice', () => {
  openLanguage(folder, 'en').choose('de');
  expect(readFileSync(join(folder, 'language.json'), 'utf8')).toBe('{"language":"de"}\n');
});
