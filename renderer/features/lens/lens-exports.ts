import type { CsvValue } from '../../../shared/format/csv.ts';
import type { LensBucketView, LensNumbersView, LensReport } from '../../../shared/schema/lens.ts';
import { words } from '../../../shared/words/words.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { tableExports } from '../../ui/table-export.ts';

const columns = [
  'of',
  'name',
  'account',
  'region',
  'uploads',
  'bytes',
  'olderUploads',
  'olderBytes',
  'costAMonth',
  'currency',
  'costIs',
  'explained',
] as const;

/** Every table of the report in one file, told apart by their first column. */
export function lensExports(report: LensReport): ExportChoice[] {
  const fileName = pageFileName('storage-lens', report.configId);
  return tableExports(words.page.lens.title, fileName, columns, () => lensRows(report));
}

/** Rows of all tables: buckets and groups of the last day that tells any bytes, and all buckets together by day. */
export function lensRows({ buckets, groups, days, trend }: LensReport): CsvValue[][] {
  const groupRows = (of: string, all: LensReport['groups']['account']) =>
    all.map((group) => [of, group.name, null, null, ...numbers(group), ...noCost]);
  return [
    ...buckets.map(bucketRow),
    ...groupRows('account', groups.account),
    ...groupRows('region', groups.region),
    ...groupRows('storage class', groups.storageClass),
    ...trend.map((all, at) => ['day', days[at] ?? null, null, null, ...numbers(all), ...noCost]),
  ];
}

const noCost = [null, null, null, null] as const;

function bucketRow(row: LensBucketView): CsvValue[] {
  const { bucket, accountId, region, cost, known } = row;
  const explained = known?.explained ?? null;
  return [
    'bucket',
    bucket,
    accountId,
    region,
    ...numbers(row),
    cost === null ? null : Number(cost.amount),
    cost?.currency ?? null,
    cost === null ? null : cost.least ? 'incomplete' : 'whole',
    explained?.known ? explained.share : null,
  ];
}

/** What was not told is null. */
function numbers({ uploads, bytes, olderUploads, olderBytes }: LensNumbersView): CsvValue[] {
  return [uploads, bytes, olderUploads, olderBytes];
}
