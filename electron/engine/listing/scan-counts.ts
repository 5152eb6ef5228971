import type { ScanState } from '../../../shared/schema/model.ts';
import type { UnnamedUpload } from '../store/store.ts';

/** Entries without a usable name that are told apart; a store that lists more of them is told of with so many. */
const mostUnnamed = 10_000;
/** Of those, so many are shown, each name so far. */
const mostShown = 3;
const longestShown = 200;

/** What a scan has counted, as every state of it tells. */
export type Counters = Omit<Extract<ScanState, { status: 'listing' }>, 'status'>;

/** Counts what a scan lists. */
export class ScanCounts {
  #counters: Counters;
  /** Entries that cannot be addressed, as they were noted. */
  readonly #unnamed = new Set<string>();

  private constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** @param isFirst whether no scan of the bucket came before: nothing can have changed since */
  static begun(startedAt: number, isFirst: boolean): ScanCounts {
    const changes = isFirst ? {} : { changes: { fresh: 0, gone: 0, hidden: 0 } };
    return new ScanCounts({ startedAt, pages: 0, uploads: 0, ...changes });
  }

  /** Goes on from where a scan was broken off. */
  static takenUp({ startedAt, pages, uploads, changes, unnamed }: Counters): ScanCounts {
    return new ScanCounts({ startedAt, pages, uploads, ...(changes && { changes }), ...(unnamed && { unnamed }) });
  }

  get now(): Counters {
    return this.#counters;
  }

  /** Pages were written. @param fresh uploads that no scan listed before */
  wrote(pages: number, added: number, fresh: number): void {
    const { changes, ...counters } = this.#counters;
    this.#counters = {
      ...counters,
      pages: counters.pages + pages,
      uploads: counters.uploads + added,
      ...(changes && { changes: { ...changes, fresh: changes.fresh + fresh } }),
    };
  }

  /** What was known before was settled. @param gone dropped; @param hidden there, though it is listed no more */
  settled(gone: number, hidden: number): void {
    const { changes } = this.#counters;
    if (changes) this.#counters = { ...this.#counters, changes: { ...changes, gone: changes.gone + gone, hidden } };
  }

  /** Counts entries that cannot be addressed, each once, though ranges or a walk that begins again show it twice. */
  note(unnamed: readonly UnnamedUpload[]): void {
    for (const { key, uploadId } of unnamed) {
      const name = JSON.stringify([key, uploadId]);
      if (this.#unnamed.size >= mostUnnamed || this.#unnamed.has(name)) continue;
      this.#unnamed.add(name);
      const { entries, some } = this.#counters.unnamed ?? { entries: 0, some: [] };
      const shown = { key: key.slice(0, longestShown), uploadId: uploadId.slice(0, longestShown) };
      const noted = { entries: entries + 1, some: some.length < mostShown ? [...some, shown] : some };
      this.#counters = { ...this.#counters, unnamed: noted };
    }
  }
}
