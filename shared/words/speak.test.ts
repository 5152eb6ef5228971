import { afterEach, expect, test } from 'vitest';
import { formatCount } from '../format/numbers.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { speak } from './speak.ts';
import { inEnglish, words } from './words.ts';

afterEach(() => speak('en'));

test('words and figures follow the chosen language together', () => {
  expect([words, formatCount(98_000)]).toEqual([english, '98,000']);
  speak('de');
  expect([words, formatCount(98_000)]).toEqual([german, '98.000']);
  speak('en');
  expect([words, formatCount(98_000)]).toEqual([english, '98,000']);
});

test('what machines read is English whatever is spoken, and what follows is not', () => {
  speak('de');
  expect(inEnglish((say) => [say, formatCount(98_000)])).toEqual([english, '98,000']);
  expect(formatCount(98_000)).toBe('98.000');
  expect(() =>
    inEnglish(() => {
      throw new Error('planned');
    }),
  ).toThrow('planned');
  expect(formatCount(98_000)).toBe('98.000');
});
