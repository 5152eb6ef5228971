import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import { formatUsd, monthlyCost } from '../../../shared/format/money.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import type { Outage } from '../../../shared/schema/outages.ts';
import { formatCount, formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { NameText } from '../../ui/key-text.tsx';
import { ScanBadge } from '../../ui/scan-badge.tsx';
import styles from '../../ui/table.module.css';
import { TimeText } from '../../ui/time-text.tsx';

/** One row: a bucket, and whose prices hold for it. */
export type BucketRow = { bucket: Bucket; endpointUrl: string | null; outage?: Outage | undefined };

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text, alphanumeric: sortFn_alphanumeric },
});
const helper = createColumnHelper<typeof features, BucketRow>();

/** Unknown counts sort below known ones, whichever way the known ones go. */
const unknownLast = { sortUndefined: 'last' as const };

/** The columns of the table `Buckets`. The name's cell is a button that opens the bucket. */
export function bucketColumns(open: (bucket: Bucket) => void) {
  return helper.columns([
    helper.accessor(({ bucket }) => bucket.name, {
      id: 'bucket',
      header: 'Bucket',
      cell: ({ row: { original } }) => (
        <button type="button" className={styles.link} onClick={() => open(original.bucket)}>
          <NameText value={original.bucket.name} />
        </button>
      ),
    }),
    helper.accessor(({ bucket }) => bucket.totals?.uploads, {
      id: 'uploads',
      header: 'Uploads',
      ...unknownLast,
      cell: ({ row: { original } }) => (original.bucket.totals ? formatCount(original.bucket.totals.uploads) : '–'),
    }),
    helper.accessor(({ bucket }) => bucket.totals?.bytes, {
      id: 'bytes',
      header: 'Bytes',
      ...unknownLast,
      cell: ({ row: { original } }) => {
        const { totals } = original.bucket;
        if (!totals) return '–';
        const note = sizedNote(totals);
        return (
          <>
            {formatTotalBytes(totals)}
            {note && <span className={styles.note}>{note}</span>}
          </>
        );
      },
    }),
    helper.accessor(({ bucket }) => bucket.totals?.oldestInitiatedAt ?? undefined, {
      id: 'oldest',
      header: 'Oldest',
      ...unknownLast,
      cell: ({ getValue }) => {
        const oldest = getValue();
        return oldest === undefined ? '–' : <TimeText value={oldest} age />;
      },
    }),
    helper.accessor(({ bucket }) => bucket.totals?.active, {
      id: 'active',
      header: 'Active',
      ...unknownLast,
      cell: ({ getValue }) => {
        const active = getValue();
        return active === undefined ? '–' : formatCount(active);
      },
    }),
    helper.accessor((row) => costOf(row)?.usd, {
      id: 'cost',
      header: 'Cost a month',
      ...unknownLast,
      cell: ({ row: { original } }) => <CostText row={original} />,
    }),
    helper.accessor(({ bucket }) => bucket.scan.status, {
      id: 'scan',
      header: 'Scan',
      cell: ({ row: { original } }) => <ScanBadge scan={original.bucket.scan} outage={original.outage} />,
    }),
  ]);
}

function costOf({ bucket: { totals }, endpointUrl }: BucketRow) {
  if (!totals || (totals.sized === 0 && totals.uploads > 0)) return undefined;
  const cost = monthlyCost(endpointUrl, totals.bytesByStorageClass);
  return cost.kind === 'known' ? cost : undefined;
}

function CostText({ row }: { row: BucketRow }) {
  const cost = costOf(row);
  if (!cost) {
    const why = row.endpointUrl === null ? 'Not known until the uploads are sized.' : 'Prices are known for AWS only.';
    return <span title={why}>–</span>;
  }
  return <span title="At us-east-1 list prices">{formatUsd(cost.usd)}</span>;
}
