import { KnownBytes } from './known-bytes.ts';
import type { MetricMeaning } from './metrics.ts';

/** Whose a row is. */
export interface KnownHead {
  /** Its series in the tally. */
  series: number;
  recordType: string;
}

/** A name of the column metric_name. */
export interface MetricName {
  text: string;
  meaning: MetricMeaning;
}

/** Rows of one day that are known on the next: more buckets and classes than most estates have. */
const mostHeads = 65_536;
/** Storage Lens has some 60 metrics. */
const mostMetrics = 1024;

/** What was met in the CSV reports of an export, so that it need not be made out again on every day. */
export class CsvMemory {
  /** Rows up to their metric, without their date. */
  heads = new KnownBytes<KnownHead>(mostHeads);
  readonly names = new KnownBytes<MetricName>(mostMetrics);
  #layout = '';

  /** Call for every report, once it is known how its rows are laid out: rows of another layout mean something else. */
  startLayout(layout: string): void {
    if (layout !== this.#layout) this.heads = new KnownBytes<KnownHead>(mostHeads);
    this.#layout = layout;
  }
}
