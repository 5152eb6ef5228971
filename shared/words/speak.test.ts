import { afterEach, expect, test } from 'vitest';
import { formatCount } from '../format/numbers.ts';
import { english } from './english.ts';
import { speak, words } from './words.ts';

afterEach(() => speak('en', english));

test('words and figures follow the chosen language together', () => {
  expect([words.verdicts.refused, formatCount(98_000)]).toEqual([english.verdicts.refused, '98,000']);
  const verdicts = { ...english.verdicts, refused: 'Der Server bricht ihn nicht ab.' };
  speak('de', { ...english, verdicts });
  expect([words.verdicts.refused, formatCount(98_000)]).toEqual(['Der Server bricht ihn nicht ab.', '98.000']);
  speak('en', english);
  expect([words.verdicts.refused, formatCount(98_000)]).toEqual([english.verdicts.refused, '98,000']);
});
