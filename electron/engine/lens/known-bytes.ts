/** How many places are looked at for one text: no file can make a search long, whatever its texts. */
const mostProbes = 4;

/** Of one text, on average; what has no room is not kept. */
const meanLength = 128;
/** Texts that there is room for at first; it grows as they come. */
const firstRoom = 16;

/**
 * What is known of texts within a file, by their bytes: millions of them are looked up without being cut out. Their bytes
 * lie one after the other in the order in which they were put, because they are most likely met in that order again. It
 * keeps no more than it has room for: a text that was put may be gone, and then it is to be made out anew.
 */
export class KnownBytes<T> {
  readonly #room: number;
  /** Numbers of texts by their hash; 0: none, so they begin with 1. */
  #places = new Int32Array(2 * firstRoom);
  readonly #hashes: number[] = [];
  readonly #ends: number[] = [0];
  readonly #values: T[] = [];
  #bytes = new Uint8Array(firstRoom * meanLength);
  #view = viewOf(this.#bytes);

  /** @param room for how many texts; a power of 2 */
  constructor(room: number) {
    this.#room = room;
  }

  /**
   * Finds a text; most likely it is the one that was put after `before`.
   *
   * @param start of the text, in bytes of the view
   * @param gapAt a place within the text, from its start, where `gap` bytes are left out; 0 and 0 for none
   * @param before the number of the text that was found before; 0: none was
   * @returns its number; 0: not known
   */
  find(view: DataView, start: number, length: number, gapAt: number, gap: number, before: number): number {
    const likely = this.likelyAfter(before);
    if (likely > 0 && this.isAt(likely, view, start, length, gapAt, gap)) return likely;
    const hash = hashOf(view, start, length, gapAt, gap);
    for (let probe = 0; probe < mostProbes; probe++) {
      const number = this.#places[(hash + probe) & (this.#places.length - 1)] ?? 0;
      if (number === 0) return 0;
      if (this.isAt(number, view, start, length, gapAt, gap)) return number;
    }
    return 0;
  }

  /** The number of the text that most likely follows; 0 where none was put. */
  likelyAfter(before: number): number {
    return before < this.#values.length ? before + 1 : Math.min(1, this.#values.length);
  }

  /** Bytes, without a gap; 0 where there is no such text. */
  lengthOf(number: number): number {
    return Math.max(0, (this.#ends[number] ?? 0) - (this.#ends[number - 1] ?? 0));
  }

  /** @throws RangeError where there is no such text */
  value(number: number): T {
    const value = this.#values[number - 1];
    if (value === undefined) throw new RangeError(`No text ${number}`);
    return value;
  }

  /**
   * Parameters as {@link find} has them.
   * @returns its number; 0: there is no room
   */
  put(view: DataView, start: number, length: number, gapAt: number, gap: number, value: T): number {
    const [number, at] = [this.#values.length + 1, this.#ends[this.#values.length] ?? 0];
    const end = at + length - gap;
    if (number > this.#room || end > this.#room * meanLength) return 0;
    if (end > this.#bytes.length) this.#growBytes(end);
    const bytes = new Uint8Array(view.buffer, view.byteOffset + start, length);
    this.#bytes.set(bytes.subarray(0, gapAt), at);
    this.#bytes.set(bytes.subarray(gapAt + gap), at + gapAt);
    const hash = hashOf(view, start, length, gapAt, gap);
    this.#ends.push(end);
    this.#values.push(value);
    this.#hashes.push(hash);
    if (2 * number > this.#places.length) this.#growPlaces();
    else this.#enter(hash, number);
    return number;
  }

  #enter(hash: number, number: number): void {
    const mask = this.#places.length - 1;
    let probe = 0;
    while (probe < mostProbes - 1 && this.#places[(hash + probe) & mask] !== 0) probe++;
    this.#places[(hash + probe) & mask] = number;
  }

  #growPlaces(): void {
    this.#places = new Int32Array(2 * this.#places.length);
    for (const [at, hash] of this.#hashes.entries()) this.#enter(hash, at + 1);
  }

  #growBytes(needed: number): void {
    const bytes = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  /** Whether the text of that number is there. Parameters as {@link find} has them. */
  isAt(number: number, view: DataView, start: number, length: number, gapAt: number, gap: number): boolean {
    const at = this.#ends[number - 1] ?? 0;
    return (
      this.lengthOf(number) === length - gap &&
      areEqual(this.#view, at + gapAt, view, start + gapAt + gap, length - gap - gapAt) &&
      areEqual(this.#view, at, view, start, gapAt)
    );
  }
}

function hashOf(view: DataView, start: number, length: number, gapAt: number, gap: number): number {
  const before = hashRange(view, start, gapAt, length);
  return hashRange(view, start + gapAt + gap, length - gap - gapAt, before);
}

function hashRange(view: DataView, start: number, length: number, seed: number): number {
  let hash = seed;
  let at = 0;
  for (; at + 4 <= length; at += 4) hash = mixed(hash, view.getInt32(start + at));
  for (; at < length; at++) hash = mixed(hash, view.getUint8(start + at));
  return hash;
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** Whether so many bytes are the same in both; four at a time, and from the end, where rows differ. */
export function areEqual(a: DataView, aStart: number, b: DataView, bStart: number, length: number): boolean {
  let at = length - 4;
  for (; at >= 0; at -= 4) if (a.getInt32(aStart + at) !== b.getInt32(bStart + at)) return false;
  for (at += 3; at >= 0; at--) if (a.getUint8(aStart + at) !== b.getUint8(bStart + at)) return false;
  return true;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function textOf({ buffer, byteOffset }: DataView, start: number, end: number): string {
  return Buffer.from(buffer, byteOffset + start, end - start).toString();
}
