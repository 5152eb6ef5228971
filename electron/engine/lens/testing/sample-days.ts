import type { DayToWrite, ReportRow } from './make-export.ts';
import { bucketRows } from './make-export.ts';

/** Three days of three buckets in two accounts, regions and classes, with rows that are not read. */
export const threeDays: DayToWrite[] = ['2026-11-01', '2026-11-02', '2026-11-03'].map((day, index) => ({
  day,
  rows: [
    ...bucketRows('small', [10, 1, 0, 0]),
    ...bucketRows('large', [1000 + index, 50, 900, 40]),
    ...bucketRows('large', [7, 2, 7, 2], { storageClass: 'GLACIER' }),
    ...bucketRows('far', [500, 5, 5, 5], { region: 'us-east-1', accountId: '444455556666' }),
    ...bucketRows('', [1517 + index, 58, 912, 47], { recordType: 'ACCOUNT' }),
    ...bucketRows('large', [999, 9, 9, 9], { recordType: 'PREFIX', recordValue: 'a%2Fb%2C' }),
    { ...one('large'), metric: 'StorageBytes', value: 99 },
  ],
}));

/** A row of a bucket, to be given a metric. */
export function one(bucket: string): ReportRow {
  return {
    accountId: '111122223333',
    region: 'eu-west-1',
    storageClass: 'STANDARD',
    recordType: 'BUCKET',
    bucket,
    metric: '',
    value: 0,
  };
}
