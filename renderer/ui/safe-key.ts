/** Characters that change how the text around them reads, or hide: direction marks and overrides, zero widths, BOM. */
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const control = /[\u0000-\u001f\u007f]/g;
/** C1 controls have no pictures of their own. */
const c1 = /[\u0080-\u009f]/g;

/**
 * A key as it is safe to show: control characters as their pictures (␊), and characters that could disguise it (such as
 * the right-to-left override) by their code point. The key itself is never changed.
 */
export function showKey(key: string): string {
  return key
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

/** A shown key in two: the head may be cut short on screen, the tail is always seen. Short keys have no tail. */
export function splitKey(shown: string, tailLength = 12): { head: string; tail: string } {
  const characters = [...shown];
  if (characters.length <= tailLength * 2) return { head: shown, tail: '' };
  return { head: characters.slice(0, -tailLength).join(''), tail: characters.slice(-tailLength).join('') };
}
