import { expect, test } from 'vitest';
import { english } from '../english.ts';
import { pseudoLanguage, pseudoText } from './pseudo.ts';

test('a text has no letter as it was, is longer by a third, and keeps its places', () => {
  const text = 'Type {name} to go on · 5 of them.';
  const made = pseudoText(text);
  expect(made).toMatch(/^⟦Ţýþé \{name\} .*⟧$/);
  expect(made.replace('{name}', '')).not.toMatch(/[a-z]/i);
  expect(made.length).toBeGreaterThan(text.length * 1.3);
  expect(pseudoText('1,5 %')).toBe('1,5 %');
});

test('a text made of others is not made longer again', () => {
  const inner = pseudoText('3 uploads');
  expect(pseudoText(`${inner} left`)).toBe(`${inner} ļéƒţ`);
});

test('a whole catalogue is changed, and what the page goes by is not', () => {
  const pseudo = pseudoLanguage(english);
  expect(pseudo.verdicts.refused).toBe(pseudoText(english.verdicts.refused));
  expect(pseudo.verdicts.refused).not.toBe(english.verdicts.refused);
  expect(pseudo.page.shell.theme.of('dark')).toBe(pseudoText('Theme: dark'));
  const [condition] = pseudo.conditions({ text: 'x' }, new Map());
  expect(condition?.fields).toEqual(['text']);
  expect(condition?.is).toBe(pseudoText('Contains x'));
});
