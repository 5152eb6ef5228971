import { AppError } from '../../../shared/schema/errors.ts';
import { isDirectoryBucket } from '../../../shared/values/bucket-address.ts';
import type { WalkPlace } from '../index/walk-place.ts';
import { compareKeys, OrderWatch } from '../store/key-order.ts';
import { canSend, type MarkerHabit, plainOnly } from '../store/odd-keys.ts';
import type { CallInfo, ListedUpload, Store, UnnamedUpload } from '../store/store.ts';
import { KeySpace } from './key-space.ts';
import { checkMarkers } from './marker-check.ts';
import { type BorderKey, firstBehind, liesBehind, misplaced, Range, rangeAfter } from './range.ts';
import { RangeList } from './range-list.ts';
import { nextBorder } from './range-split.ts';
import { type ChainPage, readPage, type WalkOptions } from './walk.ts';

export interface RangeWalkOptions extends Omit<WalkOptions, 'resumeFrom' | 'prefix'> {
  /** Goes on with what an earlier walk left. */
  resumeFrom?: readonly WalkPlace[] | null | undefined;
  /** Requests at once; 8 if left out. */
  walkers?: number | undefined;
  /** false: the endpoint is known not to allow ranges, so that none is tried ({@link ./range-evidence.ts}). */
  mayDivide?: boolean | undefined;
}

export interface RangePage {
  call: CallInfo;
  /** May be empty. Where the walk falls back to one range, uploads that were shown come again. */
  uploads: ListedUpload[];
  /** Entries that cannot be addressed. Ranges may show the same ones. */
  unnamed: readonly UnnamedUpload[];
  /** What is left to read once this page is kept; empty after the last one. */
  places: WalkPlace[];
}

const defaultWalkers = 8;
/** Pages read ahead of whoever takes them. */
const mostQueued = 4;
/** Uploads that a second look behind a border asks for: fewer are never asked for (s3-semantics, "Paging"). */
const probeSize = 2;

interface QueuedPage {
  range: Range;
  page: ChainPage;
  uploads: ListedUpload[];
  /** The range ends on it. */
  isLast: boolean;
}

/**
 * Walks a bucket's incomplete uploads in several key ranges at once where the bucket is long and the store is seen to
 * allow it: its pages are sorted, and a key alone as the marker leads to what follows that key ({@link checkMarkers}).
 * Every page of a range must bear this out, and where two ranges meet, both walks must have seen the same key; the first
 * contradiction ends the ranges, and one walk goes on from where the store's own markers led. A bucket shorter than two
 * pages is walked like that from the start.
 *
 * Together the pages hold every upload that one chain ({@link PageChain}) would show, in no order.
 *
 * @throws as {@link PageChain.read}
 */
export async function* walkInRanges(
  store: Store,
  bucket: string,
  options: RangeWalkOptions,
  signal: AbortSignal,
): AsyncGenerator<RangePage, void, undefined> {
  const stop = new AbortController();
  const walk = new RangeWalk(store, bucket, options, AbortSignal.any([signal, stop.signal]));
  try {
    yield* walk.pages();
  } finally {
    stop.abort();
  }
}

class RangeWalk {
  readonly #store: Store;
  readonly #bucket: string;
  readonly #options: WalkOptions;
  readonly #walkers: number;
  readonly #signal: AbortSignal;
  readonly #space = new KeySpace();
  readonly #order = new OrderWatch();
  #ranges: RangeList;
  /** Borders that are being looked behind. */
  readonly #probing = new Set<string>();
  readonly #probed = new Set<string>();
  #habit: MarkerHabit | 'unknown' | 'asked' | 'unusable' = 'unknown';
  /** Another one each time that the ranges are given up: what was asked for before counts no more. */
  #era = Symbol('era');
  #running = 0;
  readonly #queue: QueuedPage[] = [];
  #failure: { error: unknown } | null = null;
  #wake = () => {};

  constructor(store: Store, bucket: string, options: RangeWalkOptions, signal: AbortSignal) {
    const { resumeFrom, walkers = defaultWalkers, mayDivide = true, ...rest } = options;
    this.#store = store;
    this.#bucket = bucket;
    this.#options = rest;
    this.#walkers = Math.max(1, walkers);
    this.#signal = signal;
    const places = resumeFrom?.length ? resumeFrom : [{ from: null, end: null, start: null }];
    this.#ranges = new RangeList(places.map((place) => this.#range(place)));
    // A directory bucket's markers are its own affair, and a key of our making is none.
    if (mayDivide && !isDirectoryBucket(bucket, store.connection)) return;
    this.#habit = 'unusable';
    // Of ranges that an earlier walk left, only the one that the store's own markers lead into can be gone on with.
    this.#ranges = this.#undivided();
  }

  async *pages(): AsyncGenerator<RangePage, void, undefined> {
    for (;;) {
      const queued = this.#queue.shift();
      this.#schedule();
      if (queued) {
        const { range, page, uploads, isLast } = queued;
        range.settled = isLast;
        // A last page may have been cut at the end of its range: should the ranges be given up, it is read again.
        if (!isLast) range.written = page.next;
        yield { call: page.call, uploads, unnamed: page.unnamed ?? [], places: this.#ranges.places };
        continue;
      }
      if (this.#failure) throw this.#failure.error;
      if (this.#running === 0) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #range(place: WalkPlace): Range {
    return new Range(place, this.#store, this.#bucket, this.#options);
  }

  get #isProved(): boolean {
    return typeof this.#habit === 'object';
  }

  /** Whether the key of a marker may be listed again. */
  get #isInclusive(): boolean {
    return typeof this.#habit !== 'object' || this.#habit.inclusive;
  }

  /** Gives every free walker a range to walk, or a border to look for. */
  #schedule(): void {
    const era = this.#era;
    while (!this.#failure && this.#running < this.#walkers && this.#queue.length < mostQueued) {
      const next = this.#ranges.next(this.#isProved);
      if (next) {
        this.#run(era, () => this.#readOf(next, era));
        continue;
      }
      if (!this.#isProved && this.#habit !== 'asked') return;
      // While the habit is being asked for, plain borders are tried, so that the answers come together. What lies behind
      // them counts once it is known.
      const border = this.#nextBorder(typeof this.#habit === 'object' ? this.#habit : plainOnly);
      if (border === null) return;
      this.#run(era, () => this.#lookBehind(border, era));
    }
  }

  #run(era: symbol, work: () => Promise<void>): void {
    this.#running++;
    work()
      .catch((error: unknown) => {
        if (era === this.#era) this.#failure ??= { error };
      })
      .finally(() => {
        this.#running--;
        this.#schedule();
        this.#wake();
      });
  }

  async #readOf(range: Range, era: symbol): Promise<void> {
    range.busy = true;
    let page: ChainPage;
    try {
      page = await range.chain.read(this.#signal);
    } catch (error) {
      if (era !== this.#era) return;
      // Perhaps it is the marker that the store objects to; if not, one walk will meet the same.
      if (range.start === null || !(error instanceof AppError)) throw error;
      return this.#giveUpRanges();
    } finally {
      range.busy = false;
    }
    if (era !== this.#era) return;
    this.#take(range, page);
  }

  /** Puts a page of a range where it belongs, and learns from it. */
  #take(range: Range, page: ChainPage): void {
    const { uploads } = page;
    const inOrder = this.#order.see([{ key: range.low }, ...uploads]);
    const inPlace = range.start === null || liesBehind(uploads, range.start, this.#isInclusive);
    if (!this.#ranges.isWhole && !(inOrder && inPlace)) {
      this.#giveUpRanges();
      return;
    }
    if (!inOrder) {
      this.#habit = 'unusable';
      this.#era = Symbol('era');
    }
    const { shown, own } = range.take(page);
    this.#space.see(shown);
    this.#queue.push({ range, page, uploads: own, isLast: range.listed });
    if (!range.listed && this.#habit === 'unknown') this.#askHabit(uploads);
    this.#checkBorders();
  }

  /** While the next page of the only range is under way: may this bucket be walked in ranges? */
  #askHabit(uploads: readonly ListedUpload[]): void {
    const era = this.#era;
    this.#habit = 'asked';
    this.#run(era, async () => {
      const habit = await checkMarkers(this.#store, this.#bucket, uploads, this.#options, this.#signal);
      if (era !== this.#era) return;
      this.#habit = habit ?? 'unknown';
      if (habit !== null && habit !== 'unusable') return this.#takeHeld();
      const isGuessed = this.#probing.size > 0 || this.#ranges.all.some(({ guessed }) => guessed);
      const isRefuted = habit === 'unusable' && !this.#ranges.isOneWalk;
      if (isGuessed || isRefuted) this.#giveUpRanges(habit ?? 'unknown');
    });
  }

  #nextBorder(habit: MarkerHabit): string | null {
    const isNew = (key: string) => !this.#probed.has(key) && canSend(key, habit);
    const border = nextBorder(this.#ranges.all, this.#space, [...this.#probing], isNew);
    if (border !== null) this.#probed.add(border);
    return border;
  }

  /**
   * Looks what comes behind a key, and divides the range that the key lies in. It asks for a whole page: where there is
   * something to walk, that is its first one, and a store may take a third as long for two uploads as for a thousand.
   */
  async #lookBehind(border: string, era: symbol): Promise<void> {
    const rest = this.#range(rangeAfter(border, null));
    this.#probing.add(border);
    this.#space.asks(border);
    const forget = () => {
      this.#probing.delete(border);
      this.#space.asked(border);
    };
    let page: ChainPage;
    try {
      page = await rest.chain.read(this.#signal).finally(forget);
    } catch (error) {
      if (era !== this.#era) return;
      if (!(error instanceof AppError)) throw error;
      return this.#giveUpRanges();
    }
    if (era !== this.#era) return;
    const first = firstBehind(page, border, this.#isInclusive);
    if (first === misplaced) return this.#giveUpRanges();
    if (first !== undefined) this.#space.learnBehind(border, first);
    rest.guessed = !this.#isProved;
    this.#ranges.divide(border, rest, first);
    if (!rest.listed) rest.held = page;
    if (this.#isProved) this.#takeHeld();
  }

  /** Takes the pages that were read before it was known whether the store can be asked to begin anywhere. */
  #takeHeld(): void {
    const era = this.#era;
    for (const range of this.#ranges.all) {
      const page = range.held;
      if (page === null) continue;
      range.held = null;
      this.#take(range, page);
      // It has shown that the ranges are of no use: the others' pages are not, either.
      if (era !== this.#era) return;
    }
  }

  /** Where a range meets its neighbours, both must have seen the same key behind the border. */
  #checkBorders(): void {
    const era = this.#era;
    for (const { border, before } of this.#ranges.contradictions()) {
      this.#run(era, () => this.#checkAgain(border, before, era));
    }
  }

  /** An upload may have come or gone between the two walks: asks both again before it gives up the ranges. */
  async #checkAgain(border: string, before: Range, era: symbol): Promise<void> {
    const position = { keyMarker: border, uploadIdMarker: null };
    const [again, found] = await Promise.all([
      readPage(this.#store, this.#bucket, before.chain.position, this.#options, this.#signal),
      readPage(this.#store, this.#bucket, position, { ...this.#options, pageSize: probeSize }, this.#signal),
    ]);
    if (era !== this.#era) return;
    const behind = again.uploads.find(({ key }) => compareKeys(key, border) > 0)?.key;
    const expected: BorderKey = behind ?? (again.isTruncated ? undefined : null);
    const first = firstBehind(found, border, this.#isInclusive);
    if (expected !== undefined && first !== undefined && expected !== first) this.#giveUpRanges();
  }

  /**
   * Goes on with one range, where the store's own markers led; pages that were not handed out yet come again.
   * @param habit `unknown`: a later page may tell
   */
  #giveUpRanges(habit: 'unusable' | 'unknown' = 'unusable'): void {
    this.#habit = habit;
    this.#era = Symbol('era');
    this.#probing.clear();
    this.#queue.length = 0;
    this.#ranges = this.#undivided();
  }

  /** Everything from where the store's own markers led. */
  #undivided(): RangeList {
    const root = this.#ranges.all.find(({ start }) => start === null);
    return new RangeList([this.#range({ from: root?.written ?? null, end: null, start: null })]);
  }
}
