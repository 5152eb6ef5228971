import { lensMetrics } from './metrics.ts';

/** Whose numbers a series holds. */
export interface SeriesOwner {
  accountId: string;
  region: string;
  /** null: of the whole account in this region. */
  bucket: string | null;
  /** As the report has it; '' where it names none. */
  storageClass: string;
}

const metrics = lensMetrics.length;
/** Series in one block: what is never told takes up nothing. */
const seriesBits = 9;
const blockSeries = 1 << seriesBits;

/** Numbers of one day, by series and metric. NaN: not told. */
type Block = Float64Array<ArrayBuffer>;

function place(series: number, metric: number): number {
  return (series & (blockSeries - 1)) * metrics + metric;
}

/**
 * Four numbers for each bucket, storage class and day: for 5,000 buckets and 400 days, 2 million times four. They are kept
 * as plain numbers in blocks, 32 bytes for a day, because objects would take ten times as much. NaN: not told.
 */
export class LensTally {
  /** `2026-11-03`, the oldest first. */
  readonly days: readonly string[];
  readonly owners: SeriesOwner[] = [];
  /** Series by bucket: few for each, because a bucket is of one account and region. */
  readonly #byBucket = new Map<string | null, number[]>();
  readonly #blocks: (Block | undefined)[][];

  constructor(days: readonly string[]) {
    this.days = days;
    this.#blocks = days.map(() => []);
  }

  /** The number of an owner's series; a new one the first time. */
  series(owner: SeriesOwner): number {
    const known = this.#byBucket.get(owner.bucket);
    for (const series of known ?? []) if (isSameOwner(this.owners[series], owner)) return series;
    const series = this.owners.length;
    this.owners.push(owner);
    if (known) known.push(series);
    else this.#byBucket.set(owner.bucket, [series]);
    return series;
  }

  /** Takes what a report told of a day; what was told before by another report of it stays where this one says nothing. */
  take(day: number, staged: StagedReport): void {
    const blocks = this.#blocks[day];
    if (!blocks) throw new RangeError(`No day ${day}`);
    for (const [at, block] of staged.blocks.entries()) {
      const before = blocks[at];
      if (block === undefined || before === undefined) blocks[at] ??= block;
      else {
        for (let number = 0; number < block.length; number++) {
          const value = block[number] ?? Number.NaN;
          if (!Number.isNaN(value)) before[number] = value;
        }
      }
    }
  }

  /**
   * null: not told.
   * @param metric its place in {@link lensMetrics}
   */
  get(series: number, day: number, metric: number): number | null {
    const value = this.#blocks[day]?.[series >> seriesBits]?.[place(series, metric)];
    return value === undefined || Number.isNaN(value) ? null : value;
  }
}

function isSameOwner(a: SeriesOwner | undefined, b: SeriesOwner): boolean {
  return a?.storageClass === b.storageClass && a.region === b.region && a.accountId === b.accountId;
}

/** What one report holds, kept apart until its checksum was seen to be right. */
export class StagedReport {
  /** By the series' block. */
  readonly blocks: (Block | undefined)[] = [];

  /** @param metric its place in {@link lensMetrics} */
  add(series: number, metric: number, value: number): void {
    const at = series >> seriesBits;
    let block = this.blocks[at];
    if (block === undefined) {
      block = new Float64Array(blockSeries * metrics).fill(Number.NaN);
      this.blocks[at] = block;
    }
    block[place(series, metric)] = value;
  }
}
