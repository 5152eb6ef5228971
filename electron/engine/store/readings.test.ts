import { expect, it } from 'vitest';
import { readings } from './readings.ts';

it.each([
  ['plain', ['plain', 'plain', 'plain', 'plain']],
  [' a ', [' a ', 'a', 'a', 'a']],
  ['a%2Bb+c', ['a%2Bb+c', 'a%2Bb+c', 'a+b+c', 'a+b c']],
  ['l%C3%B6schen', ['l%C3%B6schen', 'l%C3%B6schen', 'löschen', 'löschen']],
  // No encoding that means anything.
  [' 50% ', [' 50% ', '50%']],
])('%j may mean %j', (told, expected) => {
  expect(readings(told)).toEqual(expected);
});
