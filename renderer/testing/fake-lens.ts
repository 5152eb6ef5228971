import type { LensBucketView, LensReport } from '../../shared/schema/lens.ts';

const tib = 1024 ** 4;
const days = Array.from({ length: 60 }, (_, at) => new Date(Date.UTC(2026, 8, 5 + at)).toISOString().slice(0, 10));
const rising = (most: number) => days.map((_, at) => Math.round((most * (20 + at)) / 79));

const bucket = (name: string, most: number, rest: Partial<LensBucketView> = {}): LensBucketView => ({
  accountId: '111122223333',
  region: 'eu-west-1',
  bucket: name,
  bytes: most,
  uploads: 1200,
  olderBytes: most * 0.9,
  olderUploads: 1000,
  cost: { currency: 'USD', amount: String((most / 1024 ** 3) * 0.023), least: false },
  trend: rising(most),
  known: null,
  ...rest,
});

/** The worst buckets of an estate: scanned, not scanned, in no connection, and one of which little is told. */
export const lensBuckets: LensBucketView[] = [
  bucket('footage', 14 * tib, {
    known: {
      connectionId: 'aws',
      connectionName: 'Film archive',
      scan: 'complete',
      explained: { known: true, share: 0.987, difference: 0.18 * tib },
    },
  }),
  bucket('never-scanned', 3 * tib, {
    known: { connectionId: 'aws', connectionName: 'Film archive', scan: 'never', explained: null },
  }),
  bucket('somebody-elses', 0.5 * tib, { accountId: '444455556666', region: 'sa-east-1' }),
  bucket('untold', 0, { bytes: null, olderBytes: null, cost: null, trend: days.map(() => null) }),
];

/** An export with something wrong of every kind. */
export const lensReport: LensReport = {
  accountId: '111122223333',
  configId: 'estate',
  others: [{ accountId: '111122223333', configId: 'default-account-dashboard', days: 14 }],
  days,
  incompleteDays: [days[3] ?? ''],
  day: days.at(-1) ?? null,
  trend: rising(17.5 * tib).map((bytes) => ({ bytes, uploads: 4200, olderBytes: bytes * 0.9, olderUploads: null })),
  groups: {
    account: [
      { name: '111122223333', bytes: 17 * tib, uploads: 3000, olderBytes: 15 * tib, olderUploads: null },
      { name: '444455556666', bytes: 0.5 * tib, uploads: 1200, olderBytes: 0.4 * tib, olderUploads: null },
    ],
    region: [{ name: 'eu-west-1', bytes: 17 * tib, uploads: 3000, olderBytes: 15 * tib, olderUploads: null }],
    storageClass: [{ name: 'STANDARD', bytes: 17 * tib, uploads: 3000, olderBytes: 15 * tib, olderUploads: null }],
  },
  buckets: lensBuckets,
  bucketCount: 4,
  problems: [{ kind: 'bad checksum', day: days[3] ?? '', key: 'StorageLens/111122223333/estate/V_1/reports/one.csv' }],
  moreProblems: 0,
  missingMetrics: ['olderUploads'],
  unknownColumns: ['new_column'],
  unknownMetrics: [],
  rows: { read: 40_000, otherMetrics: 120, malformed: 2 },
  reports: 60,
  unlisted: 1,
};
