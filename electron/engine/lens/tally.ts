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
/** Days in one block: what is never told takes up nothing. */
const blockDays = 32;

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
  readonly #blocks: (Float64Array | undefined)[][] = [];

  constructor(days: readonly string[]) {
    this.days = days;
  }

  /** The number of an owner's series; a new one the first time. */
  series(owner: SeriesOwner): number {
    const known = this.#byBucket.get(owner.bucket);
    for (const series of known ?? []) if (isSameOwner(this.owners[series], owner)) return series;
    const series = this.owners.length;
    this.owners.push(owner);
    this.#blocks.push([]);
    if (known) known.push(series);
    else this.#byBucket.set(owner.bucket, [series]);
    return series;
  }

  /** @param metric its place in {@link lensMetrics} */
  set(series: number, day: number, metric: number, value: number): void {
    const blocks = this.#blocks[series];
    if (!blocks) throw new RangeError(`No series ${series}`);
    const place = Math.floor(day / blockDays);
    let block = blocks[place];
    if (!block) {
      block = new Float64Array(blockDays * metrics).fill(Number.NaN);
      blocks[place] = block;
    }
    block[(day % blockDays) * metrics + metric] = value;
  }

  /** null: not told. */
  get(series: number, day: number, metric: number): number | null {
    const value = this.#blocks[series]?.[Math.floor(day / blockDays)]?.[(day % blockDays) * metrics + metric];
    return value === undefined || Number.isNaN(value) ? null : value;
  }
}

function isSameOwner(a: SeriesOwner | undefined, b: SeriesOwner): boolean {
  return a?.storageClass === b.storageClass && a.region === b.region && a.accountId === b.accountId;
}

/** What one report holds, kept apart until its checksum was seen to be right. */
export class StagedReport {
  #series = new Int32Array(1024);
  #metrics = new Uint8Array(1024);
  #values = new Float64Array(1024);
  #length = 0;

  add(series: number, metric: number, value: number): void {
    if (this.#length === this.#series.length) this.#grow();
    this.#series[this.#length] = series;
    this.#metrics[this.#length] = metric;
    this.#values[this.#length] = value;
    this.#length++;
  }

  /** Puts it into the tally, as a day's. */
  commit(tally: LensTally, day: number): void {
    for (let row = 0; row < this.#length; row++) {
      tally.set(this.#series[row] ?? 0, day, this.#metrics[row] ?? 0, this.#values[row] ?? Number.NaN);
    }
  }

  #grow(): void {
    const length = this.#length * 2;
    const [series, metricNumbers, values] = [new Int32Array(length), new Uint8Array(length), new Float64Array(length)];
    series.set(this.#series);
    metricNumbers.set(this.#metrics);
    values.set(this.#values);
    [this.#series, this.#metrics, this.#values] = [series, metricNumbers, values];
  }
}
