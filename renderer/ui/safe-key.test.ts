import { expect, it } from 'vitest';
import { partBlanks, showKey, splitKey } from './safe-key.ts';

it('shows control characters as their pictures', () => {
  expect(showKey('a\u0001b\nc\u007f')).toBe('a␁b␊c␡');
  expect(showKey('\u0085')).toBe('⟨U+0085⟩');
});

it('takes the power from characters that disguise a name', () => {
  expect(showKey('invoice\u202efdp.exe')).toBe('invoice⟨U+202E⟩fdp.exe');
  expect(showKey('a\u200bb\ufeff')).toBe('a⟨U+200B⟩b⟨U+FEFF⟩');
});

it('leaves everything else as it is', () => {
  const key = 'a + b/ü/😀/<script>alert(1)</script>';
  expect(showKey(key)).toBe(key);
});

it('keeps the end of a long key in sight and cuts no character in two', () => {
  expect(splitKey('short')).toEqual({ head: 'short', tail: '' });
  const { head, tail } = splitKey('😀'.repeat(50), 10);
  expect(tail).toBe('😀'.repeat(10));
  expect(head + tail).toBe('😀'.repeat(50));
});

const drawn = (parts: ReturnType<typeof partBlanks>) =>
  parts.map(({ text, blank }) => (blank ? `[${text}]` : text)).join('');

it.each([
  ['a b', 'a b'],
  [' ', '[ ]'],
  [' a  b ', '[ ]a[  ]b[ ]'],
  ['', ''],
  ['a\u00a0b\u3000', 'a[\u00a0]b[\u3000]'],
])('blanks that nobody would see in %j', (text, parts) => expect(drawn(partBlanks(text))).toBe(parts));

it.each([
  // Cut in two for the screen: where it is cut is no end.
  ['a b', 2, ['a ', 'b']],
  ['a b', 1, ['a', ' b']],
  // And several in a row are so on both sides of it.
  ['a  b', 2, ['a[ ]', '[ ]b']],
  ['a  b', 3, ['a[  ]', 'b']],
  ['a  b ', 1, ['a', '[  ]b[ ]']],
])('blanks that nobody would see in %j, cut at %i', (text, at, halves) => {
  expect([partBlanks(text, 0, at), partBlanks(text, at)].map(drawn)).toEqual(halves);
});
