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
/** Documented metrics that speak of incomplete uploads, and count something else than those. */
const ofRules: ReadonlySet<string> = new Set(['AbortIncompleteMPULifecycleRuleCount']);
const byName = new Map(names.map(([name, metric]) => [name, lensMetrics.indexOf(metric)]));

/**
 * What a name in the column metric_name means: the metric's place in {@link lensMetrics}; `unknown`, where it speaks of
 * incomplete uploads and is none of those; `other`, where it speaks of something else.
 */
export type MetricMeaning = number | 'unknown' | 'other';

export function metricMeaning(name: string): MetricMeaning {
  const isUnknown = /incomplete|mpu/i.test(name) && !ofRules.has(name);
  return byName.get(name) ?? (isUnknown ? 'unknown' : 'other');
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
