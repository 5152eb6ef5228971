import { afterEach, expect, it } from 'vitest';
import { speak } from '../../shared/words/speak.ts';
import { verdictColumnWidth } from './verdict-width.ts';

afterEach(() => speak('en'));

it('is as wide as the longest name of the language needs', () => {
  expect(verdictColumnWidth()).toBe('88px');
  speak('de');
  expect(verdictColumnWidth()).toBe('104px');
});
