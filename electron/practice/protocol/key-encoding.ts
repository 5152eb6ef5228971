/** Percent-encodes as AWS does for SigV4: everything but unreserved characters; a lone surrogate becomes U+FFFD. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A key as `encoding-type=url` writes it: percent-encoded, slashes kept, spaces as the store's habit is. */
export function urlEncodeKey(key: string, space: '+' | '%20'): string {
  const encoded = percentEncode(key).replaceAll('%2F', '/');
  return space === '+' ? encoded.replaceAll('%20', '+') : encoded;
}

/** A key as `encoding-type=url` wrote it; what is no such text is taken for the key. */
export function urlDecodeKey(text: string): string {
  return percentDecode(text.replaceAll('+', ' ')) ?? text;
}

/** Percent-decodes; null where the bytes are not UTF-8. */
export function percentDecode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const beyondSurrogates = /[\ud800-\uffff]/;

/** Whether UTF-16 order may differ from UTF-8 order for this key. */
export function needsByteOrder(key: string): boolean {
  return beyondSurrogates.test(key);
}

/** Orders keys by their UTF-8 bytes, as S3 does; UTF-16 order puts emoji before U+E000–U+FFFF. */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they come last. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
