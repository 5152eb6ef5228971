/** What is read of an export, in this order wherever there are four numbers. All four are free metrics of Storage Lens. */
export const lensMetrics = ['bytes', 'uploads', 'olderBytes', 'olderUploads'] as const;
/**
 * `bytes` and `uploads`: of all incomplete uploads. `olderBytes` and `olderUploads`: of those that are older than 7 days.
 */
export type LensMetric = (typeof lensMetrics)[number];

/** As the column metric_name has them. */
const names: readonly (readonly [string, LensMetric])[] = [
  ['IncompleteMultipartUploadStorageBytes', 'bytes'],
  ['IncompleteMultipartUploadObjectCount', 'uploads'],
  ['IncompleteMPUStorageBytesOlderThan7Days', 'olderBytes'],
  ['IncompleteMPUObjectCountOlderThan7Days', 'olderUploads'],
];
const byName = new Map(names.map(([name, metric]) => [name, lensMetrics.indexOf(metric)]));

/** The place of a metric in {@link lensMetrics}; null: another metric. */
export function metricIndex(name: string): number | null {
  return byName.get(name) ?? null;
}

const byLength = new Map(names.map(([name]) => [name.length, { bytes: Buffer.from(name), metric: metricIndex(name) }]));

/**
 * As {@link metricIndex}, for a name within a file: millions of them are looked up without being cut out. Every name has a
 * length of its own.
 */
export function metricWithin(bytes: Uint8Array, start: number, end: number): number | null {
  const candidate = byLength.get(end - start);
  return candidate && areEqual(candidate.bytes, 0, bytes, start, end - start) ? candidate.metric : null;
}

/** Whether so many bytes are the same in both. From the end, where rows differ. */
export function areEqual(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let at = length - 1; at >= 0; at--) if (a[aStart + at] !== b[bStart + at]) return false;
  return true;
}

/** A metric that speaks of incomplete uploads by its name, and is none that is read. */
export function isUnknownUploadMetric(name: string): boolean {
  return /incomplete|mpu/i.test(name) && !byName.has(name);
}

/** Columns without which a report says nothing. */
export const neededColumns = [
  'report_date',
  'aws_account_number',
  'aws_region',
  'storage_class',
  'record_type',
  'bucket_name',
  'metric_name',
  'metric_value',
] as const;
export type NeededColumn = (typeof neededColumns)[number];

const knownColumns: ReadonlySet<string> = new Set([
  ...neededColumns,
  'version_number',
  'configuration_id',
  'record_value',
]);

/** Columns that the documented schema does not have. */
export function unknownColumns(columns: readonly string[]): string[] {
  return columns.filter((name) => !knownColumns.has(name));
}

/** Where each needed column is. @returns the names of those that are missing, where any is */
export function columnPlaces(columns: readonly string[]): Record<NeededColumn, number> | { missing: string[] } {
  const missing = neededColumns.filter((name) => !columns.includes(name));
  if (missing.length > 0) return { missing };
  return {
    report_date: columns.indexOf('report_date'),
    aws_account_number: columns.indexOf('aws_account_number'),
    aws_region: columns.indexOf('aws_region'),
    storage_class: columns.indexOf('storage_class'),
    record_type: columns.indexOf('record_type'),
    bucket_name: columns.indexOf('bucket_name'),
    metric_name: columns.indexOf('metric_name'),
    metric_value: columns.indexOf('metric_value'),
  };
}
