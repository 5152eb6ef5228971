import { expect, it } from 'vitest';
import type { LensReport } from '../../../shared/schema/lens.ts';
import { lensRows } from './lens-exports.ts';

const told = { bytes: 10, uploads: 2, olderBytes: null, olderUploads: null };

it('has every table, what was not told is empty, and what a scan explains is a share', () => {
  const bucket: LensReport['buckets'][number] = {
    ...told,
    accountId: '111122223333',
    region: 'eu-west-1',
    bucket: '=media',
    cost: { currency: 'USD', amount: '28.01', least: true },
    trend: [9, 10],
    known: {
      connectionId: 'c',
      connectionName: 'Film archive',
      scan: 'complete',
      explained: { known: true, share: 0.987, difference: -1 },
    },
  };
  const rows = lensRows({
    accountId: '111122223333',
    configId: 'estate',
    others: [],
    days: ['2026-11-01', '2026-11-02'],
    incompleteDays: [],
    day: '2026-11-02',
    trend: [{ bytes: null, uploads: null, olderBytes: null, olderUploads: null }, told],
    groups: {
      account: [{ ...told, name: '111122223333' }],
      region: [{ ...told, name: 'eu-west-1' }],
      storageClass: [{ ...told, name: '' }],
    },
    buckets: [bucket, { ...bucket, bucket: 'far', cost: null, known: null }],
    bucketCount: 2,
    problems: [],
    moreProblems: 0,
    missingMetrics: [],
    unknownColumns: [],
    unknownMetrics: [],
    rows: { read: 1, otherMetrics: 0, malformed: 0 },
    reports: 1,
    unlisted: 0,
  });
  const none = [null, null, null, null];
  expect(rows).toEqual([
    ['bucket', '=media', '111122223333', 'eu-west-1', 2, 10, null, null, 28.01, 'USD', 'incomplete', 0.987],
    ['bucket', 'far', '111122223333', 'eu-west-1', 2, 10, null, null, ...none],
    ['account', '111122223333', null, null, 2, 10, null, null, ...none],
    ['region', 'eu-west-1', null, null, 2, 10, null, null, ...none],
    ['storage class', '', null, null, 2, 10, null, null, ...none],
    ['day', '2026-11-01', null, null, ...none, ...none],
    ['day', '2026-11-02', null, null, 2, 10, null, null, ...none],
  ]);
});
