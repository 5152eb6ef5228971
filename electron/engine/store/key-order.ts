/**
 * The orders in which stores sort keys: by the bytes of UTF-8 (S3's own), or by UTF-16 units, as a server written in
 * Java or JavaScript may. They differ only where a character above U+FFFF meets one from U+E000 to U+FFFF.
 */

/** Compares two keys by the bytes of their UTF-8, without encoding them. Negative, 0 or positive. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return byteRank(left) - byteRank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters above U+FFFF, which UTF-8 sorts after every other. */
function byteRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** How many leading UTF-16 units two keys share. */
export function sharedLength(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

/** Watches whether a listing stays sorted in one of the orders, page after page. */
export class OrderWatch {
  #byBytes = true;
  #byUnits = true;

  /** Whether every page seen so far was sorted, all of them in the same order. */
  get sorted(): boolean {
    return this.#byBytes || this.#byUnits;
  }

  /** Notes the keys of one page. Returns {@link sorted}. */
  see(uploads: readonly { key: string }[]): boolean {
    for (let i = 1; i < uploads.length && this.sorted; i++) {
      const before = uploads[i - 1]?.key ?? '';
      const key = uploads[i]?.key ?? '';
      if (before === key) continue;
      this.#byBytes &&= compareKeys(before, key) < 0;
      this.#byUnits &&= before < key;
    }
    return this.sorted;
  }
}
