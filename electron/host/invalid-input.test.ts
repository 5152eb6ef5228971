import { expect, test } from 'vitest';
import { z } from 'zod';
import { invalidInput } from './invalid-input.ts';

const schema = z.object({
  name: z.string().min(2).max(5),
  region: z.string().min(1, 'Enter a region.'),
  at: z.number().min(1),
});
const issuesOf = (input: unknown): readonly unknown[] => schema.safeParse(input).error?.issues ?? [];
const fine = { name: 'abc', region: 'r', at: 1 };

test.each([
  [{ ...fine, region: '' }, { says: 'enterRegion' }, 'Enter a region.'],
  [{ ...fine, name: 'a' }, { says: 'fieldTooSmall' }, '“name” is too short or too small: 2 at least.'],
  [{ ...fine, name: 'abcdef' }, { says: 'fieldTooBig' }, '“name” is too long or too large: 5 at most.'],
  [{ ...fine, at: 'x' }, { says: 'fieldInvalid' }, '“at” holds what cannot be.'],
  ['text', { says: 'inputInvalid' }, 'The input is not valid.'],
])('%j is told in a sentence of the catalogue', (input, saying, english) => {
  expect(invalidInput(issuesOf(input))).toMatchObject({ english, saying });
});

test('issues of another kind are told, too', () => {
  expect(invalidInput([]).english).toBe('The input is not valid.');
  expect(invalidInput([{ message: 'odd', path: ['a', 0] }]).english).toBe('“a.0” holds what cannot be.');
});
