import type { SizeReading, ToldSizes } from '../../shared/schema/cloudwatch.ts';

const tib = 1024 ** 4;

/** What CloudWatch told: of a bucket with staging storage, of one without, and nothing of a third. */
export function toldSizes(now: number): ToldSizes[] {
  const dayOf = (daysAgo: number) => new Date(now - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const at = now - 3_600_000;
  return [
    { bucket: 'empty', region: 'eu-central-1', at, figures: [] },
    {
      bucket: 'footage',
      region: 'eu-central-1',
      at,
      figures: [
        { storageType: 'StandardStorage', bytes: 180 * tib, day: dayOf(1) },
        { storageType: 'DeepArchiveStagingStorage', bytes: 12.5 * tib, day: dayOf(2) },
      ],
    },
    {
      bucket: 'never-scanned',
      region: 'us-east-1',
      at,
      figures: [{ storageType: 'StandardIAStorage', bytes: 0.4 * tib, day: dayOf(2) }],
    },
  ];
}

/** Buckets of a region in which it may not be asked. */
export const cloudWatchFailures: SizeReading['failures'] = ['denied', 'in-circles'].map((bucket) => ({
  bucket,
  error: {
    code: 'ACCESS_DENIED',
    message: 'User is not authorized to perform: cloudwatch:GetMetricData',
    details: {
      operation: 'GetMetricData',
      endpoint: 'CloudWatch in eu-west-1',
      httpStatus: 400,
      permission: 'cloudwatch:GetMetricData',
    },
  },
}));
