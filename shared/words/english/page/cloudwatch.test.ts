import { describe, expect, it } from 'vitest';
import type { ToldSizes } from '../../../schema/cloudwatch.ts';
import { cloudWatchPage } from './cloudwatch.ts';

const tib = 1024 ** 4;
const sizes = (bucket: string, figures: ToldSizes['figures']): ToldSizes => ({ bucket, region: 'r', at: 1, figures });

describe('what CloudWatch told', () => {
  it('is one sum with its days, and what of it is staging storage', () => {
    const told = [
      sizes('a', [
        { storageType: 'StandardStorage', bytes: 180 * tib, day: '2026-11-28' },
        { storageType: 'GlacierStagingStorage', bytes: 2 * tib, day: '2026-11-28' },
        { storageType: 'DeepArchiveStagingStorage', bytes: 3 * tib, day: '2026-11-27' },
      ]),
      sizes('b', [{ storageType: 'GlacierStorage', bytes: 5 * tib, day: '2026-11-29' }]),
      sizes('untold', []),
    ];
    expect(cloudWatchPage.told(told)).toEqual([
      'CloudWatch, 2026-11-27 to 2026-11-29: 190 TiB in 2 buckets, parts of incomplete uploads included.',
      '5 TiB of it is staging storage (2026-11-27 to 2026-11-28): parts of incomplete uploads to GLACIER and DEEP_ARCHIVE, and nothing else.',
    ]);
  });

  it('names no staging storage where none was told, and nothing where nothing was', () => {
    expect(
      cloudWatchPage.told([sizes('a', [{ storageType: 'StandardStorage', bytes: 0, day: '2026-11-28' }])]),
    ).toEqual(['CloudWatch, 2026-11-28: 0 bytes in 1 bucket, parts of incomplete uploads included.']);
    expect(cloudWatchPage.told([sizes('a', [])])).toEqual([]);
    expect(cloudWatchPage.told([])).toEqual([]);
  });

  it('says before what asking costs', () => {
    expect(cloudWatchPage.price({ count: 1, isAws: true })).toBe('14 metrics: about $0.00014 at list price.');
    expect(cloudWatchPage.price({ count: 1000, isAws: true })).toBe('14,000 metrics: about $0.14 at list price.');
    expect(cloudWatchPage.price({ count: 3, isAws: false })).toBe('42 metrics.');
  });
});
