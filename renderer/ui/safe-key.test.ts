import { expect, it } from 'vitest';
import { showKey, splitKey } from './safe-key.ts';

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
