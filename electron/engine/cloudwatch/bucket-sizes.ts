import type { GetMetricDataInput, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { ToldSizes } from '../../../shared/schema/cloudwatch.ts';
import { type StorageType, storageTypes } from '../../../shared/values/storage-types.ts';

const dayMs = 86_400_000;
/** A day's figure comes some time in the next one, or later: storage metrics are delivered as well as can be. */
const daysBack = 4;
/** Most metrics that one GetMetricData may name (API reference). */
const metricsPerRequest = 500;

/** Buckets that one request asks for. */
export const bucketsPerRequest = Math.floor(metricsPerRequest / storageTypes.length);

/** What is asked about each storage type of each bucket. @param now ms UTC */
export function sizeRequest(buckets: readonly string[], now: number): GetMetricDataInput {
  const today = Math.floor(now / dayMs) * dayMs;
  return {
    StartTime: new Date(today - daysBack * dayMs),
    EndTime: new Date(today + dayMs),
    ScanBy: 'TimestampDescending',
    MetricDataQueries: buckets.flatMap((bucket, at) => storageTypes.map((type) => queryFor(bucket, type, at))),
  };
}

function queryFor(bucket: string, type: StorageType, at: number): MetricDataQuery {
  const dimensions = [
    { Name: 'BucketName', Value: bucket },
    { Name: 'StorageType', Value: type },
  ];
  return {
    Id: idOf(at, type),
    MetricStat: {
      Metric: { Namespace: 'AWS/S3', MetricName: 'BucketSizeBytes', Dimensions: dimensions },
      Period: dayMs / 1000,
      Stat: 'Average',
    },
  };
}

/** An ID begins with a small letter (API reference, MetricDataQuery). */
function idOf(at: number, type: StorageType): string {
  return `b${at}_${storageTypes.indexOf(type)}`;
}

/**
 * The newest figure of each storage type, by the place of its bucket in the request. A number that cannot be, and a type
 * without a figure, are not in it. Pure.
 */
export function newestFigures(results: readonly MetricDataResult[]): Map<number, ToldSizes['figures']> {
  const newest = new Map<string, { at: number; bytes: number }>();
  for (const { Id: id = '', Timestamps: times = [], Values: values = [] } of results) {
    for (const [n, time] of times.entries()) {
      const [at, bytes] = [time.getTime(), values[n]];
      if (Number.isNaN(at) || bytes === undefined || !Number.isSafeInteger(Math.round(bytes)) || bytes < 0) continue;
      const known = newest.get(id);
      if (!known || at > known.at) newest.set(id, { at, bytes: Math.round(bytes) });
    }
  }
  const found = new Map<number, ToldSizes['figures']>();
  for (const [id, { at, bytes }] of newest) {
    const [, place, number] = /^b(\d+)_(\d+)$/.exec(id) ?? [];
    const storageType = storageTypes[Number(number)];
    if (place === undefined || storageType === undefined) continue;
    const day = new Date(at).toISOString().slice(0, 10);
    found.set(Number(place), [...(found.get(Number(place)) ?? []), { storageType, bytes, day }]);
  }
  return found;
}
