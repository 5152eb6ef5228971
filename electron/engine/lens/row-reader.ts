import { type MetricMeaning, metricMeaning } from './metrics.ts';
import type { LensTally, StagedReport } from './tally.ts';

/** What was met while reports were read, besides numbers. */
export interface RowCounts {
  rows: number;
  /** Rows of the four metrics, of buckets and accounts. */
  read: number;
  /** Rows of other metrics. */
  otherMetrics: number;
  /** Rows of the four metrics that are of neither a bucket nor an account, by record type. */
  otherRecords: Map<string, number>;
  /** Metrics that speak of incomplete uploads and are not known, by name. */
  unknownMetrics: Map<string, number>;
  /** Rows with too few fields, of another day, or with a value that is no count. */
  malformed: number;
}

export function noRows(): RowCounts {
  return {
    rows: 0,
    read: 0,
    otherMetrics: 0,
    otherRecords: new Map(),
    unknownMetrics: new Map(),
    malformed: 0,
  };
}

/** Whoever writes such a file could fill the memory with names: no more than these are told. */
const mostNames = 100;

function countName(names: Map<string, number>, name: string): void {
  const before = names.get(name);
  if (before !== undefined || names.size < mostNames) names.set(name, (before ?? 0) + 1);
}

/** The fields of a row besides metric and value. */
export interface RowOwner {
  reportDate: string;
  accountId: string;
  region: string;
  storageClass: string;
  recordType: string;
  bucket: string;
}

/** Whose numbers they are: a series, or why they are not read. */
export type OwnerFound = number | 'other record' | 'other day';

/** Takes the rows of one report, whatever its format. */
export class RowReader {
  readonly counts: RowCounts;
  readonly #tally: LensTally;
  readonly #staged: StagedReport;
  /** `2026-11-03`: the report is of this day. */
  readonly day: string;

  constructor(tally: LensTally, staged: StagedReport, day: string, counts: RowCounts) {
    this.#tally = tally;
    this.#staged = staged;
    this.day = day;
    this.counts = counts;
  }

  /** Who a row speaks of. Ask once for rows that follow each other. */
  owner({ reportDate, accountId, region, storageClass, recordType, bucket }: RowOwner): OwnerFound {
    // Some tools write dates with a time.
    if (!reportDate.startsWith(this.day)) return 'other day';
    if (recordType === 'BUCKET') return this.#tally.series({ accountId, region, bucket, storageClass });
    if (recordType === 'ACCOUNT') return this.#tally.series({ accountId, region, bucket: null, storageClass });
    return 'other record';
  }

  /** @param metric its place in `lensMetrics` */
  add(owner: OwnerFound, recordType: string, metric: number, value: number): void {
    if (!Number.isInteger(value) || value < 0 || owner === 'other day') this.counts.malformed++;
    else if (owner === 'other record') countName(this.counts.otherRecords, recordType);
    else {
      this.counts.read++;
      this.#staged.add(owner, metric, value);
    }
  }

  /**
   * Whether a row's metric is read; where it is not, the row is counted.
   * @returns the metric's place; null: not read
   */
  metric(name: string, meaning: MetricMeaning = metricMeaning(name)): number | null {
    if (typeof meaning === 'number') return meaning;
    if (meaning === 'unknown') countName(this.counts.unknownMetrics, name);
    else this.counts.otherMetrics++;
    return null;
  }
}
