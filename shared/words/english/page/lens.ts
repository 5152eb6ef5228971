import { formatBytes } from '../../../format/bytes.ts';
import { formatMoney } from '../../../format/money.ts';
import { formatCount } from '../../../format/numbers.ts';
import type { MoneyJson } from '../../../schema/costs.ts';
import type { LensReport } from '../../../schema/lens.ts';
import { counted } from '../../counted.ts';

/** What the page says in the dialog `Storage Lens`. */
export const lensPage = {
  title: 'Storage Lens',
  folder: {
    label: 'Folder on this computer, or its bucket',
    description:
      'That of an S3 Storage Lens export, with its manifests and its reports in CSV or Parquet. It is only read; from s3://bucket/prefix through this connection, by requests that are billed as any other.',
    placeholder: '/home/me/StorageLens or s3://bucket/prefix',
  },
  read: 'Read export',
  report: {
    /** `{config}` and `{account}` are the export's names. @param days each as AWS writes it */
    about: (days: LensReport['days']) =>
      `Export {config} of account {account}: ${counted(days.length, 'day', 'days')}${days.length === 0 ? '' : `, ${spanOf(days)}`}.`,
    others: (count: number) =>
      `${counted(count, 'other export', 'other exports')} in this folder ${count === 1 ? 'was' : 'were'} not read.`,
    noBytes: 'No day tells how many bytes incomplete uploads hold.',
    sound: 'Every report is there, and its checksum is that of the manifest.',
    doubts: 'What is not in the numbers',
    moreDoubts: (count: number) => `and ${formatCount(count)} more.`,
    /** Of the newest day. */
    total: {
      label: 'All buckets',
      uploadsOn: (day: string) => `Incomplete uploads on ${day}`,
    },
    trendOfAll: (days: number) => `Bytes of all buckets over ${counted(days, 'day', 'days')}`,
  },
  columns: {
    uploads: 'Uploads',
    bytes: 'Bytes',
    older: 'Older than 7 days',
    cost: 'Cost a month',
    trend: 'Trend',
  },
  buckets: {
    label: 'Worst buckets',
    /** @param shown fewer than `count` where an export has too many for a list */
    heading: ({ shown, count }: { shown: number; count: number }) =>
      count > shown
        ? `The worst ${formatCount(shown)} of ${counted(count, 'bucket', 'buckets')}`
        : counted(count, 'bucket', 'buckets'),
    scan: (count: number) => `Scan the worst ${formatCount(count)}`,
    table: 'Buckets of the export',
    bucket: 'Bucket',
    explained: 'Against the scan',
    /** @param moved the first and the last day that tells; null: there are no two */
    trend: (bucket: string, moved: { from: number; to: number } | null) =>
      moved === null ? `Bytes of ${bucket}` : `Bytes of ${bucket}: ${change(moved)}`,
    more: (count: number) => `Show ${formatCount(count)} more`,
  },
  /** The same day by something else; `head` is the column of its names. */
  groups: {
    account: { title: 'By account', head: 'Account' },
    region: { title: 'By region', head: 'Region' },
    storageClass: { title: 'By storage class', head: 'Storage class' },
    unnamed: 'not named',
  },
  atLeast: (cost: MoneyJson) => `at least ${formatMoney(cost)}`,
};

function spanOf(days: readonly string[]): string {
  const [first, last] = [days[0], days.at(-1)];
  return first === last ? `${first}` : `${first} to ${last}`;
}

function change({ from, to }: { from: number; to: number }): string {
  const [first, last] = [formatBytes(from), formatBytes(to)];
  return first === last ? `${first} at its beginning and its end` : `from ${first} to ${last}`;
}
