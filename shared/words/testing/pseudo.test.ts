import { expect, test } from 'vitest';
import { english } from '../english.ts';
import { plainText, pseudoLanguage, pseudoText } from './pseudo.ts';

test('a text has no letter as it was, is longer by a third, keeps its places, and leads back', () => {
  const text = 'Type {name} to go on · 5 of them.';
  const made = pseudoText(text);
  expect(made).toMatch(/^⟦Ţýþé \{name\} .*⟧$/);
  expect(made.replace('{name}', '')).not.toMatch(/[a-z]/i);
  expect(made.length).toBeGreaterThan(text.length * 1.3);
  expect(plainText(made)).toBe(text);
  expect(plainText(`${made} – ${made}`)).toBe(`${text} – ${text}`);
  expect(pseudoText('1,5 %')).toBe('1,5 %');
});

test('a text made of others is not made longer again', () => {
  const inner = pseudoText('3 uploads');
  expect(pseudoText(`${inner} left`)).toBe(`${inner} ļéƒţ`);
});

test('a whole catalogue is changed, and what the page goes by is not', () => {
  const pseudo = pseudoLanguage(english);
  expect(plainText(pseudo.verdicts.refused)).toBe(english.verdicts.refused);
  expect(pseudo.verdicts.refused).not.toBe(english.verdicts.refused);
  expect(plainText(pseudo.page.shell.theme.of('dark'))).toBe('Theme: dark');
  const [condition] = pseudo.conditions({ text: 'x' }, new Map());
  expect(condition?.fields).toEqual(['text']);
  expect(plainText(condition?.is ?? '')).toBe('Contains x');
});
