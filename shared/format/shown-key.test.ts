import { describe, expect, it } from 'vitest';
import { showName } from './shown-key.ts';

describe('the name of a bucket or a connection', () => {
  it.each([
    ['photos', 'photos'],
    ['my photos', 'my photos'],
    [' photos', '␠photos'],
    ['photos  ', 'photos␠␠'],
    ['my  photos', 'my␠␠photos'],
    [' ', '␠'],
    ['my\u00a0photos', 'my⟨U+00A0⟩photos'],
    ['\u3000photos', '⟨U+3000⟩photos'],
    ['sotohp\u202e', 'sotohp⟨U+202E⟩'],
    ['pho\u200btos', 'pho⟨U+200B⟩tos'],
    ['photos\n', 'photos␊'],
    ['photos\u0085', 'photos⟨U+0085⟩'],
    ['фото 写真 📷', 'фото 写真 📷'],
  ])('%j is shown as %s', (name, shown) => expect(showName(name)).toBe(shown));

  it('that differs from another is shown otherwise', () => {
    const names = ['b', ' b', 'b ', '  b', '\u00a0b', 'b\u0000', '\u200eb', 'a b', 'a  b', 'a\u2003b', 'a\tb'];
    // A page shows blanks in a row as one, and those at an end not at all.
    const seen = names.map((name) => showName(name).replaceAll(/ +/g, ' ').trim());
    expect(new Set(seen).size).toBe(names.length);
  });
});
