import { describe, expect, it } from 'vitest';
import { storageTypes } from '../../../shared/values/storage-types.ts';
import { bucketsPerRequest, newestFigures, sizeRequest } from './bucket-sizes.ts';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const idOf = (at: number, type: (typeof storageTypes)[number]) =>
  sizeRequest(['a', 'b'], 0).MetricDataQueries?.at(at * storageTypes.length + storageTypes.indexOf(type))?.Id;

describe('what is asked', () => {
  it('is every storage type of every bucket, by the day, for the last days', () => {
    const { MetricDataQueries: queries = [], StartTime, EndTime } = sizeRequest(['a', 'b'], Date.UTC(2026, 10, 30, 13));
    expect([StartTime, EndTime]).toEqual([day('2026-11-26'), day('2026-12-01')]);
    expect(queries).toHaveLength(2 * storageTypes.length);
    expect(new Set(queries.map(({ Id }) => Id)).size).toBe(queries.length);
    expect(queries.at(-1)?.MetricStat).toEqual({
      Metric: {
        Namespace: 'AWS/S3',
        MetricName: 'BucketSizeBytes',
        Dimensions: [
          { Name: 'BucketName', Value: 'b' },
          { Name: 'StorageType', Value: 'DeepArchiveStagingStorage' },
        ],
      },
      Period: 86_400,
      Stat: 'Average',
    });
  });

  it('is within what one request may ask', () => {
    expect(bucketsPerRequest * storageTypes.length).toBeLessThanOrEqual(500);
    expect((bucketsPerRequest + 1) * storageTypes.length).toBeGreaterThan(500);
  });
});

describe('what is told', () => {
  it('is the newest figure of each type, whatever their order, with its day', () => {
    const Timestamps = [day('2026-11-27'), day('2026-11-29'), day('2026-11-28')];
    const results = [
      { Id: idOf(0, 'StandardStorage'), Timestamps, Values: [1, 2, 3] },
      { Id: idOf(1, 'GlacierStagingStorage'), Timestamps: [day('2026-11-28')], Values: [0] },
      // A page more of the first.
      { Id: idOf(0, 'StandardStorage'), Timestamps: [day('2026-11-26')], Values: [9] },
    ];
    expect([...newestFigures(results)]).toEqual([
      [0, [{ storageType: 'StandardStorage', bytes: 2, day: '2026-11-29' }]],
      [1, [{ storageType: 'GlacierStagingStorage', bytes: 0, day: '2026-11-28' }]],
    ]);
  });

  it('leaves out what has no figure or cannot be: not known is not zero', () => {
    const Id = idOf(0, 'StandardStorage');
    const odd = [Number.NaN, -1, 2 ** 60, Number.POSITIVE_INFINITY];
    for (const value of odd) {
      expect(newestFigures([{ Id, Timestamps: [day('2026-11-28')], Values: [value] }]).size).toBe(0);
    }
    const without = [
      { Id, Timestamps: [], Values: [] },
      { Id, Timestamps: [day('2026-11-28')] },
      { Id, Timestamps: [new Date(Number.NaN)], Values: [1] },
      { Id: 'b0_99', Timestamps: [day('2026-11-28')], Values: [1] },
      { Id: 'other', Timestamps: [day('2026-11-28')], Values: [1] },
      { Timestamps: [day('2026-11-28')], Values: [1] },
    ];
    expect(newestFigures(without).size).toBe(0);
  });
});
