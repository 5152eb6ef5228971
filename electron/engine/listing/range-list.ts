import type { WalkPlace } from '../index/walk-place.ts';
import { compareKeys } from '../store/key-order.ts';
import type { BorderKey, Range } from './range.ts';

/** The ranges that a listing is walked in: in key order, without gaps. */
export class RangeList {
  readonly #ranges: Range[];

  constructor(ranges: readonly Range[]) {
    this.#ranges = [...ranges];
  }

  get all(): readonly Range[] {
    return this.#ranges;
  }

  /** What is left to read, counting only pages that were handed out. */
  get places(): WalkPlace[] {
    return this.#ranges.filter(({ settled }) => !settled).map(({ place }) => place);
  }

  /** None of it begins at a key of our own: the store's markers lead through all of it. */
  get isOneWalk(): boolean {
    return this.#ranges.every(({ start }) => start === null);
  }

  /** The whole listing is one range, whatever order it is in. */
  get isWhole(): boolean {
    return this.isOneWalk && this.#ranges.every(({ end }) => end === null);
  }

  /**
   * The first of which a page is to be read.
   *
   * @param isProved whether the store was seen to begin at a key of our own making as it should
   */
  next(isProved: boolean): Range | null {
    return this.#ranges.find(({ listed, busy, guessed }) => !listed && !busy && (isProved || !guessed)) ?? null;
  }

  /**
   * Divides the range that a border lies in.
   *
   * @param rest begins right behind the border
   * @param first the first key behind it
   * @returns false where nothing is divided: it was walked over already, or has nothing before it
   */
  divide(border: string, rest: Range, first: BorderKey): boolean {
    const at = this.#ranges.findIndex((range) => !range.listed && range.owns(border));
    const range = this.#ranges[at];
    if (!range || compareKeys(border, range.low) <= 0) return false;
    range.divide(rest, first);
    this.#ranges.splice(at + 1, 0, rest);
    return true;
  }

  /** Neighbours of which both have now read what lies behind their border, and not the same: each pair once. */
  contradictions(): { border: string; before: Range }[] {
    return this.#ranges.flatMap((after, index) => {
      const before = this.#ranges[index - 1];
      if (!before || after.start === null || after.agreed) return [];
      if (before.behind === undefined || after.first === undefined) return [];
      after.agreed = true;
      return before.behind === after.first ? [] : [{ border: after.start, before }];
    });
  }
}
