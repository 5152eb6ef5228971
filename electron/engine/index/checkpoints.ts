import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { DiskReserve, longestGrowth, smallIndex } from './disk-reserve.ts';
import type { TallyKeeper } from './index-tally.ts';

/** After so long without a change the log goes into the index, ms; while changes follow one another, at the latest after the second. */
const [idleMs, latestMs] = [1_000, 15_000];

/** A reserve that did not fit in is tried again after so long, ms. */
const reserveAgainMs = 5_000;

/**
 * Puts the index's log into the index before long: what is in the log alone is lost with it. SQLite by itself would do so after
 * 32 MB, which the evidence of many jobs does not fill; and on a disk that is full it could not, without the reserve.
 */
export class Checkpoints {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #tally: TallyKeeper;
  readonly #reserve: DiskReserve;
  readonly #pageBytes: number;
  #nextGrowth = longestGrowth;
  #reserveTriedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #firstChange: number | null = null;
  #changes: number;

  constructor(path: string, database: DatabaseSync, tally: TallyKeeper) {
    this.#path = path;
    this.#database = database;
    this.#tally = tally;
    this.#reserve = new DiskReserve(path);
    this.#pageBytes = Number(database.prepare('PRAGMA page_size').get()?.page_size);
    this.#changes = this.#totalChanges();
  }

  /** An operation is done. @param isEnd whether a job ended with it */
  done(isEnd: boolean): void {
    const changes = this.#totalChanges();
    if (changes === this.#changes) return;
    this.#changes = changes;
    const pages = Number(this.#database.prepare('PRAGMA page_count').get()?.page_count) * this.#pageBytes;
    // By how much the index's file grows with what the log holds.
    const growth = pages - statSync(this.#path).size;
    if (growth > this.#nextGrowth) {
      // Where a long read stands in the way, not again after each change.
      this.#nextGrowth = this.now() ? longestGrowth : growth + longestGrowth / 8;
      return;
    }
    if (pages > smallIndex) this.#keepReserve();
    this.#firstChange ??= performance.now();
    const left = Math.max(0, this.#firstChange + latestMs - performance.now());
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), isEnd ? 0 : Math.min(idleMs, left));
  }

  /** @returns whether the index holds all of the log now: a long read may stand in the way of emptying it */
  now(): boolean {
    this.close();
    this.#firstChange = null;
    this.#tally.beforeCheckpoint();
    try {
      const result = this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      return Number(result?.busy) === 0 || Number(result?.log) === Number(result?.checkpointed);
    } catch {
      // A full disk takes no more pages. The log keeps them.
      return false;
    } finally {
      this.#tally.done([]);
    }
  }

  /** The disk is full: empties the log, with the space of the reserve if need be. @returns whether it was emptied */
  makeRoom(): boolean {
    const isDone = this.now() || (this.#reserve.release() && this.now());
    // What the log took is at least what the index grew by: the reserve fits in again before anybody else takes its place.
    this.#reserveTriedAt = performance.now();
    this.#reserve.keep();
    return isDone;
  }

  #keepReserve(): void {
    const now = performance.now();
    if (now - this.#reserveTriedAt < reserveAgainMs) return;
    if (!this.#reserve.keep()) this.#reserveTriedAt = now;
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #totalChanges(): number {
    return Number(this.#database.prepare('SELECT total_changes() AS n').get()?.n);
  }
}
