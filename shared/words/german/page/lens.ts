import { formatBytes } from '../../../format/bytes.ts';
import { formatMoney } from '../../../format/money.ts';
import { formatCount } from '../../../format/numbers.ts';
import { formatDay } from '../../../format/time.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

export const lensPage: PageWords['lens'] = {
  title: 'Storage Lens',
  folder: {
    label: 'Ordner auf diesem Computer, oder sein Bucket',
    description:
      'Der eines Exports von S3 Storage Lens, mit seinen Manifesten und seinen Berichten in CSV oder Parquet. Er wird nur gelesen; von s3://bucket/prefix über diese Verbindung, mit Anfragen, die wie alle anderen berechnet werden.',
    placeholder: '/home/ich/StorageLens oder s3://bucket/prefix',
  },
  read: 'Export lesen',
  report: {
    about: (days) =>
      `Export {config} des Kontos {account}: ${counted(days.length, 'Tag', 'Tage')}${days.length === 0 ? '' : `, ${spanOf(days)}`}.`,
    others: (count) =>
      `${counted(count, 'anderer Export', 'andere Exporte')} in diesem Ordner ${count === 1 ? 'wurde' : 'wurden'} nicht gelesen.`,
    noBytes: 'Kein Tag nennt, wie viele Bytes unvollständige Uploads belegen.',
    sound: 'Alle Berichte sind da, und ihre Prüfsummen sind die des Manifests.',
    doubts: 'Was in den Zahlen fehlt',
    moreDoubts: (count) => `und ${formatCount(count)} weitere.`,
    total: {
      label: 'Alle Buckets',
      uploadsOn: (day) => `Unvollständige Uploads am ${shownDay(day)}`,
    },
    trendOfAll: (days) => `Bytes aller Buckets über ${counted(days, 'Tag', 'Tage')}`,
  },
  columns: {
    uploads: 'Uploads',
    bytes: 'Bytes',
    older: 'Älter als 7 Tage',
    cost: 'Kosten im Monat',
    trend: 'Verlauf',
  },
  buckets: {
    label: 'Die schlimmsten Buckets',
    heading: ({ shown, count }) =>
      count > shown
        ? `Die schlimmsten ${formatCount(shown)} von ${counted(count, 'Bucket', 'Buckets')}`
        : counted(count, 'Bucket', 'Buckets'),
    scan: (count) => (count === 1 ? 'Den schlimmsten scannen' : `Die schlimmsten ${formatCount(count)} scannen`),
    table: 'Buckets des Exports',
    bucket: 'Bucket',
    explained: 'Vergleich mit dem Scan',
    trend: (bucket, moved) => (moved === null ? `Bytes von ${bucket}` : `Bytes von ${bucket}: ${change(moved)}`),
    more: (count) => `${formatCount(count)} weitere zeigen`,
  },
  groups: {
    account: { title: 'Nach Konto', head: 'Konto' },
    region: { title: 'Nach Region', head: 'Region' },
    storageClass: { title: 'Nach Speicherklasse', head: 'Speicherklasse' },
    unnamed: 'nicht genannt',
  },
  atLeast: (cost) => `mindestens ${formatMoney(cost)}`,
};

function spanOf(days: readonly string[]): string {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return first === last ? shownDay(first) : `${shownDay(first)} bis ${shownDay(last)}`;
}

/** A day as AWS writes it, `2026-03-01`, as it is written here. */
function shownDay(day: string): string {
  const at = Date.parse(day);
  return Number.isNaN(at) ? day : formatDay(at, 'UTC');
}

function change({ from, to }: { from: number; to: number }): string {
  const [first, last] = [formatBytes(from), formatBytes(to)];
  return first === last ? `${first} am Anfang wie am Ende` : `von ${first} auf ${last}`;
}
