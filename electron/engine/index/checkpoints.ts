import type { DatabaseSync } from 'node:sqlite';
import type { TallyKeeper } from './index-tally.ts';

/** After so long without a change the log goes into the index, ms; while changes follow one another, at the latest after the second. */
const [idleMs, latestMs] = [1_000, 15_000];

/**
 * Puts the index's log into the index before long: what is in the log alone is lost with it. SQLite by itself would do so after
 * 32 MB, which the evidence of many jobs does not fill.
 */
export class Checkpoints {
  readonly #database: DatabaseSync;
  readonly #tally: TallyKeeper;
  #timer: NodeJS.Timeout | null = null;
  #firstChange: number | null = null;
  #changes: number;

  constructor(database: DatabaseSync, tally: TallyKeeper) {
    this.#database = database;
    this.#tally = tally;
    this.#changes = this.#totalChanges();
  }

  /** An operation is done. @param isEnd whether a job ended with it */
  done(isEnd: boolean): void {
    const changes = this.#totalChanges();
    if (changes === this.#changes) return;
    this.#changes = changes;
    this.#firstChange ??= performance.now();
    const left = Math.max(0, this.#firstChange + latestMs - performance.now());
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), isEnd ? 0 : Math.min(idleMs, left));
  }

  /** @returns whether the log is empty now: a long read may stand in the way, and the next change brings another try */
  now(): boolean {
    this.close();
    this.#firstChange = null;
    this.#tally.beforeCheckpoint();
    try {
      const result = this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      return Number(result?.busy) === 0;
    } catch {
      // A full disk takes no more pages. The log keeps them.
      return false;
    } finally {
      this.#tally.done([]);
    }
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #totalChanges(): number {
    return Number(this.#database.prepare('SELECT total_changes() AS n').get()?.n);
  }
}
