import { sharedLength } from '../store/key-order.ts';

/** Keys looked at per page: enough to see which characters come where. */
const samplesPerPage = 64;
/** Places in a key that are told apart; what comes later hardly ever decides a split. */
const longestSegment = 128;
const mostSegments = 32;
/** Where {@link KeySpace.fraction} stops: later characters change nothing that counts. */
const smallestShare = 1e-9;

/** From this on, UTF-8 and UTF-16 order differ (store/key-order.ts): no character of a border reaches it. */
const firstDisputed = 0xd800;

/** Looks in vain at one place of the keys after which it is not looked behind any more. */
const barren = -2;

const alphabets = [
  ['0', '9'],
  ['a', 'z'],
  ['A', 'Z'],
] as const;

/**
 * What is known of a bucket's keys: which characters occur at which place, a place being the number of the path segment
 * and the offset in it. From that it guesses keys that lie between two others, to start a walk at.
 *
 * All of it is guesswork about where the work is, never about what is there: a bad guess costs a request.
 */
export class KeySpace {
  readonly #seen = new Map<number, Set<number>>();
  readonly #filled = new Map<number, number[]>();
  /** Places that were seen to begin anew: their characters were seen up to an end. */
  readonly #ended = new Set<number>();
  /** How often a look behind a part of the bucket found its neighbour there, less how often it did not. */
  readonly #yield = new Map<number, number>();
  /** Looks behind a part of the bucket that are under way. */
  readonly #asked = new Map<number, number>();

  /** Learns from the keys of a page, which is in order. */
  see(uploads: readonly { key: string }[]): void {
    const step = Math.max(1, Math.floor(uploads.length / samplesPerPage));
    const samples = uploads.filter((_, index) => index % step === 0 || index === uploads.length - 1);
    let before: string | null = null;
    for (const { key } of samples) {
      this.learn(key);
      if (before !== null) this.#learnEnd(before, sharedLength(before, key));
      before = key;
    }
  }

  /** One of a page's keys was the last, or nearly, of the part whose name it has so much of: what came behind has another. */
  #learnEnd(key: string, shared: number): void {
    for (const [place] of places(key, shared + 1)) {
      if (this.#ended.has(place)) continue;
      this.#ended.add(place);
      this.#filled.delete(place);
    }
  }

  /** Learns from one key that exists. */
  learn(key: string): void {
    for (const [place, unit] of places(key)) {
      const seen = this.#seen.get(place) ?? new Set();
      if (seen.has(unit)) continue;
      seen.add(unit);
      this.#seen.set(place, seen);
      this.#filled.delete(place);
    }
  }

  /** Notes that a look behind a border is under way. */
  asks(border: string): void {
    const place = placeAfter(border.slice(0, -1));
    this.#asked.set(place, (this.#asked.get(place) ?? 0) + 1);
  }

  /** Notes that it is no more, whether it told something or not. */
  asked(border: string): void {
    const place = placeAfter(border.slice(0, -1));
    this.#asked.set(place, (this.#asked.get(place) ?? 0) - 1);
  }

  /** Learns from what comes first behind a border: whether its part of the bucket goes on there. */
  learnBehind(border: string, found: string | null): void {
    if (found !== null) this.learn(found);
    const parent = border.slice(0, -1);
    const place = placeAfter(parent);
    this.#yield.set(place, (this.#yield.get(place) ?? 0) + (found?.startsWith(parent) ? 1 : -1));
  }

  /**
   * A key about half-way between two others; null where nothing that is known tells one.
   *
   * @param low lies before it
   * @param high lies after it; null: there is no end
   */
  between(low: string, high: string | null): string | null {
    let bound = high;
    const start = high === null ? 0 : sharedLength(low, high);
    if (start > undisputedLength(low)) return null;
    for (let depth = start; ; depth++) {
      if (depth >= low.length && bound === null) return null;
      const from = depth < low.length ? low.charCodeAt(depth) : -1;
      const to = bound === null ? Number.POSITIVE_INFINITY : bound.charCodeAt(depth);
      // A border that is `high` itself divides nothing.
      const last = bound !== null && bound.length === depth + 1 ? to - 1 : to;
      const prefix = low.slice(0, depth);
      const inside = this.#alphabet(prefix).filter((unit) => unit > from && unit <= last);
      const middle = inside[Math.floor(inside.length / 2)];
      if (middle !== undefined) return prefix + String.fromCharCode(middle);
      if (from >= firstDisputed) return null;
      // Only what begins as `low` does is left to look into.
      bound = null;
    }
  }

  /**
   * Keys right behind everything that begins as the keys of a page do, ever more of it: what else the bucket holds lies
   * behind them. Names differ from their neighbours in a digit or from their first letter on more often than in the middle
   * of a word, so that only these places are tried: digits first, the nearest one of each first. Most folders begin with one
   * name, and what lies behind its first letter is the next folder, which a number tells as well.
   *
   * @param key one of the page's keys
   * @param shared how much the page's keys have in common
   */
  beyond(key: string, shared: number): string[] {
    const digits: string[] = [];
    const letters: string[] = [];
    for (let depth = Math.min(shared, undisputedLength(key)) - 1; depth >= 0; depth--) {
      const isDigit = /\d/.test(key.charAt(depth));
      const isFirst = depth === 0 || key.charAt(depth - 1) === '/';
      const place = placeAfter(key.slice(0, depth));
      const yielded = this.#yield.get(place) ?? 0;
      if (yielded <= barren) continue;
      const isWaiting = (this.#asked.get(place) ?? 0) > 0;
      if (!isDigit && (yielded < 0 || (yielded === 0 && isWaiting))) continue;
      const next = key.charCodeAt(depth) + 1;
      if (next >= firstDisputed) continue;
      if (isDigit) digits.push(key.slice(0, depth) + String.fromCharCode(next));
      else if (isFirst) letters.push(key.slice(0, depth) + String.fromCharCode(next));
    }
    return [...digits, ...letters];
  }

  /** Where a key lies among those that begin with `prefix`: 0 for the first, towards 1 for the last. */
  fraction(prefix: string, key: string | null): number {
    if (key === null || !key.startsWith(prefix)) return 1;
    let value = 0;
    let share = 1;
    for (let depth = prefix.length; depth < key.length && share > smallestShare; depth++) {
      const alphabet = this.#alphabet(key.slice(0, depth));
      const unit = key.charCodeAt(depth);
      share /= Math.max(1, alphabet.length);
      value += share * alphabet.filter((other) => other < unit).length;
    }
    return Math.min(1, value);
  }

  /** Characters to expect after a prefix, in order: those seen there, and the rest of their kind where they vary. */
  #alphabet(prefix: string): number[] {
    const place = placeAfter(prefix);
    const known = this.#filled.get(place);
    if (known) return known;
    const seen = this.#seen.get(place) ?? new Set();
    const all = new Set(seen);
    for (const [first, last] of alphabets) {
      const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
      const present = [...seen].filter((unit) => unit >= from && unit <= to);
      // One digit makes the others likely; one letter may be part of a fixed word.
      if (present.length < (first === '0' ? 1 : 2)) continue;
      if (this.#ended.has(place)) {
        for (let unit = Math.min(...present); unit <= Math.max(...present); unit++) all.add(unit);
        continue;
      }
      const hexadecimal = first !== '0' && present.every((unit) => unit <= from + 5);
      for (let unit = from; unit <= (hexadecimal ? from + 5 : to); unit++) all.add(unit);
    }
    const filled = [...all].filter((unit) => unit < firstDisputed).sort((a, b) => a - b);
    this.#filled.set(place, filled);
    return filled;
  }
}

/** How long the part of a key is that reads the same in both orders. */
function undisputedLength(key: string): number {
  const disputed = key.search(/[\ud800-\uffff]/);
  return disputed < 0 ? key.length : disputed;
}

/** Each place of a key, from a character on, and what stands there. */
function* places(key: string, from = 0): Generator<[place: number, unit: number]> {
  let segment = 0;
  let offset = 0;
  for (let i = 0; i < key.length; i++) {
    const isPlace = offset < longestSegment && segment < mostSegments;
    if (isPlace && i >= from) yield [segment * longestSegment + offset, key.charCodeAt(i)];
    if (key[i] === '/') {
      segment++;
      offset = 0;
    } else offset++;
  }
}

function placeAfter(prefix: string): number {
  let segment = 0;
  let start = 0;
  for (let at = prefix.indexOf('/'); at >= 0; at = prefix.indexOf('/', at + 1)) {
    segment++;
    start = at + 1;
  }
  const offset = prefix.length - start;
  return offset < longestSegment && segment < mostSegments ? segment * longestSegment + offset : -1;
}
