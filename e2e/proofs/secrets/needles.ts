/** Something to find, and what to call it: never by its value. */
export interface Needle {
  /** Whose secret it is. */
  secret: string;
  /** As what it stands there. */
  form: string;
  bytes: Buffer;
}

/** Pairs of bytes: what the tables are indexed by. */
const pairs = 0x1_0000;

/**
 * Finds many byte strings at once (the algorithm of Wu and Manber: by the last two bytes of a window it knows how far it
 * may skip). Hundreds of needles in hundreds of megabytes take a second or two.
 */
export class NeedleSearch {
  /** Longest needle, bytes: pieces of a stream must overlap by one less. */
  readonly longest: number;
  readonly #window: number;
  readonly #shifts: Uint8Array;
  /** Needles by the last pair of their first `window` bytes. */
  readonly #byPair = new Map<number, Needle[]>();

  /** @throws Error where there is nothing to find, or a needle is too short to mean anything */
  constructor(needles: readonly Needle[]) {
    if (needles.length === 0) throw new Error('There is no secret to look for.');
    this.longest = Math.max(...needles.map(({ bytes }) => bytes.length));
    this.#window = Math.min(255, ...needles.map(({ bytes }) => bytes.length));
    if (this.#window < 4) throw new Error('A needle of fewer than 4 bytes is found everywhere.');
    this.#shifts = new Uint8Array(pairs).fill(this.#window - 1);
    for (const needle of needles) {
      for (let end = 1; end < this.#window; end++) {
        const pair = pairAt(needle.bytes, end);
        this.#shifts[pair] = Math.min(this.#shifts[pair] ?? 0, this.#window - 1 - end);
      }
      const last = pairAt(needle.bytes, this.#window - 1);
      this.#byPair.set(last, [...(this.#byPair.get(last) ?? []), needle]);
    }
  }

  /** Every needle that stands in these bytes, each once. */
  in(bytes: Uint8Array): Set<Needle> {
    const found = new Set<Needle>();
    const shifts = this.#shifts;
    const last = this.#window - 1;
    for (let end = last; end < bytes.length; ) {
      const pair = ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
      const shift = shifts[pair] ?? 1;
      if (shift > 0) {
        end += shift;
        continue;
      }
      for (const needle of this.#byPair.get(pair) ?? []) {
        if (standsAt(bytes, end - last, needle.bytes)) found.add(needle);
      }
      end += 1;
    }
    return found;
  }
}

function pairAt(bytes: Uint8Array, end: number): number {
  return ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
}

function standsAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let i = 0; i < needle.length; i++) if (bytes[start + i] !== needle[i]) return false;
  return true;
}
