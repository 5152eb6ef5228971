import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageColours } from '../../shared/values/page-colours.ts';
import { themeOf } from './page-theme.ts';

test.each([
  [null, 'system'],
  [pageColours.dark, 'dark'],
  [pageColours.light, 'light'],
  ['#000000', 'dark'],
  ['#FFFFFF', 'light'],
  ['', 'system'],
  ['red', 'system'],
  ['#fff', 'system'],
])('a page that names %s has the theme %s', (colour, theme) => expect(themeOf(colour)).toBe(theme));

test('the colours are those of the page', () => {
  const css = readFileSync(new URL('../../renderer/theme.css', import.meta.url), 'utf8');
  for (const [theme, colour] of Object.entries(pageColours)) {
    expect(new RegExp(`scheme="${theme}"\\] \\{[^}]*--page: (#[0-9a-f]{6});`).exec(css)?.[1]).toBe(colour);
  }
});
