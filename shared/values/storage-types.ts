/**
 * What CloudWatch tells apart in `BucketSizeBytes` (Amazon S3 user guide, "Metrics and dimensions"): its `StorageType`s that
 * hold data. Those for what AWS charges beyond the data (`…Overhead`) are not asked for.
 */
export const storageTypes = [
  'StandardStorage',
  'IntelligentTieringFAStorage',
  'IntelligentTieringIAStorage',
  'IntelligentTieringAAStorage',
  'IntelligentTieringAIAStorage',
  'IntelligentTieringDAAStorage',
  'StandardIAStorage',
  'OneZoneIAStorage',
  'ReducedRedundancyStorage',
  'GlacierInstantRetrievalStorage',
  'GlacierStorage',
  'GlacierStagingStorage',
  'DeepArchiveStorage',
  'DeepArchiveStagingStorage',
] as const;
export type StorageType = (typeof storageTypes)[number];

/** Whether it is nothing but parts of incomplete uploads: those to an archive class, before they are completed. */
export function isStaging(type: StorageType): boolean {
  return type === 'GlacierStagingStorage' || type === 'DeepArchiveStagingStorage';
}

/**
 * What AWS asks for 1,000 metrics that GetMetricData is asked for, in hundred-thousandths of a dollar for one: 0.01 USD for
 * 1,000 (CloudWatch pricing, us-east-1, 2026), none of them free.
 */
const hundredThousandthsForAMetric = 1;

/** What it costs at AWS's list price to ask for the size of so many buckets: USD as decimal text. */
export function askingPrice(buckets: number): string {
  const units = buckets * storageTypes.length * hundredThousandthsForAMetric;
  const text = String(units).padStart(6, '0');
  return `${text.slice(0, -5)}.${text.slice(-5)}`.replace(/(\.\d\d\d*?)0+$/, '$1');
}
