import { replaceBytes } from '../values/byte-escapes.ts';

/** Characters that change how the text around them reads, or hide: direction marks and overrides, zero widths, BOM. */
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const control = /[\u0000-\u001f\u007f]/g;
/** C1 controls have no pictures of their own. */
const c1 = /[\u0080-\u009f]/g;

/**
 * A key as it is safe to show: control characters as their pictures (␊), and characters that could disguise it (such as
 * the right-to-left override) by their code point; bytes that are no UTF-8 as a URL has them. The key itself is never changed.
 */
export function showKey(key: string): string {
  return replaceBytes(key, (byte) => `⟨%${byte.toString(16).toUpperCase()}⟩`)
    .replace(control, (character) => {
      const code = character.charCodeAt(0);
      return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
    })
    .replace(c1, codePoint)
    .replace(invisible, codePoint);
}

function codePoint(character: string): string {
  return `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Blanks that are not the plain one: each of them looks like it, or like nothing. */
const otherBlank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/**
 * The name of a bucket or a connection as it is safe to show: as a key is, and with blanks that a page would not show (at an
 * end, or several in a row) by their picture. Names that look alike are alike.
 */
export function showName(name: string): string {
  return showKey(name)
    .replace(otherBlank, codePoint)
    .replace(/ /g, (blank, at: number, all: string) => {
      const isSeen = at > 0 && at < all.length - 1 && all[at - 1] !== blank && all[at + 1] !== blank;
      return isSeen ? blank : '␠';
    });
}
