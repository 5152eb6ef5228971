import type { WalkPlace } from '../index/walk-place.ts';
import type { ListedUpload } from '../store/store.ts';

/** Pages that were read and not written yet. */
export interface UnwrittenPages {
  pages: number;
  uploads: ListedUpload[];
  /** What is left to read after the last of them. */
  places: WalkPlace[];
}

/** More pages than these wait for no writing: whoever reads them waits instead. */
const mostWaiting = 4;

/**
 * Writes pages in order, one writing after the other, while more are read: those that come in meanwhile are written
 * together. A transaction costs as much as hundreds of rows in it.
 */
export class PageWriter {
  readonly #write: (pages: UnwrittenPages) => Promise<void>;
  #waiting: UnwrittenPages | null = null;
  #writing: Promise<void> | null = null;
  #failure: { error: unknown } | null = null;

  constructor(write: (pages: UnwrittenPages) => Promise<void>) {
    this.#write = write;
  }

  /**
   * Takes a page. Resolves when the next one may come.
   * @throws what an earlier writing threw
   */
  async add(uploads: readonly ListedUpload[], places: WalkPlace[]): Promise<void> {
    this.#throwFailure();
    const before = this.#waiting;
    this.#waiting = before
      ? { pages: before.pages + 1, uploads: [...before.uploads, ...uploads], places }
      : { pages: 1, uploads: [...uploads], places };
    this.#writing ??= this.#writeAll();
    if (this.#waiting && this.#waiting.pages >= mostWaiting) await this.#writing;
    this.#throwFailure();
  }

  /** Resolves when everything is written. @throws what a writing threw */
  async end(): Promise<void> {
    await this.#writing;
    this.#throwFailure();
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting) {
        const pages = this.#waiting;
        this.#waiting = null;
        await this.#write(pages);
      }
    } catch (error) {
      this.#failure = { error };
      this.#waiting = null;
    } finally {
      this.#writing = null;
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
