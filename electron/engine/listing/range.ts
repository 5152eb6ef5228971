import type { WalkPlace, WalkPosition } from '../index/walk-place.ts';
import { compareKeys, sharedLength } from '../store/key-order.ts';
import type { ListedUpload, Store } from '../store/store.ts';
import { type ChainPage, PageChain, type WalkOptions } from './walk.ts';

/** What a range has read of a border: the first key behind it, null where the listing ends there; undefined: not yet. */
export type BorderKey = string | null | undefined;

/** A page that began at a key of our own making holds what does not lie there. */
export const misplaced = Symbol('misplaced');

/** What a page shows, as far as a range is concerned. */
type Shown = Pick<ChainPage, 'uploads' | 'isTruncated'>;

/** One range of keys of a listing that is walked in several ranges at once: those after `start`, up to `end`. */
export class Range {
  /** The key before it, that no page gave; null where the store's own markers lead here. */
  readonly start: string | null;
  end: string | null;
  readonly chain: PageChain;
  /** Where to go on after the pages that have been handed out. */
  written: WalkPosition | null;
  /** Everything of it has been read. */
  listed = false;
  /** Everything of it has been handed out. */
  settled = false;
  /** A page of it is being asked for. */
  busy = false;
  pages = 0;
  /** It begins at a key of our own, and whether the store can be asked to begin anywhere was not known then. */
  guessed = false;
  /** Its first page, read before that was known; it counts for nothing until then. */
  held: ChainPage | null = null;
  /** Borders looked for in it since its newest page. */
  looks = 0;
  /** No unread key of it is before this one. */
  low: string;
  /** The first key that its walk saw. */
  firstKey: string | null = null;
  /** What its newest page's keys have in common. */
  shared = 0;
  /** The first key after `start`, whichever range it belongs to. */
  first: BorderKey;
  /** The first key after `end`. */
  behind: BorderKey;
  /** Its border with the range before it was compared. */
  agreed = false;

  constructor(place: WalkPlace, store: Store, bucket: string, options: WalkOptions) {
    this.start = place.start;
    this.end = place.end;
    this.low = place.start ?? '';
    this.written = place.from;
    this.chain = new PageChain(store, bucket, { ...options, resumeFrom: place.from });
  }

  /** Whether a key belongs to it. */
  owns(key: string): boolean {
    return (this.start === null || compareKeys(key, this.start) > 0) && this.reaches(key);
  }

  /** Whether a key is not behind its end. */
  reaches(key: string): boolean {
    return this.end === null || compareKeys(key, this.end) <= 0;
  }

  /**
   * Notes what its next page shows: how far it has been read, and which keys lie at its borders.
   *
   * @returns what the page shows behind its beginning, and of that what belongs to it
   */
  take({ uploads, isTruncated }: Shown): { shown: ListedUpload[]; own: ListedUpload[] } {
    const shown = uploads.filter(({ key }) => key !== this.start);
    const own = shown.filter(({ key }) => this.reaches(key));
    const behind = shown.find(({ key }) => !this.reaches(key));
    this.pages++;
    this.looks = 0;
    if (behind !== undefined || !isTruncated) this.#endBefore(behind?.key ?? null);
    const first = shown.at(0)?.key;
    if (this.first === undefined && (first !== undefined || !isTruncated)) this.first = first ?? null;
    const last = own.at(-1)?.key;
    if (first !== undefined && last !== undefined) {
      this.firstKey ??= first;
      this.low = last;
      this.shared = sharedLength(first, last);
    }
    return { shown, own };
  }

  /**
   * Ends it at a key that it owns; what lies behind that is another range's.
   *
   * @param rest begins right behind that key
   * @param first the first key behind it
   */
  divide(rest: Range, first: BorderKey): void {
    rest.end = this.end;
    rest.first = first;
    if (first === null || (first !== undefined && !rest.reaches(first))) {
      rest.settled = true;
      rest.#endBefore(first);
    } else if (first !== undefined) rest.low = first;
    this.end = rest.start;
  }

  /** Nothing of it is left to read: behind it comes this key, or nothing. */
  #endBefore(behind: string | null): void {
    this.listed = true;
    this.behind = behind;
    this.chain.end();
  }

  /** What is left of it, counting only pages that were handed out. */
  get place(): WalkPlace {
    return { from: this.written, end: this.end, start: this.start };
  }
}

/** The range that begins right after a key. */
export function rangeAfter(key: string, end: string | null): WalkPlace {
  return { from: { keyMarker: key, uploadIdMarker: null }, end, start: key };
}

/** Whether a page that began at a key of our own making holds only what lies there. */
export function liesBehind(uploads: readonly ListedUpload[], start: string, inclusive: boolean): boolean {
  return uploads.every(({ key }) => {
    const order = compareKeys(key, start);
    return order > 0 || (inclusive && order === 0);
  });
}

/**
 * The first key on a page that was asked for from a key of our own making on.
 *
 * @param inclusive whether that key itself may be on it
 */
export function firstBehind(
  { uploads, isTruncated }: Shown,
  start: string,
  inclusive: boolean,
): BorderKey | typeof misplaced {
  if (!liesBehind(uploads, start, inclusive)) return misplaced;
  return uploads.find(({ key }) => key !== start)?.key ?? (isTruncated ? undefined : null);
}
