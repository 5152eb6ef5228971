/**
 * Keys whose bytes are no UTF-8. S3's keys are UTF-8, but some servers keep whatever a file system holds. Such a byte
 * (80 to FF) stands in a key of ours as one of the last 128 code points, U+10FF80 to U+10FFFF, which nobody assigns: it
 * survives JSON, SQLite and every sort. A key that really holds one of them has its bytes written so as well, and so no two
 * keys are ever the same text.
 */
const first = 0x10_ff80;
const all = /[\u{10ff80}-\u{10ffff}]/gu;
const any = /[\u{10ff80}-\u{10ffff}]/u;

/** The character that stands for a byte from 80 to FF. */
export function byteEscape(byte: number): string {
  return String.fromCodePoint(first + byte - 0x80);
}

/** Whether a key holds bytes that are no UTF-8, so that no query of a URL can name it as a text. */
export function holdsBytes(key: string): boolean {
  return any.test(key);
}

/** The text with each byte that is no UTF-8 put another way. */
export function replaceBytes(text: string, by: (byte: number) => string): string {
  return text.replace(all, (character) => by((character.codePointAt(0) ?? first) - first + 0x80));
}

/** How much of a key's beginning is UTF-8. */
export function textBeginning(key: string): string {
  const at = key.search(any);
  return at < 0 ? key : key.slice(0, at);
}
